/// A server URL that we cannot make sense of. Its texts never contain the part where a password would stand.
package struct ServerAddressError: Error, Equatable, Sendable {
  package enum Reason: Equatable, Sendable {
    case noScheme
    case unknownScheme(String)
    case missingHost
    case unclosedBracket
    case badPort(String)
    case badDatabase(String)
    case badPercentEscape
    /// A `/` or `?` in a user name or password; what is echoed next to it could be half of the password.
    case unescapedUserInfo
    case missingSocketPath
    case socketPathTooLong(limit: Int)
    case missingMaster
    case unknownOption(String)
    case controlCharacter
  }

  package let reason: Reason

  package init(_ reason: Reason) { self.reason = reason }

  /// What is wrong.
  package var message: String {
    switch reason {
    case .noScheme: "a server is named by a profile or by a URL"
    case .unknownScheme(let scheme): "there is no scheme '\(scheme):'"
    case .missingHost: "the URL names no host"
    case .unclosedBracket: "the bracket around the IPv6 address is not closed"
    case .badPort(let port): "'\(port)' is not a port: a number from 1 to 65535"
    case .badDatabase(let database): "'\(database)' is not a database: a number from 0 up"
    case .badPercentEscape: "a '%' that no two hexadecimal digits follow"
    case .unescapedUserInfo: "a '/' or '?' stands before the '@' of the URL"
    case .missingSocketPath: "the URL names no socket"
    case .socketPathTooLong(let limit):
      "the path of a Unix socket may have at most \(limit) bytes on this system"
    case .missingMaster: "the URL does not name the master that the sentinels watch"
    case .unknownOption(let option): "there is no option '\(option)' in a server URL"
    case .controlCharacter: "a space or control character in a server URL"
    }
  }

  /// What to write instead.
  package var help: String {
    switch reason {
    case .noScheme, .missingHost, .badPort: "redis://127.0.0.1:6379"
    case .unknownScheme:
      "one of redis://  rediss://  unix://  redis-sentinel://  redis-cluster://  sandbox:"
    case .unclosedBracket: "redis://[::1]:6379"
    case .badDatabase, .unknownOption: "redis://127.0.0.1:6379/2 or unix:///run/redis.sock?db=2"
    case .badPercentEscape: "write '%25' for a percent sign"
    case .unescapedUserInfo: "in a user name or password write '%2F' for '/' and '%3F' for '?'"
    case .missingSocketPath: "unix:///run/redis/redis.sock"
    case .socketPathTooLong: "a link with a short name, such as /tmp/redis.sock"
    case .missingMaster: "redis-sentinel://10.0.0.1:26379,10.0.0.2:26379/mymaster"
    case .controlCharacter: "percent-escape it: '%20' for a space"
    }
  }
}
