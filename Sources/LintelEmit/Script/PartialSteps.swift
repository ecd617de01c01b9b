/// Calls that may have done nothing although the AWS CLI ends well: the answer says why.
enum PartialSteps {
  /// What makes something by such a call.
  static let creation = #"""
    # Makes what AWS answers for with its identifier, or else with why there is none.
    create_whole() {
      local began=$SECONDS reason
      while :; do
        create "$@"
        [[ -z $dry_run ]] || return 0
        IFS=$'\t' read -r created reason <<<"$created"
        [[ -z $created || $created == None ]] || return 0
        changes=$((changes - 1))
        if ! grep -Eq "$passing" <<<"$reason" || [[ $((SECONDS - began)) -ge 150 ]]; then
          die "$step was not made" "AWS says: ${reason:-nothing}"
        fi
        printf '%*s %s\n' "$((2 * ${#steps} + 3))" '' 'AWS is not ready for this yet: trying again' >&2
        sleep "${LINTEL_POLL_SECONDS:-5}"
      done
    }
    """#

  /// What follows a call that removes something so.
  static let removal = #"""
    # Ends the run where the answer of the last call says why AWS did not do it, unless it was gone.
    is_whole() {
      local reason
      [[ -z $dry_run ]] || return 0
      reason=$(<"$scratch/answer")
      case $reason in
      '' | None | *'not exist'* | *'not found'*) ;;
      *) die "$step: AWS did not do it" "$reason" ;;
      esac
    }
    """#
}
