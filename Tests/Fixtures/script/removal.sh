# ---- Types: the same in every script ----
set_noun() {
  case $1 in
  cloudwatch_alarm) noun=alarm ;;
  autoscaling_scaling_policy) noun='scaling policy' ;;
  autoscaling_auto_scaling_group) noun='Auto Scaling group' ;;
  application_autoscaling_scaling_policy) noun='scaling policy' ;;
  application_autoscaling_scalable_target) noun='scalable target' ;;
  ecs_service) noun=service ;;
  elbv2_listener) noun=listener ;;
  ecs_task_definition) noun='task definition' ;;
  elbv2_target_group) noun='target group' ;;
  elbv2_load_balancer) noun='load balancer' ;;
  ecs_cluster) noun=cluster ;;
  ec2_launch_template) noun='launch template' ;;
  ec2_machine_image) noun=AMI ;;
  ec2_instance) noun=instance ;;
  iam_instance_profile) noun='instance profile' ;;
  iam_role) noun=role ;;
  logs_log_group) noun='log group' ;;
  ecr_repository) noun=repository ;;
  ec2_security_group_ingress) noun='rule of the security group' ;;
  ec2_security_group) noun='security group' ;;
  ec2_route_table) noun='route table' ;;
  ec2_subnet) noun=subnet ;;
  ec2_internet_gateway) noun='internet gateway' ;;
  ec2_vpc) noun=VPC ;;
  ec2_snapshot) noun=snapshot ;;
  esac
}
# Kinds of which there may be several with one logical id, that hold data, and that may have been adopted.
manifold=' autoscaling_scaling_policy application_autoscaling_scaling_policy ecs_task_definition ec2_snapshot '
data=' logs_log_group ecr_repository '
adoptable=' iam_role '

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

# AWS::EC2::Subnet
remove_ec2_subnet() { change aws ec2 delete-subnet --subnet-id="$1"; }

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

# AWS::AutoScaling::AutoScalingGroup
remove_autoscaling_auto_scaling_group() {
  [[ -n $(lookup "$vanished" aws autoscaling describe-auto-scaling-groups \
      --auto-scaling-group-names="$1" --query "AutoScalingGroups[0].Status") ]] ||
    change aws autoscaling delete-auto-scaling-group --auto-scaling-group-name="$1" --force-delete
  until_gone 60 aws autoscaling describe-auto-scaling-groups \
      --auto-scaling-group-names="$1" --query "AutoScalingGroups[0].AutoScalingGroupARN"
}

# AWS::AutoScaling::ScalingPolicy
list_autoscaling_scaling_policy() {
  lookup 'ValidationError' aws autoscaling describe-policies \
      --auto-scaling-group-name="$1" \
      --query "ScalingPolicies[].[to_string([PolicyName, AutoScalingGroupName])]"
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

# Each kind after those that it is found below.
look_at_everything() {
  look_for ec2_vpc ec2 vpc/ aws ec2 describe-vpcs \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "Vpcs[?$ours].[to_string([$its_id, VpcId, $its_replaces])]"
  look_for ec2_internet_gateway ec2 internet-gateway/ aws ec2 describe-internet-gateways \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "InternetGateways[?$ours].[to_string([$its_id, InternetGatewayId, $its_replaces])]"
  look_for ec2_subnet ec2 subnet/ aws ec2 describe-subnets \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "Subnets[?$ours].[to_string([$its_id, SubnetId, $its_replaces])]"
  look_for ec2_route_table ec2 route-table/ aws ec2 describe-route-tables \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "RouteTables[?$ours].[to_string([$its_id, RouteTableId, $its_replaces])]"
  look_for ec2_security_group ec2 security-group/ aws ec2 describe-security-groups \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "SecurityGroups[?$ours].[to_string([$its_id, GroupId, $its_replaces])]"
  look_for ec2_security_group_ingress ec2 security-group-rule/ aws ec2 describe-security-group-rules \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "SecurityGroupRules[?$ours && !IsEgress].[to_string([$its_id, SecurityGroupRuleId, $its_replaces])]"
  look_at ecr_repository 'RepositoryNotFoundException'
  look_at logs_log_group 'ResourceNotFoundException'
  look_at iam_role 'NoSuchEntity'
  look_at iam_instance_profile 'NoSuchEntity'
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
  look_for ecs_cluster ecs cluster/ list_ecs_cluster
  look_for elbv2_load_balancer elasticloadbalancing loadbalancer/ list_elbv2_load_balancer
  look_for elbv2_target_group elasticloadbalancing targetgroup/ list_elbv2_target_group
  look_at ecs_task_definition 'ClientException'
  look_below elbv2_listener elbv2_load_balancer
  look_for elbv2_listener elasticloadbalancing listener/ suggested_elbv2_listener
  look_below ecs_service ecs_cluster 1 ecs service/
  look_at application_autoscaling_scalable_target 'ResourceNotFoundException|ObjectNotFoundException'
  [[ $only != orphans ]] || look_below application_autoscaling_scaling_policy application_autoscaling_scalable_target
  look autoscaling_auto_scaling_group aws autoscaling describe-auto-scaling-groups \
      --filters "Name=tag:lintel:project,Values=$project" \
      --query "AutoScalingGroups[?$ours].[to_string([$its_id, AutoScalingGroupName, $its_replaces])]"
  [[ $only != orphans ]] || look_below autoscaling_scaling_policy autoscaling_auto_scaling_group
  look_at cloudwatch_alarm 'ResourceNotFound(Exception)?'
}

# Each kind before those that it may use.
remove_everything() {
  remove_all cloudwatch_alarm
  remove_all autoscaling_scaling_policy
  remove_all autoscaling_auto_scaling_group
  remove_all application_autoscaling_scaling_policy
  remove_all application_autoscaling_scalable_target
  remove_all ecs_service
  remove_all elbv2_listener
  remove_all ecs_task_definition
  remove_all elbv2_target_group
  remove_all elbv2_load_balancer
  remove_all ecs_cluster
  remove_all ec2_launch_template
  remove_all ec2_machine_image
  remove_all ec2_snapshot
  remove_all ec2_instance
  remove_all iam_instance_profile
  remove_all iam_role
  remove_all logs_log_group
  remove_all ecr_repository
  remove_all ec2_security_group_ingress
  remove_all ec2_security_group
  remove_all ec2_route_table
  remove_all ec2_subnet
  remove_all ec2_internet_gateway
  remove_all ec2_vpc
}
