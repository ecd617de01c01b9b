#!/usr/bin/env bash
# Deploys wordpress by CloudFormation: ap-northeast-2.
#
# It makes a change set of the template.json beside it, shows it, executes it, and says what CloudFormation does
# meanwhile. A first deployment goes in stages where something waits for an image; a later one makes the images
# first. Run it as often as you like. It needs the AWS CLI, version 1 or 2.
# Written by Lintel: change the spec, not this file.
set -euo pipefail

project='wordpress'
environment=''
region='ap-northeast-2'
expected_account=''
stack='wordpress'
is_large=''
is_staged=1
steps=5

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

# JMESPath that picks what carries the system's tags, and says whose something is, as services spell tags.
ours="Tags[?Key=='lintel:project' && Value=='$project'] && Tags[?Key=='lintel:environment' && Value=='$environment'] && !(Tags[?Key=='aws:cloudformation:stack-id'])"
[[ -n $environment ]] || ours="Tags[?Key=='lintel:project' && Value=='$project'] && !(Tags[?Key=='lintel:environment']) && !(Tags[?Key=='aws:cloudformation:stack-id'])"
its_id="Tags[?Key=='lintel:id']|[0].Value"
its_replaces="Tags[?Key=='lintel:replaces']|[0].Value"
owner="to_string([[?Key=='lintel:project']|[0].Value, [?Key=='lintel:environment']|[0].Value, [?Key=='lintel:id']|[0].Value, [?Key=='aws:cloudformation:stack-id']|[0].Value])"

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

# Finds out whether the stack runs, and deals with what an earlier try has left of it.
look_at_stack() {
  local began
  began=$(date +%s)
  is_running=''
  while :; do
    state=$(lookup ValidationError aws cloudformation describe-stacks --stack-name="$stack" \
      --query 'Stacks[0].StackStatus')
    case $state in
    # Of a change set that was never executed there is a stack without anything in it, and another one may follow.
    '' | REVIEW_IN_PROGRESS) break ;;
    CREATE_COMPLETE | UPDATE_COMPLETE | UPDATE_ROLLBACK_COMPLETE | IMPORT_COMPLETE | IMPORT_ROLLBACK_COMPLETE)
      is_running=1
      break
      ;;
    *_IN_PROGRESS)
      waiting "$began" "stack $stack is at $state"
      sleep "${LINTEL_POLL_SECONDS:-10}"
      ;;
    ROLLBACK_COMPLETE)
      say "Stack $stack is what a first deployment left that failed: it is deleted before the next."
      if [[ -n $dry_run ]]; then
        say 'A dry run can show no more than that.'
        exit 0
      fi
      change aws cloudformation delete-stack --stack-name="$stack"
      await aws cloudformation wait stack-delete-complete --stack-name "$stack"
      ;;
    UPDATE_ROLLBACK_FAILED)
      die "stack $stack could not go back to what it was: $state" "Mend what its events name, then run:" \
        "  aws cloudformation continue-update-rollback --region $region --stack-name $stack"
      ;;
    *)
      die "stack $stack cannot be changed: $state" "Look at its events; if nothing in it is needed, run:" \
        "  aws cloudformation delete-stack --region $region --stack-name $stack"
      ;;
    esac
  done
  find_parts
}

# What a parameter ($1) of the stack was the last time.
last_value() {
  [[ -n $is_running ]] || return 0
  lookup ValidationError aws cloudformation describe-stacks --stack-name="$stack" \
    --query "Stacks[0].Parameters[?ParameterKey=='$1']|[0].ParameterValue"
}

# What a logical id ($1) stands for in the stack.
physical() {
  local name=''
  if [[ -n $is_running ]]; then
    name=$(lookup ValidationError aws cloudformation describe-stack-resource --stack-name="$stack" \
      --logical-resource-id="$1" --query StackResourceDetail.PhysicalResourceId) || return
  fi
  [[ -n $name || -z $dry_run ]] || name="(new $1)"
  printf '%s' "$name"
}

# An AMI ($1), or where there is none yet another ($2) that is not used.
image_or() { if [[ -z $1 || $1 == '(new '* ]]; then printf '%s' "$2"; else printf '%s' "$1"; fi; }

# Makes a repository ($1) that a running stack is to get: it has to be there before its image, and that before what
# runs it. The change set takes it over.
have_repository() {
  local arn
  [[ -n $is_running ]] || return 0
  arn=$(lookup RepositoryNotFoundException aws ecr describe-repositories --repository-names="$1" \
    --query 'repositories[0].repositoryArn')
  [[ -n $arn ]] || change aws ecr create-repository --repository-name="$1" --query repository.repositoryArn
}

