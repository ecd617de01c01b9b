#!/usr/bin/env bash
# Deploys wordpress: ap-northeast-2.
#
# Run it as often as you like: it makes what is missing, changes what differs from the spec, and leaves the
# rest alone. Stopped anywhere, it goes on from there. It needs the AWS CLI, version 1 or 2.
# Written by Lintel: change the spec, not this file.
set -euo pipefail

project='wordpress'
environment=''
region='ap-northeast-2'
expected_account=''
steps=24

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
owner="to_string([[?Key=='lintel:project']|[0].Value, [?Key=='lintel:environment']|[0].Value, [?Key=='lintel:id']|[0].Value, [?Key=='aws:cloudformation:stack-id']|[0].Value])"

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

# Whether the pairs in $items have a first word ($1) with these second ones ($2…), and with no other.
paired() {
  local first=$1 key one count=0
  shift
  while IFS=$'\t' read -r key one; do
    [[ $key == "$first" ]] || continue
    [[ " $* " == *" $one "* ]] || return 1
    count=$((count + 1))
  done <<<"$items"
  [[ $count -eq $# ]]
}

# The first words of the pairs in $items that are none of these, each once.
unpaired() {
  local key rest wanted told=' '
  while IFS=$'\t' read -r key rest; do
    [[ -n $key && $told != *" $key "* ]] || continue
    for wanted in "$@"; do
      [[ $key != "$wanted" ]] || continue 2
    done
    told+="$key "
    printf '%s\n' "$key"
  done <<<"$items"
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

# Goes on when an instance ($1) is what its image ($2) should be, by hand or because its user data has run ($3). Nothing
# here can tell: somebody has to say so, with --prepared, with --new-image where there is an AMI already, or when asked.
expect_prepared() {
  local answer='' todo='make the instance what the image should be first' hint='install and set up what it should hold'
  [[ -z $dry_run && -z $prepared && -z $renewed ]] || return 0
  if [[ -n ${3:-} ]]; then
    todo='its user data has to have run to the end first'
    hint='see in /var/log/cloud-init-output.log that its user data has run'
  fi
  say "AMI $2 is to be made of instance $1: $todo."
  if [[ -t 0 ]]; then
    read -r -p 'Is it prepared? [y/N] ' answer || answer=''
  fi
  [[ $answer == [yY]* ]] || die "nobody says that instance $1 is prepared, and AMI $2 is not made" \
    "Log in, $hint, and run this again with --prepared."
}

# Waits until an image can be made of an instance: it is up, or it is not running at all.
settle_instance() {
  local state
  [[ -z $dry_run ]] || return 0
  state=$(ask aws ec2 describe-instances --instance-ids "$1" --query 'Reservations[0].Instances[0].State.Name')
  case $state in
  pending | running) await aws ec2 wait instance-status-ok --instance-ids "$1" ;;
  stopping) await aws ec2 wait instance-stopped --instance-ids "$1" ;;
  esac
}

# ---- Options ----

usage() {
  cat <<END
Usage: deploy.sh [options]

  --dry-run            print what would be done, and do nothing
  --account ID         the account that the credentials have to belong to
  --prepared           the instances that AMIs are made of are what these should be
  --new-image          make each AMI anew from its instance, and remove the old one in the end
  --no-reboot          make AMIs without stopping the instances: files may be in the middle of a change
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
new_image=''
no_reboot=''
prepared=''

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
  --prepared) prepared=1 ;;
  --new-image) new_image=1 ;;
  --no-reboot) no_reboot=1 ;;
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

name=wordpress
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
  look aws ec2 describe-instances \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "Reservations[].Instances[?$ours && State.Name!='terminated' && State.Name!='shutting-down'].[to_string([$its_id, InstanceId, $its_replaces])]"
  look aws ec2 describe-launch-templates \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "LaunchTemplates[?$ours].[to_string([$its_id, LaunchTemplateId, $its_replaces])]"
  look list_elbv2_load_balancer
  parent=$(found LoadBalancerPublic)
  [[ -z $parent ]] || look list_elbv2_listener "$parent"
  look list_elbv2_target_group
  look aws autoscaling describe-auto-scaling-groups \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "AutoScalingGroups[?$ours].[to_string([$its_id, AutoScalingGroupName, $its_replaces])]"
  look aws ec2 describe-images \
      --owners self --filters "Name=tag:lintel:project,Values=$project" \
      --query "Images[?$ours].[to_string([$its_id, ImageId, $its_replaces])]"
  look aws ec2 describe-snapshots \
      --owner-ids self --filters "Name=tag:lintel:project,Values=$project" \
      --query "Snapshots[?$ours && Tags[?Key=='lintel:id' && ends_with(Value, '.replaced')]].[to_string([$its_id, SnapshotId, $its_replaces])]"
}
step='finding out what is there'
look_around
keeps_name AutoScalingGroupWeb wordpress-asg 'Auto Scaling group'

# ---- Steps ----

# Roles that AWS's services act with
step 'ServiceLinkedRoles' 'service-linked roles'
items=$(ask aws iam list-roles --path-prefix /aws-service-role/ --query 'Roles[].[Path]')
holds /aws-service-role/elasticloadbalancing.amazonaws.com/ ||
  change aws iam create-service-linked-role --aws-service-name elasticloadbalancing.amazonaws.com
holds /aws-service-role/autoscaling.amazonaws.com/ ||
  change aws iam create-service-linked-role --aws-service-name autoscaling.amazonaws.com

