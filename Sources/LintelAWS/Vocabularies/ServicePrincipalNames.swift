// Written by Tests/Proofs/vocabularies.py.

extension Vocabulary {
  /// Services by their principals without `.amazonaws.com`.
  package static let servicePrincipals = Vocabulary(
    """
    access-analyzer access-grants.s3 acm aco-automation agent-registry agent.wellarchitected agentless.inspector2
    aiops airflow airflow-serverless apidestinations.events apigateway appfabric application-autoscaling
    application-insights application-signals.cloudwatch appmesh apprunner appstream.application-autoscaling appsync
    artifact assets.marketplace athena auditmanager autoscaling backup batch bedrock bedrock-agentcore billing
    braket budgets bugbust cassandra-streams cassandra.application-autoscaling channels.lex channels.lexv2 chatbot
    chime cleanrooms cleanrooms-ml cloud9 cloudformation cloudfront cloudhsm cloudsearch cloudtrail cloudwatch
    codebuild codecatalyst codecatalyst-runner codecommit codedeploy codeguru-profiler codeguru-reviewer
    codepipeline codestar-notifications cognito-identity cognito-identity-us-gov cognito-idp cognito-sync
    compute-optimizer config config-conforms connect continuousexport.discovery contract.iq
    contributorinsights.dynamodb cost-optimization-hub cost-optimization-hub.bcm credentials.iot databrew
    datapipeline datasync datazone dax delivery.logs detective devops-guru directconnect
    directquery.opensearchservice dlm dms dmsintegration.migrationhub docdb-elastic ds dsql
    dynamodb.application-autoscaling ec2 ec2.application-autoscaling ec2fastlaunch ec2fleet ec2scheduled ecr
    ecr-public ecs ecs-compute ecs-tasks ecs.application-autoscaling edgelambda eks eks-fargate-pods eks-nodegroup
    elasticache elasticbeanstalk elasticfilesystem elasticloadbalancing elasticmapreduce elastictranscoder email
    email.cognito-idp emr-serverless entityresolution es events events.workmail export.rds finspace firehose fis fms
    forecast frauddetector fsx gamelift glacier globalaccelerator glue grafana greengrass guardduty health
    healthlake iam imagebuilder inspector inspector2 internetmonitor iot iotmanagedintegrations iotsitewise ivs
    job.sagemaker justintimeaccess.ssm kafka kafkaconnect kendra kinesis kinesisanalytics
    kinesisreplication.dynamodb kms lakeformation lambda lex lexv2 license-management.marketplace
    license-manager.member-account lightsail location logs lookoutequipment lookoutmetrics machinelearning macie
    maintenance.elasticbeanstalk malware-protection-plan.guardduty malware-protection.guardduty managedblockchain
    managedupdates.elasticbeanstalk mediaconnect mediaconvert medialive mediapackage mediastore medical-imaging
    memorydb metrics.wellarchitected migrationhub migrationhub-orchestrator migrationhub-strategy monitoring
    monitoring.rds monitoring.thinclient monitron mq neptune-graph network-firewall network.bedrock-agentcore
    networkmanager notifications.ssm observability.aoss odb omics opensearchservice ops.apigateway opsworks
    organizations orgsdatasync.servicecatalog osis outposts panorama partnercentral-account-management permission.iq
    personalize pipes pods.eks polly private-marketplace.marketplace profile proton q qldb quicksight rds
    rds.application-autoscaling redshift redshift-data redshift-serverless refactor-spaces rekognition
    remediation.config replication.cassandra replication.dynamodb replication.ecr replication.lexv2
    replication.s3tables replicator.lambda reporting.trustedadvisor resale-authorization.marketplace researchstudio
    resource-explorer-2 resource-snapshot-job.partnercentral-selling restore-testing.backup robomaker rolesanywhere
    route53 route53resolver runtime-identity.bedrock-agentcore runtime-instances.bedrock-agentcore s3
    s3.data-source.lustre.fsx sagemaker sagemaker-geospatial sagemaker.application-autoscaling scheduler
    schema-conversion.dms schemas scraper.aps secretsmanager security-ir securityagent securityhub securityhubv2
    securitylake serverlessrepo servicecatalog servicecatalog-appregistry servicediscovery servicequotas ses shield
    signer signin sms smsintegration.migrationhub sns spot spotfleet sqs ssm ssm-sap ssm.integrations sso states
    storagegateway sts support supportplans swf sync.proton synthetics tagging
    telemetry-pipelines.observabilityadmin textract thirdparty.config thirdparty.inspector2 timestream
    timestream-influxdb transcribe transfer transform-custom transitgateway triage.security-ir verified-access vmie
    vpc-flow-logs vpc-lattice waf wafv2 wellarchitected workdocs workmail workspaces xray
    """)
}
