import Foundation
import TestSupport
import Testing

/// The shipped recipe that stores the airports in every structure: each answers what it is for.
@Suite struct StructuresRecipeTests {
  @Test func theStructuresAnswerWhatTheyShould() throws {
    let server = try TestServer()
    defer { server.stop() }
    let result = try Program.run(
      "run", "recipes/structures/airports.recipe", "-s", "unix://\(server.socketPath)", "-y")
    #expect(result.exit == 0, "\(result.errors)")
    let client = try TestClient(server)
    func texts(_ command: String...) throws -> [String] {
      try client.pipeline([command])[0].elements.compactMap(\.text)
    }
    #expect(try client.call("GET", "name:JFK").text == "John F Kennedy Intl")
    #expect(try client.call("GET", "card:JFK").text?.contains(#""latitude":40.63975111"#) == true)
    #expect(try client.call("HGET", "airport:JFK", "city").text == "New York")
    #expect(try client.call("HLEN", "airport:JFK").integer == 5)

    let rows = try String(contentsOfFile: "recipes/data/airports.csv", encoding: .utf8)
      .split(whereSeparator: \.isNewline).dropFirst().map { $0.split(separator: ",") }
    let states = Dictionary(grouping: rows.filter { $0.count == 7 }) { String($0[3]) }
    // Rows with a quoted comma are left to the program: the states compared have none.
    for state in ["DE", "RI", "HI"] {
      let codes = try #require(states[state]).map { String($0[0]) }
      #expect(try texts("LRANGE", "state-list:\(state)", "0", "-1") == codes)
      #expect(try texts("SMEMBERS", "state:\(state)").sorted() == codes.sorted())
      let north = try #require(states[state]).max { Double($0[5])! < Double($1[5])! }
      #expect(
        try texts("ZRANGE", "northernmost:\(state)", "0", "0", "REV") == [String(north![0])])
    }
    #expect(try client.call("ZCARD", "northernmost:AK").integer == 10)
    #expect(try texts("ZRANGE", "busiest-states", "0", "0", "REV", "WITHSCORES") == ["AK", "263"])

    let cities = try #require(try client.call("PFCOUNT", "cities").integer)
    let different = Set(
      rows.filter { $0.count == 7 }.map { "\($0[2]), \($0[3])" }
    ).count
    #expect(abs(cities - different) * 100 < 5 * different)
    let entries = try #require(try client.call("XLEN", "arrivals").integer)
    #expect(entries == 3376)
    #expect(
      try texts(
        "GEOSEARCH", "map", "FROMLONLAT", "-73.78", "40.64", "BYRADIUS", "20", "km", "ASC"
      ).first == "JFK")
    for key in ["name:JFK", "state:NY", "map", "arrivals", "cities"] {
      #expect((1...43_200).contains(try client.call("TTL", key).integer ?? 0), "\(key)")
    }
  }
}
