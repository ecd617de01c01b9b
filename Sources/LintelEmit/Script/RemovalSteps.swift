extension Removal {
  /// What a resource of each kind takes to be removed.
  static let steps = #"""
    remove_alarm() { change aws cloudwatch delete-alarms --alarm-names="$1"; }

    remove_scalable_target() {
      change aws application-autoscaling deregister-scalable-target --service-namespace ecs \
        --scalable-dimension ecs:service:DesiredCount --resource-id "$1"
    }

    remove_service_policy() {
      change aws application-autoscaling delete-scaling-policy --service-namespace ecs \
        --scalable-dimension ecs:service:DesiredCount --resource-id "$1" --policy-name="$2"
    }
    remove_group_policy() {
      change aws autoscaling delete-policy --auto-scaling-group-name="$1" --policy-name="$2"
    }

    remove_service() {
      local cluster=${1%/*}
      cluster=${cluster##*/}
      change aws ecs delete-service --cluster="$cluster" --service "$1" --force
      await aws ecs wait services-inactive --cluster="$cluster" --services="$1"
    }

    remove_listener() { change aws elbv2 delete-listener --listener-arn "$1"; }

    remove_load_balancer() {
      change aws elbv2 delete-load-balancer --load-balancer-arn "$1"
      await aws elbv2 wait load-balancers-deleted --load-balancer-arns "$1"
    }

    remove_target_group() { change aws elbv2 delete-target-group --target-group-arn "$1"; }

    remove_group() {
      local state
      # One that is on its way out already takes no second order.
      state=$(aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names="$1" \
        --query 'AutoScalingGroups[0].Status')
      [[ $state != None && -n $state ]] ||
        change aws autoscaling delete-auto-scaling-group --auto-scaling-group-name="$1" --force-delete
      [[ -z $dry_run ]] || return 0
      printf '%*s %s\n' "$((2 * ${#steps} + 3))" '' 'waiting: its instances end' >&2
      waits=0
      while :; do
        state=$(aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names="$1" \
          --query 'AutoScalingGroups[0].AutoScalingGroupARN')
        [[ $state != None && -n $state ]] || return 0
        # An hour: a lifecycle hook may hold an instance for as long.
        waited 360
      done
    }

    remove_launch_template() { change aws ec2 delete-launch-template --launch-template-id "$1"; }

    remove_instance() {
      change aws ec2 terminate-instances --instance-ids "$1"
      await aws ec2 wait instance-terminated --instance-ids "$1"
    }

    # An AMI leaves its snapshots behind. From their tags they are known as the system's when it is gone.
    remove_image() {
      local image=$1 id=$2 snapshots snapshot
      set -- "Key=lintel:project,Value=$project" "Key=lintel:id,Value=$id"
      [[ -z $environment ]] || set -- "$@" "Key=lintel:environment,Value=$environment"
      snapshots=$(aws ec2 describe-images --image-ids "$image" \
        --query 'Images[0].BlockDeviceMappings[].Ebs.[to_string([SnapshotId])]' | names)
      for snapshot in $snapshots; do
        [[ $doomed != *$'\t'"$snapshot"$'\n'* ]] || continue
        change aws ec2 create-tags --resources "$snapshot" --tags "$@"
        doomed+="snapshot"$'\t'"$id"$'\t'"$snapshot"$'\n'
        steps=$((steps + 1))
      done
      change aws ec2 deregister-image --image-id "$image"
    }
    remove_snapshot() { change aws ec2 delete-snapshot --snapshot-id "$1"; }

    remove_cluster() { change aws ecs delete-cluster --cluster="$1"; }
    remove_task_definition() { change aws ecs deregister-task-definition --task-definition="$1"; }
    remove_log_group() { change aws logs delete-log-group --log-group-name="$1"; }
    remove_repository() { change aws ecr delete-repository --repository-name="$1" --force; }

    # A rule that the system added to a group: it may have gone with the group.
    remove_rule() {
      local rule group egress
      rule=$(lookup 'InvalidSecurityGroupRuleId\.NotFound' aws ec2 describe-security-group-rules \
        --security-group-rule-ids "$1" --query 'SecurityGroupRules[0].[GroupId, to_string(IsEgress)]')
      IFS=$'\t' read -r group egress <<<"$rule"
      [[ -n $group && $group != None ]] || return 0
      if [[ $egress == true ]]; then
        change aws ec2 revoke-security-group-egress --group-id "$group" --security-group-rule-ids "$1"
      else
        change aws ec2 revoke-security-group-ingress --group-id "$group" --security-group-rule-ids "$1"
      fi
    }

    remove_security_group() { change aws ec2 delete-security-group --group-id "$1"; }
    remove_subnet() { change aws ec2 delete-subnet --subnet-id "$1"; }

    remove_route_table() {
      local associations association
      associations=$(aws ec2 describe-route-tables --route-table-ids "$1" \
        --query 'RouteTables[0].Associations[?!Main].[RouteTableAssociationId]')
      for association in $associations; do
        [[ $association == None ]] || change aws ec2 disassociate-route-table --association-id "$association"
      done
      change aws ec2 delete-route-table --route-table-id "$1"
    }

    remove_internet_gateway() {
      local vpc
      vpc=$(aws ec2 describe-internet-gateways --internet-gateway-ids "$1" --query 'InternetGateways[0].Attachments[0].VpcId')
      [[ $vpc == None || -z $vpc ]] || change aws ec2 detach-internet-gateway --internet-gateway-id "$1" --vpc-id "$vpc"
      change aws ec2 delete-internet-gateway --internet-gateway-id "$1"
    }

    remove_vpc() { change aws ec2 delete-vpc --vpc-id "$1"; }

    # AWS removes a profile only when it holds no role.
    remove_instance_profile() {
      local item items
      items=$(aws iam get-instance-profile --instance-profile-name="$1" \
        --query "(InstanceProfile.Roles || \`[]\`)[].[RoleName]")
      for item in $items; do
        change aws iam remove-role-from-instance-profile --instance-profile-name="$1" --role-name="$item"
      done
      change aws iam delete-instance-profile --instance-profile-name="$1"
    }

    # AWS removes a role only when nothing is attached to it. What others use stays whole.
    remove_role() {
      local items item
      items=$(lookup NoSuchEntity aws iam list-instance-profiles-for-role --role-name="$1" \
        --query 'InstanceProfiles[].[InstanceProfileName]')
      if [[ -n $items && -z $dry_run ]]; then
        left+="  role $1: an instance profile uses it"$'\n'
        return
      fi
      items=$(aws iam list-attached-role-policies --role-name="$1" --query 'AttachedPolicies[].[PolicyArn]')
      for item in $items; do
        [[ $item == None ]] || change aws iam detach-role-policy --role-name="$1" --policy-arn "$item"
      done
      items=$(aws iam list-role-policies --role-name="$1" --query "(PolicyNames || \`[]\`)[].[@]")
      for item in $items; do
        change aws iam delete-role-policy --role-name="$1" --policy-name="$item"
      done
      change aws iam delete-role --role-name="$1"
    }

    # Waits a moment; ends the script after so many of them, 10 seconds each.
    waits=0
    waited() {
      waits=$((waits + 1))
      [[ $waits -lt $1 ]] || die "$step is still there after $(($1 / 6)) minutes"
      sleep "${LINTEL_POLL_SECONDS:-10}"
    }

    # Runs a removal for each thing of a kind that is on the list.
    remove_all() {
      local kind name what
      while IFS=$'\t' read -r kind name what <&4; do
        [[ $kind == "$1" ]] || continue
        number=$((number + 1))
        step="$2 $name"
        printf '[%*s/%s] %s\n' "${#steps}" "$number" "$steps" "$step" >&2
        "remove_$1" "$what" "$name"
      done 4<<<"$doomed"
    }
    """#
}
