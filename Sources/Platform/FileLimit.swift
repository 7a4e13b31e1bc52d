/// How many descriptors this process may have open.
package enum FileLimit {
  /// Raises the limit as far as the system lets us without rights, and gives it.
  package static func raised() -> Int {
    var limit = rlimit()
    #if canImport(Darwin)
      let resource = RLIMIT_NOFILE
    #else
      let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #endif
    guard getrlimit(resource, &limit) == 0 else { return 256 }
    if limit.rlim_cur < limit.rlim_max {
      var wanted = limit
      wanted.rlim_cur = limit.rlim_max
      // macOS refuses more than OPEN_MAX; then it stays as it was.
      if setrlimit(resource, &wanted) == 0 { limit = wanted }
    }
    return Int(clamping: limit.rlim_cur)
  }
}
