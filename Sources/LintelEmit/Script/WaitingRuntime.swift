extension Runtime {
  /// For what no command of the AWS CLI waits for.
  static let untilThere = #"""
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
    """#

  /// For what takes the place of another one that is on its way out.
  static let untilVacant = #"""
    # Waits until a query ($2…) answers nothing any more, so many minutes ($1) at most.
    until_vacant() {
      local minutes=$1 began=$SECONDS told='' state
      shift
      [[ -z $dry_run ]] || return 0
      while :; do
        state=$(ask "$@")
        [[ -n $state ]] || return 0
        [[ -n $told ]] || printf '%*s %s\n' "$((2 * ${#steps} + 3))" '' 'waiting: until the old one is gone' >&2
        told=yes
        [[ $((SECONDS - began)) -lt $((60 * minutes)) ]] || die "$step has no place after $minutes minutes" 'The old one is still going: run this again.'
        sleep "${LINTEL_POLL_SECONDS:-10}"
      done
    }
    """#
}
