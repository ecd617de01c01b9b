#!/usr/bin/env bash
# Removes my-app, staging: account 111111111111, us-east-1.
#
# It lists what carries the system's tags, asks, and removes that and nothing else, in an order that works.
# Repositories and log groups stay unless --delete-data says otherwise. Run it again if it was stopped.
# Written by Lintel: change the spec, not this file.
set -euo pipefail

project='my-app'
environment='staging'
region='us-east-1'
expected_account='111111111111'
# What the spec yields: anything else that carries the system's tags is an orphan.
known='
VpcWorkspace
VpcWorkspaceInternetGateway
VpcWorkspaceInternetGatewayAttachment
SubnetPublicA
SubnetPublicADefaultRoute
SubnetPublicARouteTable
SubnetPublicARouteTableAssociation
SubnetPublicB
SubnetPublicBDefaultRoute
SubnetPublicBRouteTable
SubnetPublicBRouteTableAssociation
SecurityGroupLb
SecurityGroupService
SecurityGroupServiceIngressLbTcp8080
RepositoryEncryptor=my-app-encryptor
RoleExecution=my-app-encryptor-execution
ClusterApp
TaskDefinitionEncryptor
TaskDefinitionEncryptorLogGroup=/ecs/my-app-encryptor
TargetGroupEncryptor
LoadBalancerPublic
LoadBalancerPublicListenersHttp
ServiceEncryptor
ServiceEncryptorScalableTarget
ScalingPolicyCpu
my-app-autoscaling-policy
'
steps=00

# ---- Runtime ----

export AWS_PAGER='' AWS_DEFAULT_OUTPUT=text AWS_REGION=$region AWS_DEFAULT_REGION=$region
export AWS_CLI_AUTO_PROMPT=off AWS_RETRY_MODE=standard AWS_MAX_ATTEMPTS=8
umask 077
# Answers and values stand here for a moment: only the owner reads it, and finish removes it.
scratch=$(mktemp -d "${TMPDIR:-/tmp}/lintel.XXXXXXXX")
dry_run=
step=''
number=0
changes=0

say() { printf '%s\n' "$@" >&2; }

# Text of others, without what would command the terminal.
clean() { LC_ALL=C sed -e $'s/[\001-\010\013-\037\177]//g' -e $'s/\302[\200-\237]//g'; }

# Ends the script: with 2 as long as nothing was changed.
die() {
  {
    say "error: $1"
    shift
    while [[ $# -gt 0 ]]; do
      say "  $1"
      shift
    done
  } 2>&1 | clean >&2
  : >"$scratch/said"
  exit 2
}

# What a person stops is no failure.
give_up() {
  step=''
  say 'Nothing was changed.'
  exit 2
}

finish() {
  local status=$? how=failed
  trap - EXIT INT TERM HUP
  case $status in
  0) ;;
  129 | 130 | 143) how=stopped ;;
  *) if [[ $changes -gt 0 && -z $dry_run ]]; then status=1; else status=2; fi ;;
  esac
  if [[ $status -ne 0 && -n $step ]]; then
    say '' "$how at: $step"
    [[ $how == stopped || -e $scratch/said ]] || remedy
    if [[ $changes -gt 0 && -z $dry_run ]]; then
      say 'Run it again: it goes on from what is there.'
    else
      say 'Nothing was changed.'
    fi
  fi
  rm -rf "$scratch"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

# What AWS said, and what to do about it.
remedy() {
  [[ -s $scratch/error ]] || return 0
  clean <"$scratch/error" >&2
  if grep -Eq 'AccessDenied|UnauthorizedOperation|not authorized' "$scratch/error"; then
    say 'The credentials lack the permission that AWS names: add it, or use others.'
  elif grep -Eq "$throttled" "$scratch/error"; then
    say 'AWS asks for fewer requests: wait a minute.'
  elif grep -Eq 'LimitExceeded|QuotaExceeded|TooMany[A-Z]|InsufficientInstanceCapacity' "$scratch/error"; then
    say 'A quota of the account is used up: have it raised, or remove what is no longer needed.'
  elif grep -Eq 'ExpiredToken|InvalidClientTokenId|Unable to locate credentials' "$scratch/error"; then
    say 'The credentials are not valid: sign in again.'
  elif grep -Eq 'endpoint URL|EndpointConnectionError|timed out|Connection (was closed|reset)' "$scratch/error"; then
    say 'AWS did not answer: look at the network. What was asked for may have been done all the same.'
  fi
}

