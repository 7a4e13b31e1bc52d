import Planner
import RedisClient

extension ServerCapabilities {
  /// What a server said about itself. One that hides its version is taken for the oldest that we support.
  package init(_ info: ServerInfo) {
    let isReplica = if case .replica? = info.role { true } else { false }
    self.init(
      flavour: info.product == .valkey ? .valkey : .redis,
      version: info.version.map { Version($0.major, $0.minor, $0.patch) } ?? Version(6, 2, 0),
      evictionPolicy: info.maxMemoryPolicy, isReplica: isReplica,
      isCluster: info.mode == .cluster)
  }
}
