import LintelAWS
package import LintelGraph
package import LintelSource

/// Something that a container draws on, and the place in the spec that says so.
package struct Supply: Sendable {
  package let endpoint: Endpoint
  package let purpose: Connection.Purpose
  package let span: Span
  /// The subject that a role has to be allowed to use; nil where that is nothing or not known.
  let subject: Subject?
}

// What a task draws on before and while it runs: images, logs, secrets.
extension Reachability {
  /// The connections that the tasks of a service cannot do without, whether they can be opened or not.
  ///
  /// They must leave from every subnet that the service names, since a task may start in any.
  package func needs(of host: Host) -> [Connection] {
    // On instances the agent pulls images, by the way of the instance.
    guard let service = graph[host.path], host.kind == .service, !graph.runsOnInstances(service),
      let task = (service["TaskDefinition"]?.reference).flatMap({ graph[$0.path] })
    else { return [] }
    return supplies(of: task).map { supply in
      Connection(
        from: host.endpoint, to: supply.endpoint, traffic: .https, purpose: supply.purpose,
        links: supplyLine(of: host, for: supply) + permissionLinks(of: task, for: supply))
    }
  }

  /// The supplies that the containers of a task definition draw on, each once.
  package func supplies(of task: Resource) -> [Supply] {
    var seen: Set<Endpoint> = []
    return (task["ContainerDefinitions"]?.items ?? []).flatMap { container in
      supplies(of: container).filter { seen.insert($0.endpoint).inserted }
    }
  }

  private func supplies(of container: Value) -> [Supply] {
    var found: [Supply] = []
    if let image = container["Image"], let registry = registry(of: image) {
      let subject = registry.path.map { Subject.node($0) } ?? Reachability.repository(of: image).map { .arn($0) }
      found.append(Supply(endpoint: registry, purpose: .image, span: image.span, subject: subject))
    }
    if let secret = container["RepositoryCredentials"]?["CredentialsParameter"] {
      let name = secret.literal.map { String($0.split(separator: ":").last ?? "") } ?? "of the registry"
      found.append(
        Supply(endpoint: .registry("Secrets Manager"), purpose: .secret(name), span: secret.span, subject: nil))
    }
    let logs = container["LogConfiguration"]
    if logs?["LogDriver"]?.literal == "awslogs", let group = logs?["Options"]?["awslogs-group"]?.reference?.path {
      found.append(Supply(endpoint: .supply(group), purpose: .logs, span: container.span, subject: .node(group)))
    }
    for secret in (container["Secrets"]?.items ?? []) + (logs?["SecretOptions"]?.items ?? []) {
      guard let name = secret["Name"]?.literal, let value = secret["ValueFrom"] else { continue }
      let endpoint = value.reference.map { Endpoint.supply($0.path) } ?? .registry(Reachability.secretService(value))
      found.append(Supply(endpoint: endpoint, purpose: .secret(name), span: value.span, subject: nil))
    }
    return found
  }

  private static func secretService(_ value: Value) -> String {
    let parts = if case .text(let parts) = value.content { parts } else { [value] }
    return parts.contains { $0.literal?.contains(":secretsmanager:") ?? false } ? "Secrets Manager" : "Systems Manager"
  }

  /// The registry that an image is pulled from; nil when that is known only when deploying.
  private func registry(of image: Value) -> Endpoint? {
    switch image.content {
    case .reference(let reference):
      // A pushed image is named by an artifact of its repository.
      let repository = graph[reference.path]?["Repository"]?.reference?.path
      return .supply(repository ?? reference.path)
    case .text(let parts):
      if let path = parts.first?.reference?.path { return .supply(path) }
      return parts.first?.literal.flatMap { Reachability.registry(named: $0, isWhole: false) }
    default: return image.literal.flatMap { Reachability.registry(named: $0, isWhole: true) }
    }
  }

  /// The ARN of the repository that an image's address writes out, if it is one of ECR.
  private static func repository(of image: Value) -> String? {
    var address = image.literal
    if case .text(let parts) = image.content, let first = parts.first?.literal, first.contains(":") { address = first }
    return address.flatMap { RegistryAddress($0)?.arn }
  }

  /// The registry in an image's address: Docker's, where it names none.
  private static func registry(named address: String, isWhole: Bool) -> Endpoint? {
    guard let slash = address.firstIndex(of: "/") else { return isWhole ? .registry("docker.io") : nil }
    let first = address[..<slash]
    let isHost = first.contains(".") || first.contains(":") || first == "localhost"
    return .registry(isHost ? String(first) : "docker.io")
  }

  // MARK: Permissions

