#!/usr/bin/env bash
# Removes wordpress: ap-northeast-2.
#
# It lists what carries the system's tags, asks, and removes that and nothing else, in an order that works.
# Repositories and log groups stay unless --delete-data says otherwise. Run it again if it was stopped.
# Written by Lintel: change the spec, not this file.
set -euo pipefail

project='wordpress'
environment=''
region='ap-northeast-2'
expected_account=''
# How derived names begin.
prefix=$project-${environment:+$environment-}
# What the spec yields, each with its kind, and with its name where that tells it: anything else that carries the
# system's tags is an orphan.
known='
ec2_vpc	VpcMain
ec2_internet_gateway	VpcMainInternetGateway
ec2_subnet	SubnetPublicA
ec2_route_table	SubnetPublicARouteTable
ec2_subnet	SubnetPublicC
ec2_route_table	SubnetPublicCRouteTable
ec2_security_group	SecurityGroupLb
ec2_security_group	SecurityGroupWeb
ec2_security_group_ingress	SecurityGroupWebIngressLbTcp80
elbv2_target_group	TargetGroupWeb
elbv2_load_balancer	LoadBalancerPublic
elbv2_listener	LoadBalancerPublicListenersHttp
ec2_instance	InstanceBuilder
ec2_machine_image	ImageWordpress
ec2_snapshot	ImageWordpress
ec2_launch_template	LaunchTemplateWeb
autoscaling_auto_scaling_group	AutoScalingGroupWeb
autoscaling_scaling_policy	ScalingPolicyCpu
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

