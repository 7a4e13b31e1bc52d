/// Writes one JSON document: objects and arrays nest, commas and colons come by themselves.
///
/// For reports, not for the hot path. Owns its buffer. Misuse (a value without a key in an object,
/// an end without a begin) is a bug and stops the program.
package struct JSONObjectWriter: ~Copyable {
  private enum Container { case object, array }

  private var buffer: ByteBuffer
  private var open: [Container] = []
  /// Whether the next key or value follows another one.
  private var needsComma = false
  /// Whether a key waits for its value.
  private var hasKey = false

  package init(capacity: Int = 1024) { buffer = ByteBuffer(capacity: capacity) }

  /// What was written so far; valid until the next call.
  package var slice: ByteSlice { buffer.slice }
  package var text: String { String(decoding: buffer.slice.buffer, as: UTF8.self) }

  /// Ends the line, for output of one document a line, and begins a new document.
  package mutating func endLine() {
    precondition(open.isEmpty && !hasKey, "a JSON document ends inside a container")
    buffer.append(UInt8(ascii: "\n"))
    needsComma = false
  }

  package mutating func removeAll() {
    buffer.removeAll()
    open.removeAll()
    needsComma = false
    hasKey = false
  }

  // MARK: structure

  package mutating func beginObject() { begin(.object) }
  package mutating func endObject() { end(.object) }
  package mutating func beginArray() { begin(.array) }
  package mutating func endArray() { end(.array) }

  package mutating func beginObject(_ key: String) {
    self.key(key)
    beginObject()
  }

  package mutating func beginArray(_ key: String) {
    self.key(key)
    beginArray()
  }

  package mutating func key(_ name: String) {
    precondition(open.last == .object && !hasKey, "a JSON key outside an object")
    if needsComma { buffer.append(UInt8(ascii: ",")) }
    buffer.append(jsonString: name)
    buffer.append(UInt8(ascii: ":"))
    hasKey = true
  }

  // MARK: values

  package mutating func value(_ text: String) {
    beginValue()
    buffer.append(jsonString: text)
  }

  /// Bytes as a string, or as `{"base64":"…"}` where they are not UTF-8.
  package mutating func value(_ bytes: ByteSlice) {
    beginValue()
    buffer.append(jsonString: bytes, invalidUTF8: .lossless)
  }

  package mutating func value(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { value(ByteSlice($0)) }
  }

  package mutating func value(_ number: Int) {
    beginValue()
    buffer.append(decimal: number)
  }

  /// Infinity and NaN, which JSON lacks, become null.
  package mutating func value(_ number: Double) {
    beginValue()
    if !buffer.append(double: number) { buffer.append("null") }
  }

  package mutating func value(_ flag: Bool) {
    beginValue()
    if flag { buffer.append("true") } else { buffer.append("false") }
  }

  package mutating func null() {
    beginValue()
    buffer.append("null")
  }

  // MARK: a key and its value; nil is null

  package mutating func field(_ key: String, _ text: String?) {
    self.key(key)
    if let text { value(text) } else { null() }
  }

  package mutating func field(_ key: String, _ number: Int?) {
    self.key(key)
    if let number { value(number) } else { null() }
  }

  package mutating func field(_ key: String, _ number: Double?) {
    self.key(key)
    if let number { value(number) } else { null() }
  }

  package mutating func field(_ key: String, _ flag: Bool?) {
    self.key(key)
    if let flag { value(flag) } else { null() }
  }

  package mutating func field(_ key: String, bytes: ByteSlice?) {
    self.key(key)
    if let bytes { value(bytes) } else { null() }
  }

  package mutating func field(_ key: String, bytes: [UInt8]) {
    self.key(key)
    value(bytes)
  }

  // MARK: -

  private mutating func begin(_ container: Container) {
    beginValue()
    buffer.append(UInt8(ascii: container == .object ? "{" : "["))
    open.append(container)
    needsComma = false
  }

  private mutating func end(_ container: Container) {
    precondition(open.last == container && !hasKey, "a JSON container ends that is not open")
    open.removeLast()
    buffer.append(UInt8(ascii: container == .object ? "}" : "]"))
    needsComma = true
  }

  private mutating func beginValue() {
    switch open.last {
    case .object: precondition(hasKey, "a JSON value without a key")
    case .array: if needsComma { buffer.append(UInt8(ascii: ",")) }
    case nil: precondition(!needsComma, "a second value in a JSON document")
    }
    hasKey = false
    needsComma = true
  }
}
