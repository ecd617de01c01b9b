#!/usr/bin/env bash
# Removes my-app, production: account 222222222222, us-east-1.
#
# It lists what carries the system's tags, asks, and removes that and nothing else, in an order that works.
# Repositories and log groups stay unless --delete-data says otherwise. Run it again if it was stopped.
# Written by Lintel: change the spec, not this file.
set -euo pipefail

project='my-app'
environment='production'
region='us-east-1'
expected_account='222222222222'
# How derived names begin.
prefix=$project-${environment:+$environment-}
# What the spec yields, each with its kind, and with its name where that tells it: anything else that carries the
# system's tags is an orphan.
known='
vpc	VpcWorkspace
internet_gateway	VpcWorkspaceInternetGateway
subnet	SubnetPublicA
route_table	SubnetPublicARouteTable
subnet	SubnetPublicB
route_table	SubnetPublicBRouteTable
security_group	SecurityGroupLb
security_group	SecurityGroupService
rule	SecurityGroupServiceIngressLbTcp8080
repository	RepositoryEncryptor	my-app-encryptor
role	RoleExecution	my-app-encryptor-execution
cluster	ClusterApp
task_definition	TaskDefinitionEncryptor	my-app-encryptor
log_group	TaskDefinitionEncryptorLogGroup	/ecs/my-app-encryptor
target_group	TargetGroupEncryptor
load_balancer	LoadBalancerPublic
listener	LoadBalancerPublicListenersHttp
service	ServiceEncryptor
scalable_target	ServiceEncryptorScalableTarget	service/my-app-cluster/my-app-autoscaling-service
service_policy	my-app-autoscaling-policy
alarm	ScalingPolicyCpuAlarm	my-app-autoscaling-policy-alarm
service_policy	my-app-autoscaling-policy-in
alarm	ScalingPolicyCpuScaleInAlarm	my-app-autoscaling-policy-in-alarm
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
  if answer=$(absent=$absence attempt "$@"); then
    answered "$answer"
  else
    [[ $absence != - ]] && grep -Eq "\\(($absence)\\)" "$scratch/error"
  fi
}

# What a query answers about something that is there, even if AWS does not see it yet.
ask() {
  local answer
  answer=$(attempt "$@") || return
  answered "$answer"
}

# The lines of an answer that say something: a page without what was asked for is None.
answered() {
  local line
  while IFS= read -r line; do
    [[ -z $line || $line == None ]] || printf '%s\n' "$line"
  done <<<"$1"
}

# What others may have written comes as JSON, an array a line. A logical id, an identifier, and the identifiers that
# this took the place of make a row; what no name of AWS's holds makes none.
text_form='(([^"\]|\\["\])+)'
row_form='^\["'$text_form'","'$text_form'"(,null|,"'$text_form'")?\]$'
names_form='^\["'$text_form'"\]$'

