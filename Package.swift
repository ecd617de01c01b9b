// swift-tools-version: 6.2
import PackageDescription

/// What every target is held to: warnings are errors, imports are explicit, existentials are written out.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Exclusivity is checked in debug builds, which the tests run.
let optimized: [SwiftSetting] =
  strict + [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]

/// Generic `package` code is 45 times slower across modules without cross-module optimization (measured).
///
/// What is generic stands in the lower phases; for the upper ones the flag only makes builds longer.
let generic: [SwiftSetting] =
  optimized + [.unsafeFlags(["-enable-cmo-everything"], .when(configuration: .release))]

/// Cross-module optimization leaves the same specializations of the standard library in several modules.
let oneOfEach: [LinkerSetting] = [
  .unsafeFlags(["-Xlinker", "-z", "-Xlinker", "muldefs"], .when(configuration: .release))
]

/// One phase of the pipeline.
///
/// The targets it names are all that it may import.
func phase(_ name: String, _ dependencies: [Target.Dependency], isGeneric: Bool = false) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: isGeneric ? generic : optimized)
}

let package = Package(
  name: "lintel",
  products: [.executable(name: "lintel", targets: ["LintelCLI"])],
  dependencies: [.package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")],
  targets: [
    // The system's libyaml. Only LintelYAML sees it.
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    // Source text, spans, findings, and how findings are printed.
    phase("LintelSource", [], isGeneric: true),
    // Bytes to a located tree.
    phase("LintelYAML", ["CLibYAML", "LintelSource"], isGeneric: true),
    // A file to one tree an environment: merge, interpolation, `lint:`, allow comments.
    phase("LintelSpec", ["LintelSource", "LintelYAML"], isGeneric: true),
    // Field descriptions: one initializer reads, checks, and is the JSON Schema and the reference page.
    phase("LintelSchema", ["LintelSource", "LintelYAML", "LintelSpec"], isGeneric: true),
    // The intermediate representation: resources, existing ones, artifacts, and what refers to what.
    phase("LintelGraph", ["LintelSource"], isGeneric: true),
    // Facts about AWS's resource types, one file a type.
    phase("LintelAWS", ["LintelGraph", "LintelSource"], isGeneric: true),
    // What a person can write: one folder a kind, with its fields and its lowering to the graph.
    phase("LintelKinds", ["LintelSource", "LintelYAML", "LintelSpec", "LintelSchema", "LintelGraph", "LintelAWS"]),
    // What follows from a graph: who reaches what, what a role may do, how counts move. No findings.
    phase("LintelAnalysis", ["LintelSource", "LintelGraph", "LintelAWS"]),
    // What scaling does under a load, second by second: adds the clock to the decisions of LintelAnalysis.
    phase("LintelSimulation", ["LintelSource", "LintelGraph", "LintelAWS", "LintelAnalysis"]),
    // Rules on the graph.
    phase("LintelRules", ["LintelSource", "LintelGraph", "LintelAWS", "LintelAnalysis"]),
    // Two graphs: what differs, and what the change does.
    phase("LintelDiff", ["LintelSource", "LintelGraph", "LintelAWS", "LintelAnalysis"]),
    // A graph to a picture of the system: what it shows, where that stands on the paper, and the formats.
    phase("LintelDrawing", ["LintelSource", "LintelGraph", "LintelAWS", "LintelAnalysis"]),
    // A CloudFormation template to a graph, so that it can be compared with a spec's.
    phase("LintelTemplate", ["LintelSource", "LintelYAML", "LintelGraph", "LintelAWS"]),
    // Graph to files, one folder a target.
    phase("LintelEmit", ["LintelSource", "LintelGraph", "LintelAWS"]),
    // The pipeline.
    phase(
      "Lintel",
      [
        "LintelSource", "LintelYAML", "LintelSpec", "LintelSchema", "LintelGraph", "LintelAWS", "LintelKinds",
        "LintelAnalysis", "LintelSimulation", "LintelDiff", "LintelRules", "LintelDrawing", "LintelTemplate",
        "LintelEmit",
      ]),
    // Commands, exit codes, terminal.
    .executableTarget(
      name: "LintelCLI",
      dependencies: [
        "Lintel", "LintelSource", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: optimized,
      linkerSettings: oneOfEach),
    .testTarget(
      name: "LintelTests",
      dependencies: [
        "Lintel", "LintelSource", "LintelYAML", "LintelSpec", "LintelSchema", "LintelGraph", "LintelAWS", "LintelKinds",
        "LintelAnalysis", "LintelSimulation", "LintelDiff", "LintelRules", "LintelDrawing", "LintelTemplate",
        "LintelEmit",
      ],
      swiftSettings: strict),
    // Damages specs by chance and takes them through the pipeline. It is built with everything else so that it cannot
    // fall behind, is no test, and is not shipped: only the product `lintel` is.
    .executableTarget(
      name: "LintelFuzz",
      dependencies: [
        "Lintel", "LintelGraph", "LintelSource", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Tests/LintelFuzz",
      swiftSettings: optimized,
      linkerSettings: oneOfEach),
  ]
)
