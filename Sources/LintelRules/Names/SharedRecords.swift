import LintelAWS
import LintelGraph
import LintelSource

/// Finds records that a zone cannot have beside each other: two of one name and type, and any beside a CNAME.
enum SharedRecords {
  private struct Record {
    let node: Resource
    let type: String
    let name: String
    let span: Span
    /// The zone by its id, or by its name.
    let zone: String
    let isKnownByID: Bool
  }

  private static func records(in graph: ResourceGraph) -> [Record] {
    graph.resources.compactMap { node in
      // One that is derived shares its name with that of its entry, unless it stands for that.
      guard node.type == ResourceType.recordSet.name,
        node.path.part.isEmpty || graph[Path(node.path.section, node.path.id)] == nil, let name = node["Name"],
        let host = name.literal, let type = node["Type"]?.literal,
        let zone = (node["HostedZoneId"] ?? node["HostedZoneName"])?.literal
      else { return nil }
      return Record(
        node: node, type: type, name: host, span: name.span.isWritten ? name.span : node.span, zone: zone,
        isKnownByID: node["HostedZoneId"] != nil)
    }
  }

  /// Within one system.
  static func check(_ model: SystemModel, _ findings: Findings) {
    var seen: [String: [Record]] = [:]
    for record in records(in: model.graph) {
      let others = seen["\(record.zone) \(record.name)", default: []]
      if let other = others.first(where: { $0.type == record.type || $0.type == "CNAME" || record.type == "CNAME" }) {
        let isSame = other.type == record.type
        findings.report(
          .sharedName, at: record.span,
          "'\(record.node.path)' and '\(other.node.path)' are records of '\(record.name)'",
          label: isSame ? "a zone has one \(record.type) record of a name" : "a CNAME record stands alone",
          labels: other.span == record.span ? [] : [Label(other.span, "the other")],
          help: [
            isSame ? "give each a name of its own, or write all `values` in one" : "give one of them another name"
          ])
      }
      seen["\(record.zone) \(record.name)"] = others + [record]
    }
  }

  /// Between the environments of a spec; of zones that are known by their names, only in one account.
  static func check(_ systems: [(graph: ResourceGraph, findings: Findings)]) {
    var owners: [String: (environment: String?, span: Span)] = [:]
    for (graph, findings) in systems {
      for record in records(in: graph) where record.isKnownByID || graph.account != nil {
        let place = record.isKnownByID ? record.zone : "\(record.zone) \(graph.account ?? "")"
        let key = "\(place) \(record.type) \(record.name)"
        guard let first = owners[key] else {
          owners[key] = (graph.environment, record.span)
          continue
        }
        guard let other = first.environment, other != graph.environment else { continue }
        findings.report(
          .sharedName, at: record.span, "another environment has a record '\(record.name)' too",
          label: "a zone has one \(record.type) record of a name",
          notes: first.span == record.span ? [] : [Note("the record in '\(other)'", at: first.span)],
          help: ["give each environment a name of its own: `${environment}` may stand in it"])
      }
    }
  }
}
