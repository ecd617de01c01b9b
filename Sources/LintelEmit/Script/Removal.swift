/// How a destroy script finds and removes what carries a system's tags.
enum Removal {
  /// What the script calls each type that it lists.
  static let kinds = [
    "AWS::ApplicationAutoScaling::ScalingPolicy": "service_policy", "AWS::AutoScaling::ScalingPolicy": "group_policy",
    "AWS::CloudWatch::Alarm": "alarm", "AWS::ApplicationAutoScaling::ScalableTarget": "scalable_target",
    "AWS::ECS::Service": "service", "AWS::ElasticLoadBalancingV2::Listener": "listener",
    "AWS::ElasticLoadBalancingV2::LoadBalancer": "load_balancer",
    "AWS::ElasticLoadBalancingV2::TargetGroup": "target_group", "AWS::AutoScaling::AutoScalingGroup": "group",
    "AWS::EC2::LaunchTemplate": "launch_template", "Lintel::MachineImage": "image", "AWS::EC2::Instance": "instance",
    "AWS::ECS::Cluster": "cluster", "AWS::ECS::TaskDefinition": "task_definition", "AWS::Logs::LogGroup": "log_group",
    "AWS::ECR::Repository": "repository", "AWS::EC2::SecurityGroupIngress": "rule",
    "AWS::EC2::SecurityGroup": "security_group", "AWS::EC2::RouteTable": "route_table",
    "AWS::EC2::InternetGateway": "internet_gateway", "AWS::EC2::Subnet": "subnet", "AWS::EC2::VPC": "vpc",
    "AWS::IAM::InstanceProfile": "instance_profile", "AWS::IAM::Role": "role",
  ]

  /// Interfaces of a deleted load balancer hold groups, subnets and gateways for many minutes.
  static let patience = #"""
    # A quarter of an hour: what AWS itself still holds on to takes long.
    patience=180
    vanished='\((Invalid[A-Za-z]+\.NotFound(Exception)?|NoSuchEntity|(LoadBalancer|TargetGroup|Listener)NotFound|(Cluster|Service|Repository|Resource|Object|LaunchTemplate)NotFound(Exception)?|InvalidAMIID\.Unavailable|ResourceNotFound|Gateway\.NotAttached)\)'
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
    suggested=''
    suggest() {
      local answer
      set -- "Key=lintel:project,Values=$project"
      [[ -z $environment ]] || set -- "$@" "Key=lintel:environment,Values=$environment"
      if answer=$(aws resourcegroupstaggingapi get-resources --tag-filters "$@" \
        --query 'ResourceTagMappingList[].[to_string([ResourceARN])]'); then
        suggested=$(names <<<"$answer")
        return
      fi
      is_denied || exit 1
      say 'These credentials may not ask the Tagging API (tag:GetResources): what the spec has no more may be overlooked.'
    }

