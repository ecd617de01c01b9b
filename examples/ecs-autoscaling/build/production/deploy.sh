#!/usr/bin/env bash
# Deploys my-app, production: account 222222222222, us-east-1.
#
# Run it as often as you like: it makes what is missing, changes what differs from the spec, and leaves the
# rest alone. Stopped anywhere, it goes on from there. It needs the AWS CLI, version 1 or 2, and docker.
# Written by Lintel: change the spec, not this file.
set -euo pipefail

project='my-app'
environment='production'
region='us-east-1'
expected_account='222222222222'
steps=31

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
  local began='' told='' most status reason left
  while :; do
    status=0
    "$@" || status=$?
    [[ $status -ne 0 ]] || return 0
    [[ ${absent:--} == - ]] || ! grep -Eq "\\(($absent)\\)" "$scratch/error" || return "$status"
    # A rule that is there was made by a run that did not hear of it.
    ! grep -q '(InvalidPermission\.Duplicate)' "$scratch/error" || return 0
    if [[ -n $vanished ]] && grep -Eq "\\(($vanished)\\)" "$scratch/error"; then
      printf '%*s %s\n' "$((2 * ${#steps} + 3))" '' 'it is gone already' >&2
      return 0
    fi
    began=${began:-$SECONDS}
    most=150
    if [[ $AWS_MAX_ATTEMPTS -eq 1 ]] && grep -Eq "$throttled" "$scratch/error"; then
      reason='AWS asks for fewer requests: trying again'
    elif grep -Eq "$in_use" "$scratch/error"; then
      [[ -z ${impatient:-} ]] || return "$status"
      most=$patience
      left=$(((most - (SECONDS - began) + 59) / 60))
      reason=''
      # A line a minute.
      if [[ -z $told || $((SECONDS - told)) -ge 60 ]]; then
        reason="waiting until nothing uses it any more: $left more minutes at most"
        told=$SECONDS
      fi
    elif grep -Eq "$passing" "$scratch/error" && ! grep -q 'InvalidKeyPair' "$scratch/error"; then
      reason='AWS is not ready for this yet: trying again'
    else
      return "$status"
    fi
    [[ $((SECONDS - began)) -lt $most ]] || return "$status"
    [[ -z $reason ]] || printf '%*s %s\n' "$((2 * ${#steps} + 3))" '' "$reason" >&2
    sleep "${LINTEL_POLL_SECONDS:-5}"
  done
}
# What AWS answers while something new has not reached all of it.
passing='\.NotFound\)|(LoadBalancer|TargetGroup|Listener)NotFound\)|NoSuchEntity|(Cluster|Service|Repository|Resource)NotFoundException|Invalid IAM Instance Profile|[Uu]nable to assume|cannot be assumed|not authorized to perform: sts:AssumeRole|Role is not valid|publish test message|ServiceLinkedRoleFailure|ServiceNotActiveException|UpdateInProgressException|Draining|ConcurrentModification|OperationAborted|ScalingActivityInProgress|SubnetNotFound\)|InvalidSecurityGroup\)|The VPC ID .* is not found|subnet ID .* does not exist|[Tt]arget [Gg]roups? (with|may)|ECS service doesn.t exist|fully-formed launch template|ObjectNotFoundException|AutoScalingGroup name not found|TaskDefinition not found|Unable to describe task definition|[Ss]pecified (capacity provider|Auto Scaling group) .*not found|NamespaceNotFoundException|[Ss]ervice [Rr]egistry .* not found'
# What it answers while something old is on its way out, or stays; a run waits so many seconds for it.
in_use='DependencyViolation|ResourceInUse|\.InUse\)|ClusterContains|DeleteConflict'
patience=150
# What it answers when nothing is left to remove.
vanished=''
throttled='Throttl|RequestLimitExceeded|TooManyRequests|Rate exceeded|SlowDown|PriorRequestNotComplete'


id=''
differs=''
created=''
# What this run has made.
# shellcheck disable=SC2034 # Not every script asks.
new=''
items=''
inventory=''
# shellcheck disable=SC2034 # Not every script replaces something.
aside=''

# What became of the steps so far, and of the one that goes on.
made=0 altered=0 kept=0 doing=none
tally() {
  case $doing in
  none) ;;
  making) made=$((made + 1)) ;;
  altering) altered=$((altered + 1)) ;;
  *) kept=$((kept + 1)) ;;
  esac
  doing=$1
}

# Begins a step: the logical id and the name of what it is about.
# shellcheck disable=SC2034 # Not every type that is made can take another's place.
step() {
  tally looking
  [[ $number -gt 0 ]] || began_at=$(date +%s)
  id=$1
  # What a name tag says may command the terminal.
  step=${2//[[:cntrl:]]/ }
  differs=''
  created=''
  replaces=''
  replaces_tag=''
  number=$((number + 1))
  printf '[%*s/%s] %s\n' "${#steps}" "$number" "$steps" "$step" >&2
}

# Makes something; $created is what tells it from others.
create() {
  doing=making
  act "$@"
  if [[ -n $dry_run ]]; then
    created="(new $id)"
  else
    created=$(<"$scratch/answer")
    new+=" $created"
  fi
}

# Adds to what differs the properties that a query names.
compare() {
  local answer
  answer=$(attempt "$@")
  differs+=" $answer"
}

# Whether a comparison found nothing to compare with, on no page of the answer.
is_absent() {
  local word result=1
  for word in $differs; do
    [[ $word == None ]] || return 1
    result=0
  done
  return "$result"
}

# Whether one of these properties differs.
changed() {
  local property
  for property in "$@"; do
    [[ " ${differs//$'\t'/ } " != *" $property "* ]] || return 0
  done
  return 1
}

# Whether a property differs that AWS cannot change: then the resource has to be replaced.
fixed() {
  local property found=''
  for property in "$@"; do
    if changed "$property"; then found+=" $property"; fi
  done
  [[ -n $found ]] || return 1
  [[ -n $allow_replacement ]] || die "$step cannot be changed to what the spec says:$found" \
    'With --allow-replacement it is replaced by a new one, which may interrupt what uses it.'
  say "  replacing it, because of$found"
}

# The identifier of what carries a logical id ($1); nothing where nothing does.
found() {
  local line result=''
  while IFS= read -r line; do
    row "$line" || continue
    [[ $row_id == "$1" ]] || continue
    [[ -z $result || $result == "$row_value" ]] || die "$1 is there twice: $result and $row_value" \
      'Two runs at the same time may have made one each. Delete the one that nothing uses, and run this again.'
    result=$row_value
  done <<<"$inventory"
  printf '%s' "$result"
}

# Ends the run where what carries a logical id ($1) has another name than the spec's ($2): AWS renames neither groups
# nor clusters, and what runs in one does not move.
keeps_name() {
  local name
  name=$(found "$1")
  [[ -z $name || $name == "$2" ]] || die "$3 $2 is called $name so far, and AWS cannot rename it" \
    "Write $name again, or give it and all that is in it other ids and names: then a new one is made beside the" \
    'old one, which --prune removes.'
}

# Adds what a query lists to the inventory.
look() { inventory+=$("$@")$'\n'; }

# Makes sure that what was just made is the only one of its id: another run may have made one meanwhile.
sole() {
  local inventory=''
  [[ -z $dry_run ]] || return 0
  look "$@"
  found "$id" >/dev/null
}

# Makes sure that a namesake is the system's own, or is to be adopted. A query tells whose it is: project, environment,
# logical id and stack, as JSON, so that equality decides and no value can pass for several.
claim() {
  local owner ours=null
  owner=$(attempt "$@")
  [[ -z $environment ]] || ours="\"$environment\""
  ours="[\"$project\",$ours,"
  case $owner in
  "$ours\"$id\",null]") return 0 ;;
  '[null,null,null,null]' | null | None | '' | "${ours}null,null]") ;;
  *'"]') die "$step belongs to a CloudFormation stack: $owner" \
    'Name it otherwise in the spec, or refer to it there with existing:' ;;
  "$ours"*) die "$step is the system's own: $owner" 'Two entries of a spec cannot have one name.' ;;
  *) die "$step belongs to another project or environment: $owner" 'Name it otherwise in the spec.' ;;
  esac
  [[ " $adopted " == *" $id "* ]] || die "$step is there already and does not carry this system's tags" \
    "To use it as it is, write existing: in the spec. To hand it over to this script, add --adopt $id"
  differs+=' Tags Adopted'
}

# Remembers what is set aside ($1): what takes its place names it in a tag, and is removed for that reason only.
# shellcheck disable=SC2034
set_aside() {
  replaces+="${replaces:++}$1"
  replaces_tag="{Key=lintel:replaces,Value=$replaces},"
  aside=1
}

# Removes what another is to take the name of: what is in use does not give it up.
make_room() {
  local status=0
  impatient=1 change "$@" || status=$?
  [[ $status -ne 0 ]] || return 0
  grep -Eq "$in_use" "$scratch/error" || return "$status"
  clean <"$scratch/error" >&2
  die "$step is in use and keeps its name, so that nothing can take its place" 'Write another name in the spec.'
}

# Whether $items has an item.
holds() {
  local item
  while IFS= read -r item; do
    [[ $item != "$1" ]] || return 0
  done <<<"${items//$'\t'/$'\n'}"
  return 1
}

# The items of $items that are none of these.
others() {
  local item wanted
  while IFS= read -r item; do
    [[ -n $item && $item != None ]] || continue
    for wanted in "$@"; do
      [[ $item != "$wanted" ]] || continue 2
    done
    printf '%s\n' "$item"
  done <<<"${items//$'\t'/$'\n'}"
}

rule_fields="SecurityGroupRuleId, to_string(IsEgress), IpProtocol, FromPort, ToPort, CidrIpv4 || CidrIpv6 || PrefixListId || ReferencedGroupInfo.GroupId, Description || ''"

# Whether $rules has a rule: direction, protocol, ports, source, description. It is taken out of them.
rule() {
  local line name egress protocol from to peer description direction wanted=$1/$2/$3/$4/$5 left='' hit=''
  while IFS=$'\t' read -r name egress protocol from to peer description; do
    [[ -n $name ]] || continue
    direction=ingress
    [[ $egress == false ]] || direction=egress
    # What has no ports is answered with -1, with the ports of all, or with nothing.
    case $protocol in
    tcp | udp | icmp | icmpv6) ;;
    *)
      from=-1
      to=-1
      ;;
    esac
    if [[ -z $hit && $direction/$protocol/$from/$to/$peer == "$wanted" ]]; then
      hit=$name
      [[ $description == "$6" ]] || describe "$direction" "SecurityGroupRuleId=$name,Description='$6'" || exit
    else
      line=$(printf '%s\t' "$name" "$egress" "$protocol" "$from" "$to" "$peer")
      left+="$line"$'\t'"$description"$'\n'
    fi
  done <<<"$rules"
  rules=$left
  [[ -n $hit ]]
}

describe() {
  if [[ $1 == ingress ]]; then
    change aws ec2 update-security-group-rule-descriptions-ingress --group-id "$group" \
      --security-group-rule-descriptions "$2"
  else
    change aws ec2 update-security-group-rule-descriptions-egress --group-id "$group" \
      --security-group-rule-descriptions "$2"
  fi
}

# Reads the rules of $group. A new one has a rule that lets everything out, and EC2 does not show it at once.
read_rules() {
  local began
  began=$(date +%s)
  while :; do
    rules=$(ask aws ec2 describe-security-group-rules --filters "Name=group-id,Values=$group" \
      --query "SecurityGroupRules[].[$rule_fields]")
    [[ -z $rules && -z $dry_run && " $new " == *" $group "* ]] || return 0
    if [[ $(($(date +%s) - began)) -ge 150 ]]; then
      say "EC2 does not show the rules of $group, so that none can be taken away: run this again"
      return 1
    fi
    waiting "$began" "rules of $group"
    sleep "${LINTEL_POLL_SECONDS:-5}"
  done
}

# Takes away what is left in $rules.
revoke_others() {
  local name egress
  while IFS=$'\t' read -r name egress _ <&3; do
    [[ -n $name && $name != None ]] || continue
    if [[ $egress == false ]]; then
      change aws ec2 revoke-security-group-ingress --group-id "$group" --security-group-rule-ids "$name"
    else
      change aws ec2 revoke-security-group-egress --group-id "$group" --security-group-rule-ids "$name"
    fi
  done 3<<<"$rules"
}

# JMESPath that picks what carries the system's tags, and says whose something is, as services spell tags.
ours="Tags[?Key=='lintel:project' && Value=='$project'] && Tags[?Key=='lintel:environment' && Value=='$environment'] && !(Tags[?Key=='aws:cloudformation:stack-id'])"
[[ -n $environment ]] || ours="Tags[?Key=='lintel:project' && Value=='$project'] && !(Tags[?Key=='lintel:environment']) && !(Tags[?Key=='aws:cloudformation:stack-id'])"
its_id="Tags[?Key=='lintel:id']|[0].Value"
its_replaces="Tags[?Key=='lintel:replaces']|[0].Value"
ours_lower="tags[?key=='lintel:project' && value=='$project'] && tags[?key=='lintel:environment' && value=='$environment'] && !(tags[?key=='aws:cloudformation:stack-id'])"
[[ -n $environment ]] || ours_lower="tags[?key=='lintel:project' && value=='$project'] && !(tags[?key=='lintel:environment']) && !(tags[?key=='aws:cloudformation:stack-id'])"
its_id_lower="tags[?key=='lintel:id']|[0].value"
its_replaces_lower="tags[?key=='lintel:replaces']|[0].value"
owner="to_string([[?Key=='lintel:project']|[0].Value, [?Key=='lintel:environment']|[0].Value, [?Key=='lintel:id']|[0].Value, [?Key=='aws:cloudformation:stack-id']|[0].Value])"
owner_lower="to_string([[?key=='lintel:project']|[0].value, [?key=='lintel:environment']|[0].value, [?key=='lintel:id']|[0].value, [?key=='aws:cloudformation:stack-id']|[0].value])"
owner_map='to_string(["lintel:project", "lintel:environment", "lintel:id", "aws:cloudformation:stack-id"])'

