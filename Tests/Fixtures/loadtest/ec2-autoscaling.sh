#!/usr/bin/env bash
# The work of 'ramp' on autoScalingGroups.web, as `lintel simulate` takes it.
#
# Each minute every instance in service gets its part, by `stress-ng` through Systems Manager: instances need both, and
# a role with AmazonSSMManagedInstanceCore. Ctrl-C ends it within a minute.
set -euo pipefail

region='ap-northeast-2'
group='wordpress-asg'
targets='[{"Key":"tag:aws:autoscaling:groupName","Values":["wordpress-asg"]}]'
# Thousandths of a processor that one instance has.
processors=1000

# Seconds, and thousandths of a processor that are in use during them.
plan='60 96
60 288
60 480
60 672
60 864
60 1056
60 1248
60 1440
60 1632
60 1824
60 1920
60 1920
60 1920
60 1920
60 1920
60 1920
60 1920
60 1920
60 1920
60 1920
60 1920
60 1920
60 1920
60 1920
60 1920
60 1920
60 1920
60 1920
60 1920
60 1920
60 1920
60 1920
60 1920
60 1920
60 1920
60 1920
60 1920
60 1920
60 1920
60 1920
60 1752
60 1416
60 1080
60 744
60 408
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240
60 240'

while read -r seconds work; do
  count=$(aws autoscaling describe-auto-scaling-groups --region "$region" --auto-scaling-group-names "$group" \
    --query "length(AutoScalingGroups[0].Instances[?LifecycleState=='InService'])" --output text </dev/null)
  percent=0
  if ((count > 0)); then percent=$((work * 100 / (count * processors))); fi
  if ((percent > 100)); then percent=100; fi
  printf '%s: %s instances, each %s %%\n' "$(date -u +%H:%M:%S)" "$count" "$percent"
  if ((percent > 0)); then
    aws ssm send-command --region "$region" --document-name AWS-RunShellScript --max-concurrency 100% \
      --targets "$targets" \
      --parameters "{\"commands\":[\"stress-ng --cpu 0 --cpu-load $percent --timeout ${seconds}s --metrics-brief\"]}" \
      --query Command.CommandId --output text </dev/null >/dev/null
  fi
  sleep "$seconds"
done <<<"$plan"
