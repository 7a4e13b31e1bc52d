import Bytes
import Testing

@testable import Planner

@Suite struct CacheStampTests {
  private func read(_ text: String) -> CacheStamp {
    Array(text.utf8).withUnsafeBytes { CacheStamp(ByteSlice($0)) }
  }

  @Test func whatIsWrittenIsRead() {
    for stamp in [
      CacheStamp(version: 42, expiry: 1_800_000_000_000, took: 200_000_000),
      CacheStamp(version: .max, expiry: nil, took: 0),
      CacheStamp(version: 0, expiry: 0, took: 1000),
    ] {
      var bytes = ByteBuffer()
      stamp.append(to: &bytes)
      #expect(bytes.count == CacheStamp.size)
      bytes.append("and the value")
      #expect(CacheStamp(bytes.slice) == stamp)
    }
  }

  @Test func itCanBeLookedAt() {
    var bytes = ByteBuffer()
    CacheStamp(version: 42, expiry: 1_764_331_200_000, took: 200_000_000).append(to: &bytes)
    #expect(bytes.slice.description == "v000000000000002a.019aca559e00.00030d40 ")
  }

  @Test func whatTooLongTookIsCut() {
    var bytes = ByteBuffer()
    CacheStamp(version: 1, expiry: .max, took: .max).append(to: &bytes)
    #expect(CacheStamp(bytes.slice).took == 4_294_967_295_000)
  }

  @Test(arguments: [
    "", "v", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "v000000000000002g.019aca39fe00.00030d40 ", "v000000000000002a 019aca39fe00.00030d40 ",
    "v000000000000002a.019aca39fe00.00030d40",
  ])
  func anythingElseIsForeign(_ text: String) { #expect(read(text) == .foreign) }
}
