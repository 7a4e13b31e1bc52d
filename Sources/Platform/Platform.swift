// The one place for what differs between Linux and macOS. Everything else imports `Platform`.
#if canImport(Glibc)
  @_exported import Glibc
#else
  @_exported import Darwin
#endif
