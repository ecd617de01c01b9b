/// What is known of names that a spec takes from AWS.
package enum AWSNames {
  /// What ECS assumes the roles of tasks as.
  package static let tasksPrincipal = "ecs-tasks.amazonaws.com"
  /// ECS itself, as it moves requests and calls functions.
  package static let deployerPrincipal = "ecs.amazonaws.com"
  /// Who writes flow logs to log groups.
  package static let flowLogsPrincipal = "vpc-flow-logs.amazonaws.com"

  package static func verdict(onRegion name: String) -> Vocabulary.Verdict { Vocabulary.regions.verdict(on: name) }

  package static func verdict(onTimeZone name: String) -> Vocabulary.Verdict { Vocabulary.timeZones.verdict(on: name) }

  package static func verdict(onManagedPolicy path: String) -> Vocabulary.Verdict {
    Vocabulary.managedPolicies.verdict(on: path)
  }

  /// Of a principal such as `ecs-tasks.amazonaws.com`; one of a region counts as the service's.
  package static func verdict(onPrincipal principal: String) -> Vocabulary.Verdict {
    guard let suffix = suffix(ofPrincipal: principal) else { return .unknown }
    var service = String(principal.dropLast(suffix.utf8.count))
    if let dot = service.lastIndex(of: "."), Vocabulary.regions.contains(String(service[service.index(after: dot)...]))
    {
      service = String(service[..<dot])
    }
    switch Vocabulary.servicePrincipals.verdict(on: service) {
    case .misspelt(let near): return .misspelt(near + suffix)
    case let verdict: return verdict
    }
  }

  /// What a principal ends in, with the dot before it; nil for what is no principal.
  package static func suffix(ofPrincipal principal: String) -> String? {
    Regions.suffixes.lazy.map { "." + $0 }.first { principal.hasSuffix($0) && principal.utf8.count > $0.utf8.count }
  }

  /// Of a metric in a namespace of AWS's, which nobody else can publish in; nil for a namespace whose metrics are not
  /// listed.
  ///
  /// A metric of the same name in another namespace is another metric.
  package static func verdict(onMetric name: String, in namespace: String) -> Vocabulary.Verdict? {
    let prefix = namespace + "/"
    guard metricNamespaces.contains(namespace) else { return nil }
    switch Vocabulary.metrics.verdict(on: prefix + name) {
    case .misspelt(let near):
      return near.hasPrefix(prefix) ? .misspelt(String(near.dropFirst(prefix.count))) : .unknown
    case let verdict: return verdict
    }
  }

  /// The namespace that one differs from in the case of its letters only, of those whose metrics are listed.
  ///
  /// CloudWatch tells them apart by case, and AWS publishes in its own spelling.
  package static func namespace(meantBy namespace: String) -> String? {
    if metricNamespaces.contains(namespace) { return nil }
    let wanted = namespace.lowercased()
    return metricNamespaces.first { $0.lowercased() == wanted }
  }

  /// The namespaces whose metrics are listed, in order.
  private static let metricNamespaces: [String] = {
    var namespaces: [String] = []
    for word in Vocabulary.metrics.words {
      guard let slash = word.lastIndex(of: "/") else { continue }
      let namespace = String(word[..<slash])
      if namespaces.last != namespace { namespaces.append(namespace) }
    }
    return namespaces
  }()

  /// Of a type such as `t3.micro`.
  ///
  /// A new generation, or a new letter after it, is not taken for a slip: AWS brings out several a year. A size that no
  /// type has is.
  package static func verdict(onInstanceType name: String) -> Vocabulary.Verdict {
    let verdict = Vocabulary.instanceTypes.verdict(on: name)
    guard case .misspelt = verdict, let dot = name.firstIndex(of: "."),
      let generation = name[..<dot].firstIndex(where: \.isNumber)
    else { return verdict }
    let (series, size) = (name[..<generation], name[dot...])
    var hasSeries = false
    var hasSize = false
    for word in Vocabulary.instanceTypes.words {
      let type = word.prefix { $0 != ":" }
      hasSeries = hasSeries || type.hasPrefix(series) && type.dropFirst(series.count).first?.isNumber ?? false
      hasSize = hasSize || type.hasSuffix(size)
    }
    return hasSeries && hasSize ? .unknown : verdict
  }
}
