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


# A quarter of an hour: what AWS itself still holds on to takes long.
patience=900
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

# Waits until a query answers nothing, for five minutes at most: a run that was stopped may have begun what is not to be
# seen before it is done.
at_rest() {
  local began=$SECONDS state
  while :; do
    state=$(lookup - "$@") || return
    [[ -n $state && $((SECONDS - began)) -lt 300 ]] || return 0
    sleep "${LINTEL_POLL_SECONDS:-5}"
  done
}

# Waits until an operation has ended of which a query tells the status, what it is about, and what went wrong; $created
# is then what it was about.
conclude() {
  local state status subject reason began=$SECONDS
  [[ -z $dry_run ]] || return 0
  printf '%*s %s\n' "$((2 * ${#steps} + 3))" '' 'waiting: until it is done' >&2
  while :; do
    state=$(ask "$@")
    IFS=$'\t' read -r status subject reason <<<"$state"
    case $status in
    SUCCESS)
      created=$subject
      return 0 ;;
    FAIL) die "$step: AWS could not do it" "$reason" ;;
    esac
    [[ $((SECONDS - began)) -lt 900 ]] || die "$step is not done after 15 minutes" 'AWS goes on by itself: run this again.'
    sleep "${LINTEL_POLL_SECONDS:-5}"
  done
}
# An operation that has just begun is not known everywhere yet.
passing+='|OperationNotFound\)'

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

# ---- Types: the same in every script ----
set_noun() {
  case $1 in
  route53_record_set) noun=record ;;
  ssm_parameter) noun=parameter ;;
  cloudwatch_alarm) noun=alarm ;;
  autoscaling_scaling_policy) noun='scaling policy' ;;
  application_autoscaling_scaling_policy) noun='scaling policy' ;;
  application_autoscaling_scalable_target) noun='scalable target' ;;
  ecs_service) noun=service ;;
  ecs_capacity_provider) noun='capacity provider' ;;
  autoscaling_auto_scaling_group) noun='Auto Scaling group' ;;
  elbv2_listener_rule) noun='listener rule' ;;
  elbv2_listener) noun=listener ;;
  acm_certificate) noun=certificate ;;
  ecs_task_definition) noun='task definition' ;;
  elbv2_target_group) noun='target group' ;;
  elbv2_load_balancer) noun='load balancer' ;;
  servicediscovery_service) noun='discovery service' ;;
  servicediscovery_private_dns_namespace) noun=namespace ;;
  servicediscovery_http_namespace) noun=namespace ;;
  ec2_flow_log) noun='flow log' ;;
  ec2_launch_template) noun='launch template' ;;
  ec2_machine_image) noun=AMI ;;
  ec2_instance) noun=instance ;;
  ecs_cluster) noun=cluster ;;
  iam_instance_profile) noun='instance profile' ;;
  iam_role) noun=role ;;
  logs_log_group) noun='log group' ;;
  ecr_repository) noun=repository ;;
  ec2_vpcendpoint) noun='VPC endpoint' ;;
  ec2_security_group_egress) noun='rule of the security group' ;;
  ec2_security_group_ingress) noun='rule of the security group' ;;
  ec2_security_group) noun='security group' ;;
  ec2_route_table) noun='route table' ;;
  ec2_nat_gateway) noun='NAT gateway' ;;
  ec2_eip) noun='elastic address' ;;
  ec2_subnet) noun=subnet ;;
  ec2_egress_only_internet_gateway) noun='egress-only internet gateway' ;;
  ec2_internet_gateway) noun='internet gateway' ;;
  ec2_vpc) noun=VPC ;;
  ec2_snapshot) noun=snapshot ;;
  esac
}
# Kinds of which there may be several with one logical id, that hold data, or are kept like it where their logical id
# begins so, and that may have been adopted.
manifold=' autoscaling_scaling_policy application_autoscaling_scaling_policy ecs_task_definition ec2_snapshot '
data=' logs_log_group ecr_repository ec2_eip/LoadBalancer '
adoptable=' iam_role '
vanished+='|ParameterNotFound'
vanished+='|RuleNotFound'
vanished+='|CertificateNotFound'
vanished+='|ServiceNotFound'
vanished+='|NamespaceNotFound'
vanished+='|NatGatewayNotFound'

# AWS::EC2::VPC
remove_ec2_vpc() { change aws ec2 delete-vpc --vpc-id="$1"; }

# AWS::EC2::InternetGateway
remove_ec2_internet_gateway() {
  local items item
  items=$(lookup "$vanished" aws ec2 describe-internet-gateways \
      --internet-gateway-ids="$1" --query "InternetGateways[0].Attachments[].[VpcId]")
  for item in $items; do
    change aws ec2 detach-internet-gateway --internet-gateway-id="$1" --vpc-id="$item"
  done
  change aws ec2 delete-internet-gateway --internet-gateway-id="$1"
}

# AWS::EC2::EgressOnlyInternetGateway
remove_ec2_egress_only_internet_gateway() {
  change aws ec2 delete-egress-only-internet-gateway --egress-only-internet-gateway-id="$1"
}

