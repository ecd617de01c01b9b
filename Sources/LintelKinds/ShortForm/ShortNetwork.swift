import LintelAWS
import LintelGraph
import LintelSource
import LintelSpec
import LintelYAML

/// The network of a spec whose services use the short form: the standard one, or the one that is written.
struct ShortNetwork {
  /// Whether it is the standard one, of which any part may be written.
  let isStandard: Bool
  /// The id of its VPC.
  let vpc: String
  /// Whether it is one of the spec's own: a VPC with its block, and subnets.
  private let isOwn: Bool
  /// The ids of the subnets that are written.
  private let written: [String]
  /// The block of its VPC, if it is known.
  let block: String?
  /// Where that block is written, if it is.
  fileprivate let blockSpan: Span?
  /// Subnets in different zones that the internet reaches, and others.
  let publicSubnets: [String]
  let privateSubnets: [String]
  /// Those of the others where a load balancer in public subnets finds its targets: in zones of its own.
  private let privateSubnetsOfTasks: [String]
  /// Whether the others reach the internet by NAT gateways.
  let hasNAT: Bool
  /// The subnets of the standard network, with their zone and their block.
  let subnets: [(id: String, zone: String, block: String?)]

  private static let standardBlock = "10.0.0.0/16"

  init(_ form: ShortForm) {
    let vpcs = form.ids(of: "vpcs")
    let only = vpcs.count == 1 ? vpcs[0] : "main"
    let zones = Regions.zones(in: form.word(form.tree.value(of: "region", in: form.root)) ?? "").prefix(2)
    let kinds = ["public", "private"]
    let ids = kinds.flatMap { kind in zones.map { (id: "\(kind)-\($0)", zone: $0, isPublic: kind == "public") } }
    written = form.ids(of: "subnets")
    let isComplete = written.contains { id in
      form.field("cidr", of: id, in: "subnets") != nil && form.field("availabilityZone", of: id, in: "subnets") != nil
    }
    // A network of one's own is a VPC with its block and its subnets; what is less is laid over the standard one.
    let cidr = form.field("cidr", of: only, in: "vpcs")
    isOwn = cidr != nil && (isComplete || !written.allSatisfy { id in ids.contains { $0.id == id } })
    isStandard =
      vpcs.count < 2 && !form.isExisting("vpcs", only) && !isOwn
      && !written.contains { form.isExisting("subnets", $0) }
    vpc = only
    blockSpan = cidr.map { form.tree.span(of: form.tree.resolve($0)) }
    // What is wrong with a block is said where it is written, and not of all that would follow from it.
    block =
      form.word(cidr).map { CIDR(ipv4: $0)?.canonical.description ?? Self.standardBlock }
      ?? (isStandard ? Self.standardBlock : nil)
    hasNAT = ["single", "perZone"].contains(form.word(form.field("natGateways", of: only, in: "vpcs")))
    if isStandard {
      let blocks = Self.blocks(of: block ?? Self.standardBlock)
      subnets = ids.enumerated().map { index, subnet in
        (subnet.id, subnet.zone, index < blocks.count ? blocks[index] : nil)
      }
      let others = written.filter { id in !ids.contains { $0.id == id } }
      let morePublic = Self.onePerZone(others.filter { form.isTrue("public", of: $0) }, form, besides: zones)
      let morePrivate = Self.onePerZone(
        others.filter { !form.isTrue("public", of: $0) && !form.isTrue("isolated", of: $0) }, form, besides: zones)
      publicSubnets = ids.filter(\.isPublic).map(\.id) + morePublic
      privateSubnets = ids.filter { !$0.isPublic }.map(\.id) + morePrivate
      let publicZones = Set(morePublic.map { form.zone(of: $0) })
      privateSubnetsOfTasks = privateSubnets.filter { id in
        !morePrivate.contains(id) || publicZones.contains(form.zone(of: id))
      }
    } else {
      subnets = []
      // With several VPCs somebody has to say which.
      let all = vpcs.count == 1 ? written : []
      publicSubnets = Self.onePerZone(all.filter { form.isTrue("public", of: $0) }, form)
      privateSubnets = Self.onePerZone(
        all.filter { !form.isTrue("public", of: $0) && !form.isTrue("isolated", of: $0) }, form)
      privateSubnetsOfTasks = privateSubnets
    }
  }

