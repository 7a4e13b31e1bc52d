/// Whether what a warm is about to write fits under the server's `maxmemory`: an estimate from below.
///
/// Of a string a server keeps the key, the value, and 64 to 157 bytes more (measured on Redis 6.2 and 7.0, Valkey 8.1 and 9.1, with an
/// expiry, values of 10 to 2,000 bytes). The command that writes it has some 58 bytes beside key and value: its length is a fair
/// lower bound. Keys that are there already take no more room. Pure.
package struct MemoryForecast: Sendable {
  /// Bytes of all the commands.
  package var commandBytes: Double
  /// How many of the keys are not there yet: 0 to 1.
  package var newShare: Double
  package var used: Double
  package var limit: Double
  /// Under a policy that evicts, a full server is no reason: only what cannot be held by an empty one is.
  package var evicts: Bool

  package init(
    commandBytes: Double, newShare: Double, used: Double, limit: Double, evicts: Bool
  ) {
    self.commandBytes = commandBytes
    self.newShare = newShare
    self.used = used
    self.limit = limit
    self.evicts = evicts
  }

  package var need: Double { evicts ? commandBytes : commandBytes * newShare }
  package var room: Double { evicts ? limit : max(limit - used, 0) }
  package var fits: Bool { limit <= 0 || need <= room }
}
