import LintelGraph
import LintelSimulation
import LintelSource

/// The work of a load on the instances of a group: `stress-ng`, started by Systems Manager minute by minute.
///
/// How much each instance gets depends on how many there are by then, as it would behind a load balancer.
struct StressScript {
  private let test: LoadTest

  init(_ test: LoadTest) {
    self.test = test
  }

  /// Seconds, and thousandths of a processor in use during them.
  var plan: [(seconds: Int, work: Int)] {
    let curve = test.curve
    return stride(from: 0, to: curve.duration, by: 60).map { start in
      let end = min(curve.duration, start + 60)
      let requests = curve.requests(from: start, to: end)
      return (end - start, Int((1000 * requests * test.workload.cpuSeconds.double / Double(end - start)).rounded()))
    }
  }

  var text: String {
    let lines = plan.map { "\($0.seconds) \($0.work)" }.joined(separator: "\n")
    let name = test.graph[test.subject]?["AutoScalingGroupName"]?.literal ?? test.subject.id
    var targets = "[{\"Key\":\"tag:aws:autoscaling:groupName\",\"Values\":["
    appendJSONString(name, to: &targets)
    targets += "]}]"
    return """
      #!/usr/bin/env bash
      # The work of '\(PrintableText(test.load).text)' on \(test.subject), as `lintel simulate` takes it.
      #
      # Each minute every instance in service gets its part, by `stress-ng` through Systems Manager: instances need both, and
      # a role with AmazonSSMManagedInstanceCore. Ctrl-C ends it within a minute.
      set -euo pipefail

      region=\(Self.quoted(test.graph.region))
      group=\(Self.quoted(name))
      targets=\(Self.quoted(targets))
      # Thousandths of a processor that one instance has.
      processors=\(Int((test.processors * 1000).rounded()))

      # Seconds, and thousandths of a processor that are in use during them.
      plan='\(lines)'

      while read -r seconds work; do
        count=$(aws autoscaling describe-auto-scaling-groups --region "$region" --auto-scaling-group-names "$group" \\
          --query "length(AutoScalingGroups[0].Instances[?LifecycleState=='InService'])" --output text </dev/null)
        percent=0
        if ((count > 0)); then percent=$((work * 100 / (count * processors))); fi
        if ((percent > 100)); then percent=100; fi
        printf '%s: %s instances, each %s %%\\n' "$(date -u +%H:%M:%S)" "$count" "$percent"
        if ((percent > 0)); then
          aws ssm send-command --region "$region" --document-name AWS-RunShellScript --max-concurrency 100% \\
            --targets "$targets" \\
            --parameters "{\\"commands\\":[\\"stress-ng --cpu 0 --cpu-load $percent --timeout ${seconds}s --metrics-brief\\"]}" \\
            --query Command.CommandId --output text </dev/null >/dev/null
        fi
        sleep "$seconds"
      done <<<"$plan"

      """
  }

  private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }
}
