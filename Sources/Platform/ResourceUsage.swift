/// What this process has used so far: the client's half of every performance figure.
package struct ResourceUsage: Sendable {
  /// Processor time of all threads, in user and kernel.
  package let cpuNanoseconds: Int
  /// The largest resident set there has been.
  package let peakResidentBytes: Int

  /// As of now. Any thread.
  package static func current() -> ResourceUsage {
    var usage = rusage()
    #if canImport(Darwin)
      let status = getrusage(RUSAGE_SELF, &usage)
      let unit = 1
    #else
      let status = getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      let unit = 1024
    #endif
    guard status == 0 else { preconditionFailure("getrusage failed: errno \(errno)") }
    return ResourceUsage(
      cpuNanoseconds: nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime),
      peakResidentBytes: Int(usage.ru_maxrss) * unit)
  }

  private static func nanoseconds(_ time: timeval) -> Int {
    Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_usec) * 1000
  }
}
