/// The language as one table: verb → clauses → signature → one line for people.
///
/// It drives the parser, the checker's messages, completion, `\h`, the formatter and the manual, so that none of them
/// can drift. Adding a clause is adding a row. The rows stand by family in `Vocabulary+….swift`.
package enum Vocabulary {
  package static let verbs: [VerbRule] =
    declarations + [
      warm, sweep, audit, deploy, bench, follow, flush, doVerb,
    ]

  private static let verbIndex = WordIndex(verbs.map(\.word))

  package static func verb(_ key: WordKey?) -> VerbRule? { verbIndex.find(key).map { verbs[$0] } }

  package static func verb(_ word: String) -> VerbRule? { verb(WordKey(word)) }
}
