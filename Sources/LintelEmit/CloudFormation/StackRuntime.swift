extension StackScript {
  /// What a stack's script does besides the steps of a deploy script.
  static let runtime = #"""
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
    """#

  /// What stands before the first step.
  static let start = #"""
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
    """#
}
