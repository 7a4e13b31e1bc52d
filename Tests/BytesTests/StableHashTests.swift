import Bytes
import Testing

/// Values of the reference implementation (xxHash 0.8, through its Python binding).
@Suite struct StableHashTests {
  @Test(arguments: [
    ("", 0xEF46_DB37_51D8_E999), ("a", 0xD24E_C4F1_A98C_6E5B), ("abc", 0x44BC_2CF5_AD77_0999),
    ("Nobody inspects the spammish repetition", 0xFBCE_A83C_8A37_8BF1),
  ] as [(String, UInt64)])
  func published(text: String, hash: UInt64) {
    #expect(withSlice(text) { StableHash.hash($0) } == hash)
  }

  /// Every length around the steps of 4, 8 and 32 bytes, without a seed and with one.
  @Test(arguments: [
    (0, 0xEF46DB3751D8E999, 0xAC75FDA2929B17EF),
    (1, 0x1F25C8D0BC1F4BB6, 0x79CF94F5ACE37FE1),
    (3, 0x31D2363F52E564C9, 0x96D2A5E583DDD738),
    (4, 0x9BB64B7D66EE9FDA, 0x4A862FBB4B73776E),
    (7, 0x9A7B149959CE60D8, 0xDDC5CF71D37A6368),
    (8, 0xDAB99D95C6F90092, 0xC6E75E2CBD8E07EE),
    (12, 0xD52E407833AF5133, 0x79B0B158FAB0E5D6),
    (31, 0xA2AA5F33CC4A6119, 0x381822F33376D6B6),
    (32, 0x23C3C17EF790FD97, 0x9ABD315470AC276A),
    (33, 0x50A7CFC7BA588784, 0x72CDD3262F467933),
    (40, 0xB620306B253D76B6, 0x6968E03BE1951FDA),
    (63, 0x5E3E54B431C7493C, 0x634DA7D265979E61),
    (64, 0x0EB64B3EF6EEB01F, 0xBCB3847D70525180),
    (100, 0xA61F8D4C170FE531, 0x86F549EDE5AC87E2),
    (199, 0xF7EFD3430A01DE39, 0x9F09194599F6564C),
  ] as [(Int, UInt64, UInt64)])
  func everyLength(count: Int, unseeded: UInt64, seeded: UInt64) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7 + 3) }
    #expect(withSlice(bytes) { StableHash.hash($0) } == unseeded)
    #expect(withSlice(bytes) { StableHash.hash($0, seed: 2_654_435_761) } == seeded)
  }
}