  /// The links by which a task's execution role may draw on a supply; none where it needs none.
  package func permissionLinks(of task: Resource, for supply: Supply) -> [Link] {
    let needed = Reachability.actions(supply)
    guard !needed.isEmpty else { return [] }
    guard let role = task["ExecutionRoleArn"] else {
      let certainty: Certainty = task.isExisting ? .unknown : .no
      return [Link(.permission(role: nil, actions: needed.map(\.action)), certainty, at: task.span)]
    }
    guard let path = role.reference?.path else {
      return [Link(.permission(role: nil, actions: needed.map(\.action)), .unknown, at: role.span)]
    }
    let service = AWSNames.tasksPrincipal
    let trust = permissions.trusts(path, service: service)
    let decisions = needed.map { (action: $0.action, decision: permissions.allows(path, $0.action, on: $0.subject)) }
    let certainty = decisions.map(\.decision.certainty).min() ?? .yes
    // The place of what decides, and the actions that lack.
    let decisive = decisions.filter { $0.decision.certainty == certainty }
    return [
      Link(.trust(role: path, service: service), trust.certainty, at: trust.span),
      Link(
        .permission(role: path, actions: decisive.map(\.action)), certainty, at: decisive.first?.decision.span ?? .none),
    ]
  }

  /// ECS's page on the execution role lists `ecr:BatchCheckLayerAvailability` too; AWS's own policy for pulling,
  /// AmazonEC2ContainerRegistryPullOnly, does without it.
  static func actions(_ supply: Supply) -> [(action: String, subject: Subject)] {
    switch (supply.purpose, supply.subject) {
    case (.image, let subject?):
      return [
        ("ecr:GetAuthorizationToken", .everything), ("ecr:GetDownloadUrlForLayer", subject),
        ("ecr:BatchGetImage", subject),
      ]
    case (.logs, let subject?): return [("logs:CreateLogStream", subject), ("logs:PutLogEvents", subject)]
    case (.secret, _), (.forwarding, _), (.image, nil), (.logs, nil): return []
    }
  }

  // MARK: The route out

  /// The links by which a task reaches what it draws on: through the internet, or by endpoints of its VPC where that has
  /// any.
  package func supplyLine(of host: Host, for supply: Supply) -> [Link] { line(of: host, to: services(of: supply)) }

  /// The links by which a host reaches services of AWS's: through the internet, or by their endpoints in its VPC.
  ///
  /// `services`: by the names of their endpoints; nil for what no endpoint leads to.
  package func line(of host: Host, to services: [String]?) -> [Link] {
    let vpc = vpc(of: host)
    let egress = egressLink(of: host, to: .addresses(.everywhere), .https)
    let way = [egress] + departure(of: host, towards: .everywhere, fromAll: true)
    guard way.contains(where: { $0.certainty == .no }) else { return way }
    switch network.hasEndpoints(vpc) {
    case .no: return way
    case .unknown:
      return [Link(.endpoints(vpc: vpc), .unknown, at: vpc.flatMap { graph[$0]?.span } ?? host.span)]
    case .yes:
      guard let vpc, let services else { return way }
      return services.flatMap { endpointLinks(of: $0, in: vpc, host) }
    }
  }

  /// The services of AWS's whose endpoints lead to a supply; nil where none does.
  ///
  /// ECR keeps the layers of images in S3.
  func services(of supply: Supply) -> [String]? {
    switch (supply.purpose, supply.endpoint) {
    case (.image, .supply): return ["ecr.api", "ecr.dkr", "s3"]
    case (.image, .registry(let registry)):
      return RegistryAddress(registry + "/any")?.region == graph.region ? ["ecr.api", "ecr.dkr", "s3"] : nil
    case (.logs, _): return ["logs"]
    case (.secret, .registry("Secrets Manager")): return ["secretsmanager"]
    case (.secret, .registry("Systems Manager")): return ["ssm"]
    default: return nil
    }
  }

  private func endpointLinks(of service: String, in vpc: Path, _ host: Host) -> [Link] {
    let fact = Link.Fact.endpoint(service: service, vpc: vpc)
    guard let endpoint = network.endpoint(of: service, in: vpc), let subnets = host.subnets else {
      return [Link(fact, .no, at: graph[vpc]?.place(ofMissing: "endpoints") ?? host.span)]
    }
    let certainty = subnets.map { network.reaches(endpoint, from: $0.path) }.min() ?? .unknown
    return [Link(fact, certainty, at: endpoint.node.span), egress(to: endpoint, in: vpc, of: host)]
  }

  /// The rule that lets a task out to an endpoint: to S3's own addresses, or to those of the VPC.
  private func egress(to endpoint: Network.Endpoint, in vpc: Path, of host: Host) -> Link {
    if endpoint.tables != nil { return egressLink(of: host, to: .addresses(.everywhere), .https) }
    let byGroup = endpoint.group.map { egressLink(of: host, to: .wearers(of: $0), .https) }
    if let byGroup, byGroup.certainty == .yes { return byGroup }
    return network.block(ofVPC: vpc).map { egressLink(of: host, to: .addresses($0), .https) }
      ?? egressLink(of: host, to: .addresses(.everywhere), .https)
  }
}
