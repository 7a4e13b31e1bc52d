import SourceText
import Testing

@testable import Recipe

@Suite struct VocabularyTests {
  /// Every phrase of a verb at any depth, each with the words that lead to it.
  private func phrases(_ rules: [PhraseRule], _ path: String) -> [(path: String, rule: PhraseRule)]
  {
    rules.flatMap { rule -> [(String, PhraseRule)] in
      let path = "\(path) \(rule.word)"
      let inner = rule.signature.options + rule.signature.parameters.flatMap(\.words)
      return [(path, rule)] + phrases(inner, path)
    }
  }

  private var all: [(path: String, rule: PhraseRule)] {
    Vocabulary.verbs.flatMap { phrases($0.clauses, $0.word) }
  }

  @Test func ownWordsAndOptionsOfAPhraseAreDisjoint() {
    for (path, rule) in all {
      let words = rule.signature.parameters.flatMap(\.words).map(\.word)
      let options = rule.signature.options.map(\.word)
      #expect(Set(options).count == options.count, "\(path)")
      #expect(Set(words).isDisjoint(with: options), "\(path)")
    }
  }

  /// So `{ a NEWLINE b }` and `a b` can never differ: no option is also a clause of its verb.
  @Test func optionsAreNoClausesOfTheirVerb() {
    for verb in Vocabulary.verbs {
      let clauses = Set(verb.clauses.map(\.word))
      #expect(clauses.count == verb.clauses.count, "\(verb.word)")
      for (path, rule) in phrases(verb.clauses, verb.word) {
        for option in rule.signature.options {
          #expect(!clauses.contains(option.word), "\(path) \(option.word)")
        }
      }
    }
  }

  @Test func wordsAreShortAndNoKeywords() {
    for word in all.map(\.rule.word) + Vocabulary.verbs.map(\.word) {
      #expect(WordKey(word) != nil, "\(word) does not fit a WordKey")
      let isName = word.utf8.allSatisfy { CharacterClass.isNamePart($0) }
      #expect(isName, "\(word)")
    }
    for verb in Vocabulary.verbs {
      for rule in verb.clauses {
        #expect(Keyword(WordKey(rule.word))?.isInfix != true, "\(rule.word)")
      }
    }
  }