# What a query answers, a page of the answer at a time; nothing where AWS has nothing, which it may call an error ($1).
lookup() {
  local absence=$1 answer line
  shift
  if answer=$("$@"); then
    while IFS= read -r line; do
      [[ -z $line || $line == None ]] || printf '%s\n' "$line"
    done <<<"$answer"
  else
    [[ $absence != - ]] && grep -Eq "\\(($absence)\\)" "$scratch/error"
  fi
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
    # A rule that is there was made by a run that did not hear of it.
    ! grep -q '(InvalidPermission\.Duplicate)' "$scratch/error" || return 0
    if [[ -n $vanished ]] && grep -Eq "\\(($vanished)\\)" "$scratch/error"; then
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
passing='\.NotFound\)|(LoadBalancer|TargetGroup|Listener)NotFound\)|NoSuchEntity|(Cluster|Service|Repository|Resource)NotFoundException|Invalid IAM Instance Profile|[Uu]nable to assume|cannot be assumed|not authorized to perform: sts:AssumeRole|Role is not valid|ServiceLinkedRoleFailure|ServiceNotActiveException|Draining|ConcurrentModification|OperationAborted|ScalingActivityInProgress'
# What it answers while something old is on its way out, or stays; a run tries so many times, 5 seconds apart.
in_use='DependencyViolation|ResourceInUse|\.InUse\)|ClusterContains|DeleteConflict'
patience=30
# What it answers when nothing is left to remove.
vanished=''
throttled='Throttl|RequestLimitExceeded|TooManyRequests|Rate exceeded|SlowDown|PriorRequestNotComplete'


# A quarter of an hour: what AWS itself still holds on to takes long.
patience=180
vanished='Invalid[A-Za-z]+\.NotFound(Exception)?|NoSuchEntity|(LoadBalancer|TargetGroup|Listener)NotFound|(Cluster|Service|Repository|Resource|Object|LaunchTemplate)NotFound(Exception)?|InvalidAMIID\.Unavailable|Gateway\.NotAttached'

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

# Whether AWS said that these credentials may not do something.
is_denied() { grep -Eq 'AccessDenied|UnauthorizedOperation|not authorized' "$scratch/error"; }

# What the Tagging API knows of the system, as ARNs. It is late, and so decides nothing.
suggestions=''
suggest() {
  local answer
  set -- "Key=lintel:project,Values=$project"
  [[ -z $environment ]] || set -- "$@" "Key=lintel:environment,Values=$environment"
  if answer=$(aws resourcegroupstaggingapi get-resources --tag-filters "$@" \
    --query 'ResourceTagMappingList[].[to_string([ResourceARN])]'); then
    suggestions=$(names <<<"$answer")
    return
  fi
  is_denied || exit 1
  say 'These credentials may not ask the Tagging API (tag:GetResources): what the spec has no more may be overlooked.'
}

# Of what is suggested, the ARNs of a type: those that begin so (service, type).
suggested() {
  local arn start="arn:$partition:$1:$region:$account:$2"
  while IFS= read -r arn; do
    [[ $arn != "$start"* ]] || printf '%s\n' "$arn"
  done <<<"$suggestions"
}

# The names in these ARNs.
suggested_names() {
  local arn start="arn:$partition:$1:$region:$account:$2"
  suggested "$@" | while IFS= read -r arn; do printf '%s\n' "${arn#"$start"}"; done
}

# A part ($1) of an ARN, counted from 0, between slashes.
segment() {
  local parts
  IFS=/ read -r -a parts <<<"$2"
  printf '%s\n' "${parts[$1]}"
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

# Of the pairs of a name and an ARN that a command prints, those where the one or the other is among these lines ($1).
among() {
  local wanted=$'\n'$1$'\n' answer name
  shift
  [[ -n ${wanted//$'\n'/} ]] || return 0
  answer=$("$@") || return
  while IFS= read -r answer; do
    row "$answer" || continue
    name=$row_id
    [[ $wanted != *$'\n'"$name"$'\n'* && $wanted != *$'\n'"$row_value"$'\n'* ]] || printf '%s\t%s\n' "$name" "$row_value"
  done <<<"$answer"
}

# [Tests/Fixtures/script/removal.sh]

# ---- Options ----

usage() {
  cat <<END
Usage: destroy.sh [options]

  --dry-run       list what would be removed, and remove nothing
  --yes           do not ask about what the spec has
  --yes-orphans   nor about what else carries the system's tags
  --account ID    the account that the credentials have to belong to
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

# What carries the system's tags: kind, logical id, identifier, and the identifiers that it took the place of.
everything=''
# What stays, and why.
left=''

keep() { left+="  $1"$'\n'; }

# The identifiers that the thing of the last row took the place of.
replaced() {
  undo "${BASH_REMATCH[6]:-}"
  printf '%s' "$plain"
}

take() {
  local kind=$1 id=$2 value=$3 replaces=$4 other
  [[ $everything != *"$kind"$'\t'"$id"$'\t'"$value"$'\t'* ]] || return 0
  if [[ $manifold != *" $kind "* && $id != *.replaced && $'\n'$everything == *$'\n'"$kind"$'\t'"$id"$'\t'* ]]; then
    other=${everything##*"$kind"$'\t'"$id"$'\t'}
    die "$id is there twice: ${other%%$'\t'*} and $value" \
      'Delete the one that nothing uses, or take its tags from it, and run this again.'
  fi
  everything+="$kind"$'\t'"$id"$'\t'"$value"$'\t'"$replaces"$'\n'
}

# What may not be listed is passed over where the spec has nothing of the kind.
pass_over() {
  local noun
  if [[ $known == *$'\n'"$1"$'\t'* ]] || ! is_denied; then exit 1; fi
  set_noun "$1"
  say "These credentials may not list what there is of this kind: $noun. It is passed over."
}

# Takes the rows that a command prints.
look() {
  local kind=$1 line answer noun
  shift
  answer=$("$@") || {
    pass_over "$kind"
    return 0
  }
  while IFS= read -r line; do
    if row "$line"; then
      take "$kind" "$row_id" "$row_value" "$(replaced)"
    elif [[ -n $line && $line != None && $line != '[null,'* ]]; then
      set_noun "$kind"
      keep "$noun $line: AWS makes no such name"
    fi
  done <<<"$answer"
}

# The same for a kind that is asked about only where the spec has it, or the Tagging API names one (service, type).
look_for() {
  [[ $known != *$'\n'"$1"$'\t'* && -z $(suggested "$2" "$3") ]] || look "$1" "${@:4}"
}

# The same below each thing of another kind: those found, those that are there already and that the spec uses, and those
# that a part ($3) of what is suggested (service, type) names.
look_below() {
  local kind=$1 parent arn seen=$'\n'
  while IFS= read -r parent <&3; do
    [[ -n $parent && $seen != *$'\n'"$parent"$'\n'* ]] || continue
    seen+=$parent$'\n'
    look "$kind" "list_$kind" "$parent"
  done 3<<<"$(
    listed "$2"
    written "${kind}_of"
    [[ $# -lt 3 ]] || suggested "$4" "$5" | while IFS= read -r arn; do segment "$3" "$arn"; done
  )"
}

# The same below one thing ($2), and only what has this name.
look_below_one() {
  local line
  while IFS= read -r line; do
    if row "$line" && [[ $row_id == "$3" ]]; then take "$1" "$row_id" "$row_value" ''; fi
  done <<<"$("list_$1" "$2")"
}

# Takes those of the things which names_… names whose own tags, which own_… reads, are the system's. What vanishes
# meanwhile (code $2) is passed over.
look_at() {
  local kind=$1 absence=$2 line answer name seen=$'\n'
  answer=$("names_$kind") || {
    pass_over "$kind"
    return 0
  }
  while IFS= read -r name <&3; do
    [[ -n $name && $seen != *$'\n'"$name"$'\n'* ]] || continue
    seen+=$name$'\n'
    line=$(lookup "$absence" "own_$kind" "$name") || {
      pass_over "$kind"
      continue
    }
    if row "$line"; then take "$kind" "$row_id" "${name%%$'\t'*}" "$(replaced)"; fi
  done 3<<<"$answer"
}

step='finding out what is there'
say 'Looking for what carries the tags of the system …'
suggest
look_at_everything

# What is on the list: kind, logical id, identifier. An orphan is what the spec does not yield.
doomed=''
orphans=''
steps=0
orphan_count=0

# Whether the one owner of a logical id says that it took the place of an identifier, of a kind.
is_superseded() {
  local kind id replaces
  while IFS=$'\t' read -r kind id _ replaces; do
    [[ $id == "$1" && -n $replaces && "+$replaces+" == *"+$2+"* ]] || continue
    [[ $kind == "$3" || $kind/$3 == ec2_machine_image/ec2_snapshot ]] || continue
    return 0
  done <<<"$everything"
  return 1
}

# Whether the spec yields it: a kind, a logical id, and an identifier where the spec has its name, or that of all its
# revisions.
is_known() {
  local family=${3##*/}
  [[ $known == *$'\n'"$1"$'\t'"$2"$'\n'* || $known == *$'\n'"$1"$'\t'"$2"$'\t'"$3"$'\n'* ]] ||
    [[ $manifold == *" $1 "* && $known == *$'\n'"$1"$'\t'"$2"$'\t'"${family%:*}"$'\n'* ]]
}

choose() {
  local kind=$1 id=$2 value=$3 replaces=$4 is_orphan=1 noun
  set_noun "$kind"
  if [[ $id == *.replaced ]] && is_superseded "${id%.replaced}" "$value" "$kind"; then
    is_orphan=''
  elif is_known "$kind" "$id" "$value"; then
    is_orphan=''
  fi
  case $only in
  replaced)
    [[ $id == *.replaced ]] || return 0
    if [[ -n $is_orphan ]]; then
      keep "$noun $value: nothing says that it took its place ($id); --prune of deploy.sh removes it"
      return 0
    fi ;;
  orphans) [[ -n $is_orphan || $id == *.replaced ]] || return 0 ;;
  esac
  if [[ $adoptable == *" $kind "* && -n $replaces ]]; then
    keep "$noun $value: it was there before the system, which adopted it"
  elif [[ -z $delete_data && $data == *" $kind "* ]]; then
    keep "$noun $value: it holds data (--delete-data removes it)"
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
  local kind id value noun
  while IFS=$'\t' read -r kind id value; do
    [[ -n $kind ]] || continue
    set_noun "$kind"
    printf '  %-18s %-40s %s\n' "$noun" "$id" "${value#arn:*:*:*:*:}" >&2
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

# Waits until a query ($2…) answers nothing, so many minutes at most.
until_gone() {
  local minutes=$1 tries=0
  shift
  [[ -z $dry_run ]] || return 0
  printf '%*s %s\n' "$((2 * ${#steps} + 3))" '' 'waiting: until it is gone' >&2
  while [[ -n $(lookup "$vanished" "$@") ]]; do
    tries=$((tries + 1))
    [[ $tries -lt $((6 * minutes)) ]] || die "$step is still there after $minutes minutes"
    sleep "${LINTEL_POLL_SECONDS:-10}"
  done
}

# Runs a removal for each thing of a kind that is on the list.
remove_all() {
  local kind name what noun
  set_noun "$1"
  while IFS=$'\t' read -r kind name what <&4; do
    [[ $kind == "$1" ]] || continue
    number=$((number + 1))
    step="$noun $name"
    printf '[%*s/%s] %s\n' "${#steps}" "$number" "$steps" "$step" >&2
    "remove_$1" "$what" "$name"
  done 4<<<"$doomed"
}

remove_everything

# ---- Result ----

step=''
[[ -z $left ]] || say '' 'These stay:' "${left%$'\n'}"
if [[ -n $dry_run ]]; then
  say '' 'Nothing was removed.'
elif [[ $steps -gt 0 ]]; then
  say '' 'Done.'
fi
