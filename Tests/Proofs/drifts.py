"""Each property that Lintel may change on what is there, altered through the API, as a person would by hand.

DRIFTS has, by fixture, type and property, what alters it in an account that holds the fixture.
"""

from alterations import (
    alarm,
    attached,
    balancer_addresses,
    balancer_attribute,
    balancer_groups,
    balancer_subnets,
    described,
    discovery,
    egress,
    encrypted,
    endpoint,
    endpoint_policy,
    group,
    group_action,
    group_hooks,
    group_notifications,
    group_policy,
    group_targets,
    ingress,
    inline,
    insights,
    instance,
    ipv6_addresses,
    ipv6_block,
    ipv6_route,
    launch_template,
    lifecycle,
    listener,
    mix,
    mutability,
    other_network,
    other_revision,
    other_target,
    other_template,
    pool,
    pool_is_gone,
    priorities,
    private_route,
    profile_of_instance,
    provider,
    providers,
    repository_policy,
    retention,
    role,
    role_of_profile,
    route,
    rule,
    scalable_target,
    scanning,
    service,
    service_policy,
    stored_parameter,
    strategy,
    subnet_addresses,
    target_action,
    target_group,
    target_group_attribute,
    trust,
    unbounded,
    volumes,
    vpc_attribute,
)

# Properties that no spec can state, and what is no resource of AWS's.
EXCUSED = {
    "AWS::EC2::VPCGatewayAttachment/InternetGatewayId": "AWS keeps a gateway attached that anything public uses",
    "AWS::ElasticLoadBalancingV2::Listener/Certificates": "a certificate has to be in the account first: https.yaml",
    "AWS::ElasticLoadBalancingV2::Listener/SslPolicy": "a certificate has to be in the account first: https.yaml",
    "AWS::ElasticLoadBalancingV2::ListenerCertificate": "a certificate has to be in the account first: https.yaml",
    "AWS::ApplicationAutoScaling::ScalingPolicy/PolicyType": "altered with the configuration, which only one type has",
    "AWS::AutoScaling::ScalingPolicy/PolicyType": "altered with the configuration, which only one type has",
    "AWS::AutoScaling::AutoScalingGroup/UpdatePolicy": "says how instances are replaced, and nothing keeps it",
    "AWS::EC2::Route/TransitGatewayId": "a route leads to one thing, and is put right as for NatGatewayId",
    "AWS::EC2::Route/VpcPeeringConnectionId": "the same",
    "AWS::EC2::Route/NetworkInterfaceId": "the same",
    "AWS::EC2::VPCEndpoint/PrivateDnsEnabled": "moto does not change it",
    "AWS::SSM::Parameter/Type": "AWS never changes it, and it is always the same",
    "AWS::Route53::RecordSet": "a zone has to be in the account first: test_script_records.py",
    "Lintel::ContainerImage": "an image is built once for each tag",
    "Lintel::MachineImage": "an image is made once",
}