  /// Two blocks for public subnets at the beginning of the VPC's, and two for private ones in its second half.
  private static func blocks(of text: String) -> [String] {
    guard let whole = CIDR(ipv4: text), whole.prefix <= 26 else { return [] }
    let block = max(whole.prefix, 16)
    let prefix = SubnetSizes.standard(in: block)
    let half = 1 << (prefix - block - 1)
    return [0, 1, half, half + 1].map { index in
      CIDR(base: whole.range.lowerBound + UInt128(index) << UInt128(32 - prefix), prefix: prefix).description
    }
  }

  /// The first by id of each zone: the order of keys means nothing.
  private static func onePerZone(
    _ ids: [String], _ form: ShortForm, besides taken: some Sequence<String> = []
  ) -> [String] {
    var zones = Set(taken)
    return ids.sorted().filter { id in form.zone(of: id).map { zones.insert($0).inserted } ?? true }
  }

  /// What to do where a load balancer finds no two subnets.
  func helpForPlace(of loadBalancer: String, isInternal: Bool) -> String {
    if written.count > 1, !isOwn {
      return "name them: `loadBalancers: { \(loadBalancer): { subnets: [\(written[0]), \(written[1])] } }`"
    }
    let kind = isInternal ? "subnets" : "public subnets"
    return "describe two \(kind) in different zones" + (isOwn ? ", or remove `subnets`, which then follow, too" : "")
  }

  /// Where tasks stand, and whether they need public addresses there.
  var placeOfTasks: (subnets: [String], isPublic: Bool) {
    hasNAT && !privateSubnets.isEmpty || publicSubnets.isEmpty ? (privateSubnetsOfTasks, false) : (publicSubnets, true)
  }
}

extension ShortForm {
  /// The letter of a written subnet's zone.
  fileprivate func zone(of subnet: String) -> String? {
    word(field("availabilityZone", of: subnet, in: "subnets")).map { String($0.suffix(1)) }
  }

  fileprivate func isTrue(_ key: String, of subnet: String) -> Bool {
    word(field(key, of: subnet, in: "subnets")) == "true"
  }

  /// Writes the standard network, where anything stands in it.
  mutating func writeNetwork(_ network: ShortNetwork, for services: [ShortService]) {
    let needsCluster = services.first { field("cluster", of: $0.id, in: "services") == nil }
    if let needsCluster, section("clusters") == nil || ids(of: "clusters").isEmpty {
      add("clusters", "main", at: needsCluster.span, [])
    }
    let inNetwork: Set<String> = ["securityGroups", "targetGroups", "loadBalancers"]
    guard network.isStandard,
      let first = drafts.first(where: { draft in
        inNetwork.contains(draft.section) || draft.fields.contains { $0.key == "subnets" }
      })
    else { return }
    let place = first.span
    if let block = network.block {
      add("vpcs", network.vpc, at: place, [DraftField("cidr", at: place, .text(block, at: place))])
    }
    // Where the VPC's block is written, those of subnets follow from it.
    let blockPlace = network.blockSpan ?? place
    reportNarrow(network)
    for (index, subnet) in network.subnets.enumerated() {
      var fields = [DraftField("availabilityZone", at: place, .text(subnet.zone, at: place))]
      // One that is no subnet's where there is no room: of the VPC's block it is said already.
      let block = subnet.block ?? "0.0.0.0/32"
      fields.append(DraftField("cidr", at: place, .text(block, at: blockPlace)))
      if index < 2 { fields.append(DraftField("public", at: place, .text("true", at: place))) }
      add("subnets", subnet.id, at: place, fields)
    }
  }

  /// Reports the block of a VPC in which subnets have no room.
  private func reportNarrow(_ network: ShortNetwork) {
    guard let span = network.blockSpan, let block = network.block,
      network.subnets.contains(where: { field("cidr", of: $0.id, in: "subnets") == nil && $0.block == nil })
    else { return }
    findings.report(
      .invalidValue, at: span, "'\(block)' has no room for the subnets that follow from it",
      label: "AWS takes blocks down to /28 for each of the \(network.subnets.count)",
      help: ["use a block of /\(SubnetSizes.vpc(forStandard: SubnetSizes.ofLoadBalancer)) or wider"])
  }
}
