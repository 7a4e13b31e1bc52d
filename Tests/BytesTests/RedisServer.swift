import Foundation

/// A redis-server of a test's own on a Unix socket, and one blocking connection to it.
final class RedisServer {
  struct Failure: Error { let reason: String }

  private let process = Process()
  private let folder: String
  private let connection: Int32
  private var received: [UInt8] = []
  private var position = 0

  init() throws {
    folder = "/tmp/cc-\(UInt32.random(in: 0...(.max)))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = folder + "/s"
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "redis-server", "--port", "0", "--unixsocket", path, "--save", "", "--dir", folder,
    ]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    connection = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    for _ in 0..<500 {
      let result = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(connection, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
      }
      if result == 0 { return }
      usleep(10_000)
    }
    stop()
    throw Failure(reason: "redis-server does not answer at \(path)")
  }

  func stop() {
    close(connection)
    // Not SIGTERM: a child of a Dispatch thread inherits a mask that blocks it.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Sends one command; an array's elements, or nothing for a simple reply.
  func send(_ arguments: [[UInt8]]) throws -> [[UInt8]] {
    var request = Array("*\(arguments.count)\r\n".utf8)
    for argument in arguments {
      request += Array("$\(argument.count)\r\n".utf8) + argument + [0x0D, 0x0A]
    }
    var sent = 0
    while sent < request.count {
      let written = request[sent...].withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
      guard written > 0 else { throw Failure(reason: "the server hung up") }
      sent += written
    }
    received.removeAll(keepingCapacity: true)
    position = 0
    let head = try line()
    guard head.hasPrefix("*"), let count = Int(head.dropFirst()) else {
      if head.hasPrefix("-") { throw Failure(reason: head) }
      return []
    }
    return try (0..<count).map { _ in
      guard let length = Int(try line().dropFirst()) else { throw Failure(reason: "no bulk") }
      while received.count < position + length + 2 { try fill() }
      defer { position += length + 2 }
      return Array(received[position..<position + length])
    }
  }

  private func line() throws -> String {
    while true {
      if let end = received[position...].firstIndex(of: 0x0A) {
        defer { position = end + 1 }
        return String(decoding: received[position..<end - 1], as: UTF8.self)
      }
      try fill()
    }
  }

  private func fill() throws {
    var chunk = [UInt8](repeating: 0, count: 65536)
    let got = read(connection, &chunk, chunk.count)
    guard got > 0 else { throw Failure(reason: "the server hung up") }
    received += chunk[0..<got]
  }
}