# AWS::EC2::Subnet
remove_ec2_subnet() { change aws ec2 delete-subnet --subnet-id="$1"; }

# AWS::EC2::EIP
remove_ec2_eip() {
  until_gone 15 aws ec2 describe-addresses --allocation-ids="$1" --query "Addresses[0].AssociationId"
  change aws ec2 release-address --allocation-id="$1"
}

# AWS::EC2::NatGateway
remove_ec2_nat_gateway() {
  change aws ec2 delete-nat-gateway --nat-gateway-id="$1"
  await aws ec2 wait nat-gateway-deleted --nat-gateway-ids="$1"
}

# AWS::EC2::RouteTable
remove_ec2_route_table() {
  local items item
  items=$(lookup "$vanished" aws ec2 describe-route-tables \
      --route-table-ids="$1" \
      --query "RouteTables[0].Associations[?!Main].[RouteTableAssociationId]")
  for item in $items; do
    change aws ec2 disassociate-route-table --association-id="$item"
  done
  change aws ec2 delete-route-table --route-table-id="$1"
}

# AWS::EC2::SecurityGroup
remove_ec2_security_group() { change aws ec2 delete-security-group --group-id="$1"; }

# AWS::EC2::SecurityGroupIngress
remove_ec2_security_group_ingress() {
  local group_id
  group_id=$(lookup "$vanished" aws ec2 describe-security-group-rules \
      --security-group-rule-ids="$1" --query "SecurityGroupRules[0].GroupId")
  [[ -n $group_id ]] || return 0
  change aws ec2 revoke-security-group-ingress \
      --group-id="$group_id" --security-group-rule-ids="$1"
}

# AWS::EC2::SecurityGroupEgress
remove_ec2_security_group_egress() {
  local group_id
  group_id=$(lookup "$vanished" aws ec2 describe-security-group-rules \
      --security-group-rule-ids="$1" --query "SecurityGroupRules[0].GroupId")
  [[ -n $group_id ]] || return 0
  change aws ec2 revoke-security-group-egress \
      --group-id="$group_id" --security-group-rule-ids="$1"
}

# AWS::EC2::VPCEndpoint
remove_ec2_vpcendpoint() {
  change aws ec2 delete-vpc-endpoints --vpc-endpoint-ids="$1"
  until_gone 15 aws ec2 describe-vpc-endpoints \
      --vpc-endpoint-ids="$1" \
      --query "VpcEndpoints[?!contains(['deleted', 'Deleted'], State)]|[0].VpcEndpointId"
}

# AWS::ECR::Repository
names_ecr_repository() {
  written ecr_repository
  suggested_names ecr repository/
}
own_ecr_repository() {
  aws ecr list-tags-for-resource \
      --resource-arn "arn:$partition:ecr:$region:$account:repository/$1" \
      --query "[{Tags: tags}][?$ours].[to_string([$its_id, '-', $its_replaces])]"
}
remove_ecr_repository() { change aws ecr delete-repository --repository-name="$1" --force; }

# AWS::Logs::LogGroup
names_logs_log_group() {
  written logs_log_group
  suggested_names logs log-group:
}
own_logs_log_group() {
  aws logs list-tags-for-resource \
      --resource-arn "arn:$partition:logs:$region:$account:log-group:$1" \
      --query "[tags]$ours_map"
}
remove_logs_log_group() { change aws logs delete-log-group --log-group-name="$1"; }

# AWS::IAM::Role
names_iam_role() {
  written iam_role
  aws iam list-roles --query "Roles[?starts_with(RoleName, '$prefix')].[to_string([RoleName])]" | names || return
}
own_iam_role() {
  aws iam get-role \
      --role-name="$1" \
      --query "[Role][?$ours].[to_string([$its_id, '-', Tags[?Key=='lintel:adopted']|[0].Value])]"
}
remove_iam_role() {
  local items item
  items=$(lookup "$vanished" aws iam list-instance-profiles-for-role \
      --role-name="$1" --query "InstanceProfiles[].[InstanceProfileName]")
  if [[ -n $items && -z $dry_run ]]; then
    keep "role $1: an instance profile uses it"
    return
  fi
  items=$(lookup "$vanished" aws iam list-attached-role-policies \
      --role-name="$1" --query "AttachedPolicies[].PolicyArn")
  for item in $items; do
    change aws iam detach-role-policy --role-name="$1" --policy-arn="$item"
  done
  items=$(lookup "$vanished" aws iam list-role-policies --role-name="$1" --query PolicyNames)
  for item in $items; do
    change aws iam delete-role-policy --role-name="$1" --policy-name="$item"
  done
  change aws iam delete-role --role-name="$1"
}

# AWS::IAM::InstanceProfile
names_iam_instance_profile() {
  written iam_instance_profile
  aws iam list-instance-profiles \
      --query "InstanceProfiles[?starts_with(InstanceProfileName, '$prefix')].[to_string([InstanceProfileName])]" | names || return
}
own_iam_instance_profile() {
  aws iam get-instance-profile \
      --instance-profile-name="$1" \
      --query "[InstanceProfile][?$ours].[to_string([$its_id, '-', $its_replaces])]"
}
remove_iam_instance_profile() {
  local items item
  items=$(lookup "$vanished" aws iam get-instance-profile \
      --instance-profile-name="$1" --query "InstanceProfile.Roles[].RoleName")
  for item in $items; do
    change aws iam remove-role-from-instance-profile \
        --instance-profile-name="$1" --role-name="$item"
  done
  change aws iam delete-instance-profile --instance-profile-name="$1"
}

