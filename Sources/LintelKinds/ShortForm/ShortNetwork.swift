import LintelAWS
import LintelGraph
import LintelSource
import LintelYAML

/// The network of a spec whose services use the short form: the standard one, or the one that is written.
struct ShortNetwork {
  /// Whether it is the standard one, of which any part may be written.
  let isStandard: Bool
  /// The block of its VPC, if it is known.
  let block: String?
  /// Subnets in different zones that the internet reaches, and others.
  let publicSubnets: [String]
  let privateSubnets: [String]
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
    let written = form.ids(of: "subnets")
    let isComplete = written.contains { id in
      form.isExisting("subnets", id)
        || form.field("cidr", of: id, in: "subnets") != nil
          && form.field("availabilityZone", of: id, in: "subnets") != nil
    }
    isStandard =
      (vpcs.isEmpty || vpcs == ["main"]) && !form.isExisting("vpcs", "main") && !isComplete
      && written.allSatisfy { id in ids.contains { $0.id == id } }
    let cidr = form.word(form.field("cidr", of: only, in: "vpcs"))
    block = cidr ?? (isStandard ? Self.standardBlock : nil)
    hasNAT = ["single", "perZone"].contains(form.word(form.field("natGateways", of: only, in: "vpcs")))
    if isStandard {
      let blocks = Self.blocks(of: block ?? Self.standardBlock)
      subnets = ids.enumerated().map { index, subnet in
        (subnet.id, subnet.zone, index < blocks.count ? blocks[index] : nil)
      }
      publicSubnets = ids.filter(\.isPublic).map(\.id)
      privateSubnets = ids.filter { !$0.isPublic }.map(\.id)
    } else {
      subnets = []
      // With several VPCs somebody has to say which.
      let all = vpcs.count == 1 ? written : []
      publicSubnets = Self.onePerZone(all.filter { form.isTrue("public", of: $0) }, form)
      privateSubnets = Self.onePerZone(
        all.filter { !form.isTrue("public", of: $0) && !form.isTrue("isolated", of: $0) }, form)
    }
  }

  /// Two blocks for public subnets at the beginning of the VPC's, and two for private ones in its second half.
  private static func blocks(of text: String) -> [String] {
    guard let whole = CIDR(ipv4: text), whole.prefix <= 26 else { return [] }
    let prefix = min(whole.prefix + 4, 28)
    let half = 1 << (prefix - whole.prefix - 1)
    return [0, 1, half, half + 1].map { index in
      CIDR(base: whole.range.lowerBound + UInt128(index) << UInt128(32 - prefix), prefix: prefix).description
    }
  }

  /// The first by id of each zone: the order of keys means nothing.
  private static func onePerZone(_ ids: [String], _ form: ShortForm) -> [String] {
    var zones: Set<String> = []
    return ids.sorted().filter { id in
      guard let zone = form.word(form.field("availabilityZone", of: id, in: "subnets")) else { return true }
      return zones.insert(String(zone.suffix(1))).inserted
    }
  }

  /// Where tasks stand, and whether they need public addresses there.
  var placeOfTasks: (subnets: [String], isPublic: Bool) {
    hasNAT && !privateSubnets.isEmpty || publicSubnets.isEmpty ? (privateSubnets, false) : (publicSubnets, true)
  }
}

extension ShortForm {
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
      add("vpcs", "main", at: place, [DraftField("cidr", at: place, .text(block, at: place))])
    }
    for (index, subnet) in network.subnets.enumerated() {
      var fields = [DraftField("availabilityZone", at: place, .text(subnet.zone, at: place))]
      if let block = subnet.block { fields.append(DraftField("cidr", at: place, .text(block, at: place))) }
      if index < 2 { fields.append(DraftField("public", at: place, .text("true", at: place))) }
      add("subnets", subnet.id, at: place, fields)
    }
  }
}
