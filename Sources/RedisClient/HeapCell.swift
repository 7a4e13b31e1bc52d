/// A value at an address of its own, owned by the cell, reached without the run-time check of exclusive access.
///
/// A class checks each access to its stored properties while the program runs. On the path of every command that was a
/// sixth of the client's CPU, for something that holds anyway: a connection lives on one thread, and `pump` refuses to be
/// entered twice.
@usableFromInline package struct HeapCell<Value: ~Copyable>: ~Copyable {
  @usableFromInline package let pointer: UnsafeMutablePointer<Value>

  package init(_ value: consuming Value) {
    pointer = .allocate(capacity: 1)
    pointer.initialize(to: value)
  }

  deinit {
    pointer.deinitialize(count: 1)
    pointer.deallocate()
  }
}
