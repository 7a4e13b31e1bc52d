import CZlib
import CZstd

/// Bytes as gzip and zstd would write them.
enum Compressed {
  /// One member, as `gzip -n` writes it.
  static func gzip(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8] {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    precondition(
      deflateInit2_(
        &stream, level, Z_DEFLATED, 16 + 15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK)
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 64)
    let room = output.count
    return input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        precondition(deflate(&stream, Z_FINISH) == Z_STREAM_END)
        return Array(target[..<(room - Int(stream.avail_out))])
      }
    }
  }

  /// One frame with a checksum, of unknown length, so that it says its window.
  static func zstd(_ bytes: [UInt8], window: Int32? = nil) -> [UInt8] {
    let context = ZSTD_createCCtx()
    defer { ZSTD_freeCCtx(context) }
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    if let window { ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, window) }
    var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count) + 64)
    let room = output.count
    let written = bytes.withUnsafeBytes { source in
      output.withUnsafeMutableBytes { target in
        var sink = ZSTD_outBuffer(dst: target.baseAddress, size: room, pos: 0)
        // In two steps: a whole input in one would be a frame of known length.
        var first = ZSTD_inBuffer(src: source.baseAddress, size: min(1, source.count), pos: 0)
        ZSTD_compressStream2(context, &sink, &first, ZSTD_e_continue)
        var rest = ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: first.pos)
        precondition(ZSTD_compressStream2(context, &sink, &rest, ZSTD_e_end) == 0)
        return sink.pos
      }
    }
    return Array(output[..<written])
  }

  /// A frame that every decoder skips.
  static let skippable: [UInt8] = [0x53, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]
}