# The AWS CLI. It says what went wrong only when the script ends for it.
# A dry run does not ask about what would have to be made first.
aws() {
  if [[ -n $dry_run && "${created:-} $*" == *'(new '* ]]; then
    echo None
    return
  fi
  command aws "$@" 2>"$scratch/error"
}

# What a query answers; nothing where AWS has nothing, which it may call an error ($1).
lookup() {
  local absence=$1 answer
  shift
  if answer=$("$@"); then
    [[ $answer == None ]] || printf '%s' "$answer"
  else
    [[ $absence != - ]] && grep -Eq "\\(($absence)\\)" "$scratch/error"
  fi
}

# One thing that is done, or would be: a command of the AWS CLI or docker.
act() {
  local words="$2 $3" status tries=$AWS_MAX_ATTEMPTS
  [[ ${doing:-} != looking ]] || doing=altering
  [[ $1 == aws ]] || words="$1 $2"
  changes=$((changes + 1))
  if [[ -n $dry_run ]]; then
    printf '%*s would run:' "$((2 * ${#steps} + 3))" '' >&2
    printf ' %q' "$@" >&2
    printf '\n' >&2
    return
  fi
  printf '%*s %s\n' "$((2 * ${#steps} + 3))" '' "$words" >&2
  # Without an answer the AWS CLI would ask again for what was made already, and have it made twice.
  case $1/${3:-} in aws/create-* | aws/run-* | aws/register-task-definition) tries=1 ;; esac
  : >"$scratch/error"
  AWS_MAX_ATTEMPTS=$tries attempt "$@" >"$scratch/answer" || {
    status=$?
    if is_refused; then changes=$((changes - 1)); fi
    return "$status"
  }
}

# Whether AWS said no. After anything else it may have done what it was asked for.
is_refused() {
  grep -q 'An error occurred (' "$scratch/error" &&
    ! grep -Eq '\((Internal|Unavailable|ServiceUnavailable|ServiceFailure|ServerException)' "$scratch/error"
}

change() { act "$@"; }

# Waits for something with a command that does.
await() {
  [[ -n $dry_run ]] && return
  printf '%*s %s\n' "$((2 * ${#steps} + 3))" '' "waiting: $4" >&2
  "$@"
}

# Says what is waited for, and since a moment ($1) how long.
waiting() {
  local seconds=$(($(date +%s) - $1)) since=''
  [[ $seconds -lt 5 ]] || since=" ($(duration "$seconds"))"
  printf '%*s %s\n' "$((2 * ${#steps} + 3))" '' "waiting: $2$since" >&2
}

# Seconds as people say them.
duration() {
  if [[ $1 -lt 60 ]]; then
    printf '%s s' "$1"
  elif [[ $1 -lt 3600 ]]; then
    printf '%s min %s s' "$(($1 / 60))" "$(($1 % 60))"
  else
    printf '%s h %s min' "$(($1 / 3600))" "$(($1 % 3600 / 60))"
  fi
}

