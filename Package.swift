// swift-tools-version: 6.2
// The house, floor by floor: see docs/architecture.md. Imports point downward only (`make check-floors`).

import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Static archives on Linux, so that a start maps no extra shared library (docs/decisions/0003).
func staticLibrary(_ name: String) -> [LinkerSetting] {
  [
    .linkedLibrary(":lib\(name).a", .when(platforms: [.linux])),
    .linkedLibrary(name, .when(platforms: [.macOS])),
  ]
}

/// libedit and what its archive leaves open, which `libedit-dev` brings along.
let editLine: [LinkerSetting] =
  staticLibrary("edit")
  + ["tinfo", "bsd", "md"].map { .linkedLibrary(":lib\($0).a", .when(platforms: [.linux])) }

func floor(
  _ name: String, _ dependencies: [Target.Dependency] = [], linking: [LinkerSetting] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, swiftSettings: strict, linkerSettings: linking)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies + [.target(name: name), "TestSupport"],
    swiftSettings: strict)
}

let package = Package(
  name: "cachectl",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "cachectl", targets: ["cachectl"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
  ],
  targets: [
    // floor 5: what a person or a script starts
    .executableTarget(
      name: "cachectl",
      dependencies: [
        "Console", "Engine", "Planner", "Recipe", "LuaScript", "RedisClient", "RESP", "SourceText",
        "Bytes", "Platform",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    // floor 4: what a person sees
    floor(
      "Console",
      [
        "Engine", "RowSources", "Recipe", "LuaScript", "RESP", "SourceText", "Bytes", "Platform",
        "CEditLine",
      ],
      linking: editLine),
    // floor 3: runs plans
    floor(
      "Engine",
      [
        "Planner", "RowSources", "RedisClient", "Recipe", "LuaScript", "RESP", "SourceText",
        "Bytes",
        "Platform",
        .product(name: "Histogram", package: "hdrhistogram-swift"),
      ]),
    // floor 2: decides what to send; reads rows
    floor("Planner", ["Recipe", "LuaScript", "RESP", "Bytes", "Platform"]),
    floor(
      "RowSources",
      ["RedisClient", "RESP", "Recipe", "Bytes", "CSQLite", "CZlib", "CZstd", "Platform"],
      linking: ["sqlite3", "z", "zstd"].flatMap(staticLibrary)),
    // floor 1: the language; the wire
    floor("Recipe", ["LuaScript", "SourceText", "Bytes"]),
    floor("RedisClient", ["RESP", "Bytes", "Platform", "COpenSSL"]),
    // floor 0
    floor("RESP", ["Bytes", "CHiredis"], linking: staticLibrary("hiredis")),
    floor("LuaScript", ["SourceText", "Bytes", "CLua"], linking: staticLibrary("lua5.1")),
    floor("SourceText", ["Bytes"]),
    floor("Bytes"),
    floor("Platform", ["CPlatform"]),
    .target(name: "CPlatform"),
    .target(name: "COpenSSL"),
    .systemLibrary(
      name: "CHiredis", pkgConfig: nil,
      providers: [.apt(["libhiredis-dev"]), .brew(["hiredis"])]),
    .systemLibrary(
      name: "CEditLine", pkgConfig: nil,
      providers: [.apt(["libedit-dev"]), .brew(["libedit"])]),
    .systemLibrary(
      name: "CLua", pkgConfig: nil,
      providers: [.apt(["liblua5.1-0-dev"]), .brew(["lua@5.1"])]),
    .systemLibrary(
      name: "CSQLite", pkgConfig: nil, providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: nil, providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CZstd", pkgConfig: nil, providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),

    // tests
    .target(
      name: "TestSupport", dependencies: ["Platform", "SourceText"], path: "Tests/TestSupport",
      exclude: ["checker.py", "tls-server.py"], swiftSettings: strict),
    tests("Bytes", []),
    tests("Platform", []),
    tests("SourceText", ["Bytes"]),
    tests("LuaScript", ["SourceText", "Bytes"]),
    tests("Recipe", ["LuaScript", "SourceText", "Bytes"]),
    tests("RESP", ["Bytes"]),
    tests("RedisClient", ["RESP", "Bytes", "Platform"]),
    tests("RowSources", ["Bytes", "Recipe", "Platform", "CZlib", "CZstd"]),
    tests("Planner", ["Recipe", "LuaScript", "RESP", "Bytes", "SourceText"]),
    tests(
      "Engine",
      [
        "Planner", "RowSources", "RedisClient", "Recipe", "LuaScript", "RESP", "Bytes",
        "SourceText",
        "Platform",
      ]),
    tests("Console", ["Engine", "SourceText", "Bytes", "Platform"]),
    .testTarget(
      name: "CommandLineTests", dependencies: ["TestSupport", "RowSources", "cachectl"],
      swiftSettings: strict),
  ]
)
