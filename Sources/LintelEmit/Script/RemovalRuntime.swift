/// The bash that finds and removes things of any type; `RemovalBlock` has what differs between types.
enum RemovalRuntime {
  /// Interfaces of a deleted load balancer hold groups, subnets and gateways for many minutes.
  static let patience = #"""
    # A quarter of an hour: what AWS itself still holds on to takes long.
    patience=900
    vanished='Invalid[A-Za-z]+\.NotFound(Exception)?|NoSuchEntity|(LoadBalancer|TargetGroup|Listener)NotFound|(Cluster|Service|Repository|Resource|Object|LaunchTemplate)NotFound(Exception)?|InvalidAMIID\.Unavailable|Gateway\.NotAttached'
    """#

  /// Lists of what there is to choose from.
  ///
  /// What a service lists with tags, or with filters on them, it lists itself. Of what it lists without tags, only what the
  /// spec names, what a derived name begins like, and what the Tagging API suggests is asked for its tags: never each thing
  /// of the account. IAM's roles are listed by name rather than with all their policies
  /// (`get-account-authorization-details` has the tags too, but few who deploy may call it).
  static let lists = #"""
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
    """#

  /// Takes the inventory.
  static let look = #"""
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

    # Whether a thing ($1) goes with a load balancer that another took the place of: it is a listener of it, or a rule.
    goes_along() {
      local id value
      [[ $1 == *:listener* ]] || return 1
      while IFS=$'\t' read -r _ id value _; do
        [[ $id != *.replaced || $1 != *"/${value#*:loadbalancer/}/"* ]] || return 0
      done <<<"$everything"
      return 1
    }

    take() {
      local kind=$1 id=$2 value=$3 replaces=$4 other
      if goes_along "$value"; then return 0; fi
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
      local answer line
      answer=$("list_$1" "$2")
      while IFS= read -r line; do
        if row "$line" && [[ $row_id == "$3" ]]; then take "$1" "$row_id" "$row_value" ''; fi
      done <<<"$answer"
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
    """#

  /// Picks what is to go, and asks.
  static let confirmation = #"""
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

    # Whether a thing, of a kind ($1) and a logical id ($2), is kept unless somebody says otherwise.
    is_kept() {
      local rest
      [[ $data != *" $1 "* ]] || return 0
      rest=${data#*" $1/"}
      [[ $rest != "$data" && $2 == "${rest%% *}"* ]]
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
      elif [[ -z $delete_data ]] && is_kept "$kind" "$id"; then
        keep "$noun $value: it holds data, or others know it (--delete-data removes it)"
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
    """#

  /// Removes what is on the list, each kind after what uses it.
  static let steps = #"""
    # Waits until a query ($2…) answers nothing, so many minutes at most.
    until_gone() {
      local minutes=$1 began=$SECONDS state
      shift
      [[ -z $dry_run ]] || return 0
      printf '%*s %s\n' "$((2 * ${#steps} + 3))" '' 'waiting: until it is gone, or free' >&2
      while :; do
        state=$(lookup "$vanished" "$@")
        [[ -n $state ]] || return 0
        [[ $((SECONDS - began)) -lt $((60 * minutes)) ]] || die "$step is still there, or in use, after $minutes minutes"
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
    """#

  static let result = #"""
    step=''
    [[ -z $left ]] || say '' 'These stay:' "${left%$'\n'}"
    if [[ -n $dry_run ]]; then
      say '' 'Nothing was removed.'
    elif [[ $steps -gt 0 ]]; then
      say '' 'Done.'
    fi
    """#
}