# Undoes what JSON does to a name ($1), into $plain.
undo() {
  local slash=\\ quote=\" mark=$'\001'
  plain=$1
  [[ $plain == *"$slash"* ]] || return 0
  plain=${plain//"$slash$slash"/$mark}
  plain=${plain//"$slash$quote"/$quote}
  plain=${plain//$mark/$slash}
}

# Whether a line is a row; sets $row_id and $row_value.
row() {
  [[ $1 =~ $row_form ]] || return 1
  row_id=${BASH_REMATCH[1]}
  row_value=${BASH_REMATCH[3]}
  undo "$row_id"
  row_id=$plain
  undo "$row_value"
  row_value=$plain
}

# The names in the lines that are read, one a line.
names() {
  local line
  while IFS= read -r line; do
    [[ $line =~ $names_form ]] || continue
    undo "${BASH_REMATCH[1]}"
    printf '%s\n' "$plain"
  done
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
  attempt "$@"
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
  local tries=0 most status reason left
  while :; do
    status=0
    "$@" || status=$?
    [[ $status -ne 0 ]] || return 0
    [[ ${absent:--} == - ]] || ! grep -Eq "\\(($absent)\\)" "$scratch/error" || return "$status"
    # A rule that is there was made by a run that did not hear of it.
    ! grep -q '(InvalidPermission\.Duplicate)' "$scratch/error" || return 0
    if [[ -n $vanished ]] && grep -Eq "$vanished" "$scratch/error"; then
      printf '%*s %s\n' "$((2 * ${#steps} + 3))" '' 'it is gone already' >&2
      return 0
    fi
    tries=$((tries + 1))
    most=30
    if [[ $AWS_MAX_ATTEMPTS -eq 1 ]] && grep -Eq "$throttled" "$scratch/error"; then
      reason='AWS asks for fewer requests: trying again'
    elif grep -Eq "$in_use" "$scratch/error"; then
      [[ -z ${impatient:-} ]] || return "$status"
      most=$patience
      left=$(((most - tries) / 12 + 1))
      reason="waiting until nothing uses it any more: $left more minutes at most"
      # A line a minute.
      [[ $((tries % 12)) -eq 1 ]] || reason=''
    elif grep -Eq "$passing" "$scratch/error" && ! grep -q 'InvalidKeyPair' "$scratch/error"; then
      reason='AWS is not ready for this yet: trying again'
    else
      return "$status"
    fi
    [[ $tries -lt $most ]] || return "$status"
    [[ -z $reason ]] || printf '%*s %s\n' "$((2 * ${#steps} + 3))" '' "$reason" >&2
    sleep "${LINTEL_POLL_SECONDS:-5}"
  done
}
# What AWS answers while something new has not reached all of it.
passing='\.NotFound\)|(LoadBalancer|TargetGroup|Listener)NotFound\)|NoSuchEntity|(Cluster|Service|Repository|Resource)NotFoundException|Invalid IAM Instance Profile|[Uu]nable to assume|cannot be assumed|not authorized to perform: sts:AssumeRole|Role is not valid|ServiceLinkedRoleFailure|ServiceNotActiveException|Draining|ConcurrentModification|OperationAborted|ScalingActivityInProgress|SubnetNotFound\)|InvalidSecurityGroup\)|The VPC ID .* is not found|subnet ID .* does not exist|[Tt]arget [Gg]roups? (with|may)|ECS service doesn.t exist|fully-formed launch template|ObjectNotFoundException|AutoScalingGroup name not found|TaskDefinition not found|Unable to describe task definition'
# What it answers while something old is on its way out, or stays; a run tries so many times, 5 seconds apart.
in_use='DependencyViolation|ResourceInUse|\.InUse\)|ClusterContains|DeleteConflict'
patience=30
# What it answers when nothing is left to remove.
vanished=''
throttled='Throttl|RequestLimitExceeded|TooManyRequests|Rate exceeded|SlowDown|PriorRequestNotComplete'


# A quarter of an hour: what AWS itself still holds on to takes long.
patience=180
vanished='\((Invalid[A-Za-z]+\.NotFound(Exception)?|NoSuchEntity|(LoadBalancer|TargetGroup|Listener)NotFound|(Cluster|Service|Repository|Resource|Object|LaunchTemplate)NotFound(Exception)?|InvalidAMIID\.Unavailable|ResourceNotFound|Gateway\.NotAttached)\)'

# JMESPath that picks what carries the system's tags, and says whose something is, as services spell tags.
ours="Tags[?Key=='lintel:project' && Value=='$project'] && Tags[?Key=='lintel:environment' && Value=='$environment'] && !(Tags[?Key=='aws:cloudformation:stack-id'])"
[[ -n $environment ]] || ours="Tags[?Key=='lintel:project' && Value=='$project'] && !(Tags[?Key=='lintel:environment']) && !(Tags[?Key=='aws:cloudformation:stack-id'])"
its_id="Tags[?Key=='lintel:id']|[0].Value"
its_replaces="Tags[?Key=='lintel:replaces']|[0].Value"
ours_lower="tags[?key=='lintel:project' && value=='$project'] && tags[?key=='lintel:environment' && value=='$environment'] && !(tags[?key=='aws:cloudformation:stack-id'])"
[[ -n $environment ]] || ours_lower="tags[?key=='lintel:project' && value=='$project'] && !(tags[?key=='lintel:environment']) && !(tags[?key=='aws:cloudformation:stack-id'])"
its_id_lower="tags[?key=='lintel:id']|[0].value"
its_replaces_lower="tags[?key=='lintel:replaces']|[0].value"
ours_map="[?\"lintel:project\"=='$project' && \"lintel:environment\"=='$environment' && !(\"aws:cloudformation:stack-id\")]"
[[ -n $environment ]] || ours_map="[?\"lintel:project\"=='$project' && !(\"lintel:environment\") && !(\"aws:cloudformation:stack-id\")]"
ours_map+=".[to_string([\"lintel:id\", '-', \"lintel:replaces\"])]"

# The rows of those among these ARNs that are the system's.
tagged() {
  local arn
  set --
  while IFS= read -r arn; do
    [[ -z $arn ]] || set -- "$@" "$arn"
  done
  while [[ $# -gt 0 ]]; do
    # AWS describes the tags of 20 at a time, and none where one of them has vanished.
    describe_tags "${@:1:20}" || return
    if [[ $# -gt 20 ]]; then shift 20; else shift $#; fi
  done
}

describe_tags() {
  local rows arn
  if rows=$(aws elbv2 describe-tags --resource-arns "$@" \
    --query "TagDescriptions[?$ours].[to_string([$its_id, ResourceArn, $its_replaces])]"); then
    printf '%s\n' "$rows"
    return
  fi
  grep -Eq '\((LoadBalancer|TargetGroup|Listener)NotFound\)' "$scratch/error" || return
  [[ $# -gt 1 ]] || return 0
  for arn in "$@"; do
    describe_tags "$arn" || return
  done
}

list_load_balancers() {
  local arns
  arns=$(aws elbv2 describe-load-balancers --query 'LoadBalancers[].[to_string([LoadBalancerArn])]') || return
  names <<<"$arns" | tagged
}

list_target_groups() {
  local arns
  arns=$(aws elbv2 describe-target-groups --query 'TargetGroups[].[to_string([TargetGroupArn])]') || return
  names <<<"$arns" | tagged
}

list_listeners() {
  local arns
  [[ -n $1 ]] || return 0
  arns=$(lookup LoadBalancerNotFound aws elbv2 describe-listeners --load-balancer-arn "$1" \
    --query 'Listeners[].[to_string([ListenerArn])]') || return
  names <<<"$arns" | tagged
}

list_clusters() {
  local arns arn
  arns=$(aws ecs list-clusters --query 'clusterArns[].[to_string([@])]') || return
  set --
  while IFS= read -r arn; do
    [[ -z $arn ]] || set -- "$@" "$arn"
  done < <(names <<<"$arns")
  while [[ $# -gt 0 ]]; do
    # AWS describes 100 at a time.
    aws ecs describe-clusters --clusters "${@:1:100}" --include TAGS \
      --query "clusters[?status=='ACTIVE' && $ours_lower].[to_string([$its_id_lower, clusterName, $its_replaces_lower])]" ||
      return
    if [[ $# -gt 100 ]]; then shift 100; else shift $#; fi
  done
}

list_services() {
  local cluster=$1 arns arn
  arns=$(lookup ClusterNotFoundException aws ecs list-services --cluster="$cluster" \
    --query 'serviceArns[].[to_string([@])]') || return
  set --
  while IFS= read -r arn; do
    [[ -z $arn ]] || set -- "$@" "$arn"
  done < <(names <<<"$arns")
  while [[ $# -gt 0 ]]; do
    # AWS describes 10 at a time.
    aws ecs describe-services --cluster="$cluster" --services "${@:1:10}" --include TAGS \
      --query "services[?status=='ACTIVE' && $ours_lower].[to_string([$its_id_lower, serviceArn, $its_replaces_lower])]" ||
      return
    if [[ $# -gt 10 ]]; then shift 10; else shift $#; fi
  done
}

list_groups() {
  aws autoscaling describe-auto-scaling-groups --filters "Name=tag:lintel:project,Values=$project" \
    --query "AutoScalingGroups[?$ours].[to_string([$its_id, AutoScalingGroupName, $its_replaces])]"
}

# Whether AWS said that these credentials may not do something.
is_denied() { grep -Eq 'AccessDenied|UnauthorizedOperation|not authorized' "$scratch/error"; }

# What the Tagging API knows of the system, as ARNs. It is late, and so decides nothing.
suggested=''
suggest() {
  local answer
  set -- "Key=lintel:project,Values=$project"
  [[ -z $environment ]] || set -- "$@" "Key=lintel:environment,Values=$environment"
  if answer=$(aws resourcegroupstaggingapi get-resources --tag-filters "$@" \
    --query 'ResourceTagMappingList[].[to_string([ResourceARN])]'); then
    suggested=$(names <<<"$answer")
    return
  fi
  is_denied || exit 1
  say 'These credentials may not ask the Tagging API (tag:GetResources): what the spec has no more may be overlooked.'
}

# Of what is suggested, the names of a type: what stands behind the beginning of its ARN (service, type).
suggestions() {
  local arn start="arn:$partition:$1:$region:$account:$2"
  while IFS= read -r arn; do
    [[ $arn != "$start"* ]] || printf '%s\n' "${arn#"$start"}"
  done <<<"$suggested"
}

# The names that the spec has for things of a kind.
written() {
  local kind name
  while IFS=$'\t' read -r kind _ name; do
    [[ $kind != "$1" || -z $name ]] || printf '%s\n' "$name"
  done <<<"$known"
}

# The identifiers of what was found of a kind.
listed() {
  local kind value
  while IFS=$'\t' read -r kind _ value _; do
    [[ $kind != "$1" ]] || printf '%s\n' "$value"
  done <<<"$everything"
}

# The row of one thing, if it carries the system's tags.
own_role() {
  aws iam get-role --role-name="$1" \
    --query "[Role][?$ours].[to_string([$its_id, RoleName, Tags[?Key=='lintel:adopted']|[0].Value])]"
}
own_instance_profile() {
  aws iam get-instance-profile --instance-profile-name="$1" \
    --query "[InstanceProfile][?$ours].[to_string([$its_id, InstanceProfileName, $its_replaces])]"
}
own_repository() {
  aws ecr list-tags-for-resource --resource-arn "arn:$partition:ecr:$region:$account:repository/$1" \
    --query "[{Tags: tags}][?$ours].[to_string([$its_id, '-', $its_replaces])]"
}
own_log_group() {
  aws logs list-tags-for-resource --resource-arn "arn:$partition:logs:$region:$account:log-group:$1" \
    --query "[tags]$ours_map"
}
own_alarm() {
  aws cloudwatch list-tags-for-resource --resource-arn "arn:$partition:cloudwatch:$region:$account:alarm:$1" \
    --query "[@][?$ours].[to_string([$its_id, '-', $its_replaces])]"
}
own_task_definition() {
  # One that was deregistered keeps its tags.
  aws ecs describe-task-definition --task-definition "$1" --include TAGS \
    --query "[@][?taskDefinition.status=='ACTIVE' && $ours_lower].[to_string([$its_id_lower, '-', $its_replaces_lower])]"
}
own_scalable_target() {
  aws application-autoscaling list-tags-for-resource --resource-arn "${1#*$'\t'}" --query "[Tags]$ours_map"
}

roles() {
  written role
  aws iam list-roles --query "Roles[?starts_with(RoleName, '$prefix')].[to_string([RoleName])]" | names
}
instance_profiles() {
  written instance_profile
  aws iam list-instance-profiles --query \
    "InstanceProfiles[?starts_with(InstanceProfileName, '$prefix')].[to_string([InstanceProfileName])]" | names
}
repositories() {
  written repository
  suggestions ecr repository/
}
log_groups() {
  written log_group
  suggestions logs log-group:
}
alarms() {
  written alarm
  suggestions cloudwatch alarm:
}

# The active revisions of the spec's families, and what is suggested.
task_definitions() {
  local family answer
  while IFS= read -r family; do
    [[ -n $family ]] || continue
    answer=$(aws ecs list-task-definitions --family-prefix="$family" --status ACTIVE \
      --query 'taskDefinitionArns[].[to_string([@])]') || return
    names <<<"$answer"
  done <<<"$(written task_definition)"
  suggestions ecs task-definition/ | while IFS= read -r family; do
    printf '%s\n' "arn:$partition:ecs:$region:$account:task-definition/$family"
  done
}

# Scalable targets are known by what they scale, the spec's services and those found; their tags stand under an ARN.
scalable_targets() {
  local resource arn wanted answer
  wanted=$'\n'$(
    written scalable_target
    listed service | while IFS= read -r arn; do printf 'service/%s\n' "${arn#*:service/}"; done
  )$'\n'
  answer=$(aws application-autoscaling describe-scalable-targets --service-namespace ecs \
    --query 'ScalableTargets[].[to_string([ResourceId, ScalableTargetARN])]') || return
  while IFS= read -r answer; do
    row "$answer" || continue
    resource=$row_id
    arn=$row_value
    [[ $wanted != *$'\n'"$resource"$'\n'* && $'\n'$suggested$'\n' != *$'\n'"$arn"$'\n'* ]] ||
      printf '%s\t%s\n' "$resource" "$arn"
  done <<<"$answer"
}

# The policies of the system's scalable targets and groups. They carry no tags: their names are listed as ids.
list_service_policies() {
  local resource
  while IFS= read -r resource; do
    [[ -n $resource ]] || continue
    lookup ObjectNotFoundException aws application-autoscaling describe-scaling-policies --service-namespace ecs \
      --resource-id "$resource" --query 'ScalingPolicies[].[to_string([PolicyName, ResourceId])]' || return
  done <<<"$(listed scalable_target)"
}
list_group_policies() {
  local group
  while IFS= read -r group; do
    [[ -n $group ]] || continue
    lookup ValidationError aws autoscaling describe-policies --auto-scaling-group-name="$group" \
      --query 'ScalingPolicies[].[to_string([PolicyName, AutoScalingGroupName])]' || return
  done <<<"$(listed group)"
}
list_group_policy() {
  lookup ValidationError aws autoscaling describe-policies --auto-scaling-group-name="$1" --policy-names="$2" \
    --query "ScalingPolicies[?PolicyName=='$2'].[to_string([PolicyName, AutoScalingGroupName])]"
}

# The services of the system's clusters, of those that the spec uses, and of those where one is suggested.
list_all_services() {
  local cluster seen=$'\n'
  while IFS= read -r cluster; do
    cluster=${cluster%%/*}
    [[ -n $cluster && $seen != *$'\n'"$cluster"$'\n'* ]] || continue
    seen+=$cluster$'\n'
    list_services "$cluster" || return
  done <<<"$(
    listed cluster
    written services_of
    suggestions ecs service/
  )"
}

# The listeners of the system's load balancers, of those that the spec uses, and what is suggested.
list_all_listeners() {
  local arn seen=$'\n'
  while IFS= read -r arn; do
    [[ -n $arn && $seen != *$'\n'"$arn"$'\n'* ]] || continue
    seen+=$arn$'\n'
    list_listeners "$arn" || return
  done <<<"$(
    listed load_balancer
    written listeners_of
  )"
  suggestions elasticloadbalancing listener/ | while IFS= read -r arn; do
    printf '%s\n' "arn:$partition:elasticloadbalancing:$region:$account:listener/$arn"
  done | tagged
}

# What EC2 lists by its tags: operation, items, identifier, and a condition that is always true elsewhere.
list_ec2() {
  aws ec2 "$1" --filters "Name=tag:lintel:project,Values=$project" \
    --query "$2[?$ours${4:-}].[to_string([$its_id, $3, $its_replaces])]"
}
list_own_ec2() {
  aws ec2 "$1" "$4" self --filters "Name=tag:lintel:project,Values=$project" \
    --query "$2[?$ours].[to_string([$its_id, $3, $its_replaces])]"
}

remove_alarm() { change aws cloudwatch delete-alarms --alarm-names="$1"; }

remove_scalable_target() {
  change aws application-autoscaling deregister-scalable-target --service-namespace ecs \
    --scalable-dimension ecs:service:DesiredCount --resource-id "$1"
}

remove_service_policy() {
  change aws application-autoscaling delete-scaling-policy --service-namespace ecs \
    --scalable-dimension ecs:service:DesiredCount --resource-id "$1" --policy-name="$2"
}
remove_group_policy() {
  change aws autoscaling delete-policy --auto-scaling-group-name="$1" --policy-name="$2"
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
  waits=0
  while :; do
    state=$(aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names="$1" \
      --query 'AutoScalingGroups[0].AutoScalingGroupARN')
    [[ $state != None && -n $state ]] || return 0
    # An hour: a lifecycle hook may hold an instance for as long.
    waited 360
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
  snapshots=$(aws ec2 describe-images --image-ids "$image" \
    --query 'Images[0].BlockDeviceMappings[].Ebs.[to_string([SnapshotId])]' | names)
  for snapshot in $snapshots; do
    [[ $doomed != *$'\t'"$snapshot"$'\n'* ]] || continue
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
  rule=$(lookup 'InvalidSecurityGroupRuleId\.NotFound' aws ec2 describe-security-group-rules \
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

# AWS removes a role only when nothing is attached to it. What others use stays whole.
remove_role() {
  local items item
  items=$(lookup NoSuchEntity aws iam list-instance-profiles-for-role --role-name="$1" \
    --query 'InstanceProfiles[].[InstanceProfileName]')
  if [[ -n $items && -z $dry_run ]]; then
    left+="  role $1: an instance profile uses it"$'\n'
    return
  fi
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

# Waits a moment; ends the script after so many of them, 10 seconds each.
waits=0
waited() {
  waits=$((waits + 1))
  [[ $waits -lt $1 ]] || die "$step is still there after $(($1 / 6)) minutes"
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
  --yes           do not ask about what the spec has
  --yes-orphans   nor about what else carries the system's tags
  --delete-data   repositories with their images and log groups too
  --orphans       only what the spec no longer has
  --replaced      only what another resource has taken the place of
  --help          print this

It ends with 0 when nothing is left, 2 when it could not begin, 1 when it stopped on the way.
END
}

yes='' yes_orphans='' delete_data='' only=''
while [[ $# -gt 0 ]]; do
  case $1 in
  --dry-run) dry_run=1 ;;
  --yes) yes=1 ;;
  --yes-orphans) yes_orphans=1 ;;
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

name='my-app production'
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

# What carries the system's tags: kind, logical id, identifier, and the identifiers that it took the place of.
everything=''
# What stays, and why.
left=''

# The identifiers that the thing of the last row took the place of.
replaced() {
  undo "${BASH_REMATCH[6]:-}"
  printf '%s' "$plain"
}

take() {
  local kind=$1 id=$2 value=$3 replaces=$4 other
  [[ $everything != *"$kind"$'\t'"$id"$'\t'"$value"$'\t'* ]] || return 0
  # Of a family there are many revisions, of an image many snapshots.
  if [[ $kind != task_definition && $kind != snapshot && $id != *.replaced && $kind != *_policy &&
    $'\n'$everything == *$'\n'"$kind"$'\t'"$id"$'\t'* ]]; then
    other=${everything##*"$kind"$'\t'"$id"$'\t'}
    die "$id is there twice: ${other%%$'\t'*} and $value" \
      'Delete the one that nothing uses, or take its tags from it, and run this again.'
  fi
  everything+="$kind"$'\t'"$id"$'\t'"$value"$'\t'"$replaces"$'\n'
}

# What may not be listed is passed over where the spec has nothing of the kind.
pass_over() {
  if [[ $known == *$'\n'"$1"$'\t'* ]] || ! is_denied; then exit 1; fi
  say "These credentials may not list what there is of this kind: ${1//_/ }. It is passed over."
}

# Whether something of a kind may be there: the spec has it, or the Tagging API names one (service, type).
may_be() { [[ $known == *$'\n'"$1"$'\t'* || -n $(suggestions "$2" "$3") ]]; }

# Takes the rows that a command prints.
look() {
  local kind=$1 line answer
  shift
  answer=$("$@") || {
    pass_over "$kind"
    return 0
  }
  while IFS= read -r line; do
    if row "$line"; then
      take "$kind" "$row_id" "$row_value" "$(replaced)"
    elif [[ -n $line && $line != None && $line != '[null,'* ]]; then
      left+="  ${kind//_/ } $line: AWS makes no such name"$'\n'
    fi
  done <<<"$answer"
}

# Takes those of the things that a command names ($4) whose own tags, which another one reads ($3), are the system's.
# What vanishes meanwhile (code $2) is passed over.
look_at() {
  local kind=$1 absence=$2 line answer name seen=$'\n'
  answer=$("$4") || {
    pass_over "$kind"
    return 0
  }
  while IFS= read -r name <&3; do
    [[ -n $name && $seen != *$'\n'"$name"$'\n'* ]] || continue
    seen+=$name$'\n'
    line=$(lookup "$absence" "$3" "$name") || {
      pass_over "$kind"
      continue
    }
    if row "$line"; then take "$kind" "$row_id" "${name%%$'\t'*}" "$(replaced)"; fi
  done 3<<<"$answer"
}

# The same for a type that is asked about only where something of it may be.
look_for() { if may_be "$1" "$2" "$3"; then look "$1" "${@:4}"; fi; }

step='finding out what is there'
say 'Looking for what carries the tags of the system …'
suggest
look_for cluster ecs cluster/ list_clusters
if [[ $known == *$'\nservice\t'* || -n $(listed cluster) || -n $(suggestions ecs service/) ]]; then
  look service list_all_services
fi
if [[ $known == *$'\nscalable_target\t'* || -n $(listed service) || -n $(suggestions application-autoscaling '') ]]; then
  look_at scalable_target 'ResourceNotFoundException|ObjectNotFoundException' own_scalable_target scalable_targets
fi
look_for load_balancer elasticloadbalancing loadbalancer/ list_load_balancers
if [[ $known == *$'\nlistener\t'* || -n $(listed load_balancer) || -n $(suggestions elasticloadbalancing listener/) ]]; then
  look listener list_all_listeners
fi
look_for target_group elasticloadbalancing targetgroup/ list_target_groups
look group list_groups
# All policies of a target or a group go with it.
if [[ $only == orphans ]]; then
  look service_policy list_service_policies
  look group_policy list_group_policies
fi
look_at alarm 'ResourceNotFound(Exception)?' own_alarm alarms
look_for launch_template ec2 launch-template/ list_ec2 describe-launch-templates LaunchTemplates LaunchTemplateId
look_for image ec2 image/ list_own_ec2 describe-images Images ImageId --owners
look_for snapshot ec2 snapshot/ list_own_ec2 describe-snapshots Snapshots SnapshotId --owner-ids
look_for instance ec2 instance/ list_ec2 describe-instances 'Reservations[].Instances' InstanceId " && State.Name!='terminated' && State.Name!='shutting-down'"
look_at task_definition ClientException own_task_definition task_definitions
look_at log_group ResourceNotFoundException own_log_group log_groups
look_at repository RepositoryNotFoundException own_repository repositories
look_for rule ec2 security-group-rule/ list_ec2 describe-security-group-rules SecurityGroupRules SecurityGroupRuleId
look_for security_group ec2 security-group/ list_ec2 describe-security-groups SecurityGroups GroupId
look_for route_table ec2 route-table/ list_ec2 describe-route-tables RouteTables RouteTableId
look_for internet_gateway ec2 internet-gateway/ list_ec2 describe-internet-gateways InternetGateways InternetGatewayId
look_for subnet ec2 subnet/ list_ec2 describe-subnets Subnets SubnetId
look_for vpc ec2 vpc/ list_ec2 describe-vpcs Vpcs VpcId
look_at instance_profile NoSuchEntity own_instance_profile instance_profiles
look_at role NoSuchEntity own_role roles

# What is on the list: kind, logical id, identifier. An orphan is what the spec does not yield.
doomed=''
orphans=''
steps=0
orphan_count=0

# Whether the one owner of a logical id says that it took the place of an identifier, of a kind.
is_superseded() {
  local kind id replaces
  while IFS=$'\t' read -r kind id _ replaces; do
    [[ $id == "$1" && -n $replaces && "+$replaces+" == *"+$2+"* && ($kind == "$3" || $kind/$3 == image/snapshot) ]] ||
      continue
    return 0
  done <<<"$everything"
  return 1
}

choose() {
  local kind=$1 id=$2 value=$3 replaces=$4 is_orphan=1
  if [[ $id == *.replaced ]] && is_superseded "${id%.replaced}" "$value" "$kind"; then
    is_orphan=''
  elif [[ $known == *$'\n'"$kind"$'\t'"$id"$'\n'* || $known == *$'\n'"$kind"$'\t'"$id"$'\t'"$value"$'\n'* ]]; then
    is_orphan=''
  elif [[ $kind == task_definition && $known == *$'\n'"$kind"$'\t'"$id"$'\t'* ]]; then
    is_orphan=''
  fi
  case $only in
  replaced)
    [[ $id == *.replaced ]] || return 0
    if [[ -n $is_orphan ]]; then
      left+="  ${kind//_/ } $value: nothing says that it took its place ($id); --prune of deploy.sh removes it"$'\n'
      return 0
    fi ;;
  orphans) [[ -n $is_orphan || $id == *.replaced ]] || return 0 ;;
  esac
  if [[ $kind == role && -n $replaces ]]; then
    left+="  role $value: it was there before the system, which adopted it"$'\n'
  elif [[ -z $delete_data && ($kind == repository || $kind == log_group) ]]; then
    left+="  ${kind//_/ } $value: it holds data (--delete-data removes it)"$'\n'
  else
    steps=$((steps + 1))
    doomed+="$kind"$'\t'"$id"$'\t'"$value"$'\n'
    if [[ -n $is_orphan ]]; then
      orphan_count=$((orphan_count + 1))
      orphans+="$kind"$'\t'"$id"$'\t'"$value"$'\n'
    fi
  fi
}

while IFS=$'\t' read -r kind id value replaces; do
  [[ -z $kind ]] || choose "$kind" "$id" "$value" "$replaces"
done <<<"$everything"

# Of an ARN, what tells it from others.
list() {
  local kind id value
  while IFS=$'\t' read -r kind id value; do
    [[ -z $kind ]] || printf '  %-18s %-40s %s\n' "${kind//_/ }" "$id" "${value#arn:*:*:*:*:}" >&2
  done <<<"$1"
}

if [[ $steps -eq 0 ]]; then
  say 'There is nothing to remove.'
else
  if [[ $steps -eq 1 ]]; then say 'This is removed:'; else say "These $steps are removed:"; fi
  list "$doomed"
fi
[[ -z $left ]] || say 'These stay:' "${left%$'\n'}"
left=''
if [[ $orphan_count -gt 0 && -n $yes && -z $yes_orphans && -z $dry_run ]]; then
  say "Of these, $orphan_count are not in the spec:"
  list "$orphans"
  [[ -t 0 ]] || die 'what the spec does not have is removed only where somebody says so' \
    'With --yes-orphans nothing is asked. Whoever may write tags that begin with lintel: puts things on this list.'
fi
if [[ $steps -gt 0 && -z $dry_run && ((-z $yes && $orphan_count -lt $steps) || (-z $yes_orphans && $orphan_count -gt 0)) ]]; then
  [[ -t 0 ]] || die 'nobody is there to ask' 'With --yes nothing is asked, with --yes-orphans not about what the spec does not have.'
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
[[ -z $left ]] || say '' 'These stay:' "${left%$'\n'}"
if [[ -n $dry_run ]]; then
  say '' 'Nothing was removed.'
elif [[ $steps -gt 0 ]]; then
  say '' 'Done.'
fi