# Brings the stack to the template, with parameters ($1).
deploy_stack() {
  local type=UPDATE set option=--template-body body="file://$template" newest
  [[ -n $is_running ]] || type=CREATE
  # A name that no earlier change set has: one of a failed try would be in the way.
  set=lintel-$(date -u +%Y%m%d%H%M%S)-$$
  if [[ -n $is_large ]]; then
    aws s3 cp "$template" "s3://$bucket/$stack/template.json" >/dev/null
    option=--template-url
    body="https://$bucket.s3.$region.$url_suffix/$stack/template.json"
  fi
  if ! aws cloudformation create-change-set --stack-name="$stack" --change-set-name="$set" \
    --change-set-type="$type" "$option" "$body" --parameters "$1" --capabilities CAPABILITY_NAMED_IAM \
    --import-existing-resources >/dev/null; then
    # That nothing changes may be said at once, or of the change set when it is there.
    grep -q 'No updates are to be performed' "$scratch/error" || exit
    set=''
  fi
  if [[ -z $set ]] || ! review "$set"; then
    [[ -z $set ]] || drop "$set" "$type"
    printf '%*s %s\n' "$((2 * ${#steps} + 3))" '' 'nothing to change' >&2
    return 0
  fi
  if [[ -n $dry_run ]]; then
    drop "$set" "$type"
    return 0
  fi
  newest=$(aws cloudformation describe-stack-events --stack-name="$stack" --no-paginate \
    --query 'StackEvents[0].EventId')
  change aws cloudformation execute-change-set --stack-name="$stack" --change-set-name="$set"
  follow "$newest"
}

# Removes a change set ($1), and the empty stack that one of type CREATE ($2) has made.
drop() {
  aws cloudformation delete-change-set --stack-name="$stack" --change-set-name="$1" >/dev/null
  [[ $2 != CREATE || $state == REVIEW_IN_PROGRESS ]] || aws cloudformation delete-stack --stack-name="$stack"
}

# Waits for a change set ($1) and shows it; fails when there is nothing in it.
review() {
  local status reason began action name what replacement
  began=$(date +%s)
  while :; do
    status=$(aws cloudformation describe-change-set --stack-name="$stack" --change-set-name="$1" --no-paginate \
      --query '[Status, to_string(StatusReason)]') || exit
    IFS=$'\t' read -r status reason <<<"$status"
    case $status in
    CREATE_COMPLETE) break ;;
    FAILED)
      case $reason in *"didn't contain changes"* | *'No updates are to be performed'*) return 1 ;; esac
      drop "$1" "$([[ -n $is_running ]] || printf CREATE)"
      die 'CloudFormation cannot make a change set of the template' "$reason"
      ;;
    esac
    waiting "$began" 'the change set'
    sleep "${LINTEL_POLL_SECONDS:-3}"
  done
  aws cloudformation describe-change-set --stack-name="$stack" --change-set-name="$1" \
    --query "Changes[].ResourceChange.[Action, LogicalResourceId, ResourceType, Replacement || '-']" |
    clean >"$scratch/set" || exit
  while IFS=$'\t' read -r action name what replacement; do
    [[ -n $action && $action != None ]] || continue
    case $replacement in True) what+=', replaced' ;; Conditional) what+=', replaced perhaps' ;; esac
    printf '%*s %s\n' "$((2 * ${#steps} + 3))" '' "$action $name ($what)" >&2
  done <"$scratch/set"
}

# Says what happens to the stack after an event ($1), until it ends.
follow() {
  local rows row name what status reason fresh failure='' last=$1 end=''
  while [[ -z $end ]]; do
    # Newest first, and in JSON: a reason may hold anything.
    rows=$(aws cloudformation describe-stack-events --stack-name="$stack" --no-paginate --query "StackEvents[].[EventId,
      LogicalResourceId, ResourceType, ResourceStatus, to_string(ResourceStatusReason || '')]")
    fresh=''
    while IFS= read -r row; do
      [[ ${row%%$'\t'*} != "$last" ]] || break
      fresh=$row$'\n'$fresh
    done <<<"$rows"
    while IFS=$'\t' read -r row name what status reason; do
      [[ -n $row ]] || continue
      last=$row
      [[ $reason != '' && $reason != '""' ]] || reason=''
      printf '%*s %s\n' "$((2 * ${#steps} + 3))" '' "$status $name ($what)" | clean >&2
      case $status in
      *_FAILED)
        # What is called off because of the first failure says nothing.
        [[ -n $failure || $reason == *cancelled* ]] || failure="$name ($what): $reason"
        ;;
      esac
      [[ $name != "$stack" || $what != AWS::CloudFormation::Stack ]] || case $status in
      *_CLEANUP_IN_PROGRESS | *_IN_PROGRESS) ;;
      *) end=$status ;;
      esac
    done <<<"$fresh"
    [[ -n $end ]] || sleep "${LINTEL_POLL_SECONDS:-5}"
  done
  case $end in
  CREATE_COMPLETE | UPDATE_COMPLETE | IMPORT_COMPLETE) ;;
  *) die "the deployment failed: $end" "${failure:-CloudFormation does not say why.}" ;;
  esac
}

