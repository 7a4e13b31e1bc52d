import SourceText
import Testing

@Suite struct EditDistanceTests {
  @Test(arguments: [
    ("warm", "warm", 0), ("wram", "warm", 1), ("prcie", "price", 1), ("wrm", "warm", 1),
    ("warms", "warm", 1), ("worn", "warm", 2), ("", "ab", 2),
  ])
  func countsSlips(_ left: String, _ right: String, _ distance: Int) {
    #expect(EditDistance.between(left, right) == distance)
    #expect(EditDistance.between(right, left) == distance)
  }

  @Test func givesUpAboveTwo() {
    #expect(EditDistance.between("sweep", "warm") == nil)
    #expect(EditDistance.between("abc", "xyz") == nil)
    #expect(EditDistance.between("a", "abcd") == nil)
  }

  @Test func picksTheNearest() {
    #expect(EditDistance.closest(to: "swep", among: ["warm", "sweep", "step"]) == "sweep")
    #expect(EditDistance.closest(to: "zzz", among: ["warm", "sweep"]) == nil)
    #expect(EditDistance.closest(to: "x", among: ["a", "to"]) == nil)
  }
}
