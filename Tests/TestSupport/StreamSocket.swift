import Platform

/// Blocking sockets for the tests' own ends of a connection.
package enum StreamSocket {
  private static var kind: Int32 {
    #if canImport(Glibc)
      Int32(SOCK_STREAM.rawValue)
    #else
      SOCK_STREAM
    #endif
  }

  private static var sendFlags: Int32 {
    #if canImport(Glibc)
      Int32(MSG_NOSIGNAL)
    #else
      0
    #endif
  }

  /// Gives up after a minute of waiting: a server that hangs fails its test and does not stop the run.
  private static func make(_ family: Int32) -> Int32 {
    let descriptor = socket(family, kind, 0)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    var patience = timeval(tv_sec: 60, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(
        descriptor, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
    }
    #if !canImport(Glibc)
      var one: Int32 = 1
      setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &one, 4)
    #endif
    return descriptor
  }

  /// A connection to a Unix socket, or nil when nobody listens.
  package static func connect(path: String) -> Int32? {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let descriptor = make(AF_UNIX)
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Platform.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    if status == 0 { return descriptor }
    close(descriptor)
    return nil
  }

  /// A listener on a free port of 127.0.0.1.
  package static func listen() throws -> (descriptor: Int32, port: UInt16) {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let descriptor = make(AF_INET)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(descriptor, generic, length) == 0 && Platform.listen(descriptor, 64) == 0
          && getsockname(descriptor, generic, &length) == 0
      }
    }
    guard status else { throw TestFailure("no free port: errno \(errno)") }
    return (descriptor, UInt16(bigEndian: address.sin_port))
  }

  /// A port that was free a moment ago.
  package static func freePort() throws -> UInt16 {
    let (descriptor, port) = try listen()
    close(descriptor)
    return port
  }

  /// Sends all bytes; false when the other side is gone.
  @discardableResult
  package static func send(_ bytes: some Collection<UInt8>, to descriptor: Int32) -> Bool {
    let bytes = Array(bytes)
    var start = 0
    while start < bytes.count {
      let sent = bytes.withUnsafeBytes { buffer in
        Platform.send(
          descriptor, buffer.baseAddress.map { $0 + start }, buffer.count - start, sendFlags)
      }
      guard sent > 0 else { return false }
      start += sent
    }
    return true
  }

  /// What has come, at most `limit` bytes; empty at the end of the stream.
  package static func receive(from descriptor: Int32, limit: Int = 16 << 10) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      count = max(recv(descriptor, buffer.baseAddress, limit, 0), 0)
    }
  }

  /// Waits until one of them can be read; which ones can.
  package static func readable(_ descriptors: [Int32], milliseconds: Int32) -> [Bool] {
    var polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    _ = poll(&polled, nfds_t(polled.count), milliseconds)
    return polled.map { $0.revents != 0 }
  }

  /// Closes in order: requests that nobody has read would turn the close into a reset, which takes replies on their way with it.
  package static func end(_ descriptor: Int32) {
    shutdown(descriptor, Int32(SHUT_WR))
    for _ in 0..<100 where readable([descriptor], milliseconds: 20)[0] {
      if receive(from: descriptor).isEmpty { break }
    }
    close(descriptor)
  }

  /// Closes with a reset instead of an orderly end (TCP).
  package static func reset(_ descriptor: Int32) {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    close(descriptor)
  }
}
