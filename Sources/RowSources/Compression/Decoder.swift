/// Turns compressed bytes into those that were compressed, as many of each as there are.
///
/// Owns the state of its C library. Used by one thread.
protocol Decoder: AnyObject {
  /// No piece of the file is open: it may end here, or another one begin.
  var isBetweenPieces: Bool { get }

  /// Says how much of the input was used, and how much of the target is filled. Both may be 0 only where the input is empty.
  func decode(
    _ input: UnsafeBufferPointer<UInt8>, into target: UnsafeMutableBufferPointer<UInt8>
  ) throws(DecodingProblem) -> (consumed: Int, produced: Int)
}

/// Why bytes cannot be decoded.
struct DecodingProblem: Error {
  /// How many bytes of the input were sound.
  let consumed: Int
  /// In the words of the library.
  let reason: String
  var help: String?
}
