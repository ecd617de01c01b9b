import LintelAWS
import LintelGraph

/// Commands that load an instance of a group that scales, printed where a deployment ends.
///
/// They start stress-ng on it: by Systems Manager where the instances' role allows it, else by SSH where they have a
/// key pair.
struct LoadCommands {
  let graph: ResourceGraph
  let order: [Resource]
  let values: ScriptValues

  var lines: [String] {
    let scaled = order.compactMap { policy -> Path? in
      // What AWS forecasts the load of ten minutes does not change.
      guard case .policy(let property, .instances)? = Catalog.facts(of: policy.type)?.scaling,
        policy["PredictiveScalingConfiguration"] == nil
      else { return nil }
      return policy[property]?.reference?.path
    }
    return order.filter { scaled.contains($0.path) }.flatMap { lines(of: $0) }
  }

  /// Ten minutes at the full load of all processors.
  private static let load =
    "(command -v stress-ng || sudo dnf -y install stress-ng || sudo apt-get -y install stress-ng) && "
    + "stress-ng --cpu 0 --timeout 10m"

  private func lines(of group: Resource) -> [String] {
    let data = (group.launchTemplate?["LaunchTemplateId"]?.reference)
      .flatMap { graph[$0.path]?["LaunchTemplateData"] }
    guard let data else { return [] }
    let name = values.identifier(of: group).word
    let find = #"""
      "  instance=\$(aws autoscaling describe-auto-scaling-groups --region $region \\
          --auto-scaling-group-names $(printf %q \#(name)) \\
          --query 'AutoScalingGroups[0].Instances[0].InstanceId' --output text)"
      """#
    let way: [String]
    if isManaged(data) {
      way = [
        #"""
        "  aws ssm send-command --region $region --document-name AWS-RunShellScript \\
            --instance-ids \$instance \\
            --parameters 'commands=\#(Self.load)'"
        """#
      ]
    } else if let key = data["KeyName"] {
      way = [
        #"""
        "  address=\$(aws ec2 describe-instances --region $region --instance-ids \$instance \\
            --query 'Reservations[0].Instances[0].PublicIpAddress' --output text)"
        """#,
        #"""
        "  ssh -i $(printf %q \#((values.text(key) + ".pem").word)) ec2-user@\$address \\
            '\#(Self.load)'"
        """#,
        #""(The user may be another one, by the AMI: ubuntu, admin, bitnami.)""#,
      ]
    } else {
      return []
    }
    let title = ShellText("To see it scale, load an instance of group '\(group.path.id)':")
    return [(["say '' \(title.word)", find] + way).joined(separator: " \\\n  ")]
  }

  /// Whether Systems Manager may run commands on the instances, as far as the spec shows it.
  private func isManaged(_ data: Value) -> Bool {
    guard let profile = (data["IamInstanceProfile"]?["Arn"]?.reference).flatMap({ graph[$0.path] }) else {
      return false
    }
    return (profile["Roles"]?.items ?? []).compactMap { $0.reference.flatMap { graph[$0.path] } }.contains { role in
      (role["ManagedPolicyArns"]?.items ?? []).contains { policy in
        let parts = if case .text(let parts) = policy.content { parts } else { [policy] }
        return parts.last?.literal?.hasSuffix("policy/AmazonSSMManagedInstanceCore") ?? false
      }
    }
  }
}
