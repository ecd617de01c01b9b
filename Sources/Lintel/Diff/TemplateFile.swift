import LintelAWS
import LintelGraph
package import LintelSource
import LintelTemplate
import LintelYAML

/// A CloudFormation template as a side of a diff.
package struct TemplateFile {
  package let path: String
  package let sources = Sources()
  /// The defects of its syntax.
  package let findings: [Finding]
  /// The project and environment of the spec that it was compiled from, if it was.
  package let project: String?
  package let environment: String?
  private let tree: Tree
  private let root: NodeID

  /// Nil where a file is no template.
  ///
  /// - Parameter file: The template itself, or what `aws cloudformation get-template` prints of one.
  /// - Throws: When it is one, and not a sound one.
  package init?(_ file: SourceFile) throws(UsageError) {
    guard TemplateFile.mayBeTemplate(file.bytes) else { return nil }
    let tree = Tree(sources: sources)
    let reading = Findings()
    var root = Reader.read(sources.add(file), into: tree, findings: reading).root
    if let body = tree.value(of: "TemplateBody", in: root).map(tree.resolve) {
      switch tree[body].kind {
      case .mapping: root = body
      case .scalar:
        let inner = SourceFile(path: "\(file.path) TemplateBody", bytes: Array(tree.text(of: body).utf8))
        root = Reader.read(sources.add(inner), into: tree, findings: reading).root
      case .sequence, .alias: break
      }
    }
    guard TemplateReader.isTemplate(root, in: tree) else { return nil }
    path = file.path
    findings = reading.all
    self.tree = tree
    self.root = root
    if reading.hasErrors {
      (project, environment) = (nil, nil)
    } else {
      let graph = try TemplateFile.read(root, in: tree, TemplateGuide())
      (project, environment) = (graph.project.isEmpty ? nil : graph.project, graph.environment)
    }
  }

  package var isReadable: Bool { !findings.contains { $0.severity == .error } }

  /// The template as a graph of its own.
  func graph() throws(UsageError) -> ResourceGraph { try TemplateFile.read(root, in: tree, TemplateGuide()) }

  /// The template in the words of a spec's graph.
  func graph(like spec: ResourceGraph) throws(UsageError) -> ResourceGraph {
    var graph = try TemplateFile.read(root, in: tree, TemplateGuide(spec))
    // A name that differs in its hash alone is the same derived name: why the hash differs is told by what does.
    let finished = Compilation.finished(spec)
    for resource in spec.resources where resource.hashesName && graph[resource.path] != nil {
      guard let property = Catalog.type(named: resource.type)?.nameProperty, let plain = resource[property],
        let name = finished[resource.path]?[property]?.literal, let other = graph[resource.path]?[property]?.literal,
        name.utf8.count == other.utf8.count, name.dropLast(6) == other.dropLast(6),
        other.suffix(6).allSatisfy(\.isHexDigit)
      else { continue }
      graph.update(resource.path) { resource in
        resource[property] = plain
        resource.hashesName = true
      }
    }
    return graph
  }

  private static func read(
    _ root: NodeID, in tree: Tree, _ guide: TemplateGuide
  ) throws(UsageError) -> ResourceGraph {
    do throws(TemplateError) {
      return try TemplateReader.read(root, in: tree, guide: guide)
    } catch {
      let place = tree.sources.written(error.span).map { "\($0.start.line):\($0.start.column): " } ?? ""
      throw UsageError("\(place)\(error.message)")
    }
  }

  /// Whether a text holds a key that every template has, and no spec: reading a large spec twice would be slow.
  private static func mayBeTemplate(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      ["Resources", "AWSTemplateFormatVersion", "TemplateBody"].contains { key in
        let key = Array(key.utf8)
        var index = 0
        while index + key.count < bytes.count {
          if bytes[index] == key[0], bytes[index..<index + key.count].elementsEqual(key) {
            let next = bytes[index + key.count]
            let isStart = index == 0 || !isWordByte(bytes[index - 1])
            if isStart, !isWordByte(next) { return true }
          }
          index += 1
        }
        return false
      }
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