    # Of what is suggested, the names of a type: what stands behind the beginning of its ARN (service, type).
    suggestions() {
      local arn start="arn:$partition:$1:$region:$account:$2"
      while IFS= read -r arn; do
        [[ $arn != "$start"* ]] || printf '%s\n' "${arn#"$start"}"
      done <<<"$suggested"
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

    # The row of one thing, if it carries the system's tags.
    own_role() {
      aws iam get-role --role-name="$1" \
        --query "[Role][?$ours].[to_string([$its_id, RoleName, Tags[?Key=='lintel:adopted']|[0].Value])]"
    }
    own_instance_profile() {
      aws iam get-instance-profile --instance-profile-name="$1" \
        --query "[InstanceProfile][?$ours].[to_string([$its_id, InstanceProfileName, $its_replaces])]"
    }
    own_repository() {
      aws ecr list-tags-for-resource --resource-arn "arn:$partition:ecr:$region:$account:repository/$1" \
        --query "[{Tags: tags}][?$ours].[to_string([$its_id, '-', $its_replaces])]"
    }
    own_log_group() {
      aws logs list-tags-for-resource --resource-arn "arn:$partition:logs:$region:$account:log-group:$1" \
        --query "[tags]$ours_map"
    }
    own_alarm() {
      aws cloudwatch list-tags-for-resource --resource-arn "arn:$partition:cloudwatch:$region:$account:alarm:$1" \
        --query "[@][?$ours].[to_string([$its_id, '-', $its_replaces])]"
    }
    own_task_definition() {
      # One that was deregistered keeps its tags.
      aws ecs describe-task-definition --task-definition "$1" --include TAGS \
        --query "[@][?taskDefinition.status=='ACTIVE' && $ours_lower].[to_string([$its_id_lower, '-', $its_replaces_lower])]"
    }
    own_scalable_target() {
      aws application-autoscaling list-tags-for-resource --resource-arn "${1#*$'\t'}" --query "[Tags]$ours_map"
    }

    roles() {
      written role
      aws iam list-roles --query "Roles[?starts_with(RoleName, '$prefix')].[to_string([RoleName])]" | names
    }
    instance_profiles() {
      written instance_profile
      aws iam list-instance-profiles --query \
        "InstanceProfiles[?starts_with(InstanceProfileName, '$prefix')].[to_string([InstanceProfileName])]" | names
    }
    repositories() {
      written repository
      suggestions ecr repository/
    }
    log_groups() {
      written log_group
      suggestions logs log-group:
    }
    alarms() {
      written alarm
      suggestions cloudwatch alarm:
    }

    # The active revisions of the spec's families, and what is suggested.
    task_definitions() {
      local family answer
      while IFS= read -r family; do
        [[ -n $family ]] || continue
        answer=$(aws ecs list-task-definitions --family-prefix="$family" --status ACTIVE \
          --query 'taskDefinitionArns[].[to_string([@])]') || return
        names <<<"$answer"
      done <<<"$(written task_definition)"
      suggestions ecs task-definition/ | while IFS= read -r family; do
        printf '%s\n' "arn:$partition:ecs:$region:$account:task-definition/$family"
      done
    }

    # Scalable targets are known by what they scale, the spec's services and those found; their tags stand under an ARN.
    scalable_targets() {
      local resource arn wanted answer
      wanted=$'\n'$(
        written scalable_target
        listed service | while IFS= read -r arn; do printf 'service/%s\n' "${arn#*:service/}"; done
      )$'\n'
      answer=$(aws application-autoscaling describe-scalable-targets --service-namespace ecs \
        --query 'ScalableTargets[].[to_string([ResourceId, ScalableTargetARN])]') || return
      while IFS= read -r answer; do
        row "$answer" || continue
        resource=$row_id
        arn=$row_value
        [[ $wanted != *$'\n'"$resource"$'\n'* && $'\n'$suggested$'\n' != *$'\n'"$arn"$'\n'* ]] ||
          printf '%s\t%s\n' "$resource" "$arn"
      done <<<"$answer"
    }

    # The policies of the system's scalable targets and groups. They carry no tags: their names are listed as ids.
    list_service_policies() {
      local resource
      while IFS= read -r resource; do
        [[ -n $resource ]] || continue
        lookup ObjectNotFoundException aws application-autoscaling describe-scaling-policies --service-namespace ecs \
          --resource-id "$resource" --query 'ScalingPolicies[].[to_string([PolicyName, ResourceId])]' || return
      done <<<"$(listed scalable_target)"
    }
    list_group_policies() {
      local group
      while IFS= read -r group; do
        [[ -n $group ]] || continue
        lookup ValidationError aws autoscaling describe-policies --auto-scaling-group-name="$group" \
          --query 'ScalingPolicies[].[to_string([PolicyName, AutoScalingGroupName])]' || return
      done <<<"$(listed group)"
    }
    list_group_policy() {
      lookup ValidationError aws autoscaling describe-policies --auto-scaling-group-name="$1" --policy-names="$2" \
        --query "ScalingPolicies[?PolicyName=='$2'].[to_string([PolicyName, AutoScalingGroupName])]"
    }

    # The services of the system's clusters, of those that the spec uses, and of those where one is suggested.
    list_all_services() {
      local cluster seen=$'\n'
      while IFS= read -r cluster; do
        cluster=${cluster%%/*}
        [[ -n $cluster && $seen != *$'\n'"$cluster"$'\n'* ]] || continue
        seen+=$cluster$'\n'
        list_services "$cluster" || return
      done <<<"$(
        listed cluster
        written services_of
        suggestions ecs service/
      )"
    }

    # The listeners of the system's load balancers, of those that the spec uses, and what is suggested.
    list_all_listeners() {
      local arn seen=$'\n'
      while IFS= read -r arn; do
        [[ -n $arn && $seen != *$'\n'"$arn"$'\n'* ]] || continue
        seen+=$arn$'\n'
        list_listeners "$arn" || return
      done <<<"$(
        listed load_balancer
        written listeners_of
      )"
      suggestions elasticloadbalancing listener/ | while IFS= read -r arn; do
        printf '%s\n' "arn:$partition:elasticloadbalancing:$region:$account:listener/$arn"
      done | tagged
    }

    # What EC2 lists by its tags: operation, items, identifier, and a condition that is always true elsewhere.
    list_ec2() {
      aws ec2 "$1" --filters "Name=tag:lintel:project,Values=$project" \
        --query "$2[?$ours${4:-}].[to_string([$its_id, $3, $its_replaces])]"
    }
    list_own_ec2() {
      aws ec2 "$1" "$4" self --filters "Name=tag:lintel:project,Values=$project" \
        --query "$2[?$ours].[to_string([$its_id, $3, $its_replaces])]"
    }
    """#

  /// Takes the inventory.
  static let look = #"""
    # What carries the system's tags: kind, logical id, identifier, and the identifiers that it took the place of.
    everything=''
    # What stays, and why.
    left=''

    # The identifiers that the thing of the last row took the place of.
    replaced() {
      undo "${BASH_REMATCH[6]:-}"
      printf '%s' "$plain"
    }

    take() {
      local kind=$1 id=$2 value=$3 replaces=$4 other
      [[ $everything != *"$kind"$'\t'"$id"$'\t'"$value"$'\t'* ]] || return 0
      # Of a family there are many revisions, of an image many snapshots.
      if [[ $kind != task_definition && $kind != snapshot && $id != *.replaced && $kind != *_policy &&
        $'\n'$everything == *$'\n'"$kind"$'\t'"$id"$'\t'* ]]; then
        other=${everything##*"$kind"$'\t'"$id"$'\t'}
        die "$id is there twice: ${other%%$'\t'*} and $value" \
          'Delete the one that nothing uses, or take its tags from it, and run this again.'
      fi
      everything+="$kind"$'\t'"$id"$'\t'"$value"$'\t'"$replaces"$'\n'
    }

    # What may not be listed is passed over where the spec has nothing of the kind.
    pass_over() {
      if [[ $known == *$'\n'"$1"$'\t'* ]] || ! is_denied; then exit 1; fi
      say "These credentials may not list what there is of this kind: ${1//_/ }. It is passed over."
    }

    # Whether something of a kind may be there: the spec has it, or the Tagging API names one (service, type).
    may_be() { [[ $known == *$'\n'"$1"$'\t'* || -n $(suggestions "$2" "$3") ]]; }

    # Takes the rows that a command prints.
    look() {
      local kind=$1 line answer
      shift
      answer=$("$@") || {
        pass_over "$kind"
        return 0
      }
      while IFS= read -r line; do
        if row "$line"; then
          take "$kind" "$row_id" "$row_value" "$(replaced)"
        elif [[ -n $line && $line != None && $line != '[null,'* ]]; then
          left+="  ${kind//_/ } $line: AWS makes no such name"$'\n'
        fi
      done <<<"$answer"
    }

    # Takes those of the things that a command names ($4) whose own tags, which another one reads ($3), are the system's.
    # What vanishes meanwhile (code $2) is passed over.
    look_at() {
      local kind=$1 absence=$2 line answer name seen=$'\n'
      answer=$("$4") || {
        pass_over "$kind"
        return 0
      }
      while IFS= read -r name <&3; do
        [[ -n $name && $seen != *$'\n'"$name"$'\n'* ]] || continue
        seen+=$name$'\n'
        line=$(lookup "$absence" "$3" "$name") || {
          pass_over "$kind"
          continue
        }
        if row "$line"; then take "$kind" "$row_id" "${name%%$'\t'*}" "$(replaced)"; fi
      done 3<<<"$answer"
    }

    # The same for a type that is asked about only where something of it may be.
    look_for() { if may_be "$1" "$2" "$3"; then look "$1" "${@:4}"; fi; }

    step='finding out what is there'
    say 'Looking for what carries the tags of the system …'
    suggest
    look_for cluster ecs cluster/ list_clusters
    if [[ $known == *$'\nservice\t'* || -n $(listed cluster) || -n $(suggestions ecs service/) ]]; then
      look service list_all_services
    fi
    if [[ $known == *$'\nscalable_target\t'* || -n $(listed service) || -n $(suggestions application-autoscaling '') ]]; then
      look_at scalable_target 'ResourceNotFoundException|ObjectNotFoundException' own_scalable_target scalable_targets
    fi
    look_for load_balancer elasticloadbalancing loadbalancer/ list_load_balancers
    if [[ $known == *$'\nlistener\t'* || -n $(listed load_balancer) || -n $(suggestions elasticloadbalancing listener/) ]]; then
      look listener list_all_listeners
    fi
    look_for target_group elasticloadbalancing targetgroup/ list_target_groups
    look group list_groups
    # All policies of a target or a group go with it.
    if [[ $only == orphans ]]; then
      look service_policy list_service_policies
      look group_policy list_group_policies
    fi
    look_at alarm 'ResourceNotFound(Exception)?' own_alarm alarms
    look_for launch_template ec2 launch-template/ list_ec2 describe-launch-templates LaunchTemplates LaunchTemplateId
    look_for image ec2 image/ list_own_ec2 describe-images Images ImageId --owners
    look_for snapshot ec2 snapshot/ list_own_ec2 describe-snapshots Snapshots SnapshotId --owner-ids
    look_for instance ec2 instance/ list_ec2 describe-instances 'Reservations[].Instances' InstanceId " && State.Name!='terminated' && State.Name!='shutting-down'"
    look_at task_definition ClientException own_task_definition task_definitions
    look_at log_group ResourceNotFoundException own_log_group log_groups
    look_at repository RepositoryNotFoundException own_repository repositories
    look_for rule ec2 security-group-rule/ list_ec2 describe-security-group-rules SecurityGroupRules SecurityGroupRuleId
    look_for security_group ec2 security-group/ list_ec2 describe-security-groups SecurityGroups GroupId
    look_for route_table ec2 route-table/ list_ec2 describe-route-tables RouteTables RouteTableId
    look_for internet_gateway ec2 internet-gateway/ list_ec2 describe-internet-gateways InternetGateways InternetGatewayId
    look_for subnet ec2 subnet/ list_ec2 describe-subnets Subnets SubnetId
    look_for vpc ec2 vpc/ list_ec2 describe-vpcs Vpcs VpcId
    look_at instance_profile NoSuchEntity own_instance_profile instance_profiles
    look_at role NoSuchEntity own_role roles
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
        [[ $id == "$1" && -n $replaces && "+$replaces+" == *"+$2+"* && ($kind == "$3" || $kind/$3 == image/snapshot) ]] ||
          continue
        return 0
      done <<<"$everything"
      return 1
    }

    choose() {
      local kind=$1 id=$2 value=$3 replaces=$4 is_orphan=1
      if [[ $id == *.replaced ]] && is_superseded "${id%.replaced}" "$value" "$kind"; then
        is_orphan=''
      elif [[ $known == *$'\n'"$kind"$'\t'"$id"$'\n'* || $known == *$'\n'"$kind"$'\t'"$id"$'\t'"$value"$'\n'* ]]; then
        is_orphan=''
      elif [[ $kind == task_definition && $known == *$'\n'"$kind"$'\t'"$id"$'\t'* ]]; then
        is_orphan=''
      fi
      case $only in
      replaced)
        [[ $id == *.replaced ]] || return 0
        if [[ -n $is_orphan ]]; then
          left+="  ${kind//_/ } $value: nothing says that it took its place ($id); --prune of deploy.sh removes it"$'\n'
          return 0
        fi ;;
      orphans) [[ -n $is_orphan || $id == *.replaced ]] || return 0 ;;
      esac
      if [[ $kind == role && -n $replaces ]]; then
        left+="  role $value: it was there before the system, which adopted it"$'\n'
      elif [[ -z $delete_data && ($kind == repository || $kind == log_group) ]]; then
        left+="  ${kind//_/ } $value: it holds data (--delete-data removes it)"$'\n'
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
      local kind id value
      while IFS=$'\t' read -r kind id value; do
        [[ -z $kind ]] || printf '  %-18s %-40s %s\n' "${kind//_/ }" "$id" "${value#arn:*:*:*:*:}" >&2
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

  /// Each kind after what uses it.
  static let order = #"""
    remove_all service_policy 'scaling policy'
    remove_all group_policy 'scaling policy'
    remove_all scalable_target 'scalable target'
    remove_all alarm alarm
    remove_all service service
    remove_all listener listener
    remove_all load_balancer 'load balancer'
    remove_all target_group 'target group'
    remove_all group 'Auto Scaling group'
    remove_all launch_template 'launch template'
    remove_all image AMI
    remove_all snapshot snapshot
    remove_all instance instance
    remove_all cluster cluster
    remove_all task_definition 'task definition'
    remove_all log_group 'log group'
    remove_all repository repository
    remove_all rule 'security group rule'
    remove_all security_group 'security group'
    remove_all route_table 'route table'
    remove_all internet_gateway 'internet gateway'
    remove_all subnet subnet
    remove_all vpc VPC
    remove_all instance_profile 'instance profile'
    remove_all role role
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
