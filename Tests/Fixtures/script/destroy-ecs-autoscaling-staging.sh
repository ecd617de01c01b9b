#!/usr/bin/env bash
# Removes my-app, staging: account 111111111111, us-east-1.
#
# It lists what carries the system's tags, asks, and removes that and nothing else, in an order that works.
# Repositories, log groups and addresses of load balancers stay unless --delete-data says otherwise. Run it again if it
# was stopped.
# Written by Lintel: change the spec, not this file.
set -euo pipefail

project='my-app'
environment='staging'
region='us-east-1'
expected_account='111111111111'
# How derived names begin.
prefix=$project-${environment:+$environment-}
# What the spec yields, each with its kind, and with its name where that tells it: anything else that carries the
# system's tags is an orphan.
known='
ec2_vpc	VpcWorkspace
ec2_internet_gateway	VpcWorkspaceInternetGateway
ec2_subnet	SubnetPublicA
ec2_route_table	SubnetPublicARouteTable
ec2_subnet	SubnetPublicB
ec2_route_table	SubnetPublicBRouteTable
ec2_security_group	SecurityGroupLb
ec2_security_group	SecurityGroupService
ec2_security_group_ingress	SecurityGroupServiceIngressLbTcp8080
ecr_repository	RepositoryEncryptor	my-app-encryptor
iam_role	RoleExecution	my-app-encryptor-execution
ecs_cluster	ClusterApp
ecs_task_definition	TaskDefinitionEncryptor	my-app-encryptor
logs_log_group	TaskDefinitionEncryptorLogGroup	/ecs/my-app-encryptor
elbv2_target_group	TargetGroupEncryptor
elbv2_load_balancer	LoadBalancerPublic
elbv2_listener	LoadBalancerPublicListenersHttp
ecs_service	ServiceEncryptor
application_autoscaling_scalable_target	ServiceEncryptorScalableTarget	service/my-app-cluster/my-app-autoscaling-service
application_autoscaling_scaling_policy	my-app-autoscaling-policy
'
steps=00

# ---- Runtime ----

# [as in removal.sh]

# ---- Options ----

usage() {
  cat <<END
Usage: destroy.sh [options]

  --dry-run       list what would be removed, and remove nothing
  --yes           do not ask about what the spec has
  --yes-orphans   nor about what else carries the system's tags
  --delete-data   repositories with their images, log groups and addresses of load balancers too
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

name='my-app staging'
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

# [as in removal.sh]

look_for_noted

# [as in removal.sh]
