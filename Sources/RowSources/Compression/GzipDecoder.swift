import CZlib

/// gzip, member after member (RFC 1952). zlib checks each against its CRC and length.
final class GzipDecoder: Decoder {
  private let stream: UnsafeMutablePointer<z_stream>
  private(set) var isBetweenPieces = true
  private var hasMember = false

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = cachectl_gunzip_init(stream)
    precondition(status == Z_OK, "zlib has no room for its window")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func decode(
    _ input: UnsafeBufferPointer<UInt8>, into target: UnsafeMutableBufferPointer<UInt8>
  ) throws(DecodingProblem) -> (consumed: Int, produced: Int) {
    guard !input.isEmpty || !isBetweenPieces else { return (0, 0) }
    // zlib does not write to its input, whatever its declaration says.
    stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
    stream.pointee.avail_in = UInt32(clamping: input.count)
    stream.pointee.next_out = target.baseAddress
    stream.pointee.avail_out = UInt32(clamping: target.count)
    let status = inflate(stream, Z_NO_FLUSH)
    let consumed = input.count - Int(stream.pointee.avail_in)
    let produced = target.count - Int(stream.pointee.avail_out)
    switch status {
    case Z_OK, Z_BUF_ERROR: if consumed > 0 { isBetweenPieces = false }
    case Z_STREAM_END:
      inflateReset(stream)
      isBetweenPieces = true
      hasMember = true
    default:
      throw DecodingProblem(
        consumed: consumed,
        reason: isBetweenPieces && hasMember
          ? "what follows the last gzip member is none"
          : stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(status)")
    }
    return (consumed, produced)
  }
}
