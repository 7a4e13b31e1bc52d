import Bytes

/// One server of a topology, by its place in `Topology.nodes`.
package struct NodeIndex: Hashable, Sendable {
  package let value: Int
  package init(_ value: Int) { self.value = value }
}

/// Which servers there are, and which of them holds a key. The seam for Sentinel and Cluster: planner, verbs and executor
/// ask it and never look at a server address.
package protocol Topology: Sendable {
  var nodes: [ServerAddress] { get }
  func node(forKey key: ByteSlice) -> NodeIndex
}

/// One server that holds every key.
package struct StandaloneTopology: Topology {
  package let nodes: [ServerAddress]

  package init(_ address: ServerAddress) { nodes = [address] }

  @inlinable package func node(forKey key: ByteSlice) -> NodeIndex { NodeIndex(0) }
}
