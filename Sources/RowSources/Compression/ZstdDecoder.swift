import CZstd

/// Zstandard, frame after frame (RFC 8878). A frame's checksum is compared where it has one.
final class ZstdDecoder: Decoder {
  /// The largest window, as a power of two: 32 MiB, which is what `zstd --ultra -20` writes and more than RFC 8878 asks of a
  /// decoder. It is the memory that a file may make us take (docs/decisions/0017).
  static let largestWindow: Int32 = 25

  private let context: OpaquePointer
  private(set) var isBetweenPieces = true

  init() {
    guard let context = ZSTD_createDCtx() else { preconditionFailure("libzstd has no memory") }
    self.context = context
    let status = ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Self.largestWindow)
    precondition(ZSTD_isError(status) == 0, "libzstd takes no limit of its window")
  }

  deinit { ZSTD_freeDCtx(context) }

  func decode(
    _ input: UnsafeBufferPointer<UInt8>, into target: UnsafeMutableBufferPointer<UInt8>
  ) throws(DecodingProblem) -> (consumed: Int, produced: Int) {
    guard !input.isEmpty || !isBetweenPieces else { return (0, 0) }
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var output = ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
    let status = ZSTD_decompressStream(context, &output, &source)
    guard ZSTD_isError(status) == 0 else {
      throw problem(ZSTD_getErrorCode(status), consumed: source.pos)
    }
    // 0: the frame is decoded and all of it was given out.
    if status == 0 { isBetweenPieces = true } else if source.pos > 0 { isBetweenPieces = false }
    return (source.pos, output.pos)
  }

  private func problem(_ code: ZSTD_ErrorCode, consumed: Int) -> DecodingProblem {
    switch code {
    case ZSTD_error_frameParameter_windowTooLarge:
      DecodingProblem(
        consumed: consumed, reason: "it wants a window of more than 32 MiB to be read",
        help: "compress it without --long, and with --ultra -20 at most")
    case ZSTD_error_prefix_unknown where isBetweenPieces:
      DecodingProblem(consumed: consumed, reason: "what follows the last zstd frame is none")
    default:
      DecodingProblem(
        consumed: consumed, reason: String(cString: ZSTD_getErrorString(code)).lowercased())
    }
  }
}