# AWS::ECS::Cluster
list_ecs_cluster() {
  aws ecs list-clusters --query "clusterArns[].[to_string([@])]" | names | tags_ecs_cluster
}
tags_ecs_cluster() {
  rows_of 100 '-' aws ecs describe-clusters \
      --include TAGS \
      --query "clusters[?$ours_lower && status=='ACTIVE'].[to_string([$its_id_lower, clusterName, $its_replaces_lower])]" --clusters
}
remove_ecs_cluster() { change aws ecs delete-cluster --cluster="$1"; }

# AWS::EC2::Instance
remove_ec2_instance() {
  change aws ec2 terminate-instances --instance-ids="$1"
  await aws ec2 wait instance-terminated --instance-ids="$1"
}

# Lintel::MachineImage
# From their tags an AMI's snapshots are known as the system's when it is gone.
remove_ec2_machine_image() {
  local image=$1 id=$2 snapshots snapshot
  set -- "Key=lintel:project,Value=$project" "Key=lintel:id,Value=$id"
  [[ -z $environment ]] || set -- "$@" "Key=lintel:environment,Value=$environment"
  snapshots=$(lookup "$vanished" aws ec2 describe-images --image-ids "$image" \
    --query 'Images[0].BlockDeviceMappings[].Ebs.[to_string([SnapshotId])]' | names)
  for snapshot in $snapshots; do
    [[ $doomed != *$'\t'"$snapshot"$'\n'* ]] || continue
    change aws ec2 create-tags --resources "$snapshot" --tags "$@"
    doomed+="ec2_snapshot"$'\t'"$id"$'\t'"$snapshot"$'\n'
    steps=$((steps + 1))
  done
  change aws ec2 deregister-image --image-id "$image"
}
remove_ec2_snapshot() { change aws ec2 delete-snapshot --snapshot-id "$1"; }

# AWS::EC2::LaunchTemplate
remove_ec2_launch_template() { change aws ec2 delete-launch-template --launch-template-id="$1"; }

# AWS::EC2::FlowLog
remove_ec2_flow_log() {
  change aws ec2 delete-flow-logs --flow-log-ids="$1" --query "Unsuccessful[0].Error.Message"
  is_whole
}

# AWS::ServiceDiscovery::HttpNamespace
names_servicediscovery_http_namespace() {
  at_rest aws servicediscovery list-operations \
      --filters Name=TYPE,Values=CREATE_NAMESPACE,Condition=EQ Name=STATUS,Values=SUBMITTED,PENDING,Condition=IN \
      --query "Operations[?Status=='SUBMITTED' || Status=='PENDING'].[Id]" || return
  aws servicediscovery list-namespaces --query "Namespaces[?Type=='HTTP'][].[to_string([Id])]" | names || return
}
own_servicediscovery_http_namespace() {
  aws servicediscovery list-tags-for-resource \
      --resource-arn "arn:$partition:servicediscovery:$region:$account:namespace/$1" \
      --query "[@][?$ours].[to_string([$its_id, '$1', $its_replaces])]"
}
remove_servicediscovery_http_namespace() {
  change aws servicediscovery delete-namespace --id="$1" --query OperationId
  [[ ! -s $scratch/answer ]] ||
    conclude aws servicediscovery get-operation \
        --operation-id="$(<"$scratch/answer")" \
        --query "Operation.[Status, Targets.NAMESPACE, ErrorMessage]"
}

# AWS::ServiceDiscovery::PrivateDnsNamespace
names_servicediscovery_private_dns_namespace() {
  at_rest aws servicediscovery list-operations \
      --filters Name=TYPE,Values=CREATE_NAMESPACE,Condition=EQ Name=STATUS,Values=SUBMITTED,PENDING,Condition=IN \
      --query "Operations[?Status=='SUBMITTED' || Status=='PENDING'].[Id]" || return
  aws servicediscovery list-namespaces \
      --query "Namespaces[?Type=='DNS_PRIVATE'][].[to_string([Id])]" | names || return
}
own_servicediscovery_private_dns_namespace() {
  aws servicediscovery list-tags-for-resource \
      --resource-arn "arn:$partition:servicediscovery:$region:$account:namespace/$1" \
      --query "[@][?$ours].[to_string([$its_id, '$1', $its_replaces])]"
}
remove_servicediscovery_private_dns_namespace() {
  change aws servicediscovery delete-namespace --id="$1" --query OperationId
  [[ ! -s $scratch/answer ]] ||
    conclude aws servicediscovery get-operation \
        --operation-id="$(<"$scratch/answer")" \
        --query "Operation.[Status, Targets.NAMESPACE, ErrorMessage]"
}

