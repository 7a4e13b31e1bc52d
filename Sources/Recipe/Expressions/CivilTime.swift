import Bytes

/// A point in time as a date and a time of day in UTC.
///
/// Days and dates convert by the algorithms of Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"
/// (https://howardhinnant.github.io/date_algorithms.html), which count in eras of 400 years that begin on 1 March.
struct CivilTime {
  let year: Int
  let month: Int
  let day: Int
  let hour: Int
  let minute: Int
  let second: Int
  let millisecond: Int
  /// Days since 1970-01-01.
  let days: Int

  init(milliseconds: Int64) {
    let (days, time) = Self.divide(Int(milliseconds), by: 86_400_000)
    self.days = days
    hour = time / 3_600_000
    minute = time / 60_000 % 60
    second = time / 1000 % 60
    millisecond = time % 1000
    // days_from_civil, inverted: shift the epoch to 0000-03-01.
    let shifted = days + 719_468
    let (era, dayOfEra) = Self.divide(shifted, by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01 of a date.
  static func days(year: Int, month: Int, day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = divide(shiftedYear, by: 400)
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// 1 on Monday to 7 on Sunday.
  var weekday: Int { Self.divide(days + 3, by: 7).remainder + 1 }

  /// 1 on 1 January.
  var dayOfYear: Int { days - Self.days(year: year, month: 1, day: 1) + 1 }

  /// The week of ISO 8601 and the year it belongs to: a week is of the year that holds its Thursday.
  var isoWeek: (year: Int, week: Int) {
    let thursday = CivilTime(milliseconds: Int64(days - weekday + 4) * 86_400_000)
    return (thursday.year, (thursday.dayOfYear - 1) / 7 + 1)
  }

  /// Division that rounds down, so that times before 1970 work.
  private static func divide(_ value: Int, by divisor: Int) -> (quotient: Int, remainder: Int) {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
