#!/usr/bin/env bash
# A deployment small enough to see through. It finds what is there and makes what is missing.
set -euo pipefail

region=us-east-1
account=$(aws sts get-caller-identity --query Account --output text)
registry=$account.dkr.ecr.$region.amazonaws.com

vpc=$(aws ec2 describe-vpcs --filters Name=tag:lintel:id,Values=Network --query 'Vpcs[0].VpcId' --output text)
if [[ $vpc == None ]]; then
  vpc=$(aws ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId --output text \
    --tag-specifications 'ResourceType=vpc,Tags=[{Key=lintel:id,Value=Network}]')
  aws ec2 wait vpc-available --vpc-ids "$vpc"
fi
dns=$(aws ec2 describe-vpc-attribute --vpc-id "$vpc" --attribute enableDnsHostnames \
  --query EnableDnsHostnames.Value --output text)
[[ $dns == True ]] || aws ec2 modify-vpc-attribute --vpc-id "$vpc" --enable-dns-hostnames

if ! aws iam get-role --role-name task >/dev/null 2>&1; then
  trust='{"Version": "2012-10-17", "Statement": []}'
  aws iam create-role --role-name task --assume-role-policy-document "$trust" >/dev/null
fi
aws logs describe-log-groups --log-group-name-prefix web --query 'logGroups[].logGroupName' --output text

if ! aws ecr describe-repositories --repository-names web >/dev/null 2>&1; then
  aws ecr create-repository --repository-name web >/dev/null
fi
if ! aws ecr describe-images --repository-name web --image-ids imageTag=1 >/dev/null 2>&1; then
  aws ecr get-login-password | docker login --username AWS --password-stdin "$registry"
  docker build --tag "$registry/web:1" "$(dirname "$0")/image"
  docker push "$registry/web:1"
fi
printf 'network %s\n' "$vpc"