DRIFTS = {
    "each-instance": {
        "AWS::EC2::Instance": {
            "InstanceType": instance(InstanceType=lambda site: {"Value": "t3.large"}),
            "UserData": instance(Attribute=lambda site: "userData", Value=lambda site: "IyEvYmluL3NoCg=="),
            "SecurityGroupIds": instance(Groups=lambda site: [site.ids["SecurityGroupLb"]]),
            "IamInstanceProfile": profile_of_instance,
        },
        "AWS::EC2::LaunchTemplate": {"LaunchTemplateData": launch_template},
        "AWS::IAM::InstanceProfile": {"Roles": role_of_profile},
        "AWS::AutoScaling::AutoScalingGroup": {
            "LaunchTemplate": group(LaunchTemplate=other_template),
            "MixedInstancesPolicy": mix,
            "VPCZoneIdentifier": group(VPCZoneIdentifier=lambda site: site.ids["SubnetA"]),
            "TargetGroupARNs": group_targets,
            "MinSize": group(MinSize=0),
            "MaxSize": group(MaxSize=9),
            "DesiredCapacity": group(DesiredCapacity=1),
            "HealthCheckType": group(HealthCheckType="EC2"),
            "HealthCheckGracePeriod": group(HealthCheckGracePeriod=999),
            "DefaultInstanceWarmup": group(DefaultInstanceWarmup=300),
            "MaxInstanceLifetime": group(MaxInstanceLifetime=86400),
            "NewInstancesProtectedFromScaleIn": group(NewInstancesProtectedFromScaleIn=False),
            "CapacityRebalance": group(CapacityRebalance=False),
            "LifecycleHookSpecificationList": group_hooks,
            "NotificationConfigurations": group_notifications,
            "TerminationPolicies": group(TerminationPolicies=["NewestInstance"]),
            "InstanceMaintenancePolicy": group(
                InstanceMaintenancePolicy={"MinHealthyPercentage": -1, "MaxHealthyPercentage": -1}
            ),
        },
        "AWS::ECS::CapacityProvider": {
            "AutoScalingGroupProvider": provider(
                managedScaling={"status": "DISABLED", "targetCapacity": 50}, managedTerminationProtection="DISABLED"
            ),
        },
        "AWS::AutoScaling::WarmPool": {
            "MinSize": pool(MinSize=3),
            "MaxGroupPreparedCapacity": pool(MaxGroupPreparedCapacity=9),
            "PoolState": pool(PoolState="Stopped"),
            "InstanceReusePolicy": pool_is_gone,
        },
        "AWS::AutoScaling::ScheduledAction": {
            "Recurrence": group_action(Recurrence="0 1 * * *"),
            "TimeZone": group_action(TimeZone="Asia/Tokyo"),
            "MinSize": group_action(MinSize=0),
            "MaxSize": group_action(MaxSize=9),
            # The other states none.
            "DesiredCapacity": group_action(2, DesiredCapacity=2),
        },
        "AWS::AutoScaling::ScalingPolicy": {
            "TargetTrackingConfiguration": group_policy(
                "TargetTrackingScaling",
                lambda policy: {
                    "TargetTrackingConfiguration": {**policy["TargetTrackingConfiguration"], "TargetValue": 99.0}
                },
            ),
            "AdjustmentType": group_policy("StepScaling", lambda policy: {"AdjustmentType": "ChangeInCapacity"}),
            "EstimatedInstanceWarmup": group_policy("TargetTrackingScaling", lambda policy: {"EstimatedInstanceWarmup": 9}),
            "MinAdjustmentMagnitude": group_policy("StepScaling", lambda policy: {"MinAdjustmentMagnitude": 9}),
            "MetricAggregationType": group_policy("StepScaling", lambda policy: {"MetricAggregationType": "Maximum"}),
            "StepAdjustments": group_policy(
                "StepScaling",
                lambda policy: {"StepAdjustments": [{**policy["StepAdjustments"][0], "ScalingAdjustment": 1}]},
            ),
        },
    },
    "each-service": {
        "AWS::ECR::Repository": {
            "ImageScanningConfiguration": scanning,
            "ImageTagMutability": mutability,
            "LifecyclePolicy": lifecycle,
            "RepositoryPolicyText": repository_policy,
        },
        "AWS::IAM::Role": {
            "AssumeRolePolicyDocument": trust,
            "Description": role(Description="By hand"),
            "MaxSessionDuration": role(MaxSessionDuration=3600),
            "PermissionsBoundary": unbounded,
            "ManagedPolicyArns": attached,
            "Policies": inline,
        },
        "AWS::Logs::LogGroup": {"RetentionInDays": retention},
        "AWS::ECS::Cluster": {"ClusterSettings": insights},
        "AWS::ECS::ClusterCapacityProviderAssociations": {
            "CapacityProviders": providers(["FARGATE"], FARGATE=1),
            "DefaultCapacityProviderStrategy": providers(["FARGATE", "FARGATE_SPOT"], FARGATE_SPOT=2),
        },
        "AWS::ECS::Service": {
            "CapacityProviderStrategy": strategy,
            "TaskDefinition": service(taskDefinition=other_revision),
            "DesiredCount": service(desiredCount=7),
            "DeploymentConfiguration": service(
                deploymentConfiguration={"minimumHealthyPercent": 0, "maximumPercent": 100}
            ),
            "NetworkConfiguration": service(networkConfiguration=other_network),
            "LoadBalancers": service(loadBalancers=other_target),
            "ServiceConnectConfiguration": service(serviceConnectConfiguration={"enabled": False}),
            "ServiceRegistries": service(serviceRegistries=[]),
            "VolumeConfigurations": volumes,
            "HealthCheckGracePeriodSeconds": service(healthCheckGracePeriodSeconds=300),
            "AvailabilityZoneRebalancing": service(availabilityZoneRebalancing="ENABLED"),
            "EnableExecuteCommand": service(enableExecuteCommand=False),
            "PropagateTags": service(propagateTags="NONE"),
            "EnableECSManagedTags": service(enableECSManagedTags=False),
        },
        "AWS::ServiceDiscovery::Service": {"DnsConfig": discovery},
        "AWS::ApplicationAutoScaling::ScalableTarget": {
            "MinCapacity": scalable_target(MinCapacity=2),
            "MaxCapacity": scalable_target(MaxCapacity=40),
            "ScheduledActions": target_action,
            "SuspendedState": scalable_target(SuspendedState={"DynamicScalingOutSuspended": True}),
        },
        "AWS::ApplicationAutoScaling::ScalingPolicy": {
            "TargetTrackingScalingPolicyConfiguration": service_policy(
                "TargetTrackingScaling",
                "TargetTrackingScalingPolicyConfiguration",
                lambda before: {**before, "TargetValue": 99.0, "DisableScaleIn": True},
            ),
            "StepScalingPolicyConfiguration": service_policy(
                "StepScaling",
                "StepScalingPolicyConfiguration",
                lambda before: {**before, "StepAdjustments": [{**before["StepAdjustments"][0], "ScalingAdjustment": 1}]},
            ),
        },
        "AWS::CloudWatch::Alarm": {
            "Namespace": alarm(Namespace="AWS/Usage"),
            "MetricName": alarm(MetricName="MemoryUtilization"),
            "Dimensions": alarm(Dimensions=[{"Name": "ClusterName", "Value": "other"}]),
            "Statistic": alarm(Statistic="Maximum"),
            "Unit": alarm(Unit="Count"),
            "DatapointsToAlarm": alarm(DatapointsToAlarm=1),
            "Period": alarm(Period=120),
            "EvaluationPeriods": alarm(EvaluationPeriods=9),
            "Threshold": alarm(Threshold=1.5),
            "ComparisonOperator": alarm(ComparisonOperator="LessThanThreshold"),
            "AlarmActions": alarm(AlarmActions=[]),
        },
        "AWS::SSM::Parameter": {
            "Value": stored_parameter(Value="by-hand"),
            "Description": stored_parameter(Description="Altered by hand"),
        },
    },
    "each-load-balancer": {
        "AWS::EC2::VPC": {
            "EnableDnsHostnames": vpc_attribute("EnableDnsHostnames", False),
            "EnableDnsSupport": vpc_attribute("EnableDnsSupport", False),
        },
        "AWS::EC2::Subnet": {
            "MapPublicIpOnLaunch": subnet_addresses,
            "Ipv6CidrBlock": ipv6_block,
            "AssignIpv6AddressOnCreation": ipv6_addresses,
        },
        "AWS::EC2::Route": {
            "GatewayId": route,
            "NatGatewayId": private_route,
            "EgressOnlyInternetGatewayId": ipv6_route,
        },
        "AWS::EC2::VPCEndpoint": {
            "SubnetIds": endpoint("VpcMainEndpointsLogs", RemoveSubnetIds="SubnetA", AddSubnetIds="SubnetB"),
            "SecurityGroupIds": endpoint("VpcMainEndpointsLogs", AddSecurityGroupIds="SecurityGroupTasks"),
            "RouteTableIds": endpoint("VpcMainEndpointsS3", RemoveRouteTableIds="SubnetARouteTable"),
            "PolicyDocument": endpoint_policy,
        },
        "AWS::EC2::SecurityGroup": {"SecurityGroupIngress": ingress, "SecurityGroupEgress": egress},
        "AWS::EC2::SecurityGroupIngress": {
            "Description": described("ingress", "SecurityGroupTasksIngressLbTcp80")
        },
        "AWS::EC2::SecurityGroupEgress": {"Description": described("egress", "SecurityGroupLbEgressTasksTcp80")},
        "AWS::ElasticLoadBalancingV2::LoadBalancer": {
            "SecurityGroups": balancer_groups,
            "Subnets": balancer_subnets,
            "SubnetMappings": balancer_addresses,
            "LoadBalancerAttributes": balancer_attribute,
        },
        "AWS::ElasticLoadBalancingV2::Listener": {
            "DefaultActions": listener(
                DefaultActions=[{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "503"}}]
            ),
            "Protocol": encrypted,
            # The last, because it is known by its port here.
            "Port": listener(Port=82),
        },
        "AWS::ElasticLoadBalancingV2::ListenerRule": {
            "Conditions": rule(Conditions=[{"Field": "path-pattern", "PathPatternConfig": {"Values": ["/by-hand"]}}]),
            "Actions": rule(Actions=[{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "503"}}]),
            "Priority": priorities,
        },
        "AWS::ElasticLoadBalancingV2::TargetGroup": {
            "HealthCheckPath": target_group(HealthCheckPath="/by-hand"),
            "HealthCheckIntervalSeconds": target_group(HealthCheckIntervalSeconds=60),
            "HealthCheckProtocol": target_group(HealthCheckProtocol="HTTP"),
            "HealthCheckPort": target_group(HealthCheckPort="9090"),
            "HealthCheckTimeoutSeconds": target_group(HealthCheckTimeoutSeconds=9),
            "HealthyThresholdCount": target_group(HealthyThresholdCount=9),
            "UnhealthyThresholdCount": target_group(UnhealthyThresholdCount=9),
            "Matcher": target_group(Matcher={"HttpCode": "404"}),
            "TargetGroupAttributes": target_group_attribute,
        },
    },
}
