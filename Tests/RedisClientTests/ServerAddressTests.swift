import RedisClient
import Testing

@Suite struct ServerAddressTests {
  @Test(arguments: [
    ("redis://127.0.0.1:6379", "redis://127.0.0.1:6379"),
    ("redis://cache", "redis://cache:6379"),
    ("REDIS://cache/", "redis://cache:6379"),
    ("redis://cache/3", "redis://cache:6379/3"),
    ("redis://app@cache:7000/3", "redis://app@cache:7000/3"),
    ("redis://app:hunter2@cache", "redis://app@cache:6379"),
    ("redis://:hunter2@cache", "redis://cache:6379"),
    ("redis://[::1]:7000/1", "redis://[::1]:7000/1"),
    ("redis://[fe80::1]", "redis://[fe80::1]:6379"),
    ("rediss://cache", "rediss://cache:6379"),
    ("unix:///run/redis.sock", "unix:///run/redis.sock"),
    ("unix:///run/my%20redis.sock?db=2", "unix:///run/my redis.sock?db=2"),
    ("unix:///run/a@b.sock", "unix:///run/a@b.sock"),
    ("redis-sentinel://a,b:26380/main", "redis-sentinel://a:26379,b:26380/main"),
    ("redis-sentinel://a/main/4", "redis-sentinel://a:26379/main/4"),
    ("redis-cluster://a,[::1]:7001", "redis-cluster://a:6379,[::1]:7001"),
    ("sandbox:", "sandbox:"),
  ])
  func readsAURL(text: String, description: String) throws {
    #expect(try ServerAddress(parsing: text).description == description)
  }

  @Test func keepsThePasswordAndNeverShowsIt() throws {
    let address = try ServerAddress(parsing: "redis://app:hun%40ter%3A2@cache")
    #expect(address.username == "app")
    #expect(address.password?.bytes == Array("hun@ter:2".utf8))
    var dumped = ""
    dump(address, to: &dumped)
    for text in [address.description, String(reflecting: address), "\(address)", dumped] {
      #expect(!text.contains("hun"))
    }
  }

  @Test(arguments: [
    ("cache", ServerAddressError.Reason.noScheme), ("127.0.0.1:6379", .noScheme), ("", .noScheme),
    ("http://cache", .unknownScheme("http")), ("redis://", .missingHost),
    ("redis://:6379", .missingHost), ("redis://user@", .missingHost),
    ("redis://[::1", .unclosedBracket), ("redis://cache:", .badPort("")),
    ("redis://cache:0", .badPort("0")), ("redis://cache:65536", .badPort("65536")),
    ("redis://cache:6379:1", .badPort("6379:1")), ("redis://cache/x", .badDatabase("x")),
    ("redis://cache/-1", .badDatabase("-1")), ("redis://a%2@cache", .badPercentEscape),
    ("redis://a%zz@cache", .badPercentEscape), ("unix://", .missingSocketPath),
    ("unix:///", .missingSocketPath), ("unix:///s?user=x", .unknownOption("user")),
    ("redis-sentinel://a,b", .missingMaster), ("redis-sentinel://a,,b/m", .missingHost),
    ("redis://ca che", .controlCharacter), ("redis://cache\n", .controlCharacter),
    // What is echoed would be half of a password.
    ("redis://app:hun/ter2@cache", .unescapedUserInfo),
    ("redis://app:hun?ter2@cache", .unescapedUserInfo),
  ])
  func refusesAURL(text: String, reason: ServerAddressError.Reason) {
    let error = #expect(throws: ServerAddressError.self) { try ServerAddress(parsing: text) }
    #expect(error?.reason == reason)
    #expect(error?.message.isEmpty == false && error?.help.isEmpty == false)
  }

  @Test func refusesASocketPathThatTheSystemCannotHold() {
    let path = "/" + String(repeating: "d", count: 120)
    #expect(throws: ServerAddressError.self) { try ServerAddress(parsing: "unix://" + path) }
  }
}
