/// `origin LATENCY [limit L] [errors P]`: what stands behind the cache.
package struct BenchOrigin: Hashable, Sendable {
  package var latency: OriginLatency
  /// The most loads that it begins in a second.
  package var rateLimit: Double?
  /// The most loads that it works on at once.
  package var concurrencyLimit: Int?
  /// The fraction of loads that fail.
  package var errors: Double

  package init(
    latency: OriginLatency, rateLimit: Double? = nil, concurrencyLimit: Int? = nil,
    errors: Double = 0
  ) {
    self.latency = latency
    self.rateLimit = rateLimit
    self.concurrencyLimit = concurrencyLimit
    self.errors = errors
  }
}

/// How long one load takes, in milliseconds.
package enum OriginLatency: Hashable, Sendable {
  case constant(Double)
  case uniform(ClosedRange<Double>)
  /// Its logarithm is normal: `median` in milliseconds, `sigma` of the logarithm.
  case lognormal(median: Double, sigma: Double)
}

/// `protect …`: what keeps many readers of one missing key from loading it all at once.
package enum StampedeDefence: Hashable, Sendable {
  case none
  /// One reader holds a lock for at most so many milliseconds; the others wait.
  case lock(Int64)
  /// Early refresh by chance; the factor beta.
  case xfetch(Double)
  /// An expired value is served for so many milliseconds more while one reader loads.
  case stale(Int64)
  /// One reader holds a lease, of at most so many milliseconds, and only its holder may write.
  case lease(Int64)
}