# Of the things whose names are read, the rows of those that carry the system's tags. The last option of a command takes
# so many ($1) names; one that has vanished (code $2) fails it for all.
rows_of() {
  local most=$1 absence=$2 words name
  shift 2
  words=$#
  while IFS= read -r name; do
    [[ -z $name ]] || set -- "$@" "$name"
  done
  while [[ $# -gt $words ]]; do
    rows_among "$words" "$absence" "${@:1:words+most}" || return
    set -- "${@:1:words}" "${@:words+most+1}"
  done
}

rows_among() {
  local words=$1 absence=$2 rows name
  shift 2
  if rows=$("$@"); then
    printf '%s\n' "$rows"
    return
  fi
  grep -Eq "\\(($absence)\\)" "$scratch/error" || return
  [[ $# -gt $((words + 1)) ]] || return 0
  for name in "${@:words+1}"; do
    rows_among "$words" "$absence" "${@:1:words}" "$name" || return
  done
}

list_ecs_cluster() {
  aws ecs list-clusters --query "clusterArns[].[to_string([@])]" | names | tags_ecs_cluster
}
tags_ecs_cluster() {
  rows_of 100 '-' aws ecs describe-clusters \
      --include TAGS \
      --query "clusters[?$ours_lower && status=='ACTIVE'].[to_string([$its_id_lower, clusterName, $its_replaces_lower])]" --clusters
}
list_ecs_service() {
  lookup 'ClusterNotFoundException' aws ecs list-services \
      --cluster="$1" --query "serviceArns[].[to_string([@])]" | names | tags_ecs_service "$1"
}
tags_ecs_service() {
  rows_of 10 '-' aws ecs describe-services \
      --cluster="$1" --include TAGS \
      --query "services[?$ours_lower && status=='ACTIVE'].[to_string([$its_id_lower, serviceArn, $its_replaces_lower])]" --services
}
list_elbv2_load_balancer() {
  aws elbv2 describe-load-balancers --query "LoadBalancers[].[to_string([LoadBalancerArn])]" | names | tags_elbv2_load_balancer
}
tags_elbv2_load_balancer() {
  rows_of 20 'LoadBalancerNotFound' aws elbv2 describe-tags \
      --query "TagDescriptions[?$ours].[to_string([$its_id, ResourceArn, $its_replaces])]" --resource-arns
}
list_elbv2_listener() {
  lookup 'LoadBalancerNotFound' aws elbv2 describe-listeners \
      --load-balancer-arn="$1" --query "Listeners[].[to_string([ListenerArn])]" | names | tags_elbv2_listener
}
tags_elbv2_listener() {
  rows_of 20 'ListenerNotFound' aws elbv2 describe-tags \
      --query "TagDescriptions[?$ours].[to_string([$its_id, ResourceArn, $its_replaces])]" --resource-arns
}
list_elbv2_target_group() {
  aws elbv2 describe-target-groups --query "TargetGroups[].[to_string([TargetGroupArn])]" | names | tags_elbv2_target_group
}
tags_elbv2_target_group() {
  rows_of 20 'TargetGroupNotFound' aws elbv2 describe-tags \
      --query "TagDescriptions[?$ours].[to_string([$its_id, ResourceArn, $its_replaces])]" --resource-arns
}

# The revision that a service ($2, $3) runs, and the newest of a family ($1).
list_revisions() {
  if [[ $# -gt 1 ]]; then
    lookup ClusterNotFoundException aws ecs describe-services --cluster="$2" --services="$3" \
      --query "services[?status=='ACTIVE']|[0].taskDefinition" || return
    printf '\n'
  fi
  lookup ClientException aws ecs describe-task-definition --task-definition="$1" \
    --query taskDefinition.taskDefinitionArn
}

# Notes what a service ($1, $2) has been deployed with so far, if it is there.
observe_service() {
  local state
  deployment='' rollout='' is_new=''
  [[ -n $2 ]] || return 0
  state=$(ask aws ecs describe-services --cluster="$1" --services="$2" \
    --query "services[0].deployments[?status=='PRIMARY']|[0].[id, rolloutState]")
  IFS=$'\t' read -r deployment rollout <<<"$state"
}

# Has a service ($1, $2) deploy once more what it runs: after a failed deployment ECS starts no tasks, and a tag
# means to it the image that it meant when a deployment began. The images that the service runs follow.
redeploy() {
  local reason='' image
  [[ -n $deployment ]] || return 0
  [[ $rollout != FAILED ]] || reason='its last deployment failed'
  for image in "${@:3}"; do
    [[ " ${pushed:-} " != *" $image "* ]] || reason='its image was pushed anew'
  done
  [[ -n $reason ]] || return 0
  printf '%*s %s\n' "$((2 * ${#steps} + 3))" '' "deploying it again: $reason" >&2
  change aws ecs update-service --cluster="$1" --service="$2" --force-new-deployment --query service.serviceArn
  is_new=1
}

# Waits until a service ($1, $2) runs nothing but a task definition ($3) and ECS calls that complete, for half an
# hour without progress at most. What ECS answers may be older than the last change: it is no verdict before the
# new deployment was seen, nor until it was said three times.
settle_service() {
  local state running desired deployments id task ran state_of failed shown='' text others=0
  local mine='' most=-1 least=1000000 began since=$SECONDS told=$SECONDS unseen=''
  [[ -z $dry_run ]] || return 0
  [[ -n $is_new ]] || mine=$deployment
  began=$(date +%s)
  while :; do
    state=$(ask aws ecs describe-services --cluster="$1" --services="$2" --query "services[0].[runningCount, desiredCount,
      length(deployments), deployments[?status=='PRIMARY']|[0].id, deployments[?status=='PRIMARY']|[0].taskDefinition,
      deployments[?status=='PRIMARY']|[0].runningCount, deployments[?status=='PRIMARY']|[0].failedTasks,
      deployments[?id=='$mine']|[0].rolloutState]")
    IFS=$'\t' read -r running desired deployments id task ran failed state_of <<<"$state"
    if [[ -z $mine && ${id:-None} != None && $id != "$deployment" && $task == "$3" ]]; then
      mine=$id
      continue
    fi
    [[ ${state_of:-None} != FAILED ]] || die 'the deployment failed' "$(diagnosis "$1" "$2")"
    text='ECS has not begun the deployment'
    if [[ ${id:-None} == None || $id == "$deployment" && $id != "$mine" ]]; then
      unseen=${unseen:-$SECONDS}
      [[ $((SECONDS - unseen)) -lt 300 ]] ||
        die 'ECS did not begin the deployment, or gave it up at once' "$(diagnosis "$1" "$2")"
    else
      unseen=''
    fi
    if [[ ${id:-None} != None && -n $mine && $id != "$mine" ||
      ${id:-None} != None && -z $mine && $id != "$deployment" && $task != "$3" ]]; then
      others=$((others + 1))
      [[ $others -lt 3 ]] || die "the deployment was rolled back to ${task##*/}" "$(diagnosis "$1" "$2")"
    elif [[ -n $mine && $id == "$mine" ]]; then
      others=0
      # Where ECS reports no state, as beside load balancers of old, the counts are all there is.
      if [[ $deployments -eq 1 && $running -eq $desired && ($state_of == COMPLETED || $state_of == None) ]]; then
        return 0
      fi
      text="$ran of $desired tasks run"
      [[ $ran -lt $desired ]] || text+=', not all of them healthy yet'
      [[ ${failed/None/0} -eq 0 ]] || text+=", $failed have failed"
      [[ $running -le $ran ]] || text+=", $((running - ran)) of before are ending"
      if [[ $ran -gt $most || $((running - ran)) -lt $least ]]; then since=$SECONDS; fi
      [[ $ran -le $most ]] || most=$ran
      [[ $((running - ran)) -ge $least ]] || least=$((running - ran))
    fi
    # A line a minute.
    if [[ $text != "$shown" || $((SECONDS - told)) -ge 60 ]]; then
      waiting "$began" "$text"
      shown=$text
      told=$SECONDS
    fi
    [[ $((SECONDS - since)) -lt 1800 ]] ||
      die "the service did not settle, for half an hour: $text" "$(diagnosis "$1" "$2")"
    sleep "${LINTEL_POLL_SECONDS:-$((SECONDS - since < 300 ? 10 : 30))}"
  done
}

# Why a service ($1, $2) is not what it should be. What may not be asked is left out.
diagnosis() {
  local cluster=$1 service=$2 arns arn groups group
  section 'The service said last:' "$(aws ecs describe-services --cluster="$cluster" --services="$service" \
    --query 'services[0].events[:5].[message]')"
  arns=$(aws ecs list-tasks --cluster="$cluster" --service-name="$service" --desired-status STOPPED --max-results 5 \
    --query 'taskArns[].[@]')
  set --
  for arn in $arns; do
    [[ $arn == None ]] || set -- "$@" "$arn"
  done
  if [[ $# -gt 0 ]]; then
    section 'Tasks ended:' "$(aws ecs describe-tasks --cluster="$cluster" --tasks "$@" --query "tasks[].[join('', [
      stoppedReason || 'no reason given', ' (', join('; ', containers[].join(' ', [name || '?', 'exit code',
      to_string(exitCode || 'none'), reason || ''])), ')'])]")"
  fi
  groups=$(aws ecs describe-services --cluster="$cluster" --services="$service" \
    --query 'services[0].loadBalancers[].[targetGroupArn]')
  for group in $groups; do
    [[ $group == arn:* ]] || continue
    section "Targets in ${group#*:targetgroup/}:" "$(aws elbv2 describe-target-health --target-group-arn="$group" \
      --query "TargetHealthDescriptions[].[join(' ', [Target.Id, TargetHealth.State, TargetHealth.Reason || '',
      TargetHealth.Description || ''])]")"
  done
}

# A heading, and the lines that belong to it.
section() {
  [[ -n $2 && $2 != None ]] || return 0
  printf '%s\n' "$1"
  printf '%s\n' "$2" | sed 's/^/    /'
}

# Adds to what differs what a query names of a part that need not be there: AWS calls that an error ($1), and a
# property ($2) differs then.
compare_part() {
  local absence=$1 stated=$2 answer
  shift 2
  answer=$(lookup "$absence" "$@")
  differs+=" ${answer:-$stated}"
}

# Waits until a query ($2…) answers something, so many minutes at most.
until_there() {
  local minutes=$1 began=$SECONDS state
  shift
  [[ -z $dry_run ]] || return 0
  printf '%*s %s\n' "$((2 * ${#steps} + 3))" '' 'waiting: until it can be used' >&2
  while :; do
    state=$(lookup - "$@")
    [[ -z $state ]] || return 0
    [[ $((SECONDS - began)) -lt $((60 * minutes)) ]] || die "$step cannot be used after $minutes minutes" 'AWS goes on by itself: run this again.'
    sleep "${LINTEL_POLL_SECONDS:-10}"
  done
}

# The images that this run has pushed.
pushed=''

# Whether an image has to be built: its tag is not in the repository, or --rebuild says so.
wants_image() {
  local digest
  [[ -z $skip_image ]] || return 1
  [[ -z $rebuild ]] || return 0
  digest=$(lookup 'ImageNotFoundException|RepositoryNotFoundException' aws ecr describe-images \
    --repository-name="$1" --image-ids "$2" --query 'imageDetails[0].imageDigest') || exit
  [[ -z $digest ]]
}

# Where a repository's ($1) image is built: what --image-dir says, else $2.
image_directory() {
  local line directory=$2
  while IFS= read -r line; do
    [[ $line != "$1="* ]] || directory=${line#*=}
  done <<<"$image_directories"
  if [[ ! -e $directory/$3 ]]; then
    die "there is no $directory/$3 to build the image from" \
      "Say where it is with --image-dir $1=DIR, or push the image yourself and add --skip-image."
  fi
  # Docker would take what begins with a hyphen for an option, and an address for something to fetch.
  case $directory in /* | . | .. | ./* | ../*) ;; *) directory=./$directory ;; esac
  printf '%s' "$directory"
}

# Signs docker in to a registry, once.
logged_in=''
log_in() {
  local password
  type -P docker >/dev/null || die 'docker is missing' 'Install it, or push the image yourself and add --skip-image.'
  [[ -z $dry_run && -z $logged_in ]] || return 0
  password=$(aws ecr get-login-password)
  printf '%s' "$password" | docker login --username AWS --password-stdin "$1" >/dev/null 2>"$scratch/login" ||
    die "docker could not sign in to $1" "$(cat "$scratch/login")"
  logged_in=1
}

# ---- Options ----

usage() {
  cat <<END
Usage: deploy.sh [options]

  --dry-run            print what would be done, and do nothing
  --parameter imageTag=VALUE Tag of the encryptor image to run; 1.0.0 the first time, then the last value
  --image-dir ID=DIR   build the image of repository ID from DIR instead
  --rebuild            build and push an image although its tag is there already
  --skip-image         neither build nor push images
  --allow-replacement  replace what AWS cannot change
  --adopt LOGICALID    take over what has the right name and no tags; may be repeated
  --prune              in the end, remove what the spec no longer has, with the destroy.sh beside this
  --yes-orphans        with --prune: do not ask
  --delete-data        with --prune: repositories and log groups too
  --help               print this

It ends with 0 when all is as the spec says, 2 when it could not begin, 1 when it stopped on the way.
END
}

allow_replacement=''
prune=''
yes_orphans=''
delete_data=''
adopted=''
unset parameter_imageTag
rebuild=''
skip_image=''
image_directories=''

argument() { [[ $# -gt 1 ]] || die "$1 wants a value"; }

while [[ $# -gt 0 ]]; do
  case $1 in
  --dry-run) dry_run=1 ;;
  --account)
    argument "$@"
    its_account=$2; shift
    [[ -z $expected_account || $its_account == "$expected_account" ]] ||
      die "the spec says account $expected_account, not $its_account"
    expected_account=$its_account ;;
  --allow-replacement) allow_replacement=1 ;;
  --prune) prune=1 ;;
  --yes-orphans) yes_orphans=1 ;;
  --delete-data) delete_data=1 ;;
  --adopt) argument "$@"; adopted+=" $2"; shift ;;
  --rebuild) rebuild=1 ;;
  --skip-image) skip_image=1 ;;
  --image-dir) argument "$@"; image_directories+=$2$'\n'; shift ;;
  --parameter)
    argument "$@"
    assignment=$2; shift
    case $assignment in
    imageTag=*) parameter_imageTag=${assignment#*=} ;;
    *) die "there is no parameter '${assignment%%=*}'" 'There is: imageTag' ;;
    esac ;;
  -h | --help) usage; exit 0 ;;
  *) die "unknown option: $1" 'With --help the options are printed.' ;;
  esac
  shift
done

destroy=$(unset CDPATH && cd -- "$(dirname -- "$0")" && pwd)/destroy.sh
if [[ -n $prune && ! -x $destroy ]]; then die '--prune wants destroy.sh beside this script'; fi
if [[ -n $prune && -z $yes_orphans && -z $dry_run && ! -t 0 ]]; then
  die '--prune asks before it removes anything, and nobody is there' 'With --yes-orphans nothing is asked.'
fi

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
url_suffix=amazonaws.com
[[ $partition != aws-cn ]] || url_suffix=amazonaws.com.cn
if ! aws application-autoscaling list-tags-for-resource --generate-cli-skeleton >/dev/null; then
  grep -qi 'invalid choice' "$scratch/error" || exit
  die 'this AWS CLI is too old: it cannot tag scalable targets' 'Any of April 2023 or later can.'
fi

# The value of a parameter: the command line's, else the last deployment's, else, the first time, the default.
settle() {
  value=''
  if [[ -n $2 ]]; then
    value=$3
  elif [[ $4 == given ]]; then
    value=$5
  elif [[ -n $last ]]; then
    value=$last
  elif [[ -z $is_first ]]; then
    die "what parameter '$1' was the last time is not known: its value did not fit in a tag" "Give it again: --parameter $1=…"
  elif [[ $# -gt 4 ]]; then
    value=$5
  else
    die "parameter '$1' has no value" "Add --parameter $1=…"
  fi
  forms
}

# A value as it stands in JSON, in quotes of JMESPath, and in a tag.
forms() {
  local code character
  value_tag=$value
  if [[ ${#value} -gt 256 || $value == *[!A-Za-z0-9\ +=._:/@-]* ]]; then value_tag=''; fi
  value_json=${value//\\/\\\\}
  value_json=${value_json//\"/\\\"}
  value_json=${value_json//\`/\\u0060}
  # What controls a terminal may not stand in JSON.
  for code in 0{1..9} 0{a..f} 1{0..9} 1{a..f}; do
    printf -v character %b "\\x$code"
    value_json=${value_json//"$character"/\\u00$code}
  done
  value_quoted=${value//\\/\\\\}
  value_quoted=${value_quoted//\'/\\\'}
}

require_number() {
  [[ $2 =~ ^-?[0-9]+([.][0-9]+)?$ ]] || die "parameter '$1' is a number, and '$2' is none"
}

require_one_of() {
  local name=$1 value=$2 allowed
  shift 2
  for allowed in "$@"; do
    [[ $value != "$allowed" ]] || return 0
  done
  die "parameter '$name' cannot be '$value'" "It takes: $*"
}

require_match() {
  [[ $2 =~ ^($3)$ ]] || die "parameter '$1' cannot be '$2'" "It has to match $3"
}

look_around() {
  inventory=''
  look aws ec2 describe-vpcs \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "Vpcs[?$ours].[to_string([$its_id, VpcId, $its_replaces])]"
  look aws ec2 describe-internet-gateways \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "InternetGateways[?$ours].[to_string([$its_id, InternetGatewayId, $its_replaces])]"
  look aws ec2 describe-subnets \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "Subnets[?$ours].[to_string([$its_id, SubnetId, $its_replaces])]"
  look aws ec2 describe-route-tables \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "RouteTables[?$ours].[to_string([$its_id, RouteTableId, $its_replaces])]"
  look aws ec2 describe-security-groups \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "SecurityGroups[?$ours].[to_string([$its_id, GroupId, $its_replaces])]"
  look list_ecs_cluster
  look list_ecs_service my-app-cluster
  look list_elbv2_load_balancer
  parent=$(found LoadBalancerPublic)
  [[ -z $parent ]] || look list_elbv2_listener "$parent"
  look list_elbv2_target_group
}
step='finding out what is there'
look_around
keeps_name ClusterApp my-app-cluster cluster

step='finding out the parameters'
is_first=1
last=''
revisions=$(list_revisions my-app-encryptor my-app-cluster my-app-autoscaling-service)
TaskDefinitionEncryptor=''
for revision in $revisions; do
  TaskDefinitionEncryptor=$revision
  break
done
if [[ -n $TaskDefinitionEncryptor ]]; then
  is_first=''
  last=$(lookup - aws ecs describe-task-definition \
    --task-definition "$TaskDefinitionEncryptor" --include TAGS \
    --query "tags[?key=='lintel:parameter:imageTag']|[0].value")
fi
settle imageTag "${parameter_imageTag+given}" "${parameter_imageTag-}" default 1.0.0
parameter_imageTag=$value
parameter_imageTag_json=$value_json
parameter_imageTag_quoted=$value_quoted
parameter_imageTag_tag=$value_tag

# ---- Steps ----

# Roles that AWS's services act with
step 'ServiceLinkedRoles' 'service-linked roles'
items=$(ask aws iam list-roles --path-prefix /aws-service-role/ --query 'Roles[].[Path]')
holds /aws-service-role/ecs.amazonaws.com/ ||
  change aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com
holds /aws-service-role/elasticloadbalancing.amazonaws.com/ ||
  change aws iam create-service-linked-role --aws-service-name elasticloadbalancing.amazonaws.com
holds /aws-service-role/ecs.application-autoscaling.amazonaws.com/ ||
  change aws iam create-service-linked-role --aws-service-name ecs.application-autoscaling.amazonaws.com

# vpcs.workspace (lintel.yaml:26)
step VpcWorkspace 'VPC my-workspace-vpc'
VpcWorkspace=$(found VpcWorkspace)
if [[ -n $VpcWorkspace ]]; then
  compare aws ec2 describe-vpcs \
      --vpc-ids "$VpcWorkspace" \
      --query "Vpcs[0].[
      CidrBlock == '10.0.0.0/16' || 'CidrBlock',
      Tags[?Key=='Name']|[0].Value == 'my-workspace-vpc' || 'Tags']"
  compare aws ec2 describe-vpc-attribute \
      --vpc-id "$VpcWorkspace" --attribute enableDnsSupport \
      --query "[
      EnableDnsSupport.Value == \`true\` || 'EnableDnsSupport']"
  compare aws ec2 describe-vpc-attribute \
      --vpc-id "$VpcWorkspace" --attribute enableDnsHostnames \
      --query "[
      EnableDnsHostnames.Value == \`true\` || 'EnableDnsHostnames']"
  if fixed CidrBlock; then
    change aws ec2 create-tags \
        --resources "$VpcWorkspace" --tags Key=lintel:id,Value=VpcWorkspace.replaced
    set_aside "$VpcWorkspace"
    VpcWorkspace=
    look_around
  fi
fi
if [[ -z $VpcWorkspace ]]; then
  create aws ec2 create-vpc \
      --cidr-block 10.0.0.0/16 \
      --tag-specifications "ResourceType=vpc,Tags=[$replaces_tag{Key=Name,Value=my-workspace-vpc},{Key=lintel:project,Value=my-app},{Key=lintel:environment,Value=production},{Key=lintel:id,Value=VpcWorkspace}]" \
      --query Vpc.VpcId
  VpcWorkspace=$created
  sole aws ec2 describe-vpcs \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "Vpcs[?$ours].[to_string([$its_id, VpcId, $its_replaces])]"
  await aws ec2 wait vpc-available --vpc-ids "$VpcWorkspace"
  differs=EnableDnsHostnames
fi
if changed EnableDnsSupport; then
  change aws ec2 modify-vpc-attribute --vpc-id "$VpcWorkspace" --enable-dns-support Value=true
fi
if changed EnableDnsHostnames; then
  change aws ec2 modify-vpc-attribute --vpc-id "$VpcWorkspace" --enable-dns-hostnames Value=true
fi
if changed Tags; then
  change aws ec2 create-tags \
      --resources "$VpcWorkspace" \
      --tags Key=Name,Value=my-workspace-vpc Key=lintel:project,Value=my-app Key=lintel:environment,Value=production Key=lintel:id,Value=VpcWorkspace
fi

# vpcs.workspace/internetGateway (lintel.yaml:26)
step VpcWorkspaceInternetGateway 'internet gateway my-workspace-vpc'
VpcWorkspaceInternetGateway=$(found VpcWorkspaceInternetGateway)
if [[ -n $VpcWorkspaceInternetGateway ]]; then
  compare aws ec2 describe-internet-gateways \
      --internet-gateway-ids "$VpcWorkspaceInternetGateway" \
      --query "InternetGateways[0].[
      Tags[?Key=='Name']|[0].Value == 'my-workspace-vpc' || 'Tags']"
fi
if [[ -z $VpcWorkspaceInternetGateway ]]; then
  create aws ec2 create-internet-gateway \
      --tag-specifications "ResourceType=internet-gateway,Tags=[$replaces_tag{Key=Name,Value=my-workspace-vpc},{Key=lintel:project,Value=my-app},{Key=lintel:environment,Value=production},{Key=lintel:id,Value=VpcWorkspaceInternetGateway}]" \
      --query InternetGateway.InternetGatewayId
  VpcWorkspaceInternetGateway=$created
  sole aws ec2 describe-internet-gateways \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "InternetGateways[?$ours].[to_string([$its_id, InternetGatewayId, $its_replaces])]"
  differs=''
fi
if changed Tags; then
  change aws ec2 create-tags \
      --resources "$VpcWorkspaceInternetGateway" \
      --tags Key=Name,Value=my-workspace-vpc Key=lintel:project,Value=my-app Key=lintel:environment,Value=production Key=lintel:id,Value=VpcWorkspaceInternetGateway
fi

# vpcs.workspace/internetGatewayAttachment (lintel.yaml:26)
step VpcWorkspaceInternetGatewayAttachment 'attachment of the internet gateway of workspace'
compare aws ec2 describe-internet-gateways \
    --internet-gateway-ids "$VpcWorkspaceInternetGateway" \
    --query "InternetGateways[0].Attachments[0].[
    VpcId == '$VpcWorkspace' || 'VpcId']"
if is_absent; then
  create aws ec2 attach-internet-gateway \
      --internet-gateway-id "$VpcWorkspaceInternetGateway" --vpc-id "$VpcWorkspace"
  differs=''
fi

# subnets.public-a (lintel.yaml:31)
step SubnetPublicA 'subnet my-workspace-subnet-app-public1-a'
SubnetPublicA=$(found SubnetPublicA)
if [[ -n $SubnetPublicA ]]; then
  compare aws ec2 describe-subnets \
      --subnet-ids "$SubnetPublicA" \
      --query "Subnets[0].[
      VpcId == '$VpcWorkspace' || 'VpcId',
      AvailabilityZone == 'us-east-1a' || 'AvailabilityZone',
      CidrBlock == '10.0.0.0/20' || 'CidrBlock',
      MapPublicIpOnLaunch == \`true\` || 'MapPublicIpOnLaunch',
      Ipv6CidrBlockAssociationSet[?starts_with(Ipv6CidrBlockState.State, 'associat')]|[0].Ipv6CidrBlock == \`null\` || 'Ipv6CidrBlock',
      (AssignIpv6AddressOnCreation || \`false\`) == \`false\` || 'AssignIpv6AddressOnCreation',
      Tags[?Key=='Name']|[0].Value == 'my-workspace-subnet-app-public1-a' || 'Tags']"
  if fixed VpcId AvailabilityZone CidrBlock; then
    change aws ec2 create-tags \
        --resources "$SubnetPublicA" --tags Key=lintel:id,Value=SubnetPublicA.replaced
    set_aside "$SubnetPublicA"
    SubnetPublicA=
    look_around
  fi
fi
if [[ -z $SubnetPublicA ]]; then
  create aws ec2 create-subnet \
      --vpc-id "$VpcWorkspace" --availability-zone us-east-1a --cidr-block 10.0.0.0/20 \
      --tag-specifications "ResourceType=subnet,Tags=[$replaces_tag{Key=Name,Value=my-workspace-subnet-app-public1-a},{Key=lintel:project,Value=my-app},{Key=lintel:environment,Value=production},{Key=lintel:id,Value=SubnetPublicA}]" \
      --query Subnet.SubnetId
  SubnetPublicA=$created
  sole aws ec2 describe-subnets \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "Subnets[?$ours].[to_string([$its_id, SubnetId, $its_replaces])]"
  until_there 5 aws ec2 describe-subnets \
      --subnet-ids "$SubnetPublicA" \
      --query "Subnets[?State=='available' && !(Ipv6CidrBlockAssociationSet[?Ipv6CidrBlockState.State=='associating'])].[SubnetId]"
  differs=MapPublicIpOnLaunch
fi
if changed MapPublicIpOnLaunch; then
  change aws ec2 modify-subnet-attribute \
      --subnet-id "$SubnetPublicA" --map-public-ip-on-launch Value=true
fi
if changed AssignIpv6AddressOnCreation; then
  change aws ec2 modify-subnet-attribute \
      --subnet-id "$SubnetPublicA" --assign-ipv6-address-on-creation Value=false
fi
if changed Tags; then
  change aws ec2 create-tags \
      --resources "$SubnetPublicA" \
      --tags Key=Name,Value=my-workspace-subnet-app-public1-a Key=lintel:project,Value=my-app Key=lintel:environment,Value=production Key=lintel:id,Value=SubnetPublicA
fi
if changed Ipv6CidrBlock; then
  item=$(ask aws ec2 describe-subnets \
      --subnet-ids "$SubnetPublicA" \
      --query "Subnets[0].Ipv6CidrBlockAssociationSet[?starts_with(Ipv6CidrBlockState.State, 'associat')]|[0].AssociationId")
  [[ -z $item ]] || change aws ec2 disassociate-subnet-cidr-block --association-id "$item"
fi

# subnets.public-a/routeTable (lintel.yaml:31)
step SubnetPublicARouteTable 'route table my-workspace-subnet-app-public1-a'
SubnetPublicARouteTable=$(found SubnetPublicARouteTable)
if [[ -n $SubnetPublicARouteTable ]]; then
  compare aws ec2 describe-route-tables \
      --route-table-ids "$SubnetPublicARouteTable" \
      --query "RouteTables[0].[
      VpcId == '$VpcWorkspace' || 'VpcId',
      Tags[?Key=='Name']|[0].Value == 'my-workspace-subnet-app-public1-a' || 'Tags']"
  if fixed VpcId; then
    change aws ec2 create-tags \
        --resources "$SubnetPublicARouteTable" \
        --tags Key=lintel:id,Value=SubnetPublicARouteTable.replaced
    set_aside "$SubnetPublicARouteTable"
    SubnetPublicARouteTable=
    look_around
  fi
fi
if [[ -z $SubnetPublicARouteTable ]]; then
  create aws ec2 create-route-table \
      --vpc-id "$VpcWorkspace" \
      --tag-specifications "ResourceType=route-table,Tags=[$replaces_tag{Key=Name,Value=my-workspace-subnet-app-public1-a},{Key=lintel:project,Value=my-app},{Key=lintel:environment,Value=production},{Key=lintel:id,Value=SubnetPublicARouteTable}]" \
      --query RouteTable.RouteTableId
  SubnetPublicARouteTable=$created
  sole aws ec2 describe-route-tables \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "RouteTables[?$ours].[to_string([$its_id, RouteTableId, $its_replaces])]"
  differs=''
fi
if changed Tags; then
  change aws ec2 create-tags \
      --resources "$SubnetPublicARouteTable" \
      --tags Key=Name,Value=my-workspace-subnet-app-public1-a Key=lintel:project,Value=my-app Key=lintel:environment,Value=production Key=lintel:id,Value=SubnetPublicARouteTable
fi
if [[ -z $created ]]; then
  items=$(ask aws ec2 describe-route-tables \
      --route-table-ids "$SubnetPublicARouteTable" \
      --query "RouteTables[0].Routes[?Origin=='CreateRoute' && (DestinationCidrBlock || DestinationIpv6CidrBlock)].[DestinationCidrBlock || DestinationIpv6CidrBlock]")
  while IFS= read -r item <&3; do
    [[ -z $item || $item == *:* ]] || change aws ec2 delete-route \
      --route-table-id "$SubnetPublicARouteTable" --destination-cidr-block "$item"
    [[ $item != *:* ]] || change aws ec2 delete-route \
      --route-table-id "$SubnetPublicARouteTable" --destination-ipv6-cidr-block "$item"
  done 3<<<"$(others 0.0.0.0/0)"
fi

# subnets.public-a/defaultRoute (lintel.yaml:36)
step SubnetPublicADefaultRoute 'route to 0.0.0.0/0 of public-a'
compare aws ec2 describe-route-tables \
    --route-table-ids "$SubnetPublicARouteTable" \
    --query "RouteTables[0].Routes[?(DestinationCidrBlock || DestinationIpv6CidrBlock)=='0.0.0.0/0']|[0].[
    GatewayId == '$VpcWorkspaceInternetGateway' || 'GatewayId']"
if is_absent; then
  create aws ec2 create-route \
      --route-table-id "$SubnetPublicARouteTable" --destination-cidr-block 0.0.0.0/0 \
      --gateway-id "$VpcWorkspaceInternetGateway"
  differs=''
fi
if changed GatewayId; then
  change aws ec2 replace-route \
      --route-table-id "$SubnetPublicARouteTable" --destination-cidr-block 0.0.0.0/0 \
      --gateway-id "$VpcWorkspaceInternetGateway"
fi

# subnets.public-a/routeTableAssociation (lintel.yaml:31)
step SubnetPublicARouteTableAssociation 'association of the route table of public-a'
SubnetPublicARouteTableAssociation=$(lookup - aws ec2 describe-route-tables \
    --filters "Name=association.subnet-id,Values=$SubnetPublicA" \
    --query "RouteTables[0].Associations[?SubnetId=='$SubnetPublicA']|[0].RouteTableAssociationId")
if [[ -n $SubnetPublicARouteTableAssociation ]]; then
  compare aws ec2 describe-route-tables \
      --filters "Name=association.subnet-id,Values=$SubnetPublicA" \
      --query "RouteTables[0].Associations[?SubnetId=='$SubnetPublicA']|[0].[
      RouteTableId == '$SubnetPublicARouteTable' || 'RouteTableId']"
fi
if [[ -z $SubnetPublicARouteTableAssociation ]]; then
  create aws ec2 associate-route-table \
      --route-table-id "$SubnetPublicARouteTable" --subnet-id "$SubnetPublicA" \
      --query AssociationId
  SubnetPublicARouteTableAssociation=$created
  differs=''
fi
if changed RouteTableId; then
  change aws ec2 replace-route-table-association \
      --association-id "$SubnetPublicARouteTableAssociation" \
      --route-table-id "$SubnetPublicARouteTable"
fi

# subnets.public-b (lintel.yaml:37)
step SubnetPublicB 'subnet my-workspace-subnet-app-public1-b'
SubnetPublicB=$(found SubnetPublicB)
if [[ -n $SubnetPublicB ]]; then
  compare aws ec2 describe-subnets \
      --subnet-ids "$SubnetPublicB" \
      --query "Subnets[0].[
      VpcId == '$VpcWorkspace' || 'VpcId',
      AvailabilityZone == 'us-east-1b' || 'AvailabilityZone',
      CidrBlock == '10.0.16.0/20' || 'CidrBlock',
      MapPublicIpOnLaunch == \`true\` || 'MapPublicIpOnLaunch',
      Ipv6CidrBlockAssociationSet[?starts_with(Ipv6CidrBlockState.State, 'associat')]|[0].Ipv6CidrBlock == \`null\` || 'Ipv6CidrBlock',
      (AssignIpv6AddressOnCreation || \`false\`) == \`false\` || 'AssignIpv6AddressOnCreation',
      Tags[?Key=='Name']|[0].Value == 'my-workspace-subnet-app-public1-b' || 'Tags']"
  if fixed VpcId AvailabilityZone CidrBlock; then
    change aws ec2 create-tags \
        --resources "$SubnetPublicB" --tags Key=lintel:id,Value=SubnetPublicB.replaced
    set_aside "$SubnetPublicB"
    SubnetPublicB=
    look_around
  fi
fi
if [[ -z $SubnetPublicB ]]; then
  create aws ec2 create-subnet \
      --vpc-id "$VpcWorkspace" --availability-zone us-east-1b --cidr-block 10.0.16.0/20 \
      --tag-specifications "ResourceType=subnet,Tags=[$replaces_tag{Key=Name,Value=my-workspace-subnet-app-public1-b},{Key=lintel:project,Value=my-app},{Key=lintel:environment,Value=production},{Key=lintel:id,Value=SubnetPublicB}]" \
      --query Subnet.SubnetId
  SubnetPublicB=$created
  sole aws ec2 describe-subnets \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "Subnets[?$ours].[to_string([$its_id, SubnetId, $its_replaces])]"
  until_there 5 aws ec2 describe-subnets \
      --subnet-ids "$SubnetPublicB" \
      --query "Subnets[?State=='available' && !(Ipv6CidrBlockAssociationSet[?Ipv6CidrBlockState.State=='associating'])].[SubnetId]"
  differs=MapPublicIpOnLaunch
fi
if changed MapPublicIpOnLaunch; then
  change aws ec2 modify-subnet-attribute \
      --subnet-id "$SubnetPublicB" --map-public-ip-on-launch Value=true
fi
if changed AssignIpv6AddressOnCreation; then
  change aws ec2 modify-subnet-attribute \
      --subnet-id "$SubnetPublicB" --assign-ipv6-address-on-creation Value=false
fi
if changed Tags; then
  change aws ec2 create-tags \
      --resources "$SubnetPublicB" \
      --tags Key=Name,Value=my-workspace-subnet-app-public1-b Key=lintel:project,Value=my-app Key=lintel:environment,Value=production Key=lintel:id,Value=SubnetPublicB
fi
if changed Ipv6CidrBlock; then
  item=$(ask aws ec2 describe-subnets \
      --subnet-ids "$SubnetPublicB" \
      --query "Subnets[0].Ipv6CidrBlockAssociationSet[?starts_with(Ipv6CidrBlockState.State, 'associat')]|[0].AssociationId")
  [[ -z $item ]] || change aws ec2 disassociate-subnet-cidr-block --association-id "$item"
fi

# subnets.public-b/routeTable (lintel.yaml:37)
step SubnetPublicBRouteTable 'route table my-workspace-subnet-app-public1-b'
SubnetPublicBRouteTable=$(found SubnetPublicBRouteTable)
if [[ -n $SubnetPublicBRouteTable ]]; then
  compare aws ec2 describe-route-tables \
      --route-table-ids "$SubnetPublicBRouteTable" \
      --query "RouteTables[0].[
      VpcId == '$VpcWorkspace' || 'VpcId',
      Tags[?Key=='Name']|[0].Value == 'my-workspace-subnet-app-public1-b' || 'Tags']"
  if fixed VpcId; then
    change aws ec2 create-tags \
        --resources "$SubnetPublicBRouteTable" \
        --tags Key=lintel:id,Value=SubnetPublicBRouteTable.replaced
    set_aside "$SubnetPublicBRouteTable"
    SubnetPublicBRouteTable=
    look_around
  fi
fi
if [[ -z $SubnetPublicBRouteTable ]]; then
  create aws ec2 create-route-table \
      --vpc-id "$VpcWorkspace" \
      --tag-specifications "ResourceType=route-table,Tags=[$replaces_tag{Key=Name,Value=my-workspace-subnet-app-public1-b},{Key=lintel:project,Value=my-app},{Key=lintel:environment,Value=production},{Key=lintel:id,Value=SubnetPublicBRouteTable}]" \
      --query RouteTable.RouteTableId
  SubnetPublicBRouteTable=$created
  sole aws ec2 describe-route-tables \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "RouteTables[?$ours].[to_string([$its_id, RouteTableId, $its_replaces])]"
  differs=''
fi
if changed Tags; then
  change aws ec2 create-tags \
      --resources "$SubnetPublicBRouteTable" \
      --tags Key=Name,Value=my-workspace-subnet-app-public1-b Key=lintel:project,Value=my-app Key=lintel:environment,Value=production Key=lintel:id,Value=SubnetPublicBRouteTable
fi
if [[ -z $created ]]; then
  items=$(ask aws ec2 describe-route-tables \
      --route-table-ids "$SubnetPublicBRouteTable" \
      --query "RouteTables[0].Routes[?Origin=='CreateRoute' && (DestinationCidrBlock || DestinationIpv6CidrBlock)].[DestinationCidrBlock || DestinationIpv6CidrBlock]")
  while IFS= read -r item <&3; do
    [[ -z $item || $item == *:* ]] || change aws ec2 delete-route \
      --route-table-id "$SubnetPublicBRouteTable" --destination-cidr-block "$item"
    [[ $item != *:* ]] || change aws ec2 delete-route \
      --route-table-id "$SubnetPublicBRouteTable" --destination-ipv6-cidr-block "$item"
  done 3<<<"$(others 0.0.0.0/0)"
fi

# subnets.public-b/defaultRoute (lintel.yaml:42)
step SubnetPublicBDefaultRoute 'route to 0.0.0.0/0 of public-b'
compare aws ec2 describe-route-tables \
    --route-table-ids "$SubnetPublicBRouteTable" \
    --query "RouteTables[0].Routes[?(DestinationCidrBlock || DestinationIpv6CidrBlock)=='0.0.0.0/0']|[0].[
    GatewayId == '$VpcWorkspaceInternetGateway' || 'GatewayId']"
if is_absent; then
  create aws ec2 create-route \
      --route-table-id "$SubnetPublicBRouteTable" --destination-cidr-block 0.0.0.0/0 \
      --gateway-id "$VpcWorkspaceInternetGateway"
  differs=''
fi
if changed GatewayId; then
  change aws ec2 replace-route \
      --route-table-id "$SubnetPublicBRouteTable" --destination-cidr-block 0.0.0.0/0 \
      --gateway-id "$VpcWorkspaceInternetGateway"
fi

# subnets.public-b/routeTableAssociation (lintel.yaml:37)
step SubnetPublicBRouteTableAssociation 'association of the route table of public-b'
SubnetPublicBRouteTableAssociation=$(lookup - aws ec2 describe-route-tables \
    --filters "Name=association.subnet-id,Values=$SubnetPublicB" \
    --query "RouteTables[0].Associations[?SubnetId=='$SubnetPublicB']|[0].RouteTableAssociationId")
if [[ -n $SubnetPublicBRouteTableAssociation ]]; then
  compare aws ec2 describe-route-tables \
      --filters "Name=association.subnet-id,Values=$SubnetPublicB" \
      --query "RouteTables[0].Associations[?SubnetId=='$SubnetPublicB']|[0].[
      RouteTableId == '$SubnetPublicBRouteTable' || 'RouteTableId']"
fi
if [[ -z $SubnetPublicBRouteTableAssociation ]]; then
  create aws ec2 associate-route-table \
      --route-table-id "$SubnetPublicBRouteTable" --subnet-id "$SubnetPublicB" \
      --query AssociationId
  SubnetPublicBRouteTableAssociation=$created
  differs=''
fi
if changed RouteTableId; then
  change aws ec2 replace-route-table-association \
      --association-id "$SubnetPublicBRouteTableAssociation" \
      --route-table-id "$SubnetPublicBRouteTable"
fi

# securityGroups.lb (lintel.yaml:45)
step SecurityGroupLb 'security group my-app-autoscaling-lb-sg'
SecurityGroupLb=$(found SecurityGroupLb)
if [[ -z $SecurityGroupLb ]]; then
  SecurityGroupLb=$(lookup - aws ec2 describe-security-groups \
      --filters Name=group-name,Values=my-app-autoscaling-lb-sg "Name=vpc-id,Values=$VpcWorkspace" \
      --query "SecurityGroups[?GroupName=='my-app-autoscaling-lb-sg']|[0].GroupId")
  [[ -z $SecurityGroupLb ]] || claim aws ec2 describe-security-groups \
      --group-ids "$SecurityGroupLb" --query "SecurityGroups[0].Tags.$owner"
fi
if [[ -n $SecurityGroupLb ]]; then
  compare aws ec2 describe-security-groups \
      --group-ids "$SecurityGroupLb" \
      --query "SecurityGroups[0].[
      GroupName == 'my-app-autoscaling-lb-sg' || 'GroupName',
      Description == 'Load balancer, open to the internet on 8080' || 'GroupDescription',
      VpcId == '$VpcWorkspace' || 'VpcId']"
  if fixed GroupName GroupDescription VpcId; then
    if changed GroupName; then
      change aws ec2 create-tags \
          --resources "$SecurityGroupLb" --tags Key=lintel:id,Value=SecurityGroupLb.replaced
      set_aside "$SecurityGroupLb"
    else
      make_room aws ec2 delete-security-group --group-id "$SecurityGroupLb"
    fi
    SecurityGroupLb=
    look_around
  fi
fi
if [[ -z $SecurityGroupLb ]]; then
  create aws ec2 create-security-group \
      --group-name my-app-autoscaling-lb-sg \
      --description 'Load balancer, open to the internet on 8080' --vpc-id "$VpcWorkspace" \
      --tag-specifications "ResourceType=security-group,Tags=[$replaces_tag{Key=lintel:project,Value=my-app},{Key=lintel:environment,Value=production},{Key=lintel:id,Value=SecurityGroupLb}]" \
      --query GroupId
  SecurityGroupLb=$created
  await aws ec2 wait security-group-exists --group-ids "$SecurityGroupLb"
  differs=''
fi
if changed Tags; then
  change aws ec2 create-tags \
      --resources "$SecurityGroupLb" \
      --tags Key=lintel:project,Value=my-app Key=lintel:environment,Value=production Key=lintel:id,Value=SecurityGroupLb
fi

# securityGroups.lb (lintel.yaml:45)
step SecurityGroupLb 'rules of security group my-app-autoscaling-lb-sg'
group="$SecurityGroupLb"
read_rules
rule ingress tcp 8080 8080 0.0.0.0/0 '' ||
  change aws ec2 authorize-security-group-ingress \
      --group-id "$group" \
      --ip-permissions 'IpProtocol=tcp,FromPort=8080,ToPort=8080,IpRanges=[{CidrIp=0.0.0.0/0}]'
rule egress -1 -1 -1 0.0.0.0/0 '' ||
  change aws ec2 authorize-security-group-egress \
      --group-id "$group" --ip-permissions 'IpProtocol=-1,IpRanges=[{CidrIp=0.0.0.0/0}]'
revoke_others

# securityGroups.service (lintel.yaml:51)
step SecurityGroupService 'security group my-app-autoscaling-service-sg'
SecurityGroupService=$(found SecurityGroupService)
if [[ -z $SecurityGroupService ]]; then
  SecurityGroupService=$(lookup - aws ec2 describe-security-groups \
      --filters Name=group-name,Values=my-app-autoscaling-service-sg "Name=vpc-id,Values=$VpcWorkspace" \
      --query "SecurityGroups[?GroupName=='my-app-autoscaling-service-sg']|[0].GroupId")
  [[ -z $SecurityGroupService ]] || claim aws ec2 describe-security-groups \
      --group-ids "$SecurityGroupService" --query "SecurityGroups[0].Tags.$owner"
fi
if [[ -n $SecurityGroupService ]]; then
  compare aws ec2 describe-security-groups \
      --group-ids "$SecurityGroupService" \
      --query "SecurityGroups[0].[
      GroupName == 'my-app-autoscaling-service-sg' || 'GroupName',
      Description == 'Tasks, reachable from the load balancer only' || 'GroupDescription',
      VpcId == '$VpcWorkspace' || 'VpcId']"
  if fixed GroupName GroupDescription VpcId; then
    if changed GroupName; then
      change aws ec2 create-tags \
          --resources "$SecurityGroupService" \
          --tags Key=lintel:id,Value=SecurityGroupService.replaced
      set_aside "$SecurityGroupService"
    else
      make_room aws ec2 delete-security-group --group-id "$SecurityGroupService"
    fi
    SecurityGroupService=
    look_around
  fi
fi
if [[ -z $SecurityGroupService ]]; then
  create aws ec2 create-security-group \
      --group-name my-app-autoscaling-service-sg \
      --description 'Tasks, reachable from the load balancer only' --vpc-id "$VpcWorkspace" \
      --tag-specifications "ResourceType=security-group,Tags=[$replaces_tag{Key=lintel:project,Value=my-app},{Key=lintel:environment,Value=production},{Key=lintel:id,Value=SecurityGroupService}]" \
      --query GroupId
  SecurityGroupService=$created
  await aws ec2 wait security-group-exists --group-ids "$SecurityGroupService"
  differs=''
fi
if changed Tags; then
  change aws ec2 create-tags \
      --resources "$SecurityGroupService" \
      --tags Key=lintel:project,Value=my-app Key=lintel:environment,Value=production Key=lintel:id,Value=SecurityGroupService
fi

# securityGroups.service/ingress.lb.tcp.8080 (lintel.yaml:56)
step SecurityGroupService 'rules of security group my-app-autoscaling-service-sg'
group="$SecurityGroupService"
read_rules
rule ingress tcp 8080 8080 "$SecurityGroupLb" '' ||
  change aws ec2 authorize-security-group-ingress \
      --group-id "$group" \
      --ip-permissions "IpProtocol=tcp,FromPort=8080,ToPort=8080,UserIdGroupPairs=[{GroupId=$SecurityGroupLb}]" \
      --tag-specifications 'ResourceType=security-group-rule,Tags=[{Key=lintel:project,Value=my-app},{Key=lintel:environment,Value=production},{Key=lintel:id,Value=SecurityGroupServiceIngressLbTcp8080}]'
rule egress -1 -1 -1 0.0.0.0/0 '' ||
  change aws ec2 authorize-security-group-egress \
      --group-id "$group" --ip-permissions 'IpProtocol=-1,IpRanges=[{CidrIp=0.0.0.0/0}]'
revoke_others

# repositories.encryptor (lintel.yaml:59)
step RepositoryEncryptor 'repository my-app-encryptor'
RepositoryEncryptor=$(lookup RepositoryNotFoundException aws ecr describe-repositories \
    --repository-names my-app-encryptor --query "repositories[0].repositoryArn")
[[ -z $RepositoryEncryptor ]] || claim aws ecr list-tags-for-resource \
    --resource-arn "arn:$partition:ecr:us-east-1:222222222222:repository/my-app-encryptor" \
    --query "tags.$owner"
if [[ -n $RepositoryEncryptor ]]; then
  compare aws ecr describe-repositories \
      --repository-names my-app-encryptor \
      --query "repositories[0].[
      imageScanningConfiguration.scanOnPush == \`true\` || 'ImageScanningConfiguration',
      (imageTagMutability || 'MUTABLE') == 'MUTABLE' || 'ImageTagMutability']"
  compare aws ecr list-tags-for-resource \
      --resource-arn "arn:$partition:ecr:us-east-1:222222222222:repository/my-app-encryptor" \
      --query "[
      (tags[?Key=='lintel:policy']|[0].Value) == \`null\` || 'RepositoryPolicyText']"
  compare_part LifecyclePolicyNotFoundException '' aws ecr get-lifecycle-policy \
      --repository-name my-app-encryptor \
      --query "[
      @.lifecyclePolicyText == \`null\` || 'LifecyclePolicy']"
fi
if [[ -z $RepositoryEncryptor ]]; then
  create aws ecr create-repository \
      --repository-name my-app-encryptor --image-scanning-configuration scanOnPush=true \
      --tags Key=lintel:project,Value=my-app Key=lintel:environment,Value=production Key=lintel:id,Value=RepositoryEncryptor \
      --query repository.repositoryName
  RepositoryEncryptor=$created
  differs=''
fi
if changed ImageTagMutability; then
  change aws ecr put-image-tag-mutability \
      --repository-name my-app-encryptor --image-tag-mutability MUTABLE
fi
if changed LifecyclePolicy; then
  change aws ecr delete-lifecycle-policy --repository-name my-app-encryptor
fi
if changed ImageScanningConfiguration; then
  change aws ecr put-image-scanning-configuration \
      --repository-name my-app-encryptor --image-scanning-configuration scanOnPush=true
fi
if changed Tags; then
  change aws ecr tag-resource \
      --resource-arn "arn:$partition:ecr:us-east-1:222222222222:repository/my-app-encryptor" \
      --tags Key=lintel:project,Value=my-app Key=lintel:environment,Value=production Key=lintel:id,Value=RepositoryEncryptor
fi
if changed RepositoryPolicyText; then
  item=$(lookup RepositoryPolicyNotFoundException aws ecr get-repository-policy \
    --repository-name my-app-encryptor --query policyText)
  [[ -z $item ]] || change aws ecr delete-repository-policy --repository-name my-app-encryptor
  change aws ecr untag-resource \
      --resource-arn "arn:$partition:ecr:us-east-1:222222222222:repository/my-app-encryptor" \
      --tag-keys lintel:policy
fi

# repositories.encryptor/image.parameter-imageTag (lintel.yaml:82)
step RepositoryEncryptorImageParameterImageTag "image my-app-encryptor:$parameter_imageTag"
if wants_image my-app-encryptor "imageTag='${parameter_imageTag_quoted}'"; then
  directory=$(image_directory encryptor . Dockerfile)
  log_in "222222222222.dkr.ecr.us-east-1.$url_suffix"
  change docker build \
      --platform linux/amd64 \
      --tag "222222222222.dkr.ecr.us-east-1.$url_suffix/my-app-encryptor:$parameter_imageTag" \
      "$directory"
  change docker push "222222222222.dkr.ecr.us-east-1.$url_suffix/my-app-encryptor:$parameter_imageTag"
  pushed+=" RepositoryEncryptorImageParameterImageTag"
fi

# roles.execution (lintel.yaml:64)
step RoleExecution 'role my-app-encryptor-execution'
IFS= read -r -d '' assume_role_policy_document <<END || true
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {"Service": "ecs-tasks.amazonaws.com"},
      "Action": "sts:AssumeRole"
    }
  ]
}
END
RoleExecution=$(lookup NoSuchEntity aws iam get-role --role-name my-app-encryptor-execution --query Role.RoleId)
[[ -z $RoleExecution ]] || claim aws iam get-role --role-name my-app-encryptor-execution --query "Role.Tags.$owner"
if [[ -n $RoleExecution ]]; then
  compare aws iam get-role \
      --role-name my-app-encryptor-execution \
      --query "Role.[
      (Path || '/') == '/' || 'Path',
      AssumeRolePolicyDocument == \`$assume_role_policy_document\` || 'AssumeRolePolicyDocument',
      (MaxSessionDuration || \`3600\`) == \`3600\` || 'MaxSessionDuration',
      (Tags[?Key=='lintel:adopted']|[0].Value) == \`null\` || 'Adopted']"
  if fixed Path; then
    make_room aws iam delete-role --role-name my-app-encryptor-execution
    RoleExecution=
    look_around
  fi
fi
if [[ -z $RoleExecution ]]; then
  create aws iam create-role \
      --role-name my-app-encryptor-execution \
      --assume-role-policy-document "$assume_role_policy_document" \
      --tags Key=lintel:project,Value=my-app Key=lintel:environment,Value=production Key=lintel:id,Value=RoleExecution \
      --query Role.RoleName
  RoleExecution=$created
  await aws iam wait role-exists --role-name my-app-encryptor-execution
  differs=''
fi
is_adopted=''
if changed Adopted; then is_adopted=1; fi
if changed AssumeRolePolicyDocument; then
  change aws iam update-assume-role-policy \
      --role-name my-app-encryptor-execution --policy-document "$assume_role_policy_document"
fi
if changed MaxSessionDuration; then
  change aws iam update-role --role-name my-app-encryptor-execution --max-session-duration 3600
fi
if changed Tags; then
  change aws iam tag-role \
      --role-name my-app-encryptor-execution \
      --tags ${is_adopted:+"Key=lintel:adopted,Value=true"} Key=lintel:project,Value=my-app Key=lintel:environment,Value=production Key=lintel:id,Value=RoleExecution
fi
items=$(ask aws iam list-attached-role-policies \
    --role-name my-app-encryptor-execution --query "AttachedPolicies[].PolicyArn")
holds "arn:$partition:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy" || change aws iam attach-role-policy \
    --role-name my-app-encryptor-execution \
    --policy-arn "arn:$partition:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
if [[ -z $is_adopted ]]; then
  for item in $(others "arn:$partition:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"); do
    change aws iam detach-role-policy --role-name my-app-encryptor-execution --policy-arn "$item"
  done
fi
items=$(ask aws iam list-role-policies --role-name my-app-encryptor-execution --query PolicyNames)
if [[ -z $is_adopted ]]; then
  for item in $(others ''); do
    change aws iam delete-role-policy --role-name my-app-encryptor-execution --policy-name "$item"
  done
fi

# clusters.app (lintel.yaml:70)
step ClusterApp 'cluster my-app-cluster'
ClusterApp=$(found ClusterApp)
if [[ -z $ClusterApp ]]; then
  ClusterApp=$(lookup - aws ecs describe-clusters \
      --clusters my-app-cluster --query "clusters[?status=='ACTIVE']|[0].clusterArn")
  [[ -z $ClusterApp ]] || claim aws ecs describe-clusters \
      --clusters my-app-cluster --include SETTINGS TAGS --query "clusters[0].tags.$owner_lower"
fi
if [[ -n $ClusterApp ]]; then
  compare aws ecs describe-clusters \
      --clusters my-app-cluster --include SETTINGS TAGS \
      --query "clusters[0].[
      clusterName == 'my-app-cluster' || 'ClusterName',
      settings[?name=='containerInsights']|[0].value == 'enabled' || 'ClusterSettings']"
fi
if [[ -z $ClusterApp ]]; then
  create aws ecs create-cluster \
      --cluster-name my-app-cluster --settings name=containerInsights,value=enabled \
      --tags key=lintel:project,value=my-app key=lintel:environment,value=production key=lintel:id,value=ClusterApp \
      --query cluster.clusterName
  ClusterApp=$created
  differs=''
fi
if changed ClusterSettings; then
  change aws ecs update-cluster \
      --cluster my-app-cluster --settings name=containerInsights,value=enabled
fi
if changed Tags; then
  change aws ecs tag-resource \
      --resource-arn "arn:$partition:ecs:us-east-1:222222222222:cluster/my-app-cluster" \
      --tags key=lintel:project,value=my-app key=lintel:environment,value=production key=lintel:id,value=ClusterApp
fi

# taskDefinitions.encryptor/logGroup (lintel.yaml:75)
step TaskDefinitionEncryptorLogGroup 'log group /ecs/my-app-encryptor'
TaskDefinitionEncryptorLogGroup=$(lookup - aws logs describe-log-groups \
    --log-group-name-prefix /ecs/my-app-encryptor \
    --query "logGroups[?logGroupName=='/ecs/my-app-encryptor']|[0].arn")
[[ -z $TaskDefinitionEncryptorLogGroup ]] || claim aws logs list-tags-for-resource \
    --resource-arn "arn:$partition:logs:us-east-1:222222222222:log-group:/ecs/my-app-encryptor" \
    --query "tags.$owner_map"
if [[ -n $TaskDefinitionEncryptorLogGroup ]]; then
  compare aws logs describe-log-groups \
      --log-group-name-prefix /ecs/my-app-encryptor \
      --query "logGroups[?logGroupName=='/ecs/my-app-encryptor']|[0].[
      retentionInDays == \`14\` || 'RetentionInDays']"
fi
if [[ -z $TaskDefinitionEncryptorLogGroup ]]; then
  create aws logs create-log-group \
      --log-group-name /ecs/my-app-encryptor \
      --tags '{"lintel:project": "my-app", "lintel:environment": "production", "lintel:id": "TaskDefinitionEncryptorLogGroup"}'
  TaskDefinitionEncryptorLogGroup='/ecs/my-app-encryptor'
  differs=RetentionInDays
fi
if changed RetentionInDays; then
  change aws logs put-retention-policy \
      --log-group-name /ecs/my-app-encryptor --retention-in-days 14
fi
if changed Tags; then
  change aws logs tag-resource \
      --resource-arn "arn:$partition:logs:us-east-1:222222222222:log-group:/ecs/my-app-encryptor" \
      --tags '{"lintel:project": "my-app", "lintel:environment": "production", "lintel:id": "TaskDefinitionEncryptorLogGroup"}'
fi

# taskDefinitions.encryptor (lintel.yaml:75)
step TaskDefinitionEncryptor 'task definition my-app-encryptor'
IFS= read -r -d '' container_definitions <<END || true
[
  {
    "name": "encryptor",
    "image": "222222222222.dkr.ecr.us-east-1.$url_suffix/my-app-encryptor:${parameter_imageTag_json}",
    "essential": true,
    "portMappings": [{"containerPort": 8080, "protocol": "tcp"}],
    "environment": [{"name": "PORT", "value": "8080"}],
    "logConfiguration": {
      "logDriver": "awslogs",
      "options": {
        "awslogs-group": "/ecs/my-app-encryptor",
        "awslogs-region": "us-east-1",
        "awslogs-stream-prefix": "encryptor"
      }
    }
  }
]
END
revisions=$(list_revisions my-app-encryptor my-app-cluster my-app-autoscaling-service)
if [[ -n $revisions ]]; then
  claim aws ecs describe-task-definition --task-definition=my-app-encryptor --include TAGS \
      --query "tags.$owner_lower"
fi
TaskDefinitionEncryptor=''
for revision in $revisions; do
  differs=''
  shape_ContainerDefinitions="[*].{name: name, image: image, repositoryCredentials: repositoryCredentials, essential: essential != \`false\`, cpu: (cpu || \`0\`), memory: memory, memoryReservation: memoryReservation, resourceRequirements: (resourceRequirements || \`[]\`), portMappings: sort_by((portMappings || \`[]\`)[*].{containerPort: containerPort, protocol: (protocol || 'tcp'), name: name, appProtocol: appProtocol}, &to_string(@)), healthCheck: healthCheck, dependsOn: (dependsOn || \`[]\`), startTimeout: startTimeout, stopTimeout: (stopTimeout || \`30\`), user: user, workingDirectory: workingDirectory, readonlyRootFilesystem: readonlyRootFilesystem == \`true\`, interactive: interactive == \`true\`, pseudoTerminal: pseudoTerminal == \`true\`, versionConsistency: (versionConsistency || 'enabled'), linuxParameters: linuxParameters, ulimits: (ulimits || \`[]\`), systemControls: (systemControls || \`[]\`), dockerLabels: dockerLabels || \`{}\`, restartPolicy: restartPolicy, mountPoints: (mountPoints || \`[]\`), volumesFrom: (volumesFrom || \`[]\`), environmentFiles: (environmentFiles || \`[]\`), entryPoint: entryPoint || \`[]\`, command: command || \`[]\`, secrets: (secrets || \`[]\`), environment: sort_by((environment || \`[]\`)[*].{name: name, value: value}, &to_string(@)), logConfiguration: logConfiguration.{logDriver: logDriver, options: options || \`{}\`, secretOptions: (secretOptions || \`[]\`)}, firelensConfiguration: firelensConfiguration}"
  compare aws ecs describe-task-definition \
      --task-definition "$revision" --include TAGS \
      --query "[
      taskDefinition.family == 'my-app-encryptor' || 'Family',
      taskDefinition.cpu == '1024' || 'Cpu',
      taskDefinition.memory == '2048' || 'Memory',
      taskDefinition.networkMode == 'awsvpc' || 'NetworkMode',
      sort(taskDefinition.requiresCompatibilities || \`[]\`) == ['FARGATE'] || 'RequiresCompatibilities',
      taskDefinition.executionRoleArn == 'arn:$partition:iam::222222222222:role/my-app-encryptor-execution' || 'ExecutionRoleArn',
      taskDefinition.taskRoleArn == \`null\` || 'TaskRoleArn',
      taskDefinition.runtimePlatform == \`null\` || 'RuntimePlatform',
      taskDefinition.ephemeralStorage == \`null\` || 'EphemeralStorage',
      taskDefinition.pidMode == \`null\` || 'PidMode',
      (taskDefinition.placementConstraints || \`[]\`) == \`[]\` || 'PlacementConstraints',
      (taskDefinition.volumes || \`[]\`) == \`[]\` || 'Volumes',
      taskDefinition.containerDefinitions$shape_ContainerDefinitions == \`$container_definitions\`$shape_ContainerDefinitions || 'ContainerDefinitions',
      tags[?key=='lintel:parameter:imageTag']|[0].value == '${parameter_imageTag_tag}' || 'Tags']"
  changed Family Cpu Memory NetworkMode RequiresCompatibilities ExecutionRoleArn TaskRoleArn RuntimePlatform EphemeralStorage PidMode PlacementConstraints Volumes ContainerDefinitions || { TaskDefinitionEncryptor=$revision; break; }
done
if [[ -z $TaskDefinitionEncryptor ]]; then
  create aws ecs register-task-definition \
      --family my-app-encryptor --cpu 1024 --memory 2048 --network-mode awsvpc \
      --requires-compatibilities FARGATE \
      --execution-role-arn "arn:$partition:iam::222222222222:role/my-app-encryptor-execution" \
      --container-definitions "$container_definitions" \
      --tags "key=lintel:parameter:imageTag,value='${parameter_imageTag_tag}'" key=lintel:project,value=my-app key=lintel:environment,value=production key=lintel:id,value=TaskDefinitionEncryptor \
      --query taskDefinition.taskDefinitionArn
  TaskDefinitionEncryptor=$created
  differs=''
fi
if changed Tags; then
  change aws ecs tag-resource \
    --resource-arn "$TaskDefinitionEncryptor" \
    --tags "key=lintel:parameter:imageTag,value='${parameter_imageTag_tag}'" key=lintel:project,value=my-app key=lintel:environment,value=production key=lintel:id,value=TaskDefinitionEncryptor
fi

# targetGroups.encryptor (lintel.yaml:101)
step TargetGroupEncryptor 'target group my-app-autoscaling-tg'
TargetGroupEncryptor=$(found TargetGroupEncryptor)
if [[ -z $TargetGroupEncryptor ]]; then
  TargetGroupEncryptor=$(lookup TargetGroupNotFound aws elbv2 describe-target-groups \
      --names my-app-autoscaling-tg --query "TargetGroups[0].TargetGroupArn")
  [[ -z $TargetGroupEncryptor ]] || claim aws elbv2 describe-tags \
      --resource-arns "$TargetGroupEncryptor" --query "TagDescriptions[0].Tags.$owner"
fi
if [[ -n $TargetGroupEncryptor ]]; then
  compare aws elbv2 describe-target-groups \
      --target-group-arns "$TargetGroupEncryptor" \
      --query "TargetGroups[0].[
      TargetGroupName == 'my-app-autoscaling-tg' || 'Name',
      VpcId == '$VpcWorkspace' || 'VpcId',
      Port == \`8080\` || 'Port',
      Protocol == 'HTTP' || 'Protocol',
      (ProtocolVersion || 'HTTP1') == 'HTTP1' || 'ProtocolVersion',
      TargetType == 'ip' || 'TargetType',
      (HealthCheckProtocol || 'HTTP') == 'HTTP' || 'HealthCheckProtocol',
      (HealthCheckPort || 'traffic-port') == 'traffic-port' || 'HealthCheckPort',
      HealthCheckPath == '/health' || 'HealthCheckPath',
      HealthCheckIntervalSeconds == \`15\` || 'HealthCheckIntervalSeconds',
      HealthyThresholdCount == \`2\` || 'HealthyThresholdCount',
      (UnhealthyThresholdCount || \`2\`) == \`2\` || 'UnhealthyThresholdCount']"
  compare aws elbv2 describe-target-group-attributes \
      --target-group-arn "$TargetGroupEncryptor" \
      --query "Attributes.[
      [?Key=='deregistration_delay.timeout_seconds']|[0].Value == '30' || 'TargetGroupAttributes']"
  if fixed Name VpcId Port Protocol ProtocolVersion TargetType; then
    if changed Name; then
      change aws elbv2 add-tags \
          --resource-arns "$TargetGroupEncryptor" \
          --tags Key=lintel:id,Value=TargetGroupEncryptor.replaced
      set_aside "$TargetGroupEncryptor"
    else
      make_room aws elbv2 delete-target-group --target-group-arn "$TargetGroupEncryptor"
    fi
    TargetGroupEncryptor=
    look_around
  fi
fi
if [[ -z $TargetGroupEncryptor ]]; then
  create aws elbv2 create-target-group \
      --name my-app-autoscaling-tg --vpc-id "$VpcWorkspace" --port 8080 --protocol HTTP \
      --target-type ip --health-check-path /health --health-check-interval-seconds 15 \
      --healthy-threshold-count 2 \
      --tags ${replaces:+"Key=lintel:replaces,Value=$replaces"} Key=lintel:project,Value=my-app Key=lintel:environment,Value=production Key=lintel:id,Value=TargetGroupEncryptor \
      --query "TargetGroups[0].TargetGroupArn"
  TargetGroupEncryptor=$created
  differs=TargetGroupAttributes
fi
if changed HealthCheckProtocol HealthCheckPort HealthCheckPath HealthCheckIntervalSeconds HealthyThresholdCount UnhealthyThresholdCount; then
  change aws elbv2 modify-target-group \
      --target-group-arn "$TargetGroupEncryptor" --health-check-protocol HTTP \
      --health-check-port traffic-port --health-check-path /health \
      --health-check-interval-seconds 15 --healthy-threshold-count 2 \
      --unhealthy-threshold-count 2
fi
if changed TargetGroupAttributes; then
  change aws elbv2 modify-target-group-attributes \
      --target-group-arn "$TargetGroupEncryptor" \
      --attributes Key=deregistration_delay.timeout_seconds,Value=30
fi
if changed Tags; then
  change aws elbv2 add-tags \
      --resource-arns "$TargetGroupEncryptor" \
      --tags Key=lintel:project,Value=my-app Key=lintel:environment,Value=production Key=lintel:id,Value=TargetGroupEncryptor
fi

# loadBalancers.public (lintel.yaml:89)
step LoadBalancerPublic 'load balancer my-app-autoscaling-alb'
LoadBalancerPublic=$(found LoadBalancerPublic)
if [[ -z $LoadBalancerPublic ]]; then
  LoadBalancerPublic=$(lookup LoadBalancerNotFound aws elbv2 describe-load-balancers \
      --names my-app-autoscaling-alb --query "LoadBalancers[0].LoadBalancerArn")
  [[ -z $LoadBalancerPublic ]] || claim aws elbv2 describe-tags \
      --resource-arns "$LoadBalancerPublic" --query "TagDescriptions[0].Tags.$owner"
fi
if [[ -n $LoadBalancerPublic ]]; then
  compare aws elbv2 describe-load-balancers \
      --load-balancer-arns "$LoadBalancerPublic" \
      --query "LoadBalancers[0].[
      LoadBalancerName == 'my-app-autoscaling-alb' || 'Name',
      Type == 'application' || 'Type',
      Scheme == 'internet-facing' || 'Scheme',
      (IpAddressType || 'ipv4') == 'ipv4' || 'IpAddressType',
      sort(AvailabilityZones[].SubnetId || \`[]\`) == sort(['$SubnetPublicA', '$SubnetPublicB']) || 'Subnets',
      sort(SecurityGroups || \`[]\`) == ['$SecurityGroupLb'] || 'SecurityGroups',
      State.Code == 'active' || 'State']"
  if fixed Name Type Scheme; then
    if changed Name; then
      change aws elbv2 add-tags \
          --resource-arns "$LoadBalancerPublic" \
          --tags Key=lintel:id,Value=LoadBalancerPublic.replaced
      set_aside "$LoadBalancerPublic"
    else
      make_room aws elbv2 delete-load-balancer --load-balancer-arn "$LoadBalancerPublic"
      await aws elbv2 wait load-balancers-deleted --load-balancer-arns "$LoadBalancerPublic"
    fi
    LoadBalancerPublic=
    look_around
  fi
fi
if [[ -z $LoadBalancerPublic ]]; then
  create aws elbv2 create-load-balancer \
      --name my-app-autoscaling-alb --type application --scheme internet-facing \
      --subnets "$SubnetPublicA" "$SubnetPublicB" --security-groups "$SecurityGroupLb" \
      --tags ${replaces:+"Key=lintel:replaces,Value=$replaces"} Key=lintel:project,Value=my-app Key=lintel:environment,Value=production Key=lintel:id,Value=LoadBalancerPublic \
      --query "LoadBalancers[0].LoadBalancerArn"
  LoadBalancerPublic=$created
  await aws elbv2 wait load-balancer-available --load-balancer-arns "$LoadBalancerPublic"
  differs=''
fi
if changed State; then
  await aws elbv2 wait load-balancer-available --load-balancer-arns "$LoadBalancerPublic"
fi
if changed Subnets; then
  change aws elbv2 set-subnets \
      --load-balancer-arn "$LoadBalancerPublic" --subnets "$SubnetPublicA" "$SubnetPublicB"
fi
if changed IpAddressType; then
  change aws elbv2 set-ip-address-type \
      --load-balancer-arn "$LoadBalancerPublic" --ip-address-type ipv4
fi
if changed SecurityGroups; then
  change aws elbv2 set-security-groups \
      --load-balancer-arn "$LoadBalancerPublic" --security-groups "$SecurityGroupLb"
fi
if changed Tags; then
  change aws elbv2 add-tags \
      --resource-arns "$LoadBalancerPublic" \
      --tags Key=lintel:project,Value=my-app Key=lintel:environment,Value=production Key=lintel:id,Value=LoadBalancerPublic
fi
LoadBalancerPublic_dnsName=$(ask aws elbv2 describe-load-balancers \
    --load-balancer-arns "$LoadBalancerPublic" --query "LoadBalancers[0].DNSName")

# loadBalancers.public/listeners.http (lintel.yaml:95)
step LoadBalancerPublicListenersHttp 'listener http of public'
IFS= read -r -d '' default_actions <<END || true
[{"Type": "forward", "TargetGroupArn": "$TargetGroupEncryptor"}]
END
LoadBalancerPublicListenersHttp=$(found LoadBalancerPublicListenersHttp)
if [[ -z $LoadBalancerPublicListenersHttp ]]; then
  LoadBalancerPublicListenersHttp=$(lookup - aws elbv2 describe-listeners \
      --load-balancer-arn "$LoadBalancerPublic" \
      --query "Listeners[?Port==\`8080\`]|[0].ListenerArn")
  [[ -z $LoadBalancerPublicListenersHttp ]] || claim aws elbv2 describe-tags \
      --resource-arns "$LoadBalancerPublicListenersHttp" \
      --query "TagDescriptions[0].Tags.$owner"
fi
if [[ -n $LoadBalancerPublicListenersHttp ]]; then
  compare aws elbv2 describe-listeners \
      --listener-arns "$LoadBalancerPublicListenersHttp" \
      --query "Listeners[0].[
      LoadBalancerArn == '$LoadBalancerPublic' || 'LoadBalancerArn',
      Port == \`8080\` || 'Port',
      Protocol == 'HTTP' || 'Protocol',
      DefaultActions[*].{Type: Type, TargetGroupArn: TargetGroupArn} == \`$default_actions\` || 'DefaultActions']"
  if fixed LoadBalancerArn; then
    change aws elbv2 add-tags \
        --resource-arns "$LoadBalancerPublicListenersHttp" \
        --tags Key=lintel:id,Value=LoadBalancerPublicListenersHttp.replaced
    set_aside "$LoadBalancerPublicListenersHttp"
    LoadBalancerPublicListenersHttp=
    look_around
  fi
fi
if [[ -z $LoadBalancerPublicListenersHttp ]]; then
  create aws elbv2 create-listener \
      --load-balancer-arn "$LoadBalancerPublic" --port 8080 --protocol HTTP \
      --default-actions "$default_actions" \
      --tags ${replaces:+"Key=lintel:replaces,Value=$replaces"} Key=lintel:project,Value=my-app Key=lintel:environment,Value=production Key=lintel:id,Value=LoadBalancerPublicListenersHttp \
      --query "Listeners[0].ListenerArn"
  LoadBalancerPublicListenersHttp=$created
  differs=''
fi
if changed Port Protocol DefaultActions; then
  change aws elbv2 modify-listener \
      --listener-arn "$LoadBalancerPublicListenersHttp" --port 8080 --protocol HTTP \
      --default-actions "$default_actions"
fi
if changed Tags; then
  change aws elbv2 add-tags \
      --resource-arns "$LoadBalancerPublicListenersHttp" \
      --tags Key=lintel:project,Value=my-app Key=lintel:environment,Value=production Key=lintel:id,Value=LoadBalancerPublicListenersHttp
fi

# services.encryptor (lintel.yaml:111)
step ServiceEncryptor 'service my-app-autoscaling-service'
ServiceEncryptor=$(found ServiceEncryptor)
if [[ -z $ServiceEncryptor ]]; then
  ServiceEncryptor=$(lookup ClusterNotFoundException aws ecs describe-services \
      --cluster my-app-cluster --services my-app-autoscaling-service \
      --query "services[?status=='ACTIVE']|[0].serviceArn")
  [[ -z $ServiceEncryptor ]] || claim aws ecs describe-services \
      --cluster my-app-cluster --services "$ServiceEncryptor" --include TAGS \
      --query "services[0].tags.$owner_lower"
fi
observe_service my-app-cluster "$ServiceEncryptor"
if [[ -n $ServiceEncryptor ]]; then
  compare aws ecs describe-services \
      --cluster my-app-cluster --services "$ServiceEncryptor" --include TAGS \
      --query "services[0].[
      serviceName == 'my-app-autoscaling-service' || 'ServiceName',
      taskDefinition == '$TaskDefinitionEncryptor' || 'TaskDefinition',
      launchType == 'FARGATE' || 'LaunchType',
      (schedulingStrategy || 'REPLICA') == 'REPLICA' || 'SchedulingStrategy',
      deploymentConfiguration.deploymentCircuitBreaker.enable == \`true\` || 'DeploymentConfiguration',
      deploymentConfiguration.deploymentCircuitBreaker.rollback == \`true\` || 'DeploymentConfiguration',
      (deploymentConfiguration.minimumHealthyPercent || \`100\`) == \`100\` || 'DeploymentConfiguration',
      (deploymentConfiguration.maximumPercent || \`200\`) == \`200\` || 'DeploymentConfiguration',
      (deploymentConfiguration.strategy || 'ROLLING') == 'ROLLING' || 'DeploymentConfiguration',
      sort(networkConfiguration.awsvpcConfiguration.subnets || \`[]\`) == sort(['$SubnetPublicA', '$SubnetPublicB']) || 'NetworkConfiguration',
      sort(networkConfiguration.awsvpcConfiguration.securityGroups || \`[]\`) == ['$SecurityGroupService'] || 'NetworkConfiguration',
      networkConfiguration.awsvpcConfiguration.assignPublicIp == 'ENABLED' || 'NetworkConfiguration',
      loadBalancers[*].{targetGroupArn: targetGroupArn, containerName: containerName, containerPort: containerPort} == \`[{\"targetGroupArn\": \"$TargetGroupEncryptor\", \"containerName\": \"encryptor\", \"containerPort\": 8080}]\` || 'LoadBalancers',
      deployments[?status=='PRIMARY' && serviceConnectConfiguration.enabled]|[0].serviceConnectConfiguration == \`null\` || 'ServiceConnectConfiguration',
      (serviceRegistries || \`[]\`) == \`[]\` || 'ServiceRegistries',
      (deployments[?status=='PRIMARY']|[0].volumeConfigurations || \`[]\`) == \`[]\` || 'VolumeConfigurations',
      healthCheckGracePeriodSeconds == \`60\` || 'HealthCheckGracePeriodSeconds',
      propagateTags == 'SERVICE' || 'PropagateTags',
      enableECSManagedTags == \`true\` || 'EnableECSManagedTags',
      ((placementStrategy[*].{type: type, field: (field=='MEMORY' && 'memory') || (field=='CPU' && 'cpu') || field}) || \`[]\`) == \`[]\` || 'PlacementStrategies',
      (placementConstraints || \`[]\`) == \`[]\` || 'PlacementConstraints',
      (enableExecuteCommand || \`false\`) == \`false\` || 'EnableExecuteCommand']"
  if fixed ServiceName LaunchType SchedulingStrategy; then
    if changed ServiceName; then
      change aws ecs tag-resource \
          --resource-arn "$ServiceEncryptor" --tags key=lintel:id,value=ServiceEncryptor.replaced
      set_aside "$ServiceEncryptor"
    else
      make_room aws ecs delete-service --cluster my-app-cluster --service "$ServiceEncryptor" --force
      await aws ecs wait services-inactive --cluster my-app-cluster --services "$ServiceEncryptor"
    fi
    ServiceEncryptor=
    look_around
  fi
fi
if [[ -z $ServiceEncryptor ]]; then
  deployment='' rollout=''
  create aws ecs create-service \
      --cluster my-app-cluster --service-name my-app-autoscaling-service \
      --task-definition "$TaskDefinitionEncryptor" --launch-type FARGATE --desired-count 1 \
      --deployment-configuration 'deploymentCircuitBreaker={enable=true,rollback=true}' \
      --network-configuration "awsvpcConfiguration={subnets=[$SubnetPublicA,$SubnetPublicB],securityGroups=[$SecurityGroupService],assignPublicIp=ENABLED}" \
      --load-balancers "targetGroupArn=$TargetGroupEncryptor,containerName=encryptor,containerPort=8080" \
      --health-check-grace-period-seconds 60 --propagate-tags SERVICE --enable-ecs-managed-tags \
      --tags ${replaces:+"key=lintel:replaces,value=$replaces"} key=lintel:project,value=my-app key=lintel:environment,value=production key=lintel:id,value=ServiceEncryptor \
      --query service.serviceArn
  ServiceEncryptor=$created
  differs=''
fi
if changed VolumeConfigurations; then
  change aws ecs update-service \
      --cluster my-app-cluster --service "$ServiceEncryptor" \
      --task-definition "$TaskDefinitionEncryptor" --volume-configurations '[]'
fi
if changed TaskDefinition DeploymentConfiguration NetworkConfiguration LoadBalancers HealthCheckGracePeriodSeconds PropagateTags EnableECSManagedTags; then
  change aws ecs update-service \
      --cluster my-app-cluster --service "$ServiceEncryptor" \
      --task-definition "$TaskDefinitionEncryptor" \
      --deployment-configuration 'deploymentCircuitBreaker={enable=true,rollback=true},minimumHealthyPercent=100,maximumPercent=200,strategy=ROLLING' \
      --network-configuration "awsvpcConfiguration={subnets=[$SubnetPublicA,$SubnetPublicB],securityGroups=[$SecurityGroupService],assignPublicIp=ENABLED}" \
      --load-balancers "targetGroupArn=$TargetGroupEncryptor,containerName=encryptor,containerPort=8080" \
      --health-check-grace-period-seconds 60 --propagate-tags SERVICE --enable-ecs-managed-tags
fi
if changed EnableExecuteCommand; then
  change aws ecs update-service \
      --cluster my-app-cluster --service "$ServiceEncryptor" --force-new-deployment \
      --disable-execute-command
fi
if changed ServiceConnectConfiguration; then
  change aws ecs update-service \
      --cluster my-app-cluster --service "$ServiceEncryptor" \
      --service-connect-configuration enabled=false
fi
if changed ServiceRegistries; then
  change aws ecs update-service \
      --cluster my-app-cluster --service "$ServiceEncryptor" --service-registries '[]'
fi
if changed PlacementStrategies; then
  change aws ecs update-service \
      --cluster my-app-cluster --service "$ServiceEncryptor" --placement-strategy '[]'
fi
if changed PlacementConstraints; then
  change aws ecs update-service \
      --cluster my-app-cluster --service "$ServiceEncryptor" --placement-constraints '[]'
fi
if changed Tags; then
  change aws ecs tag-resource \
      --resource-arn "$ServiceEncryptor" \
      --tags key=lintel:project,value=my-app key=lintel:environment,value=production key=lintel:id,value=ServiceEncryptor
fi
if changed TaskDefinition NetworkConfiguration LoadBalancers ServiceConnectConfiguration ServiceRegistries VolumeConfigurations EnableExecuteCommand; then
  is_new=1
else
  redeploy my-app-cluster "$ServiceEncryptor" RepositoryEncryptorImageParameterImageTag
fi
settle_service my-app-cluster "$ServiceEncryptor" "$TaskDefinitionEncryptor"

# services.encryptor/scalableTarget (lintel.yaml:122)
step ServiceEncryptorScalableTarget 'scalable target of encryptor'
compare aws application-autoscaling describe-scalable-targets \
    --service-namespace ecs --resource-ids service/my-app-cluster/my-app-autoscaling-service \
    --scalable-dimension ecs:service:DesiredCount \
    --query "ScalableTargets[0].[
    MinCapacity == \`1\` || 'MinCapacity',
    MaxCapacity == \`30\` || 'MaxCapacity',
    (SuspendedState.DynamicScalingInSuspended || \`false\`) == \`false\` || 'SuspendedState',
    (SuspendedState.DynamicScalingOutSuspended || \`false\`) == \`false\` || 'SuspendedState',
    (SuspendedState.ScheduledScalingSuspended || \`false\`) == \`false\` || 'SuspendedState']"
if is_absent; then
  create aws application-autoscaling register-scalable-target \
      --service-namespace ecs --resource-id service/my-app-cluster/my-app-autoscaling-service \
      --scalable-dimension ecs:service:DesiredCount --min-capacity 1 --max-capacity 30 \
      --tags '{"lintel:project": "my-app", "lintel:environment": "production", "lintel:id": "ServiceEncryptorScalableTarget"}'
  differs=''
fi
if changed MinCapacity MaxCapacity; then
  change aws application-autoscaling register-scalable-target \
      --service-namespace ecs --resource-id service/my-app-cluster/my-app-autoscaling-service \
      --scalable-dimension ecs:service:DesiredCount --min-capacity 1 --max-capacity 30
fi
if changed SuspendedState; then
  change aws application-autoscaling register-scalable-target \
      --service-namespace ecs --resource-id service/my-app-cluster/my-app-autoscaling-service \
      --scalable-dimension ecs:service:DesiredCount \
      --suspended-state DynamicScalingInSuspended=false,DynamicScalingOutSuspended=false,ScheduledScalingSuspended=false
fi
items=$(ask aws application-autoscaling describe-scheduled-actions \
    --service-namespace ecs --resource-id service/my-app-cluster/my-app-autoscaling-service \
    --scalable-dimension ecs:service:DesiredCount \
    --query "ScheduledActions[].[ScheduledActionName]")
while IFS= read -r item <&3; do
  [[ -z $item ]] || change aws application-autoscaling delete-scheduled-action \
    --service-namespace ecs --resource-id service/my-app-cluster/my-app-autoscaling-service \
    --scalable-dimension ecs:service:DesiredCount --scheduled-action-name "$item"
done 3<<<"$(others '')"

# scalingPolicies.cpu (lintel.yaml:125)
step ScalingPolicyCpu 'scaling policy my-app-autoscaling-policy'
ScalingPolicyCpu=$(lookup - aws application-autoscaling describe-scaling-policies \
    --service-namespace ecs --resource-id service/my-app-cluster/my-app-autoscaling-service \
    --scalable-dimension ecs:service:DesiredCount --policy-names my-app-autoscaling-policy \
    --query "ScalingPolicies[?PolicyName=='my-app-autoscaling-policy']|[0].PolicyARN")
if [[ -n $ScalingPolicyCpu ]]; then
  shape_StepScalingPolicyConfiguration=".{AdjustmentType: AdjustmentType, MetricAggregationType: (MetricAggregationType || 'Average'), MinAdjustmentMagnitude: MinAdjustmentMagnitude, Cooldown: (Cooldown || \`300\`), StepAdjustments: (StepAdjustments || \`[]\`)[*].{MetricIntervalLowerBound: MetricIntervalLowerBound, MetricIntervalUpperBound: MetricIntervalUpperBound, ScalingAdjustment: ScalingAdjustment}}"
  compare aws application-autoscaling describe-scaling-policies \
      --service-namespace ecs --resource-id service/my-app-cluster/my-app-autoscaling-service \
      --scalable-dimension ecs:service:DesiredCount --policy-names my-app-autoscaling-policy \
      --query "ScalingPolicies[?PolicyName=='my-app-autoscaling-policy']|[0].[
      PolicyType == 'StepScaling' || 'PolicyType',
      TargetTrackingScalingPolicyConfiguration == \`null\` || 'TargetTrackingScalingPolicyConfiguration',
      PredictiveScalingPolicyConfiguration == \`null\` || 'PredictiveScalingPolicyConfiguration',
      StepScalingPolicyConfiguration$shape_StepScalingPolicyConfiguration == \`{\"AdjustmentType\": \"ExactCapacity\", \"MetricAggregationType\": \"Average\", \"StepAdjustments\": [{\"MetricIntervalLowerBound\": 0, \"ScalingAdjustment\": 5}]}\`$shape_StepScalingPolicyConfiguration || 'StepScalingPolicyConfiguration']"
fi
if [[ -z $ScalingPolicyCpu ]]; then
  create aws application-autoscaling put-scaling-policy \
      --policy-name my-app-autoscaling-policy --service-namespace ecs \
      --resource-id service/my-app-cluster/my-app-autoscaling-service \
      --scalable-dimension ecs:service:DesiredCount --policy-type StepScaling \
      --step-scaling-policy-configuration 'AdjustmentType=ExactCapacity,MetricAggregationType=Average,StepAdjustments=[{MetricIntervalLowerBound=0,ScalingAdjustment=5}]' \
      --query PolicyARN
  ScalingPolicyCpu=$created
  differs=''
fi
if changed PolicyType TargetTrackingScalingPolicyConfiguration PredictiveScalingPolicyConfiguration StepScalingPolicyConfiguration; then
  change aws application-autoscaling put-scaling-policy \
      --policy-name my-app-autoscaling-policy --service-namespace ecs \
      --resource-id service/my-app-cluster/my-app-autoscaling-service \
      --scalable-dimension ecs:service:DesiredCount --policy-type StepScaling \
      --step-scaling-policy-configuration 'AdjustmentType=ExactCapacity,MetricAggregationType=Average,StepAdjustments=[{MetricIntervalLowerBound=0,ScalingAdjustment=5}]'
fi

# scalingPolicies.cpu/alarm (lintel.yaml:153)
step ScalingPolicyCpuAlarm 'alarm my-app-autoscaling-policy-alarm'
ScalingPolicyCpuAlarm=$(lookup - aws cloudwatch describe-alarms \
    --alarm-names my-app-autoscaling-policy-alarm --query "MetricAlarms[0].AlarmArn")
[[ -z $ScalingPolicyCpuAlarm ]] || claim aws cloudwatch list-tags-for-resource \
    --resource-arn "arn:$partition:cloudwatch:us-east-1:222222222222:alarm:my-app-autoscaling-policy-alarm" \
    --query "Tags.$owner"
if [[ -n $ScalingPolicyCpuAlarm ]]; then
  compare aws cloudwatch describe-alarms \
      --alarm-names my-app-autoscaling-policy-alarm \
      --query "MetricAlarms[0].[
      Namespace == 'AWS/ECS' || 'Namespace',
      MetricName == 'CPUUtilization' || 'MetricName',
      sort_by(Dimensions[*].{Name: Name, Value: Value}, &to_string(@)) == sort_by(\`[{\"Name\": \"ClusterName\", \"Value\": \"my-app-cluster\"}, {\"Name\": \"ServiceName\", \"Value\": \"my-app-autoscaling-service\"}]\`[*].{Name: Name, Value: Value}, &to_string(@)) || 'Dimensions',
      Statistic == 'Average' || 'Statistic',
      Unit == \`null\` || 'Unit',
      Period == \`60\` || 'Period',
      (Metrics || \`[]\`) == \`[]\` || 'Metrics',
      EvaluationPeriods == \`3\` || 'EvaluationPeriods',
      DatapointsToAlarm == \`null\` || 'DatapointsToAlarm',
      Threshold == \`60\` || 'Threshold',
      ComparisonOperator == 'GreaterThanOrEqualToThreshold' || 'ComparisonOperator',
      sort(AlarmActions || \`[]\`) == ['$ScalingPolicyCpu'] || 'AlarmActions']"
fi
if [[ -z $ScalingPolicyCpuAlarm ]]; then
  create aws cloudwatch put-metric-alarm \
      --alarm-name my-app-autoscaling-policy-alarm --namespace AWS/ECS \
      --metric-name CPUUtilization \
      --dimensions Name=ClusterName,Value=my-app-cluster Name=ServiceName,Value=my-app-autoscaling-service \
      --statistic Average --period 60 --evaluation-periods 3 --threshold 60 \
      --comparison-operator GreaterThanOrEqualToThreshold --alarm-actions "$ScalingPolicyCpu" \
      --tags Key=lintel:project,Value=my-app Key=lintel:environment,Value=production Key=lintel:id,Value=ScalingPolicyCpuAlarm
  ScalingPolicyCpuAlarm='my-app-autoscaling-policy-alarm'
  differs=''
fi
if changed Namespace MetricName Dimensions Statistic Unit Period Metrics EvaluationPeriods DatapointsToAlarm Threshold ComparisonOperator AlarmActions; then
  change aws cloudwatch put-metric-alarm \
      --alarm-name my-app-autoscaling-policy-alarm --namespace AWS/ECS \
      --metric-name CPUUtilization \
      --dimensions Name=ClusterName,Value=my-app-cluster Name=ServiceName,Value=my-app-autoscaling-service \
      --statistic Average --period 60 --evaluation-periods 3 --threshold 60 \
      --comparison-operator GreaterThanOrEqualToThreshold --alarm-actions "$ScalingPolicyCpu"
fi
if changed Tags; then
  change aws cloudwatch tag-resource \
      --resource-arn "arn:$partition:cloudwatch:us-east-1:222222222222:alarm:my-app-autoscaling-policy-alarm" \
      --tags Key=lintel:project,Value=my-app Key=lintel:environment,Value=production Key=lintel:id,Value=ScalingPolicyCpuAlarm
fi

# scalingPolicies.cpu/scaleIn (lintel.yaml:125)
step ScalingPolicyCpuScaleIn 'scaling policy my-app-autoscaling-policy-in'
ScalingPolicyCpuScaleIn=$(lookup - aws application-autoscaling describe-scaling-policies \
    --service-namespace ecs --resource-id service/my-app-cluster/my-app-autoscaling-service \
    --scalable-dimension ecs:service:DesiredCount --policy-names my-app-autoscaling-policy-in \
    --query "ScalingPolicies[?PolicyName=='my-app-autoscaling-policy-in']|[0].PolicyARN")
if [[ -n $ScalingPolicyCpuScaleIn ]]; then
  shape_StepScalingPolicyConfiguration=".{AdjustmentType: AdjustmentType, MetricAggregationType: (MetricAggregationType || 'Average'), MinAdjustmentMagnitude: MinAdjustmentMagnitude, Cooldown: (Cooldown || \`300\`), StepAdjustments: (StepAdjustments || \`[]\`)[*].{MetricIntervalLowerBound: MetricIntervalLowerBound, MetricIntervalUpperBound: MetricIntervalUpperBound, ScalingAdjustment: ScalingAdjustment}}"
  compare aws application-autoscaling describe-scaling-policies \
      --service-namespace ecs --resource-id service/my-app-cluster/my-app-autoscaling-service \
      --scalable-dimension ecs:service:DesiredCount --policy-names my-app-autoscaling-policy-in \
      --query "ScalingPolicies[?PolicyName=='my-app-autoscaling-policy-in']|[0].[
      PolicyType == 'StepScaling' || 'PolicyType',
      TargetTrackingScalingPolicyConfiguration == \`null\` || 'TargetTrackingScalingPolicyConfiguration',
      PredictiveScalingPolicyConfiguration == \`null\` || 'PredictiveScalingPolicyConfiguration',
      StepScalingPolicyConfiguration$shape_StepScalingPolicyConfiguration == \`{\"AdjustmentType\": \"ExactCapacity\", \"MetricAggregationType\": \"Average\", \"StepAdjustments\": [{\"MetricIntervalUpperBound\": 0, \"ScalingAdjustment\": 1}]}\`$shape_StepScalingPolicyConfiguration || 'StepScalingPolicyConfiguration']"
fi
if [[ -z $ScalingPolicyCpuScaleIn ]]; then
  create aws application-autoscaling put-scaling-policy \
      --policy-name my-app-autoscaling-policy-in --service-namespace ecs \
      --resource-id service/my-app-cluster/my-app-autoscaling-service \
      --scalable-dimension ecs:service:DesiredCount --policy-type StepScaling \
      --step-scaling-policy-configuration 'AdjustmentType=ExactCapacity,MetricAggregationType=Average,StepAdjustments=[{MetricIntervalUpperBound=0,ScalingAdjustment=1}]' \
      --query PolicyARN
  ScalingPolicyCpuScaleIn=$created
  differs=''
fi
if changed PolicyType TargetTrackingScalingPolicyConfiguration PredictiveScalingPolicyConfiguration StepScalingPolicyConfiguration; then
  change aws application-autoscaling put-scaling-policy \
      --policy-name my-app-autoscaling-policy-in --service-namespace ecs \
      --resource-id service/my-app-cluster/my-app-autoscaling-service \
      --scalable-dimension ecs:service:DesiredCount --policy-type StepScaling \
      --step-scaling-policy-configuration 'AdjustmentType=ExactCapacity,MetricAggregationType=Average,StepAdjustments=[{MetricIntervalUpperBound=0,ScalingAdjustment=1}]'
fi

# scalingPolicies.cpu/scaleIn.alarm (lintel.yaml:154)
step ScalingPolicyCpuScaleInAlarm 'alarm my-app-autoscaling-policy-in-alarm'
ScalingPolicyCpuScaleInAlarm=$(lookup - aws cloudwatch describe-alarms \
    --alarm-names my-app-autoscaling-policy-in-alarm --query "MetricAlarms[0].AlarmArn")
[[ -z $ScalingPolicyCpuScaleInAlarm ]] || claim aws cloudwatch list-tags-for-resource \
    --resource-arn "arn:$partition:cloudwatch:us-east-1:222222222222:alarm:my-app-autoscaling-policy-in-alarm" \
    --query "Tags.$owner"
if [[ -n $ScalingPolicyCpuScaleInAlarm ]]; then
  compare aws cloudwatch describe-alarms \
      --alarm-names my-app-autoscaling-policy-in-alarm \
      --query "MetricAlarms[0].[
      Namespace == 'AWS/ECS' || 'Namespace',
      MetricName == 'CPUUtilization' || 'MetricName',
      sort_by(Dimensions[*].{Name: Name, Value: Value}, &to_string(@)) == sort_by(\`[{\"Name\": \"ClusterName\", \"Value\": \"my-app-cluster\"}, {\"Name\": \"ServiceName\", \"Value\": \"my-app-autoscaling-service\"}]\`[*].{Name: Name, Value: Value}, &to_string(@)) || 'Dimensions',
      Statistic == 'Average' || 'Statistic',
      Unit == \`null\` || 'Unit',
      Period == \`60\` || 'Period',
      (Metrics || \`[]\`) == \`[]\` || 'Metrics',
      EvaluationPeriods == \`3\` || 'EvaluationPeriods',
      DatapointsToAlarm == \`null\` || 'DatapointsToAlarm',
      Threshold == \`10\` || 'Threshold',
      ComparisonOperator == 'LessThanOrEqualToThreshold' || 'ComparisonOperator',
      sort(AlarmActions || \`[]\`) == ['$ScalingPolicyCpuScaleIn'] || 'AlarmActions']"
fi
if [[ -z $ScalingPolicyCpuScaleInAlarm ]]; then
  create aws cloudwatch put-metric-alarm \
      --alarm-name my-app-autoscaling-policy-in-alarm --namespace AWS/ECS \
      --metric-name CPUUtilization \
      --dimensions Name=ClusterName,Value=my-app-cluster Name=ServiceName,Value=my-app-autoscaling-service \
      --statistic Average --period 60 --evaluation-periods 3 --threshold 10 \
      --comparison-operator LessThanOrEqualToThreshold \
      --alarm-actions "$ScalingPolicyCpuScaleIn" \
      --tags Key=lintel:project,Value=my-app Key=lintel:environment,Value=production Key=lintel:id,Value=ScalingPolicyCpuScaleInAlarm
  ScalingPolicyCpuScaleInAlarm='my-app-autoscaling-policy-in-alarm'
  differs=''
fi
if changed Namespace MetricName Dimensions Statistic Unit Period Metrics EvaluationPeriods DatapointsToAlarm Threshold ComparisonOperator AlarmActions; then
  change aws cloudwatch put-metric-alarm \
      --alarm-name my-app-autoscaling-policy-in-alarm --namespace AWS/ECS \
      --metric-name CPUUtilization \
      --dimensions Name=ClusterName,Value=my-app-cluster Name=ServiceName,Value=my-app-autoscaling-service \
      --statistic Average --period 60 --evaluation-periods 3 --threshold 10 \
      --comparison-operator LessThanOrEqualToThreshold \
      --alarm-actions "$ScalingPolicyCpuScaleIn"
fi
if changed Tags; then
  change aws cloudwatch tag-resource \
      --resource-arn "arn:$partition:cloudwatch:us-east-1:222222222222:alarm:my-app-autoscaling-policy-in-alarm" \
      --tags Key=lintel:project,Value=my-app Key=lintel:environment,Value=production Key=lintel:id,Value=ScalingPolicyCpuScaleInAlarm
fi

# ---- Result ----

step='removing what is no longer needed'
if [[ -n $dry_run && -x $destroy ]]; then
  "$destroy" --orphans --dry-run --account "$account"
elif [[ -n $prune ]]; then
  "$destroy" --orphans --account "$account" ${delete_data:+--delete-data} ${yes_orphans:+--yes-orphans}
elif [[ -n $aside || $inventory == *'.replaced"'* ]]; then
  [[ -x $destroy ]] || die 'destroy.sh is missing: it removes what was replaced' 'Put it beside this script.'
  "$destroy" --replaced --yes --account "$account"
fi
step=''
if [[ -n $dry_run ]]; then
  say "" "$changes things would be done; nothing was."
  exit 0
fi
if [[ $changes -eq 0 ]]; then
  say '' 'Everything is as the spec says.'
else
  tally none
  say '' "Done in $(duration "$(($(date +%s) - began_at))"): $made made, $altered changed, $kept left as they were."
fi
printf '%s: %s\n' "Where images of 'encryptor' are pushed" "222222222222.dkr.ecr.us-east-1.$url_suffix/my-app-encryptor"
printf '%s: %s\n' "The name of cluster 'app'" my-app-cluster
printf '%s: %s\n' "Where load balancer 'public' answers" "http://$LoadBalancerPublic_dnsName:8080"
printf '%s: %s\n' "The name of service 'encryptor'" my-app-autoscaling-service
