/// One of many commands that a connection takes over at once: what to call it, and where it ends in their bytes.
@usableFromInline package struct QueuedCommand: BitwiseCopyable {
  @usableFromInline package let tag: UInt64
  @usableFromInline package let end: Int

  @inlinable package init(tag: UInt64, end: Int) {
    self.tag = tag
    self.end = end
  }
}
