/// One quantity over all keys: percentiles, sum and largest, in constant memory.
struct ValueSummary {
  private(set) var values = Distribution()
  private(set) var sum: Int64 = 0
  private(set) var largest: Int64 = 0

  mutating func record(_ value: Int64) {
    values.record(value)
    sum &+= value
    largest = max(largest, value)
  }
}
