import Bytes
import Testing

/// Values of the reference implementation (xxHash 0.8, through its Python binding).
@Suite struct StableHashTests {
  @Test(
    arguments: [
      ("", 0xEF46_DB37_51D8_E999), ("a", 0xD24E_C4F1_A98C_6E5B), ("abc", 0x44BC_2CF5_AD77_0999),
      ("Nobody inspects the spammish repetition", 0xFBCE_A83C_8A37_8BF1),
    ] as [(String, UInt64)])
  func published(text: String, hash: UInt64) {
    #expect(withSlice(text) { StableHash.hash($0) } == hash)
  }

  /// Every length around the steps of 4, 8 and 32 bytes, without a seed and with one.
  @Test(
    arguments: [
      (0, 0xEF46_DB37_51D8_E999, 0xAC75_FDA2_929B_17EF),
      (1, 0x1F25_C8D0_BC1F_4BB6, 0x79CF_94F5_ACE3_7FE1),
      (3, 0x31D2_363F_52E5_64C9, 0x96D2_A5E5_83DD_D738),
      (4, 0x9BB6_4B7D_66EE_9FDA, 0x4A86_2FBB_4B73_776E),
      (7, 0x9A7B_1499_59CE_60D8, 0xDDC5_CF71_D37A_6368),
      (8, 0xDAB9_9D95_C6F9_0092, 0xC6E7_5E2C_BD8E_07EE),
      (12, 0xD52E_4078_33AF_5133, 0x79B0_B158_FAB0_E5D6),
      (31, 0xA2AA_5F33_CC4A_6119, 0x3818_22F3_3376_D6B6),
      (32, 0x23C3_C17E_F790_FD97, 0x9ABD_3154_70AC_276A),
      (33, 0x50A7_CFC7_BA58_8784, 0x72CD_D326_2F46_7933),
      (40, 0xB620_306B_253D_76B6, 0x6968_E03B_E195_1FDA),
      (63, 0x5E3E_54B4_31C7_493C, 0x634D_A7D2_6597_9E61),
      (64, 0x0EB6_4B3E_F6EE_B01F, 0xBCB3_847D_7052_5180),
      (100, 0xA61F_8D4C_170F_E531, 0x86F5_49ED_E5AC_87E2),
      (199, 0xF7EF_D343_0A01_DE39, 0x9F09_1945_99F6_564C),
    ] as [(Int, UInt64, UInt64)])
  func everyLength(count: Int, unseeded: UInt64, seeded: UInt64) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7 + 3) }
    #expect(withSlice(bytes) { StableHash.hash($0) } == unseeded)
    #expect(withSlice(bytes) { StableHash.hash($0, seed: 2_654_435_761) } == seeded)
  }
}
