import Bytes

/// What a formula sees: the slots of the row or key at hand, the clock of the run, and scratch memory for text that
/// functions make. Confined to the thread that runs the statement; made once, reused for every row.
package final class Scope {
  /// One value a slot of the statement's table.
  package let slots: UnsafeMutableBufferPointer<Value>
  /// Milliseconds since 1970: the server's clock where a run has one, fixed for a run.
  package var now: Int64
  /// Text made while evaluating; slices into it are valid until `reset()`.
  package let scratch: Scratch
  /// Why the latest formula gave null although its operands were there; the first problem since `reset()`.
  package internal(set) var problem: EvaluationProblem?
  /// Where text with holes is put together before it is copied to `scratch`.
  var assembly = ByteBuffer(capacity: 256)

  package init(slotCount: Int, now: Int64) {
    slots = .allocate(capacity: slotCount)
    slots.initialize(repeating: .null)
    self.now = now
    scratch = Scratch()
  }

  deinit { slots.deallocate() }

  /// Forgets the text of the row before.
  package func reset() {
    scratch.reset()
    problem = nil
  }
}

/// Memory for short-lived text at stable addresses: chunks that are reused, never moved.
package final class Scratch {
  private var chunks: [UnsafeMutableBufferPointer<UInt8>] = []
  private var chunk = 0
  private var used = 0
  private static let chunkSize = 4096

  package init() {}

  deinit { for chunk in chunks { chunk.deallocate() } }

  package func reset() {
    chunk = 0
    used = 0
  }

  /// Uninitialised room for `count` bytes.
  package func allocate(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    while chunk < chunks.count {
      let current = chunks[chunk]
      if used + count <= current.count, let base = current.baseAddress {
        defer { used += count }
        return base + used
      }
      chunk += 1
      used = 0
    }
    let fresh = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(count, Self.chunkSize))
    chunks.append(fresh)
    guard let base = fresh.baseAddress else { preconditionFailure("a chunk without memory") }
    used = count
    return base
  }

  package func copy(_ bytes: ByteSlice) -> ByteSlice {
    let target = allocate(bytes.count)
    target.update(from: bytes.base, count: bytes.count)
    return ByteSlice(base: UnsafePointer(target), count: bytes.count)
  }
}
