import Engine

/// `--hgrm FILE`: the latencies of each operation of each bench as HdrHistogram's percentile text, in milliseconds.
package struct HistogramFiles {
  package let files: [(path: String, text: String)]

  /// - Parameter path: of the only operation; with several, `load.hgrm` becomes `load-reads-get.hgrm`.
  package init(_ report: RunReport, path: String) {
    let measured = report.statements.flatMap { statement in
      (statement.bench?.operations ?? []).filter { $0.latency.count > 0 }
        .map { (statement.name, $0) }
    }
    let slash = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
    let dot = path[slash...].lastIndex(of: ".") ?? path.endIndex
    files = measured.map { name, operation in
      let infix = measured.count == 1 ? "" : "-\(Self.safe(name))-\(Self.safe(operation.name))"
      return (
        path: "\(path[..<dot])\(infix)\(path[dot...])", text: operation.latency.hgrm
      )
    }
  }

  /// `stampede[lock(5s)]` as part of a file's name: `stampede-lock-5s`.
  private static func safe(_ name: String) -> String {
    name.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "_")) }
      .joined(separator: "-")
  }
}
