import Planner
import Recipe
import SourceText
import TestSupport
import Testing

/// Every refusal of planning, as a person sees it.
@Suite struct RefusalTests {
  private static func server(
    _ version: String = "7.0.0", policy: String? = "noeviction", isReplica: Bool = false,
    isCluster: Bool = false
  ) -> ServerCapabilities {
    ServerCapabilities(
      flavour: .redis, version: Version(version), evictionPolicy: policy, isReplica: isReplica,
      isCluster: isCluster)
  }

  private static let feed = "source feed csv \"f.csv\" columns [id:int]\n"

  private static let cases: [(id: String, recipe: String, server: ServerCapabilities)] = [
    ("G025", #"sweep "tmp:*" where idle > 7d undo "/var/tmp/undo""#, server()),
    ("G010", "server s url \"redis://h\" protect [\"b:*\"]\nsweep x keys [\"b:1\"]", server()),
    ("G011", #"sweep "tmp:*" where freq < 3"#, server()),
    ("G012", #"sweep "tmp:*" where idle > 7d"#, server(policy: "allkeys-lfu")),
    ("G013", #"sweep "tmp:*""#, server(isReplica: true)),
    (
      "G014", feed + #"warm w from feed key "k:{id}" value text "x" ttl 1h jitter 10%"#,
      server("6.0.9")
    ),
    ("G015", #"sweep "tmp:*" where 5m - ttl < 1m"#, server()),
    (
      "G016", "source in csv \"-\"\nwarm w from in key \"k:{row.id}\" value json row ttl never",
      server()
    ),
    ("G019", #"sweep "tmp:*" by rename "trash:{type}""#, server()),
    ("G019", #"sweep "tmp:*" by rename "trash""#, server()),
    ("G020", #"sweep "*" by rename "trash:{#key}""#, server()),
    (
      "G021", "lua limits file \"lua/limits.lua\" kind library\ndeploy d scripts [limits]",
      server("6.2.0")
    ),
    (
      "G022", "lua peek file \"lua/peek.lua\"\ndeploy d scripts [peek]", server("6.2.0")
    ),
    ("G018", #"sweep "tmp:*""#, server(isCluster: true)),
    ("G013", "bench `SET bench:1 x`", server(isReplica: true)),
    ("G030", "bench `FLUSHALL`", server()),
    ("G030", "bench `BLPOP bench:q 0`", server()),
    ("G030", "bench `SELECT 3`", server()),
    ("G031", "bench `SET {n} x` pick n = uniform(1..9)", server()),
    ("G031", "bench `SET k:{n} x` pick n = uniform(1..9) clean \"bench:*\"", server()),
    ("G032", "bench `SET k:{n} x` pick n = uniform(1..9) clean \"*\"", server()),
    (
      "G034",
      "server s url \"redis://h\" protect [\"billing:*\"]\nbench `SET bill{n} x` pick n = uniform(1..9)",
      server()
    ),
    ("G031", "bench `PING` at 1s flush", server()),
    (
      "G031",
      "bench b pick n = seq(1..9) key \"bench:{n}\" op 100% read aside at 1s invalidate \"b*\"",
      server()
    ),
    ("G035", "bench `GET k:{n}` pick n = uniform(1..9) phase fill 5", server()),
    ("G035", "bench `SET k:{n} x` pick n = uniform(1..9) phase fill 50", server()),
  ]

  @Test func eachHasAGolden() throws {
    var text = ""
    for (id, recipe, server) in Self.cases {
      let refusal = try Compiled(recipe).refusal(for: server)
      #expect(refusal?.id == id, "\(recipe)")
      if let refusal { text += DiagnosticRenderer().render([refusal]) + "\n" }
    }
    Golden.expect(text, "program/refusals.txt")
  }

  @Test func aColumnThatIsNotThere() throws {
    let refusal = try Compiled(
      "source in csv \"-\"\nwarm w from in key \"k:{row.idd}\" value text \"x\" ttl never"
    ).refusal(columns: [.init(name: "id"), .init(name: "na\u{1B}me")])
    #expect(refusal?.id == "G017")
    #expect(refusal?.message.contains("`idd`") == true)
    #expect(
      refusal?.label.contains("na\\x1bme") == true || refusal?.label.contains("\u{1B}") == false)
  }

  /// What only some servers can do is asked of the capabilities, nowhere else.
  @Test func capabilitiesByVersion() {
    #expect(Version("7.0.15") == Version(7, 0, 15))
    #expect(Version("8.1.0-rc1") < Version(8, 1, 1))
    #expect(Version("garbage") == Version(0, 0, 0))
    #expect(!Self.server("6.2.9").hasConditionalExpire)
    #expect(Self.server("7.0.0").hasConditionalExpire)
    #expect(Self.server("6.2.0").hasAbsoluteSetExpiry)
    #expect(!Self.server("7.0.0").hasNoTouch)
    #expect(Self.server("7.0.0").hasPartitionedScan)
    #expect(!Self.server("8.0.0").hasPartitionedScan)
    #expect(!Self.server(isCluster: true).hasPartitionedScan)
  }
}