  @Test func everyRowSaysWhatItIsFor() {
    for (path, rule) in all { #expect(!rule.doc.isEmpty && !rule.doc.hasSuffix("."), "\(path)") }
    for verb in Vocabulary.verbs { #expect(verb.doc.hasSuffix("."), "\(verb.word)") }
  }

  @Test(arguments: Vocabulary.verbs.map(\.word))
  func everyExampleParsesAndShowsItsClause(_ word: String) throws {
    let verb = try #require(Vocabulary.verb(word))
    assertParse(verb.example)
    for clause in verb.clauses {
      #expect(!clause.example.isEmpty, "\(word) \(clause.word)")
      let parsed = Parser.parse(SourceFile(path: "\(word) \(clause.word)", text: clause.example))
      // A clause that several verbs share shows itself with one of them; what else that verb needs may be missing.
      let problems = parsed.diagnostics.filter { $0.id != "E0110" }
      #expect(problems.map(describe).isEmpty)
      #expect(parsed.syntax.statements.first?.clause(clause.word) != nil, "\(clause.example)")
    }
  }

  /// The commands of Redis 7.4, Valkey 9 and their modules' prefixes that are single words.
  @Test func noVerbIsARedisCommand() {
    let commands = Set(
      """
      acl append asking auth bgrewriteaof bgsave bitcount bitfield bitop bitpos blmove blmpop blpop brpop brpoplpush
      bzmpop bzpopmax bzpopmin client cluster command config copy dbsize debug decr decrby del discard dump echo eval
      evalsha exec exists expire expireat expiretime failover fcall flushall flushdb function geoadd geodist geohash
      geopos georadius geosearch get getbit getdel getex getrange getset hdel hello hexists hexpire hget hgetall
      hincrby hkeys hlen hmget hmset hrandfield hscan hset hsetnx hstrlen hvals incr incrby info keys lastsave latency
      lcs lindex linsert llen lmove lmpop lolwut lpop lpos lpush lpushx lrange lrem lset ltrim memory mget migrate
      module monitor move mset msetnx multi object persist pexpire pfadd pfcount pfdebug pfmerge ping psetex psubscribe
      psync pttl publish pubsub punsubscribe quit randomkey readonly readwrite rename renamenx replconf replicaof reset
      restore role rpop rpoplpush rpush rpushx sadd save scan scard script sdiff sdiffstore select set setbit setex
      setnx setrange shutdown sinter sintercard sismember slaveof slowlog smembers smismember smove sort spop spublish
      srandmember srem sscan ssubscribe strlen subscribe substr sunion sunionstore sunsubscribe swapdb sync time touch
      ttl type unlink unsubscribe unwatch wait waitaof watch xack xadd xautoclaim xclaim xdel xgroup xinfo xlen
      xpending xrange xread xreadgroup xrevrange xsetid xtrim zadd zcard zcount zdiff zincrby zinter zlexcount zmpop
      zmscore zpopmax zpopmin zrandmember zrange zrank zrem zrevrange zrevrank zscan zscore zunion
      """.split { $0.isWhitespace }.map(String.init))
    for verb in Vocabulary.verbs { #expect(!commands.contains(verb.word), "\(verb.word)") }
  }

  @Test func tablesHaveNoDoubles() {
    let tables: [[String]] = [
      Vocabulary.verbs.map(\.word), Vocabulary.functions.map(\.name),
      Vocabulary.filters.map(\.name), Vocabulary.attributes.map(\.name),
      Vocabulary.types.map(\.name), Vocabulary.units.map(\.word),
    ]
    for table in tables { #expect(Set(table).count == table.count) }
    let aliases = Vocabulary.unitAliases
    #expect(aliases.allSatisfy { alias in Vocabulary.units.contains { $0.word == alias.word } })
  }

  @Test func functionAndFilterExamplesParse() {
    for rule in Vocabulary.functions + [Vocabulary.percentile] {
      assertParse("let x = \(rule.example)")
      #expect(rule.example.hasPrefix("\(rule.name)(") || rule.name == "p50")
    }
    for rule in Vocabulary.filters { assertParse("key x = \"\(rule.example)\"") }
  }

  @Test func percentilesAreReadFromTheirNames() {
    #expect(Vocabulary.percentileFraction("p50") == 0.5)
    #expect(Vocabulary.percentileFraction("p999") == 0.999)
    #expect(Vocabulary.percentileFraction("p975") == 0.975)
    #expect(Vocabulary.percentileFraction("p9") == 0.09)
    #expect(Vocabulary.percentileFraction("p0") == 0)
    #expect(Vocabulary.percentileFraction("p100") == 1)
    for name in ["p", "p101", "p200", "p1000", "p125", "p9x", "p9999999"] {
      #expect(Vocabulary.percentileFraction(name) == nil, "\(name)")
    }
    #expect(Vocabulary.percentileFraction("prefix") == nil)
    #expect(Vocabulary.function("p99")?.name == "p50" && Vocabulary.function("nope") == nil)
  }

  /// `undo dir` for `undo "dir"`: whoever reads the clause looks for a text, finds none, and would leave the clause out.
  @Test func aTextWithoutQuotesIsRefused() throws {
    var tried = 0
    for verb in Vocabulary.verbs {
      for (path, rule) in phrases(verb.clauses, verb.word) {
        for (index, parameter) in rule.signature.parameters.enumerated()
        where parameter.accepts.allSatisfy({ if case .template = $0 { true } else { false } }) {
          // The arguments before it, as the example has them.
          let example = rule.example.isEmpty ? "\(rule.word) \"x\"" : rule.example
          let clause = try #require(example.firstRange(of: rule.word)).lowerBound
          let parsed = example[clause...].replacing(/"[^"]*"/, with: "bare", maxReplacements: 1)
          guard parsed.contains("bare") else { continue }
          let words = path.split(separator: " ").dropFirst().dropLast().joined(separator: " ")
          let text = "\(verb.word) x \(words) \(parsed)"
          let ids = Parser.parse(SourceFile(path: "t", text: text)).diagnostics.map(\.id)
          #expect(!ids.isEmpty, "\(path), argument \(index): \(text)")
          tried += 1
        }
      }
    }
    #expect(tried > 20, "\(tried)")
  }

  @Test(arguments: [
    #"sweep "x:*" undo dir max 1MiB"#, #"sweep "x:*" by rename foo"#, "sweep s match pat",
    "sweep s tag foo", "audit a match foo assert keys > 1000", "source p csv emp.csv",
    "source p lines emp", #"server z url "unix:///s" class production protect [foo perm]"#,
    #"server z url "unix:///s" user bob"#, #"key k = "a:{b}" tag foo"#, #"key k = "a:{b}" doc foo"#,
    #"lua z file take.lua"#, #"lua z file "take.lua" pin abc"#, #"source p postgres "host=x""#,
    #"deploy d scripts ["take"]"#, #"sweep k keys [a b]"#,
  ])
  func nothingIsPassedOverInSilence(_ text: String) {
    #expect(!ids(text).isEmpty, "\(text)")
  }
}