# AWS::ServiceDiscovery::Service
names_servicediscovery_service() {
  aws servicediscovery list-services --query "Services[?Type!='HTTP'][].[to_string([Id])]" | names || return
}
own_servicediscovery_service() {
  aws servicediscovery list-tags-for-resource \
      --resource-arn "arn:$partition:servicediscovery:$region:$account:service/$1" \
      --query "[@][?$ours].[to_string([$its_id, '$1', $its_replaces])]"
}
remove_servicediscovery_service() { change aws servicediscovery delete-service --id="$1"; }

# AWS::ElasticLoadBalancingV2::LoadBalancer
list_elbv2_load_balancer() {
  aws elbv2 describe-load-balancers --query "LoadBalancers[].[to_string([LoadBalancerArn])]" | names | tags_elbv2_load_balancer
}
tags_elbv2_load_balancer() {
  rows_of 20 'LoadBalancerNotFound' aws elbv2 describe-tags \
      --query "TagDescriptions[?$ours].[to_string([$its_id, ResourceArn, $its_replaces])]" --resource-arns
}
remove_elbv2_load_balancer() {
  change aws elbv2 delete-load-balancer --load-balancer-arn="$1"
  await aws elbv2 wait load-balancers-deleted --load-balancer-arns="$1"
}

# AWS::ElasticLoadBalancingV2::TargetGroup
list_elbv2_target_group() {
  aws elbv2 describe-target-groups --query "TargetGroups[].[to_string([TargetGroupArn])]" | names | tags_elbv2_target_group
}
tags_elbv2_target_group() {
  rows_of 20 'TargetGroupNotFound' aws elbv2 describe-tags \
      --query "TagDescriptions[?$ours].[to_string([$its_id, ResourceArn, $its_replaces])]" --resource-arns
}
remove_elbv2_target_group() { change aws elbv2 delete-target-group --target-group-arn="$1"; }

# AWS::ECS::TaskDefinition
names_ecs_task_definition() {
  written ecs_task_definition | while IFS= read -r name; do
    set -- "$name"
    aws ecs list-task-definitions \
        --family-prefix="$1" --status ACTIVE --query "taskDefinitionArns[].[to_string([@])]" || exit
  done | names || return
  suggested ecs task-definition/
}
own_ecs_task_definition() {
  aws ecs describe-task-definition \
      --task-definition="$1" --include TAGS \
      --query "[@][?$ours_lower && taskDefinition.status=='ACTIVE'].[to_string([$its_id_lower, '-', $its_replaces_lower])]"
}
remove_ecs_task_definition() { change aws ecs deregister-task-definition --task-definition="$1"; }

# AWS::CertificateManager::Certificate
names_acm_certificate() {
  aws acm list-certificates --query "CertificateSummaryList[].[to_string([CertificateArn])]" | names || return
}
own_acm_certificate() {
  aws acm list-tags-for-certificate \
      --certificate-arn="$1" --query "[@][?$ours].[to_string([$its_id, '-', $its_replaces])]"
}
remove_acm_certificate() { change aws acm delete-certificate --certificate-arn="$1"; }

# AWS::ElasticLoadBalancingV2::Listener
list_elbv2_listener() {
  lookup 'LoadBalancerNotFound' aws elbv2 describe-listeners \
      --load-balancer-arn="$1" --query "Listeners[].[to_string([ListenerArn])]" | names | tags_elbv2_listener
}
tags_elbv2_listener() {
  rows_of 20 'ListenerNotFound' aws elbv2 describe-tags \
      --query "TagDescriptions[?$ours].[to_string([$its_id, ResourceArn, $its_replaces])]" --resource-arns
}
suggested_elbv2_listener() { suggested elasticloadbalancing listener/ | tags_elbv2_listener; }
remove_elbv2_listener() { change aws elbv2 delete-listener --listener-arn="$1"; }

# AWS::ElasticLoadBalancingV2::ListenerRule
list_elbv2_listener_rule() {
  lookup 'ListenerNotFound' aws elbv2 describe-rules \
      --listener-arn="$1" --query "Rules[?!IsDefault][].[to_string([RuleArn])]" | names | tags_elbv2_listener_rule
}
tags_elbv2_listener_rule() {
  rows_of 20 'RuleNotFound' aws elbv2 describe-tags \
      --query "TagDescriptions[?$ours].[to_string([$its_id, ResourceArn, $its_replaces])]" --resource-arns
}
suggested_elbv2_listener_rule() {
  suggested elasticloadbalancing listener-rule/ | tags_elbv2_listener_rule
}
remove_elbv2_listener_rule() { change aws elbv2 delete-rule --rule-arn="$1"; }

# AWS::AutoScaling::AutoScalingGroup
remove_autoscaling_auto_scaling_group() {
  local state
  state=$(lookup "$vanished" aws autoscaling describe-auto-scaling-groups \
      --auto-scaling-group-names="$1" --query "AutoScalingGroups[0].Status")
  [[ -n $state ]] ||
    change aws autoscaling delete-auto-scaling-group --auto-scaling-group-name="$1" --force-delete
  until_gone 60 aws autoscaling describe-auto-scaling-groups \
      --auto-scaling-group-names="$1" --query "AutoScalingGroups[0].AutoScalingGroupARN"
}

