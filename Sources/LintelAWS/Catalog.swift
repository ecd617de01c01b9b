import LintelGraph
import LintelSource

/// All resource types that Lintel knows.
package enum Catalog {
  /// By service, in the order of the folders.
  package static let types: [ResourceType] = [
    .vpc, .vpcCidrBlock, .internetGateway, .egressOnlyInternetGateway, .vpcGatewayAttachment, .subnet, .elasticAddress,
    .natGateway, .routeTable, .route,
    .subnetRouteTableAssociation, .securityGroup, .securityGroupIngress, .securityGroupEgress, .vpcEndpoint, .instance,
    .launchTemplate, .repository, .role, .instanceProfile, .logGroup, .flowLog, .httpNamespace, .privateDNSNamespace,
    .discoveryService,
    .cluster, .clusterCapacityProviders, .taskDefinition, .service, .certificate,
    .loadBalancer, .listener, .listenerCertificate, .listenerRule, .targetGroup, .scalableTarget, .serviceScalingPolicy,
    .alarm, .autoScalingGroup, .groupScalingPolicy, .groupScheduledAction, .warmPool, .capacityProvider,
    .storedParameter,
    .recordSet,
    .containerImage,
    .machineImage,
  ]

  private static let byName = Dictionary(types.map { ($0.name, $0) }) { first, _ in first }

  package static func type(named name: String) -> ResourceType? { byName[name] }

  /// The catalogue as JSON, for the proofs against outside sources.
  package static var json: String {
    var printer = JSONPrinter()
    printer.object { printer in
      printer.name("types")
      printer.object { printer in
        for type in types { type.write(to: &printer) }
      }
      printer.name("names")
      printer.object { printer in
        for (key, rule) in NameRule.all {
          printer.name(key)
          printer.object { printer in
            printer.name("pattern")
            printer.string(rule.pattern)
            printer.name("min")
            printer.number(rule.length.lowerBound)
            printer.name("max")
            printer.number(rule.length.upperBound)
          }
        }
      }
      printer.name("fargate")
      printer.array(FargateSize.pairs) { printer, pair in
        printer.array([pair.cpu, pair.memory]) { $0.number($1) }
      }
      printer.name("logRetentionDays")
      printer.array(LogRetention.days) { $0.number($1) }
      printer.name("strictTagServices")
      printer.array(TagLimits.strictServices) { $0.string($1) }
      printer.name("tagValueLength")
      printer.array([TagLimits.valueLength.lowerBound, TagLimits.valueLength.upperBound]) { $0.number($1) }
      printer.name("vocabularies")
      printer.object { printer in
        for (name, vocabulary) in Vocabulary.all {
          printer.name(name)
          printer.array(vocabulary.words) { $0.string($1) }
        }
      }
      printer.name("partitions")
      printer.array(Regions.partitions) { printer, partition in
        printer.array([partition.prefix, partition.name, partition.suffix]) { $0.string($1) }
      }
      printer.name("managedPolicies")
      printer.object { printer in
        for (policy, grants) in ManagedPolicies.all {
          printer.name(policy)
          printer.array(grants) { $0.string("\($1.service):\($1.action)\($1.isConditional ? "?" : "")") }
        }
      }
    }
    return printer.text + "\n"
  }
}

extension ResourceType {
  fileprivate func write(to printer: inout JSONPrinter) {
    printer.name(name)
    printer.object { printer in
      printer.name("properties")
      PropertyDescription.write(properties, to: &printer)
      printer.name("unreached")
      printer.array(unreached.flatMap(\.properties)) { $0.string($1) }
      printer.name("attributes")
      printer.object { printer in
        for attribute in Attribute.allCases {
          guard let spelling = attributes[attribute] else { continue }
          printer.name(attribute.rawValue)
          switch spelling {
          case .ref: printer.string("Ref")
          case .getAtt(let name): printer.string("GetAtt \(name)")
          }
        }
      }
      printer.name("tags")
      printer.string(tags.rawValue)
      if let nameProperty {
        printer.name("nameProperty")
        printer.string(nameProperty)
      }
    }
  }
}

extension PropertyDescription {
  fileprivate static func write(_ properties: [PropertyDescription], to printer: inout JSONPrinter) {
    printer.object { printer in
      for property in properties {
        printer.name(property.name)
        printer.object { printer in
          printer.name("shape")
          printer.string(property.shape.word)
          printer.name("effect")
          printer.string(property.effect.rawValue)
          printer.name("required")
          printer.boolean(property.isRequired)
          write(property.keys, ofAttributesTo: &printer)
          let parts = property.shape.parts
          if !parts.isEmpty {
            printer.name("properties")
            write(parts, to: &printer)
          }
        }
      }
    }
  }
}

extension PropertyDescription {
  fileprivate static func write(_ keys: [PropertyDescription], ofAttributesTo printer: inout JSONPrinter) {
    guard !keys.isEmpty else { return }
    printer.name("keys")
    printer.object { printer in
      for key in keys {
        printer.name(key.name)
        printer.object { printer in
          printer.name("shape")
          printer.string(key.shape.word)
          if let value = key.defaultValue {
            printer.name("default")
            printer.string(value)
          }
          if let range = key.range {
            printer.name("range")
            printer.array([range.lowerBound, range.upperBound]) { $0.number($1) }
          }
          if !key.choices.isEmpty {
            printer.name("choices")
            printer.array(key.choices) { $0.string($1) }
          }
        }
      }
    }
  }
}

extension PropertyShape {
  /// The word of the table.
  package var word: String {
    switch self {
    case .string: "string"
    case .integer: "integer"
    case .number: "number"
    case .boolean: "boolean"
    case .base64: "base64"
    case .document: "document"
    case .object: "object"
    case .map(let item): "map(\(item.word))"
    case .list(let item): "list(\(item.word))"
    case .set(let item): "set(\(item.word))"
    }
  }

  /// The named parts, through lists, sets and maps.
  package var parts: [PropertyDescription] {
    switch self {
    case .object(let parts): parts
    case .list(let item), .set(let item), .map(let item): item.parts
    default: []
    }
  }
}
