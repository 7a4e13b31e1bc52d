/// What a command of a walk was, in the 64 bits that come back with its reply.
///
/// Kind (4 bits) · page or lane (20 bits) · key (24 bits) · probe or count (16 bits).
struct WalkTag {
  enum Kind: UInt64 {
    case scan, probe, act, load, keep
  }

  let kind: Kind
  let page: Int
  let key: Int
  let extra: Int

  init(_ kind: Kind, page: Int, key: Int = 0, extra: Int = 0) {
    self.kind = kind
    self.page = page
    self.key = key
    self.extra = extra
  }

  init(_ bits: UInt64) {
    guard let kind = Kind(rawValue: bits >> 60) else {
      preconditionFailure("a tag of no known kind: \(bits)")
    }
    self.kind = kind
    page = Int(bits >> 40 & 0xFFFFF)
    key = Int(bits >> 16 & 0xFFFFFF)
    extra = Int(bits & 0xFFFF)
  }

  var bits: UInt64 {
    kind.rawValue << 60 | UInt64(page) << 40 | UInt64(key) << 16 | UInt64(extra)
  }
}