# ---- Options ----

usage() {
  cat <<END
Usage: deploy-stack.sh [options]

  --dry-run            show the change set, and remove it again
  --account ID         the account that the credentials have to belong to
  --prepared           the instances that AMIs are made of are what these should be
  --new-image          make each AMI anew from its instance
  --no-reboot          make AMIs without stopping the instances: files may be in the middle of a change
  --bucket NAME        the bucket that a template of more than 51,200 bytes goes through
  --help               print this

It ends with 0 when all is as the spec says, 2 when it could not begin, 1 when it stopped on the way.
END
}

bucket=''
adopted=''
allow_replacement=1
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
  --bucket) argument "$@"; bucket=$2; shift ;;
  --prepared) prepared=1 ;;
  --new-image) new_image=1 ;;
  --no-reboot) no_reboot=1 ;;
  -h | --help) usage; exit 0 ;;
  *) die "unknown option: $1" 'With --help the options are printed.' ;;
  esac
  shift
done

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
url_suffix=amazonaws.com
[[ $partition != aws-cn ]] || url_suffix=amazonaws.com.cn

find_parts() {
  SubnetPublicA=$(physical SubnetPublicA)
  SecurityGroupWeb=$(physical SecurityGroupWeb)
}

template=$(cd "$(dirname "$0")" && pwd)/template.json
[[ -f $template ]] || die "there is no $template" 'It belongs beside this script.'
[[ -z $is_large || -n $bucket ]] || die 'the template is larger than a request can be' \
  "Name a bucket of yours in $region for it to go through: --bucket NAME"
skeleton=$(aws cloudformation create-change-set --generate-cli-skeleton)
[[ $skeleton == *ImportExistingResources* ]] ||
  die 'this AWS CLI is too old: its change sets cannot take over what is there already' 'Any of 2024 or later can.'
step='finding out about the stack'
look_at_stack
[[ -n $is_staged && -z $is_running && -z $dry_run ]] || steps=$((steps - ${is_staged:-0}))

look_around() {
  inventory=''
  look aws ec2 describe-instances \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "Reservations[].Instances[?$ours && State.Name!='terminated' && State.Name!='shutting-down'].[to_string([$its_id, InstanceId, $its_replaces])]"
  look aws ec2 describe-images \
      --owners self --filters "Name=tag:lintel:project,Values=$project" \
      --query "Images[?$ours].[to_string([$its_id, ImageId, $its_replaces])]"
  look aws ec2 describe-snapshots \
      --owner-ids self --filters "Name=tag:lintel:project,Values=$project" \
      --query "Snapshots[?$ours && Tags[?Key=='lintel:id' && ends_with(Value, '.replaced')]].[to_string([$its_id, SnapshotId, $its_replaces])]"
}
step='finding out what is there'
look_around

# ---- Steps ----

# Roles that AWS's services act with
step 'ServiceLinkedRoles' 'service-linked roles'
items=$(ask aws iam list-roles --path-prefix /aws-service-role/ --query 'Roles[].[Path]')
holds /aws-service-role/elasticloadbalancing.amazonaws.com/ ||
  change aws iam create-service-linked-role --aws-service-name elasticloadbalancing.amazonaws.com
holds /aws-service-role/autoscaling.amazonaws.com/ ||
  change aws iam create-service-linked-role --aws-service-name autoscaling.amazonaws.com

# What waits for no image. Of a stack that runs it would remove the rest.
if [[ -z $is_running && -z $dry_run ]]; then
  step Stack "stack $stack, without what waits for an image"
  deploy_stack "[{\"ParameterKey\": \"Stage\", \"ParameterValue\": \"base\"}, {\"ParameterKey\": \"WordpressImageId\", \"ParameterValue\": \"$(image_or "${ImageWordpress:-}" ami-0123456789abcdef0)\"}]"
  look_at_stack
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

# The whole system
step Stack "stack $stack"
deploy_stack "[{\"ParameterKey\": \"Stage\", \"ParameterValue\": \"all\"}, {\"ParameterKey\": \"WordpressImageId\", \"ParameterValue\": \"$(image_or "${ImageWordpress:-}" ami-0123456789abcdef0)\"}]"

# ---- Result ----

step=''
if [[ -n $dry_run ]]; then
  say '' 'Nothing was changed.'
  exit 0
fi
say '' "Done in $(duration "$(($(date +%s) - began_at))")."
aws cloudformation describe-stacks --stack-name "$stack" \
  --query 'Stacks[0].Outputs[].[Description, OutputValue]' | clean | while IFS=$'\t' read -r label value; do
  [[ $label == None ]] || printf '%s: %s\n' "$label" "$value"
done