# Runs a command again while AWS does not see yet what was made or removed a moment ago, or asks for patience.
attempt() {
  local tries=0 status reason
  while :; do
    status=0
    "$@" || status=$?
    [[ $status -ne 0 ]] || return 0
    tries=$((tries + 1))
    if [[ $AWS_MAX_ATTEMPTS -eq 1 ]] && grep -Eq "$throttled" "$scratch/error"; then
      reason='AWS asks for fewer requests'
    elif grep -Eq "$passing" "$scratch/error" && ! grep -q 'InvalidKeyPair' "$scratch/error"; then
      reason='AWS is not ready for this yet'
    else
      return "$status"
    fi
    [[ $tries -lt 30 ]] || return "$status"
    printf '%*s %s\n' "$((2 * ${#steps} + 3))" '' "$reason: trying again" >&2
    sleep "${LINTEL_POLL_SECONDS:-5}"
  done
}
# What AWS answers while something new has not reached all of it, or something old is on its way out.
passing='\.NotFound\)|Invalid IAM Instance Profile|[Uu]nable to assume|cannot be assumed|not authorized to perform: sts:AssumeRole|Role is not valid|DependencyViolation|ResourceInUse|ServiceNotActiveException|Draining|ConcurrentModification|OperationAborted|ScalingActivityInProgress|ClusterContains'
throttled='Throttl|RequestLimitExceeded|TooManyRequests|Rate exceeded|SlowDown|PriorRequestNotComplete'


# JMESPath that picks what carries the system's tags, and who owns something, as services spell tags.
ours="Tags[?Key=='lintel:project' && Value=='$project'] && Tags[?Key=='lintel:environment' && Value=='$environment']"
[[ -n $environment ]] || ours="Tags[?Key=='lintel:project' && Value=='$project'] && !(Tags[?Key=='lintel:environment'])"
ours_lower="tags[?key=='lintel:project' && value=='$project'] && tags[?key=='lintel:environment' && value=='$environment']"
[[ -n $environment ]] || ours_lower="tags[?key=='lintel:project' && value=='$project'] && !(tags[?key=='lintel:environment'])"
owner="[[?Key=='lintel:project']|[0].Value, [?Key=='lintel:environment']|[0].Value, [?Key=='lintel:id']|[0].Value, [?Key=='aws:cloudformation:stack-id']|[0].Value]"
owner_lower="[[?key=='lintel:project']|[0].value, [?key=='lintel:environment']|[0].value, [?key=='lintel:id']|[0].value, [?key=='aws:cloudformation:stack-id']|[0].value]"
owner_map='["lintel:project", "lintel:environment", "lintel:id", "aws:cloudformation:stack-id"]'

