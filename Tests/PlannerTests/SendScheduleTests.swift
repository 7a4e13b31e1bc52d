import Planner
import Recipe
import Testing

@Suite struct SendScheduleTests {
  private let second: Int64 = 1_000_000_000

  @Test func aConstantRateIsEvenlySpaced() {
    let schedule = SendSchedule(BenchPace(from: 5_000, to: 5_000, over: 0))
    #expect(schedule.due(0) == 0)
    #expect(schedule.due(1) == 200_000)
    #expect(schedule.due(5_000) == second)
    #expect(schedule.count(before: 0) == 0)
    #expect(schedule.count(before: 1) == 1)
    #expect(schedule.count(before: 10 * second) == 50_000)
  }

  @Test func aRampRisesInAStraightLineAndStays() {
    let schedule = SendSchedule(BenchPace(from: 1_000, to: 3_000, over: 10_000))
    // The mean of 1,000 and 2,000 in the first half, of 1,000 and 3,000 in all of it, then 3,000.
    #expect(abs(schedule.count(before: 5 * second) - 7_500) <= 1)
    #expect(abs(schedule.count(before: 10 * second) - 20_000) <= 1)
    #expect(abs(schedule.count(before: 12 * second) - 26_000) <= 1)
    #expect(abs(schedule.due(7_500) - 5 * second) < 1_000_000)
  }

  @Test func aWarmUpStaysAtTheFirstRate() {
    let schedule = SendSchedule(BenchPace(from: 1_000, to: 9_000, over: 10_000), ramps: false)
    #expect(schedule.count(before: 10 * second) == 10_000)
  }

  @Test func aFallingRampNeverGoesBack() {
    let schedule = SendSchedule(BenchPace(from: 10_000, to: 10, over: 1_000))
    var last: Int64 = -1
    for index in 0..<6_000 {
      let due = schedule.due(index)
      #expect(due >= last)
      last = due
    }
  }

  @Test(arguments: [1, 2, 3, 7]) func partsShareOneSchedule(_ parts: Int) {
    let pace = BenchPace(from: 900, to: 2_100, over: 3_000)
    let whole = SendSchedule(pace)
    let shares = (0..<parts).map { SendSchedule(pace, part: $0, of: parts) }
    let all = (0..<2_000).map { shares[$0 % parts].due($0 / parts) }
    #expect(all == (0..<2_000).map { whole.due($0) })
    for time in [1, 999_999, second, 5 * second + 17] {
      #expect(shares.map { $0.count(before: time) }.reduce(0, +) == whole.count(before: time))
    }
  }

  /// `count` and `due` say the same.
  @Test func countAgreesWithDue() {
    let schedule = SendSchedule(
      BenchPace(from: 333, to: 77_777, over: 1_234), part: 1, of: 3)
    for index in stride(from: 0, to: 60_000, by: 997) {
      let due = schedule.due(index)
      #expect(schedule.count(before: due) <= index)
      #expect(schedule.count(before: due + 1) >= index + 1)
    }
  }
}
