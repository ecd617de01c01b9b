/// The part of a script that is the same in all of them: what the steps call.
enum Runtime {
  /// What both scripts begin with: variables that the header sets come before it.
  static let common = #"""
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

    """#

  /// What only a deployment needs.
  static let deploy = #"""
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
    """#

  /// For parts that a resource need not have.
  static let comparePart = #"""
    # Adds to what differs what a query names of a part that need not be there: AWS calls that an error ($1), and a
    # property ($2) differs then.
    compare_part() {
      local absence=$1 stated=$2 answer
      shift 2
      answer=$(lookup "$absence" "$@")
      differs+=" ${answer:-$stated}"
    }
    """#

  /// For values that look like addresses.
  static let asFile = #"""
    # Where a value stands that the AWS CLI would otherwise take for an address to read from.
    as_file() {
      local file
      # A file for each value, because one command can take several; finish removes them all.
      file=$(mktemp "$scratch/value.XXXXXXXX")
      printf '%s' "$1" >"$file"
      printf 'file://%s' "$file"
    }
    """#
}
