import LintelAWS
import LintelAnalysis
import LintelGraph
import LintelSource

/// Says why something cannot leave its subnets for what it cannot do without, and what would let it.
struct WayOut {
  /// Who has to get where, in words.
  struct Errand {
    let rule: Rule
    let host: Host
    /// `tasks of service 'web'`.
    let who: String
    /// What follows "cannot reach".
    let goal: String
    /// Why, and why where endpoints are missing.
    let notes: [Note]
    let endpointNotes: [Note]
  }

  let model: SystemModel
  let findings: Findings
  let errand: Errand

  private var host: Host { errand.host }

  /// `missing`: the link that lacks, of the first of these ways; each of them lacks one.
  func report(_ missing: Link, _ ways: [[Link]]) {
    if case .endpoint(_, let vpc) = missing.fact {
      return reportEndpoints(vpc, ways, missing)
    }
    if case .letsOut(let group?, let peer, let traffic) = missing.fact {
      reportEgress(missing, "in \(group).egress: \(Link.rule(traffic, peer))")
      // Whoever goes by endpoints needs no way to the internet.
      if ways.contains(where: { $0.contains(where: \.isEndpoint) }) { return }
    }
    var saysNoAddress = false
    var closed: [(subnet: Host.Use, link: Link)] = []
    for exit in model.reach.exits(of: host) {
      guard let link = exit.links.last(where: { $0.certainty == .no }) else { continue }
      // A route that is missing is the subnet's matter; the address is the service's or the launch template's, whatever
      // the subnet.
      let isRoute = if case .route = link.fact { true } else { false }
      if isRoute {
        closed.append((exit.subnet, link))
      } else if !saysNoAddress {
        saysNoAddress = true
        reportAddress(link, exit.links)
      }
    }
    if !closed.isEmpty { report(closed) }
  }

  private func reportAddress(_ link: Link, _ links: [Link]) {
    let others = links.filter { $0.certainty == .yes && $0.span.isWritten }
    findings.report(
      errand.rule, at: link.span.or(host.span),
      "\(errand.who) cannot reach \(errand.goal)", label: "no way out without a public address",
      notes: errand.notes + others.map(\.note), help: remedies(for: link))
  }

  /// Ways to an address that lacks.
  private func remedies(for link: Link) -> [String] {
    if case .publicAddress(_, by: .entry) = link.fact, let remedy = link.remedy { return [remedy] }
    let template = host.addressOwner.map { ["or, in \($0): `assignPublicIp: true`"] }
    return ["use subnets with `public: true`, whose instances get addresses"] + (template ?? [])
  }

  private func reportEgress(_ link: Link, _ remedy: String) {
    findings.report(
      errand.rule, at: link.span.or(host.span),
      "\(errand.who) may not connect to \(errand.goal)", label: link.words, notes: errand.notes,
      help: [remedy])
  }

  private func reportEndpoints(_ vpc: Path, _ ways: [[Link]], _ link: Link) {
    var words: [String] = []
    for link in ways.joined() where link.certainty == .no {
      guard case .endpoint(let service, _) = link.fact else { continue }
      let word = EndpointServices.word(for: service)
      if !words.contains(word) { words.append(word) }
    }
    findings.report(
      errand.rule, at: link.span.or(host.span),
      "\(errand.who) cannot reach \(errand.goal)",
      label: "\(vpc.words) has no endpoint of \(Suggestion.list(words, joinedBy: "or"))",
      notes: errand.endpointNotes,
      help: ["add to it \(words.map { "`\($0)`" }.joined(separator: ", "))"])
  }

  /// One finding for all subnets of a service that lead nowhere.
  private func report(_ closed: [(subnet: Host.Use, link: Link)]) {
    let subnets = closed.map(\.subnet)
    let ids = Suggestion.list(subnets.map(\.path.id))
    let words = "subnet\(subnets.count == 1 ? "" : "s") \(ids)"
    let places = subnets.map { model.place(ofPrivate: $0).or(host.span) }
    findings.report(
      errand.rule, at: places[0], "\(errand.who) cannot reach \(errand.goal) from \(words)",
      label: "\(subnets[0].path.words) leads nowhere outside its VPC",
      labels: zip(subnets, places).dropFirst().map { Label($1, "and \($0.path.words)") },
      notes: errand.notes + closed.map(\.link.note), help: remedies(for: subnets))
  }

  private func remedies(for subnets: [Host.Use]) -> [String] {
    guard subnets.allSatisfy({ model.mayBePublic($0.path) }) else {
      return ["use subnets that lead out, through a NAT gateway or endpoints of their VPC: `existing: subnet-…`"]
    }
    let isolated = subnets.filter { model.graph[$0.path]?.places["isolated"] != nil }
    if !isolated.isEmpty {
      return ["in \(isolated.map { "\($0.path)" }.joined(separator: ", ")): remove `isolated`", "or use other subnets"]
    }
    if subnets.contains(where: { model.graph[$0.path]?.places["routeTable"] != nil }) {
      return ["give the route table that it names a route out, such as `- { cidr: 0.0.0.0/0, natGateway: … }`"]
    }
    let vpcs = Set(subnets.compactMap { model.reach.vpc(of: $0.path) }).sorted()
    let others = "in \(vpcs.map { "\($0)" }.joined(separator: ", ")): `natGateways: single`, or `perZone`"
    let refusing = host.publicAddress?.certainty == .no ? host.addressOwner : nil
    let address = refusing.map { ", and in \($0): `assignPublicIp: true`" } ?? ""
    let paths = subnets.map { "\($0.path)" }.joined(separator: ", ")
    return [others, "or, in \(paths): `public: true`" + address]
  }
}

extension Link {
  /// Whether it is an endpoint of a VPC.
  var isEndpoint: Bool { if case .endpoint = fact { true } else { false } }
}
