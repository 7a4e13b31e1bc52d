import CPlatform

/// Reads and writes on file descriptors that come back only when they are done or have failed.
/// Any thread; a descriptor belongs to its caller.
package enum Descriptors {
  /// Writes all the bytes, through short writes, interrupted calls and full pipes.
  ///
  /// Throws when the reader has gone (`isBrokenPipe`; `Interrupts.install` turned the signal off) or
  /// the disk is full. How much had been written by then is not known.
  package static func writeAll(
    _ bytes: UnsafeRawBufferPointer, to descriptor: Int32
  ) throws(SystemError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress
      let written = write(descriptor, start, rest.count)
      if written >= 0 {
        rest = rest.dropFirst(written)
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN: wait(for: Int16(POLLOUT), on: descriptor)
      default: throw SystemError("write")
      }
    }
  }

  package static func writeAll(_ text: String, to descriptor: Int32) throws(SystemError) {
    try writeAll(Array(text.utf8), to: descriptor)
  }

  package static func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
    let failure: SystemError? = bytes.withUnsafeBytes { buffer in
      do throws(SystemError) {
        try writeAll(buffer, to: descriptor)
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }

  /// Fills as much of the buffer as one read gives; 0 is the end.
  package static func readSome(
    into buffer: UnsafeMutableRawBufferPointer, from descriptor: Int32
  ) throws(SystemError) -> Int {
    while true {
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      switch errno {
      case EINTR: continue
      case EAGAIN: wait(for: Int16(POLLIN), on: descriptor)
      default: throw SystemError("read")
      }
    }
  }

  /// A pipe whose ends no child inherits unless it is given one.
  package static func pipe() throws(SystemError) -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    guard cachectl_pipe(&ends) == 0 else { throw SystemError("pipe") }
    return (ends[0], ends[1])
  }

  /// Lets what is written to a descriptor go nowhere.
  package static func silence(_ descriptor: Int32) {
    let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
    guard nowhere >= 0 else { return }
    dup2(nowhere, descriptor)
    close(nowhere)
  }

  private static func wait(for events: Int16, on descriptor: Int32) {
    var waited = pollfd(fd: descriptor, events: events, revents: 0)
    // Whatever poll says, the next call on the descriptor tells more.
    _ = poll(&waited, 1, -1)
  }
}
