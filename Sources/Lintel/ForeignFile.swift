import LintelSource
import LintelSpec
import LintelYAML

/// Files of other tools that are easily taken for a spec.
enum ForeignFile {
  /// What a file without `lintel:` is by its top-level keys; nil where it may be a spec that is begun wrongly.
  ///
  /// `isIncluded`: whether it is part of a spec, so that only what no spec has tells.
  static func name(of root: NodeID, in tree: Tree, isIncluded: Bool = false) -> String? {
    guard tree.value(of: "lintel", in: root) == nil, tree.value(of: "project", in: root) == nil else { return nil }
    let keys = Set(tree.pairs(of: root).map { tree.text(of: $0.key) })
    let has = { (names: String...) in names.allSatisfy(keys.contains) }
    if has("AWSTemplateFormatVersion") || has("Resources") {
      return has("Transform") ? "an AWS SAM template for CloudFormation" : "a CloudFormation template"
    }
    if has("name", "type"), let type = tree.value(of: "type", in: root).map(tree.resolve), tree[type].kind == .scalar,
      copilotTypes.contains(tree.text(of: type))
    {
      return "a manifest of AWS Copilot"
    }
    if has("apiVersion", "kind") { return "a manifest of Kubernetes" }
    if has("service", "provider") { return "a file of the Serverless Framework" }
    if has("containerDefinitions") || has("family", "taskRoleArn") { return "a task definition of ECS" }
    if has("resource") || has("terraform") || has("provider") { return "a configuration of Terraform" }
    if has("services"), has("version") || hasComposeServices(root, in: tree, isIncluded) {
      return "a file of Docker Compose"
    }
    return nil
  }

  /// Whether the text is Terraform's own language, which is no YAML.
  static func isTerraform(_ bytes: [UInt8]) -> Bool {
    let words = ["terraform {", "resource \"", "provider \"", "module \"", "variable \"", "data \"", "locals {"]
    var rest = bytes[...]
    while let first = rest.first {
      if first == 0x20 || first == 0x0A || first == 0x0D || first == 0x09 {
        rest = rest.dropFirst()
      } else if first == UInt8(ascii: "#") {
        rest = rest.drop { $0 != 0x0A }
      } else {
        return words.contains { rest.starts(with: $0.utf8) }
      }
    }
    return false
  }

  private static let copilotTypes: Set<String> = [
    "Load Balanced Web Service", "Backend Service", "Worker Service", "Request-Driven Web Service", "Scheduled Job",
    "Static Site", "Environment",
  ]

  /// Whether the services have what only Compose's have, and nothing tells of a spec.
  private static func hasComposeServices(_ root: NodeID, in tree: Tree, _ isIncluded: Bool) -> Bool {
    let keys: Set = ["ports", "depends_on", "container_name", "networks", "env_file", "restart"]
    let others: Set = isIncluded ? [] : ["image", "build"]
    guard tree.value(of: "region", in: root) == nil, tree.value(of: "clusters", in: root) == nil,
      let services = tree.value(of: "services", in: root).map(tree.resolve), tree[services].kind == .mapping
    else { return false }
    return tree.pairs(of: services).contains { pair in
      let entry = tree.resolve(pair.value)
      guard tree[entry].kind == .mapping else { return false }
      return tree.pairs(of: entry).map { tree.text(of: $0.key) }.contains { keys.contains($0) || others.contains($0) }
    }
  }
}
