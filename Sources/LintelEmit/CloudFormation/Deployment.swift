import LintelAWS
package import LintelGraph
import LintelSource

/// The AWS CLI commands that deploy a template, for a person to read and run.
package struct Deployment {
  private let graph: ResourceGraph
  private let hasStages: Bool
  private let isLarge: Bool
  private let path: String

  package init(graph: ResourceGraph, hasStages: Bool, bytes: Int, path: String) {
    self.graph = graph
    self.hasStages = hasStages
    isLarge = bytes > StackWriter.inlineLimit
    self.path = path
  }

  package var text: String {
    let place = [graph.account.map { "account \($0)" }, graph.region].compactMap(\.self).joined(separator: ", ")
    var lines = ["To deploy \(graph.environment ?? graph.project) (\(place)):", ""]
    if isLarge {
      lines += [
        "  # The template is larger than a request can be: it goes through a bucket of yours.",
        "  aws s3 cp \(ShellWord.quoted(path)) \"s3://$BUCKET/\(key)\"", "",
      ]
    }
    let services = DeployWriter.linkedServices(of: Set(graph.resources.filter { $0.role == .owned }.map(\.type)))
    if !services.isEmpty {
      lines += ["  # Roles that AWS's services act with, where the account lacks them"]
      lines += services.map { "  aws iam create-service-linked-role --aws-service-name \($0)" } + [""]
    }
    let early = artifacts(where: hasExistingBuilder)
    if !early.isEmpty { lines += ["  # First the image of an instance that is already there"] + early + [""] }
    if hasStages, !hasBase {
      lines += ["  # The whole system; later with `--change-set-type UPDATE` and `stack-update-complete`"]
      lines += changeSet("CREATE", stage: "all")
    } else if hasStages {
      lines += ["  # 1 of 3: all that waits for no image"] + changeSet("CREATE", stage: "base")
      lines += ["", "  # 2 of 3: the image"] + artifacts { !hasExistingBuilder($0) }
      lines += ["", "  # 3 of 3: the whole system"] + changeSet("UPDATE", stage: "all")
      lines += ["", "  # Later deployments: 2 and 3 again, the image first. 1 would remove what waits for it."]
    } else {
      lines += ["  # The first time; later with `--change-set-type UPDATE` and `stack-update-complete`."]
      lines += changeSet("CREATE", stage: nil)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var stack: String { [graph.project, graph.environment].compactMap(\.self).joined(separator: "-") }
  private var key: String { "\(stack)/template.json" }

  // MARK: Change sets

  /// A change set, because only that can take over data that an earlier stack left behind.
  private func changeSet(_ type: String, stage: String?) -> [String] {
    let template =
      isLarge
      ? "--template-url \"https://$BUCKET.s3.\(graph.region).amazonaws.com/\(key)\""
      : "--template-body \(ShellWord.quoted("file://" + path))"
    let target = "--region \(graph.region) --stack-name \(stack)"
    let done = type == "CREATE" ? "stack-create-complete" : "stack-update-complete"
    var options = ["--change-set-type \(type)", template]
    let parameters = parameters(stage: stage)
    if !parameters.isEmpty { options.append("--parameters " + parameters.joined(separator: " ")) }
    options.append("--capabilities CAPABILITY_NAMED_IAM --import-existing-resources")
    return [
      "  name=\(stage ?? "deploy")-$(date -u +%Y%m%d%H%M%S)",
      "  aws cloudformation create-change-set \(target) --change-set-name \"$name\" \\",
      options.map { "    " + $0 }.joined(separator: " \\\n"),
      "  aws cloudformation wait change-set-create-complete \(target) --change-set-name \"$name\"",
      "  aws cloudformation execute-change-set \(target) --change-set-name \"$name\"",
      "  aws cloudformation wait \(done) \(target)",
    ]
  }

  private func parameters(stage: String?) -> [String] {
    var parameters: [String] = []
    if let stage { parameters.append("ParameterKey=Stage,ParameterValue=\(stage)") }
    for image in graph.resources where image.role == .artifact && image.isMachineImage {
      let name = TemplateNames.parameter(of: image.path)
      // The base does not use the AMI, but CloudFormation wants one that exists: its builder's own.
      let value =
        stage == "base" ? builder(of: image)?["ImageId"]?.literal.map(ShellWord.quoted) : "\"$\(variable(image))\""
      parameters.append("ParameterKey=\(name),ParameterValue=\(value ?? "\"$\(variable(image))\"")")
    }
    for parameter in graph.usedParameters where parameter.source == nil {
      // A change set takes the default for what is left out, so a later deployment would turn values back.
      if parameter.isGiven, let value = parameter.defaultValue {
        let word = "ParameterKey=\(TemplateNames.parameter(parameter.name)),ParameterValue=\(value)"
        parameters.append(ShellWord.quoted(word))
      } else if stage == "all", hasBase {
        parameters.append("ParameterKey=\(TemplateNames.parameter(parameter.name)),UsePreviousValue=true")
      } else if parameter.defaultValue == nil {
        parameters.append("ParameterKey=\(TemplateNames.parameter(parameter.name)),ParameterValue=VALUE")
      }
    }
    return parameters
  }

  // MARK: Artifacts

  private func artifacts(where isMeant: (Resource) -> Bool) -> [String] {
    graph.resources.filter { $0.role == .artifact && isMeant($0) }.flatMap { artifact in
      artifact.isContainerImage ? push(artifact) : bake(artifact)
    }.map { "  " + $0 }
  }

  /// Whether an image can be made before anything of the system is there.
  private func hasExistingBuilder(_ image: Resource) -> Bool { builder(of: image)?.isExisting ?? false }

  /// Whether there is anything to create that waits for no artifact.
  private var hasBase: Bool {
    let waiting = graph.waitingForArtifacts()
    return graph.resources.contains { $0.role == .owned && !waiting.contains($0.path) }
  }

  private func push(_ image: Resource) -> [String] {
    guard let repository = image["Repository"]?.reference?.path else { return [] }
    let tag = image["Tag"].map(shellText) ?? ""
    let output = "\(LogicalID(repository))Uri"
    return [
      "repository=$(aws cloudformation describe-stacks --region \(graph.region) --stack-name \(stack) --output text \\",
      "  --query \"Stacks[0].Outputs[?OutputKey=='\(output)'].OutputValue\")",
      "aws ecr get-login-password --region \(graph.region) \\",
      "  | docker login --username AWS --password-stdin \"${repository%%/*}\"",
      "docker build \(buildOptions(image)) --tag \"$repository\":\(tag) \(context(of: image))",
      "docker push \"$repository\":\(tag)",
    ]
  }

  private func context(of image: Resource) -> String { image["Context"].map(shellText) ?? "." }

  private func buildOptions(_ image: Resource) -> String {
    var options = ["--platform \(image["Platform"].map(shellText) ?? "linux/amd64")"]
    if let file = image["Dockerfile"] { options.append("--file \(context(of: image))/\(shellText(file))") }
    if let target = image["Target"] { options.append("--target \(shellText(target))") }
    if case .map(let members)? = image["BuildArguments"]?.content {
      options += members.map { "--build-arg \(ShellWord.quoted($0.key))=\(shellText($0.value))" }
    }
    return options.joined(separator: " ")
  }

  /// A tag as a shell word: what deployment decides stands as its default.
  private func shellText(_ value: Value) -> String {
    switch value.content {
    case .parameter(let name):
      ShellWord.quoted(graph.parameters.first { $0.name == name }?.defaultValue ?? "TAG")
    case .text(let parts): parts.map(shellText).joined()
    case .pseudo(.region): ShellWord.quoted(graph.region)
    default: ShellWord.quoted(value.literal ?? "TAG")
    }
  }

  private func bake(_ image: Resource) -> [String] {
    guard let instance = builder(of: image) else { return [] }
    let name = image["Name"]?.literal ?? image.path.id
    let variable = variable(image)
    var made = "\"$instance\""
    var commands: [String] = []
    if case .existing(.literal(let id)) = instance.role {
      made = ShellWord.quoted(id)
    } else {
      commands = run(instance)
    }
    return commands + [
      "\(variable)=$(aws ec2 create-image --region \(graph.region) --instance-id \(made) \\",
      "  --tag-specifications \(tagSpecifications("image", "snapshot", of: image)) \\",
      "  --name \(ShellWord.quoted(name)) --query ImageId --output text)",
      "aws ec2 wait image-available --region \(graph.region) --image-ids \"$\(variable)\"",
    ]
  }

  /// Starts the instance that an image is made from.
  private func run(_ instance: Resource) -> [String] {
    var options: [String] = []
    if let ami = instance["ImageId"]?.literal { options.append("--image-id \(ShellWord.quoted(ami))") }
    if let type = instance["InstanceType"]?.literal { options.append("--instance-type \(ShellWord.quoted(type))") }
    if let subnet = instance["SubnetId"] { options.append("--subnet-id \(physicalID(subnet))") }
    if let groups = instance["SecurityGroupIds"] {
      options.append("--security-group-ids " + groups.items.map(physicalID).joined(separator: " "))
    }
    if let key = instance["KeyName"]?.literal { options.append("--key-name \(ShellWord.quoted(key))") }
    let profile = instance["IamInstanceProfile"]?.reference.flatMap { graph[$0.path] }
    if let profile { options.append("--iam-instance-profile Name=\(name(of: profile))") }
    // What is long, or known only when deploying, is better read from a file.
    let userData = instance["UserData"].map { $0.literal.map { $0.utf8.count <= 1000 ? $0 : "" } ?? "" }
    if let userData {
      options.append("--user-data " + (userData.isEmpty ? "file://user-data" : ShellWord.quoted(userData)))
    }
    options.append("--tag-specifications \(tagSpecifications("instance", of: instance))")
    let note =
      userData == "" ? ["# Put what the spec has as the instance's user data into a file user-data first."] : []
    return note + (profile.map(make) ?? []) + [
      "physical() {",
      "  aws cloudformation describe-stack-resource --region \(graph.region) --stack-name \(stack) \\",
      "    --logical-resource-id \"$1\" --query StackResourceDetail.PhysicalResourceId --output text",
      "}",
      "instance=$(aws ec2 run-instances --region \(graph.region) --query 'Instances[0].InstanceId' --output text \\",
    ]
      + options.enumerated().map { index, option in
        "  " + option + (index + 1 < options.count ? " \\" : ")")
      } + [
        "aws ec2 wait instance-status-ok --region \(graph.region) --instance-ids \"$instance\"",
        "# Make the instance what the image should be, then:",
      ]
  }

  /// Makes the instance profile, which serves the image as the instance does.
  private func make(_ profile: Resource) -> [String] {
    let name = name(of: profile)
    let roles = profile["Roles"]?.items.map { role in
      "aws iam add-role-to-instance-profile --instance-profile-name \(name) --role-name \(roleName(role))"
    }
    return [
      "aws iam create-instance-profile --instance-profile-name \(name) \\",
      "  --tags \(ShellWord.quoted(String(tags(of: profile).text(width: .max).dropLast()))) >/dev/null",
    ] + (roles ?? []) + [
      "aws iam wait instance-profile-exists --instance-profile-name \(name)",
      "sleep 15  # EC2 knows it some seconds later",
    ]
  }

  private func name(of profile: Resource) -> String {
    ShellWord.quoted(profile["InstanceProfileName"]?.literal ?? "")
  }

  /// The name of a role, which is in the ARN of one that is already there.
  private func roleName(_ value: Value) -> String {
    guard let reference = value.reference, let target = graph[reference.path] else { return physicalID(value) }
    if case .existing(.literal(let identifier)) = target.role {
      let spelling = Catalog.type(named: target.type)?.existing[.name]
      return ShellWord.quoted(spelling?.value(of: identifier).literal ?? identifier)
    }
    return target["RoleName"]?.literal.map(ShellWord.quoted) ?? physicalID(value)
  }

  /// The tags that are known now, Lintel's own among them, as a word of the shell.
  private func tagSpecifications(_ kinds: String..., of resource: Resource) -> String {
    let tags = tags(of: resource)
    let specifications = kinds.map { JSONValue.object([("ResourceType", .string($0)), ("Tags", tags)]) }
    return ShellWord.quoted(String(JSONValue.array(specifications).text(width: .max).dropLast()))
  }

  private func tags(of resource: Resource) -> JSONValue {
    var tags = resource.tags.compactMap { tag in tag.value.literal.map { (tag.key, $0) } }
    tags.append(("lintel:project", graph.project))
    if let environment = graph.environment { tags.append(("lintel:environment", environment)) }
    tags.append(("lintel:id", LogicalID(resource.path).description))
    return .array(tags.map { key, value in .object([("Key", .string(key)), ("Value", .string(value))]) })
  }

  private func builder(of image: Resource) -> Resource? {
    image["Instance"]?.reference.flatMap { graph[$0.path] }
  }

  private func variable(_ image: Resource) -> String {
    image.path.id.split(separator: "-").joined(separator: "_") + "_image"
  }

  private func physicalID(_ value: Value) -> String {
    guard let reference = value.reference, let target = graph[reference.path] else {
      return ShellWord.quoted(value.literal ?? "")
    }
    if case .existing(.literal(let id)) = target.role { return ShellWord.quoted(id) }
    return "\"$(physical \(LogicalID(target.path)))\""
  }
}