# AWS::ECS::CapacityProvider
names_ecs_capacity_provider() {
  written ecs_capacity_provider
  suggested_names ecs capacity-provider/
}
own_ecs_capacity_provider() {
  aws ecs describe-capacity-providers \
      --capacity-providers="$1" --include TAGS \
      --query "[capacityProviders[0]][?$ours_lower && status!='INACTIVE'].[to_string([$its_id_lower, '-', $its_replaces_lower])]"
}
# Takes a capacity provider ($1) from the clusters of the system: ECS keeps one that any has.
# An answer may be older than what was taken before, and is read without that.
detached=''
detach_provider() {
  local cluster answer providers strategy
  detached+="${detached:+,}\"$1\""
  while IFS= read -r cluster <&3; do
    [[ -n $cluster ]] || continue
    answer=$(lookup "$vanished" aws ecs describe-clusters --clusters="$cluster" \
      --query "clusters[?contains(capacityProviders || \`[]\`, '$1')]|[0].[to_string(capacityProviders[?!contains(\`[$detached]\`, @)]),
        defaultCapacityProviderStrategy[?contains(\`[$detached]\`, capacityProvider)] && '[]' || to_string(defaultCapacityProviderStrategy || \`[]\`)]")
    [[ -n $answer ]] || continue
    IFS=$'\t' read -r providers strategy <<<"$answer"
    change aws ecs put-cluster-capacity-providers --cluster="$cluster" --capacity-providers="$providers" \
      --default-capacity-provider-strategy="$strategy" --query cluster.clusterName
    until_gone 15 aws ecs describe-clusters --clusters="$cluster" --include ATTACHMENTS \
      --query "clusters[?attachmentsStatus=='UPDATE_IN_PROGRESS']|[0].clusterName"
  done 3<<<"$(listed ecs_cluster)"
}
remove_ecs_capacity_provider() {
  detach_provider "$1"
  local state
  state=$(lookup "$vanished" aws ecs describe-capacity-providers \
      --capacity-providers="$1" \
      --query "capacityProviders[?status=='DEPROVISIONING']|[0].status")
  [[ -n $state ]] ||
    change aws ecs delete-capacity-provider --capacity-provider="$1"
  until_gone 15 aws ecs describe-capacity-providers \
      --capacity-providers="$1" --query "capacityProviders[?status!='INACTIVE']|[0].status"
}

# AWS::ECS::Service
list_ecs_service() {
  lookup 'ClusterNotFoundException' aws ecs list-services \
      --cluster="$1" --query "serviceArns[].[to_string([@])]" | names | tags_ecs_service "$1"
}
tags_ecs_service() {
  rows_of 10 '-' aws ecs describe-services \
      --cluster="$1" --include TAGS \
      --query "services[?$ours_lower && status=='ACTIVE'].[to_string([$its_id_lower, serviceArn, $its_replaces_lower])]" --services
}
remove_ecs_service() {
  local cluster
  cluster=$(segment 1 "$1")
  change aws ecs delete-service --cluster="$cluster" --service="$1" --force
  await aws ecs wait services-inactive --cluster="$cluster" --services="$1"
}

# AWS::ApplicationAutoScaling::ScalableTarget
names_application_autoscaling_scalable_target() {
  among "$(
    written application_autoscaling_scalable_target
    listed ecs_service | while IFS= read -r name; do printf '%s\n' "service/${name#*:service/}"; done
    suggested application-autoscaling scalable-target/
  )" aws application-autoscaling describe-scalable-targets \
      --service-namespace ecs \
      --query "ScalableTargets[].[to_string([ResourceId, ScalableTargetARN])]"
}
own_application_autoscaling_scalable_target() {
  aws application-autoscaling list-tags-for-resource \
      --resource-arn="${1#*$'\t'}" --query "[Tags]$ours_map"
}
remove_application_autoscaling_scalable_target() {
  change aws application-autoscaling deregister-scalable-target \
      --service-namespace ecs --scalable-dimension ecs:service:DesiredCount --resource-id="$1"
}

# AWS::ApplicationAutoScaling::ScalingPolicy
list_application_autoscaling_scaling_policy() {
  lookup 'ObjectNotFoundException' aws application-autoscaling describe-scaling-policies \
      --service-namespace ecs --resource-id="$1" \
      --query "ScalingPolicies[].[to_string([PolicyName, ResourceId])]"
}
remove_application_autoscaling_scaling_policy() {
  change aws application-autoscaling delete-scaling-policy \
      --service-namespace ecs --scalable-dimension ecs:service:DesiredCount --resource-id="$1" \
      --policy-name="$2"
}

# AWS::AutoScaling::ScalingPolicy
list_autoscaling_scaling_policy() {
  lookup 'ValidationError' aws autoscaling describe-policies \
      --auto-scaling-group-name="$1" \
      --query "ScalingPolicies[?TargetTrackingConfiguration.CustomizedMetricSpecification.Namespace!='AWS/ECS/ManagedScaling'][].[to_string([PolicyName, AutoScalingGroupName])]"
}
remove_autoscaling_scaling_policy() {
  change aws autoscaling delete-policy --auto-scaling-group-name="$1" --policy-name="$2"
}

# AWS::CloudWatch::Alarm
names_cloudwatch_alarm() {
  written cloudwatch_alarm
  suggested_names cloudwatch alarm:
}
own_cloudwatch_alarm() {
  aws cloudwatch list-tags-for-resource \
      --resource-arn "arn:$partition:cloudwatch:$region:$account:alarm:$1" \
      --query "[@][?$ours].[to_string([$its_id, '-', $its_replaces])]"
}
remove_cloudwatch_alarm() { change aws cloudwatch delete-alarms --alarm-names="$1"; }

# AWS::SSM::Parameter
names_ssm_parameter() {
  written ssm_parameter
  suggested_names ssm parameter
}
own_ssm_parameter() {
  aws ssm list-tags-for-resource \
      --resource-type Parameter --resource-id="$1" \
      --query "[{Tags: TagList}][?$ours].[to_string([$its_id, '-', $its_replaces])]"
}
remove_ssm_parameter() { change aws ssm delete-parameter --name="$1"; }

# AWS::Route53::RecordSet
# The id of a zone, by that ($1) or by a name that ends in a dot; nothing where there is none.
zone_of() {
  local zones
  if [[ $1 != *. ]]; then
    printf '%s' "$1"
    return
  fi
  zones=$(ask aws route53 list-hosted-zones-by-name --dns-name="$1" --query "HostedZones[?Name=='$1'].[Id]") || return
  zones=${zones//\/hostedzone\//}
  [[ $zones != *$'\n'* ]] || die "there are several hosted zones ${1%.}: ${zones//$'\n'/, }" \
    'Write the id of the one that is meant.'
  printf '%s' "$zones"
}

# What the record of a name ($2) and type ($3) in a zone ($1) says, in lines; nothing where there is none, and where
# that is no error ($4) no zone.
record_lines() {
  lookup "${4:--}" aws route53 list-resource-record-sets --hosted-zone-id="$1" \
    --start-record-name="$2" --start-record-type="$3" --max-items 1 \
    --query "ResourceRecordSets[?Name=='$2' && Type=='$3']|[0].[[[to_string(['set', SetIdentifier])], [to_string(['alias', AliasTarget.DNSName, AliasTarget.HostedZoneId, AliasTarget.EvaluateTargetHealth])], [to_string(['ttl', TTL])]], ResourceRecords[].[to_string(['value', Value])]][]"
}

# Such lines ($1) as they can be compared: in what an alias names letter case means nothing, nor a dot at the end, nor
# that it says dualstack.
normal_record() {
  local line start='"dualstack.' end='.","' quote='"' next='","'
  while IFS= read -r line; do
    [[ -n $line ]] || continue
    if [[ $line == '["alias",'* ]]; then
      line=$(LC_ALL=C tr '[:upper:]' '[:lower:]' <<<"$line")
      line=${line/"$start"/$quote}
      line=${line/"$end"/$next}
    fi
    printf '%s\n' "$line"
  done <<<"$1" | LC_ALL=C sort
}

# The same without what tells nothing of whose it is.
said_by() { normal_record "$1" | sed -e '/^\["ttl",/d' -e 's/,true]$/]/' -e 's/,false]$/]/'; }

# The DNS names of the system's load balancers, one a line.
own_balancers() {
  local answer line tab=$'\t'
  answer=$(ask aws elbv2 describe-load-balancers \
    --query 'LoadBalancers[].[to_string([DNSName, LoadBalancerArn])]') || return
  while IFS= read -r line; do
    row "$line" || continue
    [[ ${inventory:-}${everything:-} == *[\"$tab]"$row_value"[\"$tab]* ]] || continue
    LC_ALL=C tr '[:upper:]' '[:lower:]' <<<"$row_id"
  done <<<"$answer"
}

# Whether a record ($1) is the system's: an alias of one of these load balancers ($3), or what the spec says ($2).
is_own_record() {
  local form='\["alias","([^"]+)"'
  [[ $1 == *'["set",null]'* ]] || return 1
  if [[ $(normal_record "$1") =~ $form && $'\n'$3$'\n' == *$'\n'"${BASH_REMATCH[1]}"$'\n'* ]]; then return 0; fi
  [[ -n $2 && $(said_by "$1") == "$(said_by "$2")" ]]
}
# Takes a record if it is the system's: its logical id, zone, name, type and lines.
look_for_record() {
  local zone there balancers
  [[ $only != replaced ]] || return 0
  zone=$(zone_of "$2")
  [[ -n $zone ]] || return 0
  there=$(record_lines "$zone" "$3" "$4" NoSuchHostedZone)
  [[ -n $there ]] || return 0
  balancers=$(own_balancers)
  if is_own_record "$there" "$5" "$balancers"; then
    take route53_record_set "$1" "$zone/$3/$4" ''
  else
    keep "record $4 ${3%.}: nothing shows that it is this system's"
  fi
}

# Takes all records in a zone ($1) that are aliases of the system's load balancers.
look_for_aliases() {
  local zone answer line name balancers
  [[ $only != replaced ]] || return 0
  zone=$(zone_of "$1")
  [[ -n $zone ]] || return 0
  answer=$(lookup NoSuchHostedZone aws route53 list-resource-record-sets --hosted-zone-id="$zone" --query \
    "ResourceRecordSets[?AliasTarget && !SetIdentifier].[to_string([join('/', [Name, Type]), AliasTarget.DNSName])]")
  balancers=$(own_balancers)
  while IFS= read -r line; do
    row "$line" || continue
    name=$row_id
    case $name in *[!A-Za-z0-9._/\\-]*) continue ;; esac
    [[ $everything != *$'\t'"$zone/$name"$'\t'* ]] || continue
    if is_own_record "$(printf '["set",null]\n["alias","%s","",null]' "$row_value")" '' "$balancers"; then
      take route53_record_set "$name" "$zone/$name" ''
    fi
  done <<<"$answer"
}

# Takes the same in the zones that the system's load balancers note: the spec may no longer name them.
look_for_noted() {
  local arn zones zone
  [[ $only != replaced ]] || return 0
  while IFS= read -r arn <&3; do
    [[ -n $arn ]] || continue
    zones=$(lookup "$vanished" aws elbv2 describe-tags --resource-arns="$arn" \
      --query "TagDescriptions[0].Tags[?Key=='lintel:records']|[0].Value")
    for zone in $zones; do
      case $zone in *[!A-Z0-9]*) continue ;; esac
      look_for_aliases "$zone"
    done
  done 3<<<"$(listed elbv2_load_balancer)"
}

# The record has to say the same still: Route 53 deletes no other.
remove_route53_record_set() {
  local zone=${1%%/*} type=${1##*/} name=${1#*/} record
  name=${name%/*}
  record=$(lookup NoSuchHostedZone aws route53 list-resource-record-sets --hosted-zone-id="$zone" \
    --start-record-name="$name" --start-record-type="$type" --max-items 1 --output json \
    --query "ResourceRecordSets[?Name=='$name' && Type=='$type' && !SetIdentifier]|[0]")
  [[ -n $record && $record != null ]] || return 0
  change aws route53 change-resource-record-sets --hosted-zone-id="$zone" --change-batch \
    "{\"Changes\": [{\"Action\": \"DELETE\", \"ResourceRecordSet\": $record}]}"
}

# Each kind after those that it is found below.
look_at_everything() {
  look_for ec2_vpc ec2 vpc/ aws ec2 describe-vpcs \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "Vpcs[?$ours].[to_string([$its_id, VpcId, $its_replaces])]"
  look_for ec2_internet_gateway ec2 internet-gateway/ aws ec2 describe-internet-gateways \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "InternetGateways[?$ours].[to_string([$its_id, InternetGatewayId, $its_replaces])]"
  look_for ec2_egress_only_internet_gateway ec2 egress-only-internet-gateway/ aws ec2 describe-egress-only-internet-gateways \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "EgressOnlyInternetGateways[?$ours].[to_string([$its_id, EgressOnlyInternetGatewayId, $its_replaces])]"
  look_for ec2_subnet ec2 subnet/ aws ec2 describe-subnets \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "Subnets[?$ours].[to_string([$its_id, SubnetId, $its_replaces])]"
  look_for ec2_eip ec2 elastic-ip/ aws ec2 describe-addresses \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "Addresses[?$ours].[to_string([$its_id, AllocationId, $its_replaces])]"
  look_for ec2_nat_gateway ec2 natgateway/ aws ec2 describe-nat-gateways \
      --filter "Name=tag:lintel:project,Values=$project" \
      --query "NatGateways[?$ours && State!='deleted' && State!='deleting' && State!='failed'].[to_string([$its_id, NatGatewayId, $its_replaces])]"
  look_for ec2_route_table ec2 route-table/ aws ec2 describe-route-tables \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "RouteTables[?$ours].[to_string([$its_id, RouteTableId, $its_replaces])]"
  look_for ec2_security_group ec2 security-group/ aws ec2 describe-security-groups \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "SecurityGroups[?$ours].[to_string([$its_id, GroupId, $its_replaces])]"
  look_for ec2_security_group_ingress ec2 security-group-rule/ aws ec2 describe-security-group-rules \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "SecurityGroupRules[?$ours && !IsEgress].[to_string([$its_id, SecurityGroupRuleId, $its_replaces])]"
  look_for ec2_security_group_egress ec2 security-group-rule/ aws ec2 describe-security-group-rules \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "SecurityGroupRules[?$ours && IsEgress].[to_string([$its_id, SecurityGroupRuleId, $its_replaces])]"
  look_for ec2_vpcendpoint ec2 vpc-endpoint/ aws ec2 describe-vpc-endpoints \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "VpcEndpoints[?$ours && !contains(['deleting', 'Deleting', 'deleted', 'Deleted', 'failed', 'Failed'], State)].[to_string([$its_id, VpcEndpointId, $its_replaces])]"
  look_at ecr_repository 'RepositoryNotFoundException'
  look_at logs_log_group 'ResourceNotFoundException'
  look_at iam_role 'NoSuchEntity'
  look_at iam_instance_profile 'NoSuchEntity'
  look_for ecs_cluster ecs cluster/ list_ecs_cluster
  look_for ec2_instance ec2 instance/ aws ec2 describe-instances \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "Reservations[].Instances[?$ours && State.Name!='terminated' && State.Name!='shutting-down'].[to_string([$its_id, InstanceId, $its_replaces])]"
  look_for ec2_machine_image ec2 image/ aws ec2 describe-images \
      --owners self --filters "Name=tag:lintel:project,Values=$project" \
      --query "Images[?$ours].[to_string([$its_id, ImageId, $its_replaces])]"
  look_for ec2_snapshot ec2 snapshot/ aws ec2 describe-snapshots \
      --owner-ids self --filters "Name=tag:lintel:project,Values=$project" \
      --query "Snapshots[?$ours].[to_string([$its_id, SnapshotId, $its_replaces])]"
  look_for ec2_launch_template ec2 launch-template/ aws ec2 describe-launch-templates \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "LaunchTemplates[?$ours].[to_string([$its_id, LaunchTemplateId, $its_replaces])]"
  look_for ec2_flow_log ec2 vpc-flow-log/ aws ec2 describe-flow-logs \
      --filter "Name=tag:lintel:project,Values=$project" \
      --query "FlowLogs[?$ours].[to_string([$its_id, FlowLogId, $its_replaces])]"
  look_at servicediscovery_http_namespace 'NamespaceNotFound|ResourceNotFoundException'
  look_at servicediscovery_private_dns_namespace 'NamespaceNotFound|ResourceNotFoundException'
  look_at servicediscovery_service 'ServiceNotFound|ResourceNotFoundException'
  look_for elbv2_load_balancer elasticloadbalancing loadbalancer/ list_elbv2_load_balancer
  look_for elbv2_target_group elasticloadbalancing targetgroup/ list_elbv2_target_group
  look_at ecs_task_definition 'ClientException'
  look_at acm_certificate 'ResourceNotFoundException'
  look_below elbv2_listener elbv2_load_balancer
  look_for elbv2_listener elasticloadbalancing listener/ suggested_elbv2_listener
  look_below elbv2_listener_rule elbv2_listener
  look_for elbv2_listener_rule elasticloadbalancing listener-rule/ suggested_elbv2_listener_rule
  look autoscaling_auto_scaling_group aws autoscaling describe-auto-scaling-groups \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "AutoScalingGroups[?$ours].[to_string([$its_id, AutoScalingGroupName, $its_replaces])]"
  look_at ecs_capacity_provider 'ClientException'
  look_below ecs_service ecs_cluster 1 ecs service/
  look_at application_autoscaling_scalable_target 'ResourceNotFoundException|ObjectNotFoundException'
  [[ $only != orphans ]] || look_below application_autoscaling_scaling_policy application_autoscaling_scalable_target
  [[ $only != orphans ]] || look_below autoscaling_scaling_policy autoscaling_auto_scaling_group
  look_at cloudwatch_alarm 'ResourceNotFound(Exception)?'
  look_at ssm_parameter 'InvalidResourceId'
}

# Each kind before those that it may use.
remove_everything() {
  remove_all route53_record_set
  remove_all ssm_parameter
  remove_all cloudwatch_alarm
  remove_all autoscaling_scaling_policy
  remove_all application_autoscaling_scaling_policy
  remove_all application_autoscaling_scalable_target
  remove_all ecs_service
  remove_all ecs_capacity_provider
  remove_all autoscaling_auto_scaling_group
  remove_all elbv2_listener_rule
  remove_all elbv2_listener
  remove_all acm_certificate
  remove_all ecs_task_definition
  remove_all elbv2_target_group
  remove_all elbv2_load_balancer
  remove_all servicediscovery_service
  remove_all servicediscovery_private_dns_namespace
  remove_all servicediscovery_http_namespace
  remove_all ec2_flow_log
  remove_all ec2_launch_template
  remove_all ec2_machine_image
  remove_all ec2_snapshot
  remove_all ec2_instance
  remove_all ecs_cluster
  remove_all iam_instance_profile
  remove_all iam_role
  remove_all logs_log_group
  remove_all ecr_repository
  remove_all ec2_vpcendpoint
  remove_all ec2_security_group_egress
  remove_all ec2_security_group_ingress
  remove_all ec2_security_group
  remove_all ec2_route_table
  remove_all ec2_nat_gateway
  remove_all ec2_eip
  remove_all ec2_subnet
  remove_all ec2_egress_only_internet_gateway
  remove_all ec2_internet_gateway
  remove_all ec2_vpc
}

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

# ---- Steps ----

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

# ---- Result ----

step=''
[[ -z $left ]] || say '' 'These stay:' "${left%$'\n'}"
if [[ -n $dry_run ]]; then
  say '' 'Nothing was removed.'
elif [[ $steps -gt 0 ]]; then
  say '' 'Done.'
fi