# The logical id and the ARN of those among these ARNs that are the system's.
tagged() {
  local arn
  set --
  while IFS= read -r arn; do
    [[ -z $arn || $arn == None ]] || set -- "$@" "$arn"
  done
  while [[ $# -gt 0 ]]; do
    # AWS describes the tags of 20 at a time.
    aws elbv2 describe-tags --resource-arns "${@:1:20}" \
      --query "TagDescriptions[?$ours].[Tags[?Key=='lintel:id']|[0].Value, ResourceArn]" || return
    if [[ $# -gt 20 ]]; then shift 20; else shift $#; fi
  done
}

list_load_balancers() {
  local arns
  arns=$(aws elbv2 describe-load-balancers --query 'LoadBalancers[].[LoadBalancerArn]') || return
  tagged <<<"$arns"
}

list_target_groups() {
  local arns
  arns=$(aws elbv2 describe-target-groups --query 'TargetGroups[].[TargetGroupArn]') || return
  tagged <<<"$arns"
}

list_listeners() {
  local arns
  [[ -n $1 ]] || return 0
  arns=$(aws elbv2 describe-listeners --load-balancer-arn "$1" --query 'Listeners[].[ListenerArn]') || return
  tagged <<<"$arns"
}

list_clusters() {
  local arns arn
  arns=$(aws ecs list-clusters --query 'clusterArns[].[@]') || return
  set --
  while IFS= read -r arn; do
    [[ -z $arn || $arn == None ]] || set -- "$@" "$arn"
  done <<<"$arns"
  while [[ $# -gt 0 ]]; do
    # AWS describes 100 at a time.
    aws ecs describe-clusters --clusters "${@:1:100}" --include TAGS \
      --query "clusters[?status=='ACTIVE' && $ours_lower].[tags[?key=='lintel:id']|[0].value, clusterName]" || return
    if [[ $# -gt 100 ]]; then shift 100; else shift $#; fi
  done
}

list_services() {
  local cluster=$1 arns arn
  arns=$(lookup ClusterNotFoundException aws ecs list-services --cluster="$cluster" --query 'serviceArns[].[@]') || return
  set --
  while IFS= read -r arn; do
    [[ -z $arn || $arn == None ]] || set -- "$@" "$arn"
  done <<<"$arns"
  while [[ $# -gt 0 ]]; do
    # AWS describes 10 at a time.
    aws ecs describe-services --cluster="$cluster" --services "${@:1:10}" --include TAGS \
      --query "services[?status=='ACTIVE' && $ours_lower].[tags[?key=='lintel:id']|[0].value, serviceArn]" || return
    if [[ $# -gt 10 ]]; then shift 10; else shift $#; fi
  done
}

list_groups() {
  aws autoscaling describe-auto-scaling-groups --filters "Name=tag:lintel:project,Values=$project" \
    --query "AutoScalingGroups[?$ours].[Tags[?Key=='lintel:id']|[0].Value, AutoScalingGroupName]"
}

# Reads names, any of which may be None; prints the logical id and the name of those that carry the system's tags,
# which the command given asks for.
owned_among() {
  local name tags its_project its_environment its_id
  while IFS= read -r name <&3; do
    [[ -n $name ]] || continue
    tags=$("$@" "$name") || return
    IFS=$'\t' read -r its_project its_environment its_id _ <<<"$tags"
    if [[ $its_project == "$project" && ${its_environment:-None} == "${environment:-None}" ]]; then
      printf '%s\t%s\n' "$its_id" "$name"
    fi
  done 3<&0
}

role_tags() { aws iam list-role-tags --role-name="$1" --query "Tags.$owner"; }
list_roles() {
  aws iam list-roles --query "(Roles || \`[]\`)[?!starts_with(Path, '/aws-service-role/')].[RoleName]" | owned_among role_tags
}

# The list leaves out the tags.
instance_profile_tags() {
  aws iam get-instance-profile --instance-profile-name="$1" --query "InstanceProfile.Tags.$owner"
}
list_instance_profiles() {
  aws iam list-instance-profiles --query "(InstanceProfiles || \`[]\`)[].[InstanceProfileName]" | owned_among instance_profile_tags
}

repository_tags() {
  aws ecr list-tags-for-resource --query "tags.$owner" \
    --resource-arn "arn:$partition:ecr:$region:$account:repository/$1"
}
list_repositories() {
  aws ecr describe-repositories --query "(repositories || \`[]\`)[].[repositoryName]" | owned_among repository_tags
}

log_group_tags() {
  aws logs list-tags-for-resource --query "tags.$owner_map" \
    --resource-arn "arn:$partition:logs:$region:$account:log-group:$1"
}
list_log_groups() {
  aws logs describe-log-groups --query "(logGroups || \`[]\`)[].[logGroupName]" | owned_among log_group_tags
}

alarm_tags() {
  aws cloudwatch list-tags-for-resource --query "Tags.$owner" \
    --resource-arn "arn:$partition:cloudwatch:$region:$account:alarm:$1"
}
list_alarms() {
  aws cloudwatch describe-alarms --alarm-types MetricAlarm --query "(MetricAlarms || \`[]\`)[].[AlarmName]" | owned_among alarm_tags
}

# Scalable targets are known by what they scale; their tags stand under an ARN of their own.
list_scalable_targets() {
  local arn resource its_project its_environment its_id targets tags
  targets=$(aws application-autoscaling describe-scalable-targets --service-namespace ecs \
    --query 'ScalableTargets[].[ScalableTargetARN, ResourceId]') || return
  while IFS=$'\t' read -r arn resource <&3; do
    [[ -n $arn && $arn != None ]] || continue
    tags=$(aws application-autoscaling list-tags-for-resource \
      --resource-arn "$arn" --query "Tags.$owner_map") || return
    IFS=$'\t' read -r its_project its_environment its_id _ <<<"$tags"
    if [[ $its_project == "$project" && ${its_environment:-None} == "${environment:-None}" ]]; then
      printf '%s\t%s\n' "$its_id" "$resource"
    fi
  done 3<<<"$targets"
}

# The policies of the system's scalable targets and groups. They carry no tags: their names are listed as ids.
list_service_policies() {
  local targets resource
  targets=$(list_scalable_targets) || return
  while IFS=$'\t' read -r _ resource <&3; do
    [[ -n $resource ]] || continue
    aws application-autoscaling describe-scaling-policies --service-namespace ecs --resource-id "$resource" \
      --query 'ScalingPolicies[].[PolicyName, ResourceId, PolicyName]' || return
  done 3<<<"$targets"
}
list_group_policies() {
  local groups group
  groups=$(list_groups) || return
  while IFS=$'\t' read -r _ group <&3; do
    [[ -n $group ]] || continue
    aws autoscaling describe-policies --auto-scaling-group-name="$group" \
      --query 'ScalingPolicies[].[PolicyName, AutoScalingGroupName, PolicyName]' || return
  done 3<<<"$groups"
}
list_group_policy() {
  aws autoscaling describe-policies --auto-scaling-group-name="$1" --policy-names="$2" \
    --query "ScalingPolicies[?PolicyName=='$2'].[PolicyName, AutoScalingGroupName, PolicyName]"
}

list_all_services() {
  local arn
  aws ecs list-clusters --query 'clusterArns[].[@]' | while IFS= read -r arn; do
    [[ -z $arn || $arn == None ]] || list_services "$arn" || return
  done
}

list_all_listeners() {
  local arn
  aws elbv2 describe-load-balancers --query 'LoadBalancers[].[LoadBalancerArn]' | while IFS= read -r arn; do
    [[ -z $arn || $arn == None ]] || list_listeners "$arn" || return
  done
}

# The active revisions of the families, each by its own tags.
list_task_definitions() {
  aws ecs list-task-definitions --status ACTIVE --query "(taskDefinitionArns || \`[]\`)[].[@]" | owned_among task_definition_tags
}
task_definition_tags() {
  aws ecs list-tags-for-resource --resource-arn "$1" --query "tags.$owner_lower"
}

# What EC2 lists by its tags: operation, items, identifier, and a condition that is always true elsewhere.
list_ec2() {
  aws ec2 "$1" --filters "Name=tag:lintel:project,Values=$project" --query "$2[?$ours${4:-}].[Tags[?Key=='lintel:id']|[0].Value, $3]"
}

remove_alarm() { change aws cloudwatch delete-alarms --alarm-names="$1"; }

remove_scalable_target() {
  change aws application-autoscaling deregister-scalable-target --service-namespace ecs \
    --scalable-dimension ecs:service:DesiredCount --resource-id "$1"
}

remove_service_policy() {
  change aws application-autoscaling delete-scaling-policy --service-namespace ecs \
    --scalable-dimension ecs:service:DesiredCount --resource-id "${1%$'\t'*}" --policy-name="${1##*$'\t'}"
}
remove_group_policy() {
  change aws autoscaling delete-policy --auto-scaling-group-name="${1%$'\t'*}" --policy-name="${1##*$'\t'}"
}

remove_service() {
  local cluster=${1%/*}
  cluster=${cluster##*/}
  change aws ecs delete-service --cluster="$cluster" --service "$1" --force
  await aws ecs wait services-inactive --cluster="$cluster" --services="$1"
}

remove_listener() { change aws elbv2 delete-listener --listener-arn "$1"; }

remove_load_balancer() {
  change aws elbv2 delete-load-balancer --load-balancer-arn "$1"
  await aws elbv2 wait load-balancers-deleted --load-balancer-arns "$1"
}

remove_target_group() { change aws elbv2 delete-target-group --target-group-arn "$1"; }

remove_group() {
  local state
  # One that is on its way out already takes no second order.
  state=$(aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names="$1" \
    --query 'AutoScalingGroups[0].Status')
  [[ $state != None && -n $state ]] ||
    change aws autoscaling delete-auto-scaling-group --auto-scaling-group-name="$1" --force-delete
  [[ -z $dry_run ]] || return 0
  printf '%*s %s\n' "$((2 * ${#steps} + 3))" '' 'waiting: its instances end' >&2
  while :; do
    state=$(aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names="$1" \
      --query 'AutoScalingGroups[0].AutoScalingGroupARN')
    [[ $state != None && -n $state ]] || return 0
    waited 60
  done
}

remove_launch_template() { change aws ec2 delete-launch-template --launch-template-id "$1"; }

remove_instance() {
  change aws ec2 terminate-instances --instance-ids "$1"
  await aws ec2 wait instance-terminated --instance-ids "$1"
}

# An AMI leaves its snapshots behind. From their tags they are known as the system's when it is gone.
remove_image() {
  local image=$1 id=$2 snapshots snapshot
  set -- "Key=lintel:project,Value=$project" "Key=lintel:id,Value=$id"
  [[ -z $environment ]] || set -- "$@" "Key=lintel:environment,Value=$environment"
  snapshots=$(aws ec2 describe-images --image-ids "$image" --query 'Images[0].BlockDeviceMappings[].[Ebs.SnapshotId]')
  for snapshot in $snapshots; do
    [[ $snapshot != None && $doomed != *$'\t'"$snapshot"$'\n'* ]] || continue
    change aws ec2 create-tags --resources "$snapshot" --tags "$@"
    doomed+="snapshot"$'\t'"$id"$'\t'"$snapshot"$'\n'
    steps=$((steps + 1))
  done
  change aws ec2 deregister-image --image-id "$image"
}
remove_snapshot() { change aws ec2 delete-snapshot --snapshot-id "$1"; }

remove_cluster() { change aws ecs delete-cluster --cluster="$1"; }
remove_task_definition() { change aws ecs deregister-task-definition --task-definition="$1"; }
remove_log_group() { change aws logs delete-log-group --log-group-name="$1"; }
remove_repository() { change aws ecr delete-repository --repository-name="$1" --force; }

# A rule that the system added to a group: it may have gone with the group.
remove_rule() {
  local rule group egress
  rule=$(lookup InvalidSecurityGroupRuleId.NotFound aws ec2 describe-security-group-rules \
    --security-group-rule-ids "$1" --query 'SecurityGroupRules[0].[GroupId, to_string(IsEgress)]')
  IFS=$'\t' read -r group egress <<<"$rule"
  [[ -n $group && $group != None ]] || return 0
  if [[ $egress == true ]]; then
    change aws ec2 revoke-security-group-egress --group-id "$group" --security-group-rule-ids "$1"
  else
    change aws ec2 revoke-security-group-ingress --group-id "$group" --security-group-rule-ids "$1"
  fi
}

remove_security_group() { change aws ec2 delete-security-group --group-id "$1"; }
remove_subnet() { change aws ec2 delete-subnet --subnet-id "$1"; }

remove_route_table() {
  local associations association
  associations=$(aws ec2 describe-route-tables --route-table-ids "$1" \
    --query 'RouteTables[0].Associations[?!Main].[RouteTableAssociationId]')
  for association in $associations; do
    [[ $association == None ]] || change aws ec2 disassociate-route-table --association-id "$association"
  done
  change aws ec2 delete-route-table --route-table-id "$1"
}

remove_internet_gateway() {
  local vpc
  vpc=$(aws ec2 describe-internet-gateways --internet-gateway-ids "$1" --query 'InternetGateways[0].Attachments[0].VpcId')
  [[ $vpc == None || -z $vpc ]] || change aws ec2 detach-internet-gateway --internet-gateway-id "$1" --vpc-id "$vpc"
  change aws ec2 delete-internet-gateway --internet-gateway-id "$1"
}

remove_vpc() { change aws ec2 delete-vpc --vpc-id "$1"; }

# AWS removes a profile only when it holds no role.
remove_instance_profile() {
  local item items
  items=$(aws iam get-instance-profile --instance-profile-name="$1" \
    --query "(InstanceProfile.Roles || \`[]\`)[].[RoleName]")
  for item in $items; do
    change aws iam remove-role-from-instance-profile --instance-profile-name="$1" --role-name="$item"
  done
  change aws iam delete-instance-profile --instance-profile-name="$1"
}

# AWS removes a role only when nothing is attached to it.
remove_role() {
  local items item
  items=$(aws iam list-attached-role-policies --role-name="$1" --query 'AttachedPolicies[].[PolicyArn]')
  for item in $items; do
    [[ $item == None ]] || change aws iam detach-role-policy --role-name="$1" --policy-arn "$item"
  done
  items=$(aws iam list-role-policies --role-name="$1" --query "(PolicyNames || \`[]\`)[].[@]")
  for item in $items; do
    change aws iam delete-role-policy --role-name="$1" --policy-name="$item"
  done
  change aws iam delete-role --role-name="$1"
}

# Waits a moment; ends the script after so many of them.
waits=0
waited() {
  waits=$((waits + 1))
  [[ $waits -lt $1 ]] || die 'it takes too long'
  sleep "${LINTEL_POLL_SECONDS:-10}"
}

# Runs a removal for each thing of a kind that is on the list.
remove_all() {
  local kind name what
  while IFS=$'\t' read -r kind name what <&4; do
    [[ $kind == "$1" ]] || continue
    number=$((number + 1))
    step="$2 $name"
    printf '[%*s/%s] %s\n' "${#steps}" "$number" "$steps" "$step" >&2
    "remove_$1" "$what" "$name"
  done 4<<<"$doomed"
}

# ---- Options ----

usage() {
  cat <<END
Usage: destroy.sh [options]

  --dry-run       list what would be removed, and remove nothing
  --yes           do not ask
  --delete-data   repositories with their images and log groups too
  --orphans       only what the spec no longer has
  --replaced      only what another resource has taken the place of
  --help          print this

It ends with 0 when nothing is left, 2 when it could not begin, 1 when it stopped on the way.
END
}

yes='' delete_data='' only=''
while [[ $# -gt 0 ]]; do
  case $1 in
  --dry-run) dry_run=1 ;;
  --yes) yes=1 ;;
  --delete-data) delete_data=1 ;;
  --orphans) only=orphans ;;
  --replaced) only=replaced ;;
  --account)
    [[ $# -gt 1 ]] || die '--account wants a value'
    [[ -z $expected_account || $2 == "$expected_account" ]] || die "the spec says account $expected_account, not $2"
    expected_account=$2
    shift ;;
  -h | --help) usage; exit 0 ;;
  *) die "unknown option: $1" 'With --help the options are printed.' ;;
  esac
  shift
done

# ---- What is there ----

name='my-app staging'
type -P aws >/dev/null || die 'the AWS CLI is missing' 'See https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html'
step='finding out whose credentials these are'
identity=$(aws sts get-caller-identity --query '[Account, Arn]')
account=${identity%%$'\t'*}
arn=${identity#*$'\t'}
partition=${arn#arn:}
partition=${partition%%:*}
if [[ -n $expected_account ]]; then
  [[ $account == "$expected_account" ]] || die "these are credentials of account $account; $name belongs in $expected_account" \
    'Choose others, with AWS_PROFILE for example.'
elif [[ -t 0 && -z $dry_run ]]; then
  printf 'Account %s, region %s. Go on? [y/N] ' "$account" "$region" >&2
  read -r answer || answer=''
  [[ $answer == [yY]* ]] || give_up
elif [[ -z $dry_run ]]; then
  die "the spec does not say which account $name belongs in" "These are credentials of account $account: if that is right, add --account $account"
fi
say "$name in account $account, $region"

# What is on the list: kind, name, identifier.
doomed=''
kept=''
look() {
  local kind=$1 id value found
  shift
  found=$("$@")
  while IFS=$'\t' read -r id value; do
    [[ -n $id && $id != None ]] || continue
    case $only in
    replaced) [[ $id == *.replaced ]] || continue ;;
    orphans) [[ $known != *$'\n'"$id"$'\n'* && $known != *$'\n'"$id=$value"$'\n'* ]] || continue ;;
    esac
    if [[ -z $delete_data && ($kind == repository || $kind == log_group) ]]; then
      kept+="  $value"$'\n'
    else
      doomed+="$kind"$'\t'"$id"$'\t'"$value"$'\n'
    fi
  done <<<"$found"
}

step='finding out what is there'
say 'Looking for what carries the tags of the system …'
# All policies of a target or a group go with it.
if [[ $only == orphans ]]; then
  look service_policy list_service_policies
  look group_policy list_group_policies
fi
look alarm list_alarms
look scalable_target list_scalable_targets
look service list_all_services
look listener list_all_listeners
look load_balancer list_load_balancers
look target_group list_target_groups
look group list_groups
look launch_template list_ec2 describe-launch-templates LaunchTemplates LaunchTemplateId
look image list_ec2 describe-images Images ImageId
look snapshot list_ec2 describe-snapshots Snapshots SnapshotId
look instance list_ec2 describe-instances 'Reservations[].Instances' InstanceId " && State.Name!='terminated' && State.Name!='shutting-down'"
look cluster list_clusters
look task_definition list_task_definitions
look log_group list_log_groups
look repository list_repositories
look rule list_ec2 describe-security-group-rules SecurityGroupRules SecurityGroupRuleId
look security_group list_ec2 describe-security-groups SecurityGroups GroupId
look route_table list_ec2 describe-route-tables RouteTables RouteTableId
look internet_gateway list_ec2 describe-internet-gateways InternetGateways InternetGatewayId
look subnet list_ec2 describe-subnets Subnets SubnetId
look vpc list_ec2 describe-vpcs Vpcs VpcId
look instance_profile list_instance_profiles
look role list_roles

steps=0
while IFS= read -r line; do
  [[ -z $line ]] || steps=$((steps + 1))
done <<<"$doomed"

if [[ $steps -eq 0 ]]; then
  say 'There is nothing to remove.'
else
  if [[ $steps -eq 1 ]]; then say 'This is removed:'; else say "These $steps are removed:"; fi
  while IFS=$'\t' read -r kind name what; do
    # Of an ARN, what tells it from others.
    [[ -z $kind ]] || printf '  %-18s %-40s %s\n' "${kind//_/ }" "$name" "${what#arn:*:*:*:*:}" >&2
  done <<<"$doomed"
fi
[[ -z $kept ]] || say 'These hold data and stay (--delete-data removes them):' "${kept%$'\n'}"
if [[ $steps -gt 0 && -z $yes && -z $dry_run ]]; then
  [[ -t 0 ]] || die 'nobody is there to ask' 'With --yes nothing is asked.'
  printf 'Remove them? [y/N] ' >&2
  read -r answer || answer=''
  [[ $answer == [yY]* ]] || give_up
fi

# ---- Steps ----

remove_all service_policy 'scaling policy'
remove_all group_policy 'scaling policy'
remove_all scalable_target 'scalable target'
remove_all alarm alarm
remove_all service service
remove_all listener listener
remove_all load_balancer 'load balancer'
remove_all target_group 'target group'
remove_all group 'Auto Scaling group'
remove_all launch_template 'launch template'
remove_all image AMI
remove_all snapshot snapshot
remove_all instance instance
remove_all cluster cluster
remove_all task_definition 'task definition'
remove_all log_group 'log group'
remove_all repository repository
remove_all rule 'security group rule'
remove_all security_group 'security group'
remove_all route_table 'route table'
remove_all internet_gateway 'internet gateway'
remove_all subnet subnet
remove_all vpc VPC
remove_all instance_profile 'instance profile'
remove_all role role

# ---- Result ----

step=''
if [[ -n $dry_run ]]; then
  say '' 'Nothing was removed.'
elif [[ $steps -gt 0 ]]; then
  say '' 'Done.'
fi
