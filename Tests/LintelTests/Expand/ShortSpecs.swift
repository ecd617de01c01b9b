/// Specs in the short form, made by chance: what services say, what is written beside, and how it is written.
struct ShortSpecs {
  private var dice: SplitMix

  init(seed: UInt64) {
    dice = SplitMix(state: seed)
  }

  private mutating func flip(_ odds: Int = 2) -> Bool { Int.random(in: 0..<odds, using: &dice) == 0 }
  private mutating func one(of texts: [String]) -> String { texts.randomElement(using: &dice) ?? "" }

  /// A spec of a few services, with environments or without.
  mutating func text() -> String {
    let count = Int.random(in: 1...5, using: &dice)
    var lines = [
      "# A system by chance.", "lintel: 1 # the first", "project: chance", "region: eu-west-1",
      "variables: { image: nginx, bounds: 1-4 }",
    ]
    if flip() { lines.append("vpcs: { main: { natGateways: \(one(of: ["single", "perZone"])) } }") }
    if flip(3) { lines += ["subnets:", "  private-a: { tags: { tier: inside } } # of one's own"] }
    if flip(3) { lines.append("clusters: { main: { containerInsights: enabled } }") }
    if flip(3) { lines += ["defaults:", "  services: { scale: 1-3, environment: { LEVEL: info } }"] }
    if flip(3) { lines.append("x-note: { services: none } # ignored") }
    lines.append("services: # what runs")
    for index in 0..<count { lines += service(index, of: count) }
    lines += laidOver(count)
    if flip() { lines += environments(count) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A spec of many services, of which the first are exposed.
  mutating func text(of count: Int) -> String {
    var lines = ["lintel: 1", "project: many", "region: eu-west-1", "services:"]
    for index in 0..<count { lines += service(index, of: index < 20 ? count : 0) }
    return lines.joined(separator: "\n") + "\n"
  }

  private mutating func service(_ index: Int, of count: Int) -> [String] {
    var fields = [flip(4) ? "build: ." : "image: \"public.ecr.aws/nginx/${variables.image}:1.2\(index % 10)\""]
    if count > 100 || count == 0 { fields = ["image: \"public.ecr.aws/nginx/nginx:1.2\(index % 10)\""] }
    fields.append("port: \(8000 + index)")
    if flip(3) { fields.append("cpu: \(one(of: ["512", "1024"]))") }
    if flip(3) { fields.append("environment: { NAME: \"s\(index)\", PLAIN: yes, NUMBER: 010 }") }
    if flip(4) { fields.append("secrets: { TOKEN: /chance/token }") }
    if flip(4) { fields.append("command: [run, \"--port=\(index)\"]") }
    if flip() { fields.append("scale: \(scale())") }
    if count > 0, !flip(4) { fields.append("expose: \(exposure(index, of: count))") }
    if flip(4) { return ["  s\(index): { \(fields.joined(separator: ", ")) } # in one line"] }
    return ["  # service \(index)", "  s\(index):"] + fields.map { "    \($0)" + (flip(4) ? " # why" : "") }
  }

  private mutating func scale() -> String {
    one(of: [
      "2-10", "1-2", "{ min: 1, max: 5, cpu: 70 }", "{ min: 2, max: 4, memory: 60 }",
      "{ min: 1, max: 9, cpu: 40, memory: 80 }",
    ])
  }

  private mutating func exposure(_ index: Int, of count: Int) -> String {
    let certificate =
      "\"arn:aws:acm:eu-west-1:123456789012:certificate/11111111-1111-1111-1111-11111111111\(index % 10)\""
    if count == 1 {
      return one(of: [
        "public", "internal", "none", "{ scheme: public, https: \(certificate) }",
        "{ scheme: public, path: [/a/*, /b/*] }",
      ])
    }
    if index == 0 { return one(of: ["public", "{ scheme: public, https: \(certificate) }", "internal"]) }
    let rule = "\(one(of: ["path: /s\(index)/*", "host: s\(index).example.com"])), priority: \(index * 10)"
    return one(of: [
      "{ scheme: public, \(rule) }", "{ scheme: internal, \(rule) }",
      "{ scheme: public, https: \(certificate), \(rule) }",
    ])
  }

  /// Entries that are laid over those of the short form.
  private mutating func laidOver(_ count: Int) -> [String] {
    var lines: [String] = []
    if flip(3) { lines += ["taskDefinitions:", "  s0: { architecture: ARM64 } # cheaper"] }
    if flip(3) { lines += ["targetGroups: { s0: { healthCheck: { path: /health }, port: 8000, vpc: main } }"] }
    if flip(3) {
      lines += [
        "loadBalancers:", "  # whatever it is", "  public: { attributes: { idle_timeout.timeout_seconds: 90 } }",
      ]
    }
    return lines
  }

  private mutating func environments(_ count: Int) -> [String] {
    var lines = ["environments:", "  staging: {} # as it is"]
    if flip() { lines[1] = "  staging: # as it is" }
    lines += ["  production:", "    # larger"]
    var fields = ["      s0: { cpu: 2048 }"]
    if flip() { fields = ["      s0:", "        cpu: 1024 # more", "        scale: { min: 3, max: 30 }"] }
    if flip(), count > 1 { fields.append("      s\(count - 1): null") }
    if flip(3) { fields += ["      extra: { image: \"public.ecr.aws/nginx/nginx:1.27\", memory: 2048 }"] }
    lines += ["    services:"] + fields
    if flip(3) { lines.append("    vpcs: { main: { cidr: 10.7.0.0/16 } }") }
    if flip(3) { lines += ["    scalingPolicies:", "      s0: null # by hand there"] }
    if flip(3) { lines += ["  preview:", "    services: { s0: { expose: none } }"] }
    return lines
  }
}