# vpcs.main (lintel.yaml:8)
step VpcMain 'VPC wordpress-vpc'
VpcMain=$(found VpcMain)
if [[ -n $VpcMain ]]; then
  compare aws ec2 describe-vpcs \
      --vpc-ids "$VpcMain" \
      --query "Vpcs[0].[
      CidrBlock == '10.1.0.0/16' || 'CidrBlock',
      Tags[?Key=='Name']|[0].Value == 'wordpress-vpc' || 'Tags']"
  compare aws ec2 describe-vpc-attribute \
      --vpc-id "$VpcMain" --attribute enableDnsSupport \
      --query "[
      EnableDnsSupport.Value == \`true\` || 'EnableDnsSupport']"
  compare aws ec2 describe-vpc-attribute \
      --vpc-id "$VpcMain" --attribute enableDnsHostnames \
      --query "[
      EnableDnsHostnames.Value == \`true\` || 'EnableDnsHostnames']"
  if fixed CidrBlock; then
    change aws ec2 create-tags --resources "$VpcMain" --tags Key=lintel:id,Value=VpcMain.replaced
    set_aside "$VpcMain"
    VpcMain=
    look_around
  fi
fi
if [[ -z $VpcMain ]]; then
  create aws ec2 create-vpc \
      --cidr-block 10.1.0.0/16 \
      --tag-specifications "ResourceType=vpc,Tags=[$replaces_tag{Key=Name,Value=wordpress-vpc},{Key=lintel:project,Value=wordpress},{Key=lintel:id,Value=VpcMain}]" \
      --query Vpc.VpcId
  VpcMain=$created
  sole aws ec2 describe-vpcs \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "Vpcs[?$ours].[to_string([$its_id, VpcId, $its_replaces])]"
  await aws ec2 wait vpc-available --vpc-ids "$VpcMain"
  differs=EnableDnsHostnames
fi
if changed EnableDnsSupport; then
  change aws ec2 modify-vpc-attribute --vpc-id "$VpcMain" --enable-dns-support Value=true
fi
if changed EnableDnsHostnames; then
  change aws ec2 modify-vpc-attribute --vpc-id "$VpcMain" --enable-dns-hostnames Value=true
fi
if changed Tags; then
  change aws ec2 create-tags \
      --resources "$VpcMain" \
      --tags Key=Name,Value=wordpress-vpc Key=lintel:project,Value=wordpress Key=lintel:id,Value=VpcMain
fi

# vpcs.main/internetGateway (lintel.yaml:8)
step VpcMainInternetGateway 'internet gateway wordpress-vpc'
VpcMainInternetGateway=$(found VpcMainInternetGateway)
if [[ -n $VpcMainInternetGateway ]]; then
  compare aws ec2 describe-internet-gateways \
      --internet-gateway-ids "$VpcMainInternetGateway" \
      --query "InternetGateways[0].[
      Tags[?Key=='Name']|[0].Value == 'wordpress-vpc' || 'Tags']"
fi
if [[ -z $VpcMainInternetGateway ]]; then
  create aws ec2 create-internet-gateway \
      --tag-specifications "ResourceType=internet-gateway,Tags=[$replaces_tag{Key=Name,Value=wordpress-vpc},{Key=lintel:project,Value=wordpress},{Key=lintel:id,Value=VpcMainInternetGateway}]" \
      --query InternetGateway.InternetGatewayId
  VpcMainInternetGateway=$created
  sole aws ec2 describe-internet-gateways \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "InternetGateways[?$ours].[to_string([$its_id, InternetGatewayId, $its_replaces])]"
  differs=''
fi
if changed Tags; then
  change aws ec2 create-tags \
      --resources "$VpcMainInternetGateway" \
      --tags Key=Name,Value=wordpress-vpc Key=lintel:project,Value=wordpress Key=lintel:id,Value=VpcMainInternetGateway
fi

# vpcs.main/internetGatewayAttachment (lintel.yaml:8)
step VpcMainInternetGatewayAttachment 'attachment of the internet gateway of main'
compare aws ec2 describe-internet-gateways \
    --internet-gateway-ids "$VpcMainInternetGateway" \
    --query "InternetGateways[0].Attachments[0].[
    VpcId == '$VpcMain' || 'VpcId']"
if is_absent; then
  create aws ec2 attach-internet-gateway \
      --internet-gateway-id "$VpcMainInternetGateway" --vpc-id "$VpcMain"
  differs=''
fi

# subnets.public-a (lintel.yaml:11)
step SubnetPublicA 'subnet wordpress-public-a'
SubnetPublicA=$(found SubnetPublicA)
if [[ -n $SubnetPublicA ]]; then
  compare aws ec2 describe-subnets \
      --subnet-ids "$SubnetPublicA" \
      --query "Subnets[0].[
      VpcId == '$VpcMain' || 'VpcId',
      AvailabilityZone == 'ap-northeast-2a' || 'AvailabilityZone',
      CidrBlock == '10.1.0.0/20' || 'CidrBlock',
      MapPublicIpOnLaunch == \`true\` || 'MapPublicIpOnLaunch',
      Ipv6CidrBlockAssociationSet[?starts_with(Ipv6CidrBlockState.State, 'associat')]|[0].Ipv6CidrBlock == \`null\` || 'Ipv6CidrBlock',
      (AssignIpv6AddressOnCreation || \`false\`) == \`false\` || 'AssignIpv6AddressOnCreation',
      Tags[?Key=='Name']|[0].Value == 'wordpress-public-a' || 'Tags']"
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
      --vpc-id "$VpcMain" --availability-zone ap-northeast-2a --cidr-block 10.1.0.0/20 \
      --tag-specifications "ResourceType=subnet,Tags=[$replaces_tag{Key=Name,Value=wordpress-public-a},{Key=lintel:project,Value=wordpress},{Key=lintel:id,Value=SubnetPublicA}]" \
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
      --tags Key=Name,Value=wordpress-public-a Key=lintel:project,Value=wordpress Key=lintel:id,Value=SubnetPublicA
fi
if changed Ipv6CidrBlock; then
  item=$(ask aws ec2 describe-subnets \
      --subnet-ids "$SubnetPublicA" \
      --query "Subnets[0].Ipv6CidrBlockAssociationSet[?starts_with(Ipv6CidrBlockState.State, 'associat')]|[0].AssociationId")
  [[ -z $item ]] || change aws ec2 disassociate-subnet-cidr-block --association-id "$item"
fi

# subnets.public-a/routeTable (lintel.yaml:11)
step SubnetPublicARouteTable 'route table wordpress-public-a'
SubnetPublicARouteTable=$(found SubnetPublicARouteTable)
if [[ -n $SubnetPublicARouteTable ]]; then
  compare aws ec2 describe-route-tables \
      --route-table-ids "$SubnetPublicARouteTable" \
      --query "RouteTables[0].[
      VpcId == '$VpcMain' || 'VpcId',
      Tags[?Key=='Name']|[0].Value == 'wordpress-public-a' || 'Tags']"
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
      --vpc-id "$VpcMain" \
      --tag-specifications "ResourceType=route-table,Tags=[$replaces_tag{Key=Name,Value=wordpress-public-a},{Key=lintel:project,Value=wordpress},{Key=lintel:id,Value=SubnetPublicARouteTable}]" \
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
      --tags Key=Name,Value=wordpress-public-a Key=lintel:project,Value=wordpress Key=lintel:id,Value=SubnetPublicARouteTable
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

# subnets.public-a/defaultRoute (lintel.yaml:11)
step SubnetPublicADefaultRoute 'route to 0.0.0.0/0 of public-a'
compare aws ec2 describe-route-tables \
    --route-table-ids "$SubnetPublicARouteTable" \
    --query "RouteTables[0].Routes[?(DestinationCidrBlock || DestinationIpv6CidrBlock)=='0.0.0.0/0']|[0].[
    GatewayId == '$VpcMainInternetGateway' || 'GatewayId']"
if is_absent; then
  create aws ec2 create-route \
      --route-table-id "$SubnetPublicARouteTable" --destination-cidr-block 0.0.0.0/0 \
      --gateway-id "$VpcMainInternetGateway"
  differs=''
fi
if changed GatewayId; then
  change aws ec2 replace-route \
      --route-table-id "$SubnetPublicARouteTable" --destination-cidr-block 0.0.0.0/0 \
      --gateway-id "$VpcMainInternetGateway"
fi

# subnets.public-a/routeTableAssociation (lintel.yaml:11)
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

# subnets.public-c (lintel.yaml:12)
step SubnetPublicC 'subnet wordpress-public-c'
SubnetPublicC=$(found SubnetPublicC)
if [[ -n $SubnetPublicC ]]; then
  compare aws ec2 describe-subnets \
      --subnet-ids "$SubnetPublicC" \
      --query "Subnets[0].[
      VpcId == '$VpcMain' || 'VpcId',
      AvailabilityZone == 'ap-northeast-2c' || 'AvailabilityZone',
      CidrBlock == '10.1.16.0/20' || 'CidrBlock',
      MapPublicIpOnLaunch == \`true\` || 'MapPublicIpOnLaunch',
      Ipv6CidrBlockAssociationSet[?starts_with(Ipv6CidrBlockState.State, 'associat')]|[0].Ipv6CidrBlock == \`null\` || 'Ipv6CidrBlock',
      (AssignIpv6AddressOnCreation || \`false\`) == \`false\` || 'AssignIpv6AddressOnCreation',
      Tags[?Key=='Name']|[0].Value == 'wordpress-public-c' || 'Tags']"
  if fixed VpcId AvailabilityZone CidrBlock; then
    change aws ec2 create-tags \
        --resources "$SubnetPublicC" --tags Key=lintel:id,Value=SubnetPublicC.replaced
    set_aside "$SubnetPublicC"
    SubnetPublicC=
    look_around
  fi
fi
if [[ -z $SubnetPublicC ]]; then
  create aws ec2 create-subnet \
      --vpc-id "$VpcMain" --availability-zone ap-northeast-2c --cidr-block 10.1.16.0/20 \
      --tag-specifications "ResourceType=subnet,Tags=[$replaces_tag{Key=Name,Value=wordpress-public-c},{Key=lintel:project,Value=wordpress},{Key=lintel:id,Value=SubnetPublicC}]" \
      --query Subnet.SubnetId
  SubnetPublicC=$created
  sole aws ec2 describe-subnets \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "Subnets[?$ours].[to_string([$its_id, SubnetId, $its_replaces])]"
  until_there 5 aws ec2 describe-subnets \
      --subnet-ids "$SubnetPublicC" \
      --query "Subnets[?State=='available' && !(Ipv6CidrBlockAssociationSet[?Ipv6CidrBlockState.State=='associating'])].[SubnetId]"
  differs=MapPublicIpOnLaunch
fi
if changed MapPublicIpOnLaunch; then
  change aws ec2 modify-subnet-attribute \
      --subnet-id "$SubnetPublicC" --map-public-ip-on-launch Value=true
fi
if changed AssignIpv6AddressOnCreation; then
  change aws ec2 modify-subnet-attribute \
      --subnet-id "$SubnetPublicC" --assign-ipv6-address-on-creation Value=false
fi
if changed Tags; then
  change aws ec2 create-tags \
      --resources "$SubnetPublicC" \
      --tags Key=Name,Value=wordpress-public-c Key=lintel:project,Value=wordpress Key=lintel:id,Value=SubnetPublicC
fi
if changed Ipv6CidrBlock; then
  item=$(ask aws ec2 describe-subnets \
      --subnet-ids "$SubnetPublicC" \
      --query "Subnets[0].Ipv6CidrBlockAssociationSet[?starts_with(Ipv6CidrBlockState.State, 'associat')]|[0].AssociationId")
  [[ -z $item ]] || change aws ec2 disassociate-subnet-cidr-block --association-id "$item"
fi

# subnets.public-c/routeTable (lintel.yaml:12)
step SubnetPublicCRouteTable 'route table wordpress-public-c'
SubnetPublicCRouteTable=$(found SubnetPublicCRouteTable)
if [[ -n $SubnetPublicCRouteTable ]]; then
  compare aws ec2 describe-route-tables \
      --route-table-ids "$SubnetPublicCRouteTable" \
      --query "RouteTables[0].[
      VpcId == '$VpcMain' || 'VpcId',
      Tags[?Key=='Name']|[0].Value == 'wordpress-public-c' || 'Tags']"
  if fixed VpcId; then
    change aws ec2 create-tags \
        --resources "$SubnetPublicCRouteTable" \
        --tags Key=lintel:id,Value=SubnetPublicCRouteTable.replaced
    set_aside "$SubnetPublicCRouteTable"
    SubnetPublicCRouteTable=
    look_around
  fi
fi
if [[ -z $SubnetPublicCRouteTable ]]; then
  create aws ec2 create-route-table \
      --vpc-id "$VpcMain" \
      --tag-specifications "ResourceType=route-table,Tags=[$replaces_tag{Key=Name,Value=wordpress-public-c},{Key=lintel:project,Value=wordpress},{Key=lintel:id,Value=SubnetPublicCRouteTable}]" \
      --query RouteTable.RouteTableId
  SubnetPublicCRouteTable=$created
  sole aws ec2 describe-route-tables \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "RouteTables[?$ours].[to_string([$its_id, RouteTableId, $its_replaces])]"
  differs=''
fi
if changed Tags; then
  change aws ec2 create-tags \
      --resources "$SubnetPublicCRouteTable" \
      --tags Key=Name,Value=wordpress-public-c Key=lintel:project,Value=wordpress Key=lintel:id,Value=SubnetPublicCRouteTable
fi
if [[ -z $created ]]; then
  items=$(ask aws ec2 describe-route-tables \
      --route-table-ids "$SubnetPublicCRouteTable" \
      --query "RouteTables[0].Routes[?Origin=='CreateRoute' && (DestinationCidrBlock || DestinationIpv6CidrBlock)].[DestinationCidrBlock || DestinationIpv6CidrBlock]")
  while IFS= read -r item <&3; do
    [[ -z $item || $item == *:* ]] || change aws ec2 delete-route \
      --route-table-id "$SubnetPublicCRouteTable" --destination-cidr-block "$item"
    [[ $item != *:* ]] || change aws ec2 delete-route \
      --route-table-id "$SubnetPublicCRouteTable" --destination-ipv6-cidr-block "$item"
  done 3<<<"$(others 0.0.0.0/0)"
fi

# subnets.public-c/defaultRoute (lintel.yaml:12)
step SubnetPublicCDefaultRoute 'route to 0.0.0.0/0 of public-c'
compare aws ec2 describe-route-tables \
    --route-table-ids "$SubnetPublicCRouteTable" \
    --query "RouteTables[0].Routes[?(DestinationCidrBlock || DestinationIpv6CidrBlock)=='0.0.0.0/0']|[0].[
    GatewayId == '$VpcMainInternetGateway' || 'GatewayId']"
if is_absent; then
  create aws ec2 create-route \
      --route-table-id "$SubnetPublicCRouteTable" --destination-cidr-block 0.0.0.0/0 \
      --gateway-id "$VpcMainInternetGateway"
  differs=''
fi
if changed GatewayId; then
  change aws ec2 replace-route \
      --route-table-id "$SubnetPublicCRouteTable" --destination-cidr-block 0.0.0.0/0 \
      --gateway-id "$VpcMainInternetGateway"
fi

# subnets.public-c/routeTableAssociation (lintel.yaml:12)
step SubnetPublicCRouteTableAssociation 'association of the route table of public-c'
SubnetPublicCRouteTableAssociation=$(lookup - aws ec2 describe-route-tables \
    --filters "Name=association.subnet-id,Values=$SubnetPublicC" \
    --query "RouteTables[0].Associations[?SubnetId=='$SubnetPublicC']|[0].RouteTableAssociationId")
if [[ -n $SubnetPublicCRouteTableAssociation ]]; then
  compare aws ec2 describe-route-tables \
      --filters "Name=association.subnet-id,Values=$SubnetPublicC" \
      --query "RouteTables[0].Associations[?SubnetId=='$SubnetPublicC']|[0].[
      RouteTableId == '$SubnetPublicCRouteTable' || 'RouteTableId']"
fi
if [[ -z $SubnetPublicCRouteTableAssociation ]]; then
  create aws ec2 associate-route-table \
      --route-table-id "$SubnetPublicCRouteTable" --subnet-id "$SubnetPublicC" \
      --query AssociationId
  SubnetPublicCRouteTableAssociation=$created
  differs=''
fi
if changed RouteTableId; then
  change aws ec2 replace-route-table-association \
      --association-id "$SubnetPublicCRouteTableAssociation" \
      --route-table-id "$SubnetPublicCRouteTable"
fi

# securityGroups.lb (lintel.yaml:15)
step SecurityGroupLb 'security group wordpress-lb-sg'
SecurityGroupLb=$(found SecurityGroupLb)
if [[ -z $SecurityGroupLb ]]; then
  SecurityGroupLb=$(lookup - aws ec2 describe-security-groups \
      --filters Name=group-name,Values=wordpress-lb-sg "Name=vpc-id,Values=$VpcMain" \
      --query "SecurityGroups[?GroupName=='wordpress-lb-sg']|[0].GroupId")
  [[ -z $SecurityGroupLb ]] || claim aws ec2 describe-security-groups \
      --group-ids "$SecurityGroupLb" --query "SecurityGroups[0].Tags.$owner"
fi
if [[ -n $SecurityGroupLb ]]; then
  compare aws ec2 describe-security-groups \
      --group-ids "$SecurityGroupLb" \
      --query "SecurityGroups[0].[
      GroupName == 'wordpress-lb-sg' || 'GroupName',
      Description == 'Load balancer, open to the internet on 80' || 'GroupDescription',
      VpcId == '$VpcMain' || 'VpcId']"
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
      --group-name wordpress-lb-sg --description 'Load balancer, open to the internet on 80' \
      --vpc-id "$VpcMain" \
      --tag-specifications "ResourceType=security-group,Tags=[$replaces_tag{Key=lintel:project,Value=wordpress},{Key=lintel:id,Value=SecurityGroupLb}]" \
      --query GroupId
  SecurityGroupLb=$created
  await aws ec2 wait security-group-exists --group-ids "$SecurityGroupLb"
  differs=''
fi
if changed Tags; then
  change aws ec2 create-tags \
      --resources "$SecurityGroupLb" \
      --tags Key=lintel:project,Value=wordpress Key=lintel:id,Value=SecurityGroupLb
fi

# securityGroups.lb (lintel.yaml:15)
step SecurityGroupLb 'rules of security group wordpress-lb-sg'
group="$SecurityGroupLb"
read_rules
rule ingress tcp 80 80 0.0.0.0/0 '' ||
  change aws ec2 authorize-security-group-ingress \
      --group-id "$group" \
      --ip-permissions 'IpProtocol=tcp,FromPort=80,ToPort=80,IpRanges=[{CidrIp=0.0.0.0/0}]'
rule egress -1 -1 -1 0.0.0.0/0 '' ||
  change aws ec2 authorize-security-group-egress \
      --group-id "$group" --ip-permissions 'IpProtocol=-1,IpRanges=[{CidrIp=0.0.0.0/0}]'
revoke_others

# securityGroups.web (lintel.yaml:21)
step SecurityGroupWeb 'security group wordpress-web-sg'
SecurityGroupWeb=$(found SecurityGroupWeb)
if [[ -z $SecurityGroupWeb ]]; then
  SecurityGroupWeb=$(lookup - aws ec2 describe-security-groups \
      --filters Name=group-name,Values=wordpress-web-sg "Name=vpc-id,Values=$VpcMain" \
      --query "SecurityGroups[?GroupName=='wordpress-web-sg']|[0].GroupId")
  [[ -z $SecurityGroupWeb ]] || claim aws ec2 describe-security-groups \
      --group-ids "$SecurityGroupWeb" --query "SecurityGroups[0].Tags.$owner"
fi
if [[ -n $SecurityGroupWeb ]]; then
  compare aws ec2 describe-security-groups \
      --group-ids "$SecurityGroupWeb" \
      --query "SecurityGroups[0].[
      GroupName == 'wordpress-web-sg' || 'GroupName',
      Description == 'Instances, HTTP from the load balancer and SSH from the office' || 'GroupDescription',
      VpcId == '$VpcMain' || 'VpcId']"
  if fixed GroupName GroupDescription VpcId; then
    if changed GroupName; then
      change aws ec2 create-tags \
          --resources "$SecurityGroupWeb" --tags Key=lintel:id,Value=SecurityGroupWeb.replaced
      set_aside "$SecurityGroupWeb"
    else
      make_room aws ec2 delete-security-group --group-id "$SecurityGroupWeb"
    fi
    SecurityGroupWeb=
    look_around
  fi
fi
if [[ -z $SecurityGroupWeb ]]; then
  create aws ec2 create-security-group \
      --group-name wordpress-web-sg \
      --description 'Instances, HTTP from the load balancer and SSH from the office' \
      --vpc-id "$VpcMain" \
      --tag-specifications "ResourceType=security-group,Tags=[$replaces_tag{Key=lintel:project,Value=wordpress},{Key=lintel:id,Value=SecurityGroupWeb}]" \
      --query GroupId
  SecurityGroupWeb=$created
  await aws ec2 wait security-group-exists --group-ids "$SecurityGroupWeb"
  differs=''
fi
if changed Tags; then
  change aws ec2 create-tags \
      --resources "$SecurityGroupWeb" \
      --tags Key=lintel:project,Value=wordpress Key=lintel:id,Value=SecurityGroupWeb
fi

# securityGroups.web/ingress.lb.tcp.80 (lintel.yaml:26)
step SecurityGroupWeb 'rules of security group wordpress-web-sg'
group="$SecurityGroupWeb"
read_rules
rule ingress tcp 22 22 203.0.113.0/24 '' ||
  change aws ec2 authorize-security-group-ingress \
      --group-id "$group" \
      --ip-permissions 'IpProtocol=tcp,FromPort=22,ToPort=22,IpRanges=[{CidrIp=203.0.113.0/24}]'
rule ingress tcp 80 80 "$SecurityGroupLb" '' ||
  change aws ec2 authorize-security-group-ingress \
      --group-id "$group" \
      --ip-permissions "IpProtocol=tcp,FromPort=80,ToPort=80,UserIdGroupPairs=[{GroupId=$SecurityGroupLb}]" \
      --tag-specifications 'ResourceType=security-group-rule,Tags=[{Key=lintel:project,Value=wordpress},{Key=lintel:id,Value=SecurityGroupWebIngressLbTcp80}]'
rule egress -1 -1 -1 0.0.0.0/0 '' ||
  change aws ec2 authorize-security-group-egress \
      --group-id "$group" --ip-permissions 'IpProtocol=-1,IpRanges=[{CidrIp=0.0.0.0/0}]'
revoke_others

# targetGroups.web (lintel.yaml:61)
step TargetGroupWeb 'target group wordpress-tg'
TargetGroupWeb=$(found TargetGroupWeb)
if [[ -z $TargetGroupWeb ]]; then
  TargetGroupWeb=$(lookup TargetGroupNotFound aws elbv2 describe-target-groups \
      --names wordpress-tg --query "TargetGroups[0].TargetGroupArn")
  [[ -z $TargetGroupWeb ]] || claim aws elbv2 describe-tags \
      --resource-arns "$TargetGroupWeb" --query "TagDescriptions[0].Tags.$owner"
fi
if [[ -n $TargetGroupWeb ]]; then
  compare aws elbv2 describe-target-groups \
      --target-group-arns "$TargetGroupWeb" \
      --query "TargetGroups[0].[
      TargetGroupName == 'wordpress-tg' || 'Name',
      VpcId == '$VpcMain' || 'VpcId',
      Port == \`80\` || 'Port',
      Protocol == 'HTTP' || 'Protocol',
      (ProtocolVersion || 'HTTP1') == 'HTTP1' || 'ProtocolVersion',
      TargetType == 'instance' || 'TargetType',
      (HealthCheckProtocol || 'HTTP') == 'HTTP' || 'HealthCheckProtocol',
      (HealthCheckPort || 'traffic-port') == 'traffic-port' || 'HealthCheckPort',
      HealthCheckPath == '/' || 'HealthCheckPath',
      HealthCheckIntervalSeconds == \`30\` || 'HealthCheckIntervalSeconds',
      (HealthyThresholdCount || \`5\`) == \`5\` || 'HealthyThresholdCount',
      (UnhealthyThresholdCount || \`2\`) == \`2\` || 'UnhealthyThresholdCount']"
  if fixed Name VpcId Port Protocol ProtocolVersion TargetType; then
    if changed Name; then
      change aws elbv2 add-tags \
          --resource-arns "$TargetGroupWeb" --tags Key=lintel:id,Value=TargetGroupWeb.replaced
      set_aside "$TargetGroupWeb"
    else
      make_room aws elbv2 delete-target-group --target-group-arn "$TargetGroupWeb"
    fi
    TargetGroupWeb=
    look_around
  fi
fi
if [[ -z $TargetGroupWeb ]]; then
  create aws elbv2 create-target-group \
      --name wordpress-tg --vpc-id "$VpcMain" --port 80 --protocol HTTP --target-type instance \
      --health-check-path / --health-check-interval-seconds 30 \
      --tags ${replaces:+"Key=lintel:replaces,Value=$replaces"} Key=lintel:project,Value=wordpress Key=lintel:id,Value=TargetGroupWeb \
      --query "TargetGroups[0].TargetGroupArn"
  TargetGroupWeb=$created
  differs=''
fi
if changed HealthCheckProtocol HealthCheckPort HealthCheckPath HealthCheckIntervalSeconds HealthyThresholdCount UnhealthyThresholdCount; then
  change aws elbv2 modify-target-group \
      --target-group-arn "$TargetGroupWeb" --health-check-protocol HTTP \
      --health-check-port traffic-port --health-check-path / --health-check-interval-seconds 30 \
      --healthy-threshold-count 5 --unhealthy-threshold-count 2
fi
if changed Tags; then
  change aws elbv2 add-tags \
      --resource-arns "$TargetGroupWeb" \
      --tags Key=lintel:project,Value=wordpress Key=lintel:id,Value=TargetGroupWeb
fi

# loadBalancers.public (lintel.yaml:52)
step LoadBalancerPublic 'load balancer wordpress-alb'
LoadBalancerPublic=$(found LoadBalancerPublic)
if [[ -z $LoadBalancerPublic ]]; then
  LoadBalancerPublic=$(lookup LoadBalancerNotFound aws elbv2 describe-load-balancers \
      --names wordpress-alb --query "LoadBalancers[0].LoadBalancerArn")
  [[ -z $LoadBalancerPublic ]] || claim aws elbv2 describe-tags \
      --resource-arns "$LoadBalancerPublic" --query "TagDescriptions[0].Tags.$owner"
fi
if [[ -n $LoadBalancerPublic ]]; then
  compare aws elbv2 describe-load-balancers \
      --load-balancer-arns "$LoadBalancerPublic" \
      --query "LoadBalancers[0].[
      LoadBalancerName == 'wordpress-alb' || 'Name',
      Type == 'application' || 'Type',
      Scheme == 'internet-facing' || 'Scheme',
      (IpAddressType || 'ipv4') == 'ipv4' || 'IpAddressType',
      sort(AvailabilityZones[].SubnetId || \`[]\`) == sort(['$SubnetPublicA', '$SubnetPublicC']) || 'Subnets',
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
      --name wordpress-alb --type application --scheme internet-facing \
      --subnets "$SubnetPublicA" "$SubnetPublicC" --security-groups "$SecurityGroupLb" \
      --tags ${replaces:+"Key=lintel:replaces,Value=$replaces"} Key=lintel:project,Value=wordpress Key=lintel:id,Value=LoadBalancerPublic \
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
      --load-balancer-arn "$LoadBalancerPublic" --subnets "$SubnetPublicA" "$SubnetPublicC"
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
      --tags Key=lintel:project,Value=wordpress Key=lintel:id,Value=LoadBalancerPublic
fi
LoadBalancerPublic_dnsName=$(ask aws elbv2 describe-load-balancers \
    --load-balancer-arns "$LoadBalancerPublic" --query "LoadBalancers[0].DNSName")

# loadBalancers.public/listeners.http (lintel.yaml:58)
step LoadBalancerPublicListenersHttp 'listener http of public'
IFS= read -r -d '' default_actions <<END || true
[{"Type": "forward", "TargetGroupArn": "$TargetGroupWeb"}]
END
LoadBalancerPublicListenersHttp=$(found LoadBalancerPublicListenersHttp)
if [[ -z $LoadBalancerPublicListenersHttp ]]; then
  LoadBalancerPublicListenersHttp=$(lookup - aws elbv2 describe-listeners \
      --load-balancer-arn "$LoadBalancerPublic" \
      --query "Listeners[?Port==\`80\`]|[0].ListenerArn")
  [[ -z $LoadBalancerPublicListenersHttp ]] || claim aws elbv2 describe-tags \
      --resource-arns "$LoadBalancerPublicListenersHttp" \
      --query "TagDescriptions[0].Tags.$owner"
fi
if [[ -n $LoadBalancerPublicListenersHttp ]]; then
  compare aws elbv2 describe-listeners \
      --listener-arns "$LoadBalancerPublicListenersHttp" \
      --query "Listeners[0].[
      LoadBalancerArn == '$LoadBalancerPublic' || 'LoadBalancerArn',
      Port == \`80\` || 'Port',
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
      --load-balancer-arn "$LoadBalancerPublic" --port 80 --protocol HTTP \
      --default-actions "$default_actions" \
      --tags ${replaces:+"Key=lintel:replaces,Value=$replaces"} Key=lintel:project,Value=wordpress Key=lintel:id,Value=LoadBalancerPublicListenersHttp \
      --query "Listeners[0].ListenerArn"
  LoadBalancerPublicListenersHttp=$created
  differs=''
fi
if changed Port Protocol DefaultActions; then
  change aws elbv2 modify-listener \
      --listener-arn "$LoadBalancerPublicListenersHttp" --port 80 --protocol HTTP \
      --default-actions "$default_actions"
fi
if changed Tags; then
  change aws elbv2 add-tags \
      --resource-arns "$LoadBalancerPublicListenersHttp" \
      --tags Key=lintel:project,Value=wordpress Key=lintel:id,Value=LoadBalancerPublicListenersHttp
fi

# instances.builder (lintel.yaml:30)
step InstanceBuilder 'instance wordpress-builder'
InstanceBuilder=$(found InstanceBuilder)
if [[ -n $InstanceBuilder ]]; then
  compare aws ec2 describe-instances \
      --instance-ids "$InstanceBuilder" \
      --query "Reservations[0].Instances[0].[
      ImageId == 'ami-0123456789abcdef0' || 'ImageId',
      (!(Tags[?Key=='lintel:restart']) && InstanceType) == 't2.micro' || 'InstanceType',
      SubnetId == '$SubnetPublicA' || 'SubnetId',
      sort(SecurityGroups[].GroupId || \`[]\`) == ['$SecurityGroupWeb'] || 'SecurityGroupIds',
      KeyName == 'wordpress' || 'KeyName',
      IamInstanceProfile.Arn == \`null\` || 'IamInstanceProfile',
      Tags[?Key=='Name']|[0].Value == 'wordpress-builder' || 'Tags']"
  if fixed ImageId SubnetId KeyName; then
    change aws ec2 create-tags \
        --resources "$InstanceBuilder" --tags Key=lintel:id,Value=InstanceBuilder.replaced
    set_aside "$InstanceBuilder"
    InstanceBuilder=
    look_around
  fi
fi
if [[ -z $InstanceBuilder ]]; then
  create aws ec2 run-instances \
      --count 1 --image-id ami-0123456789abcdef0 --instance-type t2.micro \
      --subnet-id "$SubnetPublicA" --security-group-ids "$SecurityGroupWeb" \
      --key-name wordpress \
      --tag-specifications "ResourceType=instance,Tags=[$replaces_tag{Key=Name,Value=wordpress-builder},{Key=lintel:project,Value=wordpress},{Key=lintel:id,Value=InstanceBuilder}]" \
      --query "Instances[0].InstanceId"
  InstanceBuilder=$created
  sole aws ec2 describe-instances \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "Reservations[].Instances[?$ours && State.Name!='terminated' && State.Name!='shutting-down'].[to_string([$its_id, InstanceId, $its_replaces])]"
  await aws ec2 wait instance-running --instance-ids "$InstanceBuilder"
  differs=''
fi
if changed SecurityGroupIds; then
  change aws ec2 modify-instance-attribute \
      --instance-id "$InstanceBuilder" --groups "$SecurityGroupWeb"
fi
if changed InstanceType; then
  change aws ec2 create-tags --resources "$InstanceBuilder" --tags Key=lintel:restart,Value=1
  change aws ec2 stop-instances --instance-ids "$InstanceBuilder"
  await aws ec2 wait instance-stopped --instance-ids "$InstanceBuilder"
  change aws ec2 modify-instance-attribute \
      --instance-id "$InstanceBuilder" --instance-type Value=t2.micro
  change aws ec2 start-instances --instance-ids "$InstanceBuilder"
  await aws ec2 wait instance-running --instance-ids "$InstanceBuilder"
  change aws ec2 delete-tags --resources "$InstanceBuilder" --tags Key=lintel:restart
fi
if changed Tags; then
  change aws ec2 create-tags \
      --resources "$InstanceBuilder" \
      --tags Key=Name,Value=wordpress-builder Key=lintel:project,Value=wordpress Key=lintel:id,Value=InstanceBuilder
fi
if changed IamInstanceProfile; then
  item=$(ask aws ec2 describe-iam-instance-profile-associations \
      --filters "Name=instance-id,Values=$InstanceBuilder" Name=state,Values=associating,associated \
      --query "IamInstanceProfileAssociations[0].AssociationId")
  [[ -z $item ]] || change aws ec2 disassociate-iam-instance-profile --association-id "$item"
fi

# images.wordpress (lintel.yaml:39)
step ImageWordpress 'AMI wordpress-golden'
ImageWordpress=$(found ImageWordpress)
if [[ -z $ImageWordpress ]]; then
  ImageWordpress=$(lookup - aws ec2 describe-images \
      --owners self --filters Name=name,Values=wordpress-golden \
      --query "Images[?!(Tags[?Key=='lintel:id' && ends_with(Value, '.replaced')])]|[0].ImageId")
  [[ -z $ImageWordpress ]] || claim aws ec2 describe-images --image-ids "$ImageWordpress" --query "Images[0].Tags.$owner"
fi
renewed=''
if [[ -n $ImageWordpress && -n $new_image ]]; then
  renewed=1
  change aws ec2 create-tags \
      --resources "$ImageWordpress" --tags Key=lintel:id,Value=ImageWordpress.replaced
  set_aside "$ImageWordpress"
  answer=$(ask aws ec2 describe-images --image-ids "$ImageWordpress" --query \
    'Images[0].BlockDeviceMappings[].Ebs.[to_string([SnapshotId])]')
  while IFS= read -r line; do set_aside "$line"; done < <(names <<<"$answer")
  ImageWordpress=
  look_around
fi
if [[ -n $ImageWordpress ]]; then
  compare aws ec2 describe-images \
      --image-ids "$ImageWordpress" \
      --query "Images[0].[
      (starts_with(Name, join('.', ['wordpress-golden', ''])) && 'wordpress-golden' || Name) == 'wordpress-golden' || 'Name',
      State == 'available' || 'State']"
  if fixed Name; then
    change aws ec2 create-tags \
        --resources "$ImageWordpress" --tags Key=lintel:id,Value=ImageWordpress.replaced
    set_aside "$ImageWordpress"
    ImageWordpress=
    look_around
  fi
fi
if [[ -z $ImageWordpress ]]; then
  expect_prepared "$InstanceBuilder" wordpress-golden
  settle_instance "$InstanceBuilder"
  image_name='wordpress-golden'
  taken=$(lookup - aws ec2 describe-images --owners self \
      --filters Name=name,Values=wordpress-golden --query "Images[0].ImageId")
  [[ -z $taken ]] || image_name+=.$(date -u +%Y%m%d%H%M%S)
  create aws ec2 create-image \
      --instance-id "$InstanceBuilder" --name="$image_name" \
      --tag-specifications "ResourceType=image,Tags=[$replaces_tag{Key=lintel:project,Value=wordpress},{Key=lintel:id,Value=ImageWordpress}]" "ResourceType=snapshot,Tags=[$replaces_tag{Key=lintel:project,Value=wordpress},{Key=lintel:id,Value=ImageWordpress}]" \
      ${no_reboot:+--no-reboot} --query ImageId
  ImageWordpress=$created
  sole aws ec2 describe-images \
      --owners self --filters "Name=tag:lintel:project,Values=$project" \
      --query "Images[?$ours].[to_string([$its_id, ImageId, $its_replaces])]"
  await aws ec2 wait image-available --image-ids "$ImageWordpress"
  differs=''
fi
if changed State; then
  await aws ec2 wait image-available --image-ids "$ImageWordpress"
fi
if changed Tags; then
  change aws ec2 create-tags \
      --resources "$ImageWordpress" \
      --tags Key=lintel:project,Value=wordpress Key=lintel:id,Value=ImageWordpress
fi

# launchTemplates.web (lintel.yaml:44)
step LaunchTemplateWeb 'launch template wordpress-web'
IFS= read -r -d '' launch_template_data <<END || true
{
  "ImageId": "$ImageWordpress",
  "InstanceType": "t2.micro",
  "KeyName": "wordpress",
  "SecurityGroupIds": ["$SecurityGroupWeb"],
  "MetadataOptions": {"HttpTokens": "required"}
}
END
LaunchTemplateWeb_latestVersion=''
LaunchTemplateWeb=$(found LaunchTemplateWeb)
if [[ -z $LaunchTemplateWeb ]]; then
  LaunchTemplateWeb=$(lookup InvalidLaunchTemplateName.NotFoundException aws ec2 describe-launch-templates \
      --launch-template-names wordpress-web --query "LaunchTemplates[0].LaunchTemplateId")
  [[ -z $LaunchTemplateWeb ]] || claim aws ec2 describe-launch-templates \
      --launch-template-ids "$LaunchTemplateWeb" --query "LaunchTemplates[0].Tags.$owner"
fi
if [[ -n $LaunchTemplateWeb ]]; then
  compare aws ec2 describe-launch-templates \
      --launch-template-ids "$LaunchTemplateWeb" \
      --query "LaunchTemplates[0].[
      LaunchTemplateName == 'wordpress-web' || 'LaunchTemplateName']"
  shape_LaunchTemplateData=".{ImageId: ImageId, InstanceType: InstanceType, KeyName: KeyName, SecurityGroupIds: sort(SecurityGroupIds || \`[]\`), NetworkInterfaces: (NetworkInterfaces || \`[]\`), IamInstanceProfile: IamInstanceProfile, UserData: UserData, MetadataOptions: MetadataOptions.{HttpTokens: HttpTokens, HttpPutResponseHopLimit: HttpPutResponseHopLimit, HttpEndpoint: HttpEndpoint, InstanceMetadataTags: InstanceMetadataTags}, Monitoring: Monitoring, EbsOptimized: EbsOptimized, BlockDeviceMappings: (BlockDeviceMappings || \`[]\`), CreditSpecification: CreditSpecification, CpuOptions: CpuOptions, Placement: Placement, MaintenanceOptions: MaintenanceOptions, InstanceInitiatedShutdownBehavior: InstanceInitiatedShutdownBehavior, TagSpecifications: (TagSpecifications || \`[]\`)}"
  compare aws ec2 describe-launch-template-versions \
      --launch-template-id "$LaunchTemplateWeb" --versions "\$Latest" \
      --query "LaunchTemplateVersions[0].[
      LaunchTemplateData$shape_LaunchTemplateData == \`$launch_template_data\`$shape_LaunchTemplateData || 'LaunchTemplateData']"
  if fixed LaunchTemplateName; then
    change aws ec2 create-tags \
        --resources "$LaunchTemplateWeb" --tags Key=lintel:id,Value=LaunchTemplateWeb.replaced
    set_aside "$LaunchTemplateWeb"
    LaunchTemplateWeb=
    look_around
  fi
fi
if [[ -z $LaunchTemplateWeb ]]; then
  create aws ec2 create-launch-template \
      --launch-template-name wordpress-web --launch-template-data "$launch_template_data" \
      --tag-specifications "ResourceType=launch-template,Tags=[$replaces_tag{Key=lintel:project,Value=wordpress},{Key=lintel:id,Value=LaunchTemplateWeb}]" \
      --query LaunchTemplate.LaunchTemplateId
  LaunchTemplateWeb=$created
  differs=''
fi
if changed LaunchTemplateData; then
  change aws ec2 create-launch-template-version \
      --launch-template-id "$LaunchTemplateWeb" --launch-template-data "$launch_template_data" \
      --query LaunchTemplateVersion.VersionNumber
  [[ -n $dry_run ]] || LaunchTemplateWeb_latestVersion=$(<"$scratch/answer")
fi
if changed Tags; then
  change aws ec2 create-tags \
      --resources "$LaunchTemplateWeb" \
      --tags Key=lintel:project,Value=wordpress Key=lintel:id,Value=LaunchTemplateWeb
fi
[[ -n $LaunchTemplateWeb_latestVersion ]] || LaunchTemplateWeb_latestVersion=$(ask aws ec2 describe-launch-templates \
    --launch-template-ids "$LaunchTemplateWeb" \
    --query "LaunchTemplates[0].LatestVersionNumber")
[[ -z $dry_run ]] || ! changed LaunchTemplateData || LaunchTemplateWeb_latestVersion=$((LaunchTemplateWeb_latestVersion + 1))

# autoScalingGroups.web (lintel.yaml:70)
step AutoScalingGroupWeb 'Auto Scaling group wordpress-asg'
AutoScalingGroupWeb=$(found AutoScalingGroupWeb)
if [[ -z $AutoScalingGroupWeb ]]; then
  AutoScalingGroupWeb=$(lookup - aws autoscaling describe-auto-scaling-groups \
      --auto-scaling-group-names wordpress-asg \
      --query "AutoScalingGroups[0].AutoScalingGroupARN")
  [[ -z $AutoScalingGroupWeb ]] || claim aws autoscaling describe-auto-scaling-groups \
      --auto-scaling-group-names wordpress-asg --query "AutoScalingGroups[0].Tags.$owner"
fi
if [[ -n $AutoScalingGroupWeb ]]; then
  compare aws autoscaling describe-auto-scaling-groups \
      --auto-scaling-group-names wordpress-asg \
      --query "AutoScalingGroups[0].[
      AutoScalingGroupName == 'wordpress-asg' || 'AutoScalingGroupName',
      LaunchTemplate.LaunchTemplateId == '$LaunchTemplateWeb' || 'LaunchTemplate',
      LaunchTemplate.Version == '$LaunchTemplateWeb_latestVersion' || 'LaunchTemplate',
      contains(VPCZoneIdentifier, '$SubnetPublicA') && contains(VPCZoneIdentifier, '$SubnetPublicC') && length(VPCZoneIdentifier) == length('$SubnetPublicA,$SubnetPublicC') || 'VPCZoneIdentifier',
      to_string(MinSize) == '1' || 'MinSize',
      to_string(MaxSize) == '4' || 'MaxSize',
      HealthCheckType == 'ELB' || 'HealthCheckType',
      HealthCheckGracePeriod == \`300\` || 'HealthCheckGracePeriod',
      (DefaultInstanceWarmup || \`-1\`) == \`-1\` || 'DefaultInstanceWarmup',
      (MaxInstanceLifetime || \`0\`) == \`0\` || 'MaxInstanceLifetime',
      (NewInstancesProtectedFromScaleIn || \`false\`) == \`false\` || 'NewInstancesProtectedFromScaleIn',
      (CapacityRebalance || \`false\`) == \`false\` || 'CapacityRebalance',
      (TerminationPolicies || ['Default']) == ['Default'] || 'TerminationPolicies',
      (InstanceMaintenancePolicy.MinHealthyPercentage || \`-1\`) == \`-1\` || 'InstanceMaintenancePolicy',
      (InstanceMaintenancePolicy.MaxHealthyPercentage || \`-1\`) == \`-1\` || 'InstanceMaintenancePolicy']"
fi
if [[ -z $AutoScalingGroupWeb ]]; then
  create aws autoscaling create-auto-scaling-group \
      --auto-scaling-group-name wordpress-asg \
      --launch-template "LaunchTemplateId=$LaunchTemplateWeb,Version=$LaunchTemplateWeb_latestVersion" \
      --vpc-zone-identifier "$SubnetPublicA,$SubnetPublicC" \
      --target-group-arns "$TargetGroupWeb" --min-size 1 --max-size 4 --desired-capacity 1 \
      --health-check-type ELB --health-check-grace-period 300 \
      --tags ResourceId=wordpress-asg,ResourceType=auto-scaling-group,Key=lintel:project,Value=wordpress,PropagateAtLaunch=false ResourceId=wordpress-asg,ResourceType=auto-scaling-group,Key=lintel:id,Value=AutoScalingGroupWeb,PropagateAtLaunch=false
  AutoScalingGroupWeb='wordpress-asg'
  differs=''
fi
if changed MinSize MaxSize; then
  change aws autoscaling update-auto-scaling-group \
      --auto-scaling-group-name wordpress-asg --min-size 1 --max-size 4
fi
if changed LaunchTemplate VPCZoneIdentifier HealthCheckType HealthCheckGracePeriod DefaultInstanceWarmup MaxInstanceLifetime NewInstancesProtectedFromScaleIn CapacityRebalance TerminationPolicies InstanceMaintenancePolicy; then
  change aws autoscaling update-auto-scaling-group \
      --auto-scaling-group-name wordpress-asg \
      --launch-template "LaunchTemplateId=$LaunchTemplateWeb,Version=$LaunchTemplateWeb_latestVersion" \
      --vpc-zone-identifier "$SubnetPublicA,$SubnetPublicC" --health-check-type ELB \
      --health-check-grace-period 300 --default-instance-warmup=-1 --max-instance-lifetime 0 \
      --no-new-instances-protected-from-scale-in --no-capacity-rebalance \
      --termination-policies Default \
      --instance-maintenance-policy MinHealthyPercentage=-1,MaxHealthyPercentage=-1
fi
if changed Tags; then
  change aws autoscaling create-or-update-tags \
      --tags ResourceId=wordpress-asg,ResourceType=auto-scaling-group,Key=lintel:project,Value=wordpress,PropagateAtLaunch=false ResourceId=wordpress-asg,ResourceType=auto-scaling-group,Key=lintel:id,Value=AutoScalingGroupWeb,PropagateAtLaunch=false
fi
items=$(ask aws autoscaling describe-auto-scaling-groups \
    --auto-scaling-group-names wordpress-asg --query "AutoScalingGroups[0].TargetGroupARNs")
holds "$TargetGroupWeb" || change aws autoscaling attach-load-balancer-target-groups \
    --auto-scaling-group-name wordpress-asg --target-group-arns "$TargetGroupWeb"
for item in $(others "$TargetGroupWeb"); do
  change aws autoscaling detach-load-balancer-target-groups \
    --auto-scaling-group-name wordpress-asg --target-group-arns "$item"
done
items=$(ask aws autoscaling describe-lifecycle-hooks \
    --auto-scaling-group-name wordpress-asg \
    --query "LifecycleHooks[?!starts_with(LifecycleHookName, 'ecs-managed-')].[LifecycleHookName]")
while IFS= read -r item <&3; do
  [[ -z $item ]] || change aws autoscaling delete-lifecycle-hook \
    --auto-scaling-group-name wordpress-asg --lifecycle-hook-name "$item"
done 3<<<"$(others '')"
items=$(ask aws autoscaling describe-notification-configurations \
    --auto-scaling-group-names wordpress-asg \
    --query "NotificationConfigurations[].[TopicARN, NotificationType]")
while IFS= read -r item <&3; do
  [[ -z $item ]] || change aws autoscaling delete-notification-configuration \
    --auto-scaling-group-name wordpress-asg --topic-arn "$item"
done 3<<<"$(unpaired '')"
if [[ -z $created ]]; then
  items=$(ask aws autoscaling describe-scheduled-actions \
      --auto-scaling-group-name wordpress-asg \
      --query "ScheduledUpdateGroupActions[].[ScheduledActionName]")
  while IFS= read -r item <&3; do
    [[ -z $item ]] || change aws autoscaling delete-scheduled-action \
      --auto-scaling-group-name wordpress-asg --scheduled-action-name "$item"
  done 3<<<"$(others '')"
fi
if [[ -z $created ]]; then
  items=$(ask aws autoscaling describe-warm-pool \
      --auto-scaling-group-name wordpress-asg --no-paginate \
      --query "[WarmPoolConfiguration][?@ && !Status].['one']")
  while IFS= read -r item <&3; do
    [[ -z $item ]] || change aws autoscaling delete-warm-pool --auto-scaling-group-name wordpress-asg --force-delete
  done 3<<<"$(others '')"
fi

# scalingPolicies.cpu (lintel.yaml:82)
step ScalingPolicyCpu 'scaling policy of cpu'
ScalingPolicyCpu=$(lookup - aws autoscaling describe-policies \
    --auto-scaling-group-name wordpress-asg --policy-names ScalingPolicyCpu \
    --query "ScalingPolicies[?PolicyName=='ScalingPolicyCpu']|[0].PolicyARN")
if [[ -n $ScalingPolicyCpu ]]; then
  shape_TargetTrackingConfiguration=".{PredefinedMetricSpecification: PredefinedMetricSpecification.{PredefinedMetricType: PredefinedMetricType, ResourceLabel: ResourceLabel}, CustomizedMetricSpecification: CustomizedMetricSpecification, TargetValue: TargetValue, DisableScaleIn: DisableScaleIn == \`true\`}"
  compare aws autoscaling describe-policies \
      --auto-scaling-group-name wordpress-asg --policy-names ScalingPolicyCpu \
      --query "ScalingPolicies[?PolicyName=='ScalingPolicyCpu']|[0].[
      PolicyType == 'TargetTrackingScaling' || 'PolicyType',
      TargetTrackingConfiguration$shape_TargetTrackingConfiguration == \`{\"PredefinedMetricSpecification\": {\"PredefinedMetricType\": \"ASGAverageCPUUtilization\"}, \"TargetValue\": 50}\`$shape_TargetTrackingConfiguration || 'TargetTrackingConfiguration',
      PredictiveScalingConfiguration == \`null\` || 'PredictiveScalingConfiguration',
      EstimatedInstanceWarmup == \`null\` || 'EstimatedInstanceWarmup',
      MinAdjustmentMagnitude == \`null\` || 'MinAdjustmentMagnitude']"
fi
if [[ -z $ScalingPolicyCpu ]]; then
  create aws autoscaling put-scaling-policy \
      --auto-scaling-group-name wordpress-asg --policy-name ScalingPolicyCpu \
      --policy-type TargetTrackingScaling \
      --target-tracking-configuration 'PredefinedMetricSpecification={PredefinedMetricType=ASGAverageCPUUtilization},TargetValue=50' \
      --query PolicyARN
  ScalingPolicyCpu=$created
  differs=''
fi
if changed PolicyType TargetTrackingConfiguration PredictiveScalingConfiguration EstimatedInstanceWarmup MinAdjustmentMagnitude; then
  change aws autoscaling put-scaling-policy \
      --auto-scaling-group-name wordpress-asg --policy-name ScalingPolicyCpu \
      --policy-type TargetTrackingScaling \
      --target-tracking-configuration 'PredefinedMetricSpecification={PredefinedMetricType=ASGAverageCPUUtilization},TargetValue=50'
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
printf '%s: %s\n' "Where load balancer 'public' answers" "http://$LoadBalancerPublic_dnsName"
printf '%s: %s\n' "The name of Auto Scaling group 'web'" wordpress-asg
say '' "To see it scale, load an instance of group 'web':" \
  "  instance=\$(aws autoscaling describe-auto-scaling-groups --region $region \\
    --auto-scaling-group-names $(printf %q wordpress-asg) \\
    --query 'AutoScalingGroups[0].Instances[0].InstanceId' --output text)" \
  "  address=\$(aws ec2 describe-instances --region $region --instance-ids \$instance \\
    --query 'Reservations[0].Instances[0].PublicIpAddress' --output text)" \
  "  ssh -i $(printf %q wordpress.pem) ec2-user@\$address \\
    '(command -v stress-ng || sudo dnf -y install stress-ng || sudo apt-get -y install stress-ng) && stress-ng --cpu 0 --timeout 10m'" \
  "(The user may be another one, by the AMI: ubuntu, admin, bitnami.)"
