import Bytes
import Platform

/// One non-blocking stream socket, with or without TLS, closed at the end of its life.
struct Socket: ~Copyable {
  let descriptor: Int32
  /// What lies between us and the descriptor on a `rediss://` connection.
  private(set) var tls: TLSSession?

  /// Takes over a connected descriptor.
  init(owning descriptor: Int32) { self.descriptor = descriptor }

  deinit {
    tls?.end()
    _ = close(descriptor)
  }

  /// From now on everything goes through TLS.
  mutating func secure(with session: TLSSession) { tls = session }

  enum Transfer {
    case bytes(Int)
    /// The system's buffer is full, or empty.
    case wouldBlock
    /// The connection is over.
    case ended(String)
    /// The connection is over, for a reason that stays.
    case refused(OpenFailure)
  }

  borrowing func send(_ bytes: ByteSlice) -> Transfer {
    if let tls { return tls.send(bytes) }
    while true {
      let sent = Platform.send(descriptor, bytes.base, bytes.count, Self.sendFlags)
      if sent >= 0 { return .bytes(sent) }
      switch errno {
      case EINTR: continue
      case EAGAIN, EWOULDBLOCK, ENOBUFS: return .wouldBlock
      default: return .ended(systemMessage(errno))
      }
    }
  }

  borrowing func receive(into buffer: UnsafeMutableRawBufferPointer) -> Transfer {
    if let tls { return tls.receive(into: buffer) }
    while true {
      let received = recv(descriptor, buffer.baseAddress, buffer.count, 0)
      if received > 0 { return .bytes(received) }
      if received == 0 { return .ended("the server closed the connection") }
      switch errno {
      case EINTR: continue
      case EAGAIN, EWOULDBLOCK: return .wouldBlock
      default: return .ended(systemMessage(errno))
      }
    }
  }

  /// What to poll the descriptor for.
  borrowing func events(forWriting: Bool) -> Int16 {
    Int16(tls?.events(forWriting: forWriting) ?? (forWriting ? POLLIN | POLLOUT : POLLIN))
  }

  /// Bytes may be there that poll does not see.
  var mayHoldMore: Bool { tls?.mayHoldMore ?? false }

  /// Waits until the socket can be read, or written too; false when the time is up or a signal came.
  @discardableResult
  borrowing func wait(forWriting: Bool, milliseconds: Int32) -> Bool {
    if mayHoldMore { return true }
    var descriptors = pollfd(
      fd: descriptor, events: events(forWriting: forWriting), revents: 0)
    return poll(&descriptors, 1, milliseconds) > 0
  }

  /// A server that goes away while we write must not end the process.
  private static var sendFlags: Int32 {
    #if canImport(Glibc)
      Int32(MSG_NOSIGNAL)
    #else
      0  // SO_NOSIGPIPE, set at opening
    #endif
  }
}

/// What the system calls an error number.
func systemMessage(_ number: Int32) -> String {
  strerror(number).map { String(cString: $0) } ?? "error \(number)"
}
