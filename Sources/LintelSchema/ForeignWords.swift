import LintelSource

/// The words that other tools have for what a spec says: AWS's API, CloudFormation, Copilot, Compose and Terraform.
///
/// Spelling is no difference: `desired_count`, `DesiredCount` and `desired-count` are one word. The table has those whose
/// meaning is written otherwise, each below the map that people write it in. A test holds every field that it names
/// against the language.
package enum ForeignWords {
  /// What becomes of a word.
  package enum Meaning: Hashable, Sendable {
    /// The path of the field that says it: `services.autoScaling.minCapacity`.
    case field(String)
    /// It cannot be said, for a reason.
    case absent(String)
  }

  /// One line of the table.
  package struct Row: Sendable {
    /// The map that the word is written in, by the path of its fields; empty at the top.
    package let owner: String
    package let words: [String]
    package let meaning: Meaning
  }

  /// The meaning of a word where it stands: in the map itself, or else anywhere.
  ///
  /// `owner`: the section, and the keys below it, of the map that holds it.
  package static func meaning(of word: String, in owner: String) -> Meaning? {
    let word = folded(word)
    let rows = rows.filter { $0.words.contains(word) }
    return (rows.first { $0.owner == owner } ?? rows.first { $0.owner.hasPrefix(owner) && !owner.isEmpty })?.meaning
  }

  /// The meaning of a word that the table has for this map itself.
  package static func meaning(of word: String, standingIn owner: String) -> Meaning? {
    let word = folded(word)
    return rows.first { $0.owner == owner && $0.words.contains(word) }?.meaning
  }

  /// What a word alone may mean.
  package static func meanings(of word: String) -> [Meaning] {
    let word = folded(word)
    var seen: Set<Meaning> = []
    return rows.filter { $0.words.contains(word) }.map(\.meaning).filter { seen.insert($0).inserted }
  }

  /// A word without the signs and the letter case that languages join words by.
  package static func folded(_ word: String) -> String {
    String(word.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " })
  }

  package static let rows: [Row] = {
    var owner = ""
    return table.split(separator: "\n").compactMap { line in
      if !line.hasPrefix(" ") {
        owner = line == "-" ? "" : String(line)
        return nil
      }
      let parts = line.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { return nil }
      let words = parts[0].split(separator: " ").map(String.init)
      let meaning = parts[1].drop { $0 == " " }
      return Row(
        owner: owner, words: words,
        meaning: meaning.hasPrefix("- ") ? .absent(String(meaning.dropFirst(2))) : .field(String(meaning)))
    }
  }()

  /// A map a line, and below it words, `=`, and the field, or `-` and why there is none.
  private static let table = """
    -
      app application stack system = project
      environment env envs stage stages = environments
      network networks = vpcs
      ecs ecscluster = clusters
      task tasks taskdef containers = taskDefinitions
      alb albs elb elbs lb lbs nlb nlbs balancer ingress http = loadBalancers
      ecr registry = repositories
      loggroup cloudwatchlogs = logGroups
      iam permissions = roles
      sg sgs firewall = securityGroups
      asg asgs = autoScalingGroups
      autoscaling scaling policies = scalingPolicies
      machines servers ec2 = instances
      spot fargatespot = services.capacityProviderStrategy
      secrets = - values of secrets stay in Parameter Store or Secrets Manager
      database databases db rds aurora dynamodb tables = - databases have a stack of their own; let them in by a security group
      bucket buckets s3 queue queues sqs topic topics sns cache redis elasticache = - give its name by a container's `environment`, and the right to it by `taskPolicies`
      lambda lambdas function functions = - Lintel describes ECS services and groups of EC2 instances
      mappings conditions metadata = - a spec has `variables` and `environments` in their place
      locals = variables
      includes import imports extends nested modules files = include
    services
      count replicas desired numberoftasks instances = services.desiredCount
      min minimum mincount mintasks minreplicas = services.autoScaling.minCapacity
      max maximum maxcount maxtasks maxreplicas = services.autoScaling.maxCapacity
      range scaling autoscale = services.scale
      scalabletarget = services.autoScaling
      containerimage imagelocation = services.image
      dockerfile = services.build.dockerfile
      containers container containerdefinitions sidecars = taskDefinitions.containers
      variables env envvars = services.environment
      ports containerport = services.port
      mem memoryreservation memlimit memreservation = services.memory
      logging logs logconfiguration = taskDefinitions.containers.logs
      taskrolearn = services.taskRole
      role iamrole = - ECS reaches load balancers by a role of its own; what the program may do is `taskRole`
      permissions policies = taskDefinitions.taskPolicies
      executionrole executionrolearn = taskDefinitions.executionRole
      sg sgs groups securitygroup = services.securityGroups
      network networks networkconfiguration awsvpcconfiguration placement vpcsubnets = services.subnets
      placementstrategy orderedplacementstrategy = services.placementStrategies
      placementconstraint = services.placementConstraints
      serviceregistries serviceregistry cloudmapoptions = services.serviceDiscovery
      dependson links = - what has to be there first follows from what refers to it; in a task a container waits by `dependsOn`
      restart = - ECS starts a task again whenever one ends; `restartPolicy` of a container starts that container alone
      platform = taskDefinitions.architecture
      envfile envfiles = taskDefinitions.containers.environmentFiles
      observability tracing = - a collector is another container of the task; `containerInsights` of the cluster measures tasks
      deploymentmaximumpercent maximumpercent maxhealthypercent = services.deployment.maximumPercent
      deploymentminimumhealthypercent minimumhealthypercent minhealthypercent = services.deployment.minimumHealthyPercent
      deploymentcontroller = - ECS itself deploys; `deployment.strategy` says how
      deploy = - Compose's parts of it are `desiredCount`, `cpu`, `memory` and `deployment` of a service
      public publicip assignpublicaddress = services.assignPublicIp
      targetgroup targetgroups targetgrouparn http lb alb loadbalancer = services.loadBalancers
      graceperiod startperiod = services.healthCheckGracePeriod
      alias domain domainname = - a name is a record of the load balancer's
      cpupercentage cputarget = services.scale.cpu
      memorypercentage = services.scale.memory
      family taskdef task = services.taskDefinition
      exec execute executecommand = services.enableExecuteCommand
      deploymentconfiguration rollingupdate = services.deployment
      circuitbreaker deploymentcircuitbreaker = services.deployment.circuitBreaker
      entrypoint = taskDefinitions.containers.entryPoint
      spot fargatespot capacityproviders capacityprovider = services.capacityProviderStrategy
      platformversion = - tasks run on Fargate's newest
      scheduling daemon = services.schedulingStrategy
      ebs managedebsvolume volumeconfiguration = services.volumeConfigurations
      volumes volume storage mounts = - a volume stands in `taskDefinitions.volumes`, and `mountPoints` of a container mount it
      host hosts hostname = services.expose.host
      path paths pathpattern = services.expose.path
      https certificate certificates certificatearn ssl tls = services.expose.https
      scheme = services.expose.scheme
      priority = services.expose.priority
      healthcheck healthcheckpath = targetGroups.healthCheck
      type = - what a service is follows from `expose` and `port`, and from the sections that name it
    services.volumeConfigurations
      size volumesize sizeingib = services.volumeConfigurations.sizeGiB
      volumetype = services.volumeConfigurations.type
      rolearn infrastructurerole = services.volumeConfigurations.role
      snapshotid = services.volumeConfigurations.snapshot
      filesystem = services.volumeConfigurations.fileSystemType
    services.scale
      minimum mincapacity mintasks least = services.scale.min
      maximum maxcapacity maxtasks most = services.scale.max
      cpupercentage cputarget = services.scale.cpu
      memorypercentage = services.scale.memory
      requests requestcount requestspertarget = - a policy of `scalingPolicies` does it: `targetTracking: { metric: requestsPerTarget, target: 100 }`
      cooldown = scalingPolicies.targetTracking.scaleInCooldown
    services.expose
      hosts domain alias = services.expose.host
      paths pathpattern = services.expose.path
      certificate cert certificatearn ssl tls = services.expose.https
    services.serviceConnect.services
      port name = services.serviceConnect.services.portName
      alias aliases dnsname clientalias = services.serviceConnect.services.clientAliases
    services.loadBalancers
      targetgrouparn arn = services.loadBalancers.targetGroup
      containername name = services.loadBalancers.container
      targetport containerport = services.loadBalancers.port
    services.autoScaling
      min minimum mincount = services.autoScaling.minCapacity
      max maximum maxcount = services.autoScaling.maxCapacity
      cpu cpupercentage memory memorypercentage requests target targetvalue = scalingPolicies.targetTracking
      cooldown = scalingPolicies.targetTracking.scaleInCooldown
    taskDefinitions
      containerdefinitions container = taskDefinitions.containers
      image = taskDefinitions.containers.image
      environment variables env = taskDefinitions.containers.environment
      port ports portmappings = taskDefinitions.containers.port
      logging logconfiguration = taskDefinitions.logs
      role iamrole = taskDefinitions.taskRole
      policies permissions = taskDefinitions.taskPolicies
      name = taskDefinitions.family
      volume storage efs = taskDefinitions.volumes
      count replicas = services.desiredCount
      cpuarchitecture arch platform = taskDefinitions.architecture
      operatingsystemfamily os = taskDefinitions.operatingSystem
      runtimeplatform = taskDefinitions.architecture
      launchtype compatibilities = taskDefinitions.requiresCompatibilities
    taskDefinitions.containers
      args arguments = taskDefinitions.containers.command
      location imagelocation imageuri = taskDefinitions.containers.image
      variables env envvars = taskDefinitions.containers.environment
      portmappings = taskDefinitions.containers.ports
      containerport targetport expose hostport = taskDefinitions.containers.port
      healthcheckcommand = taskDefinitions.containers.healthCheck.command
      waitfor after = taskDefinitions.containers.dependsOn
      init = taskDefinitions.containers.linuxParameters.initProcessEnabled
      capadd capdrop = taskDefinitions.containers.linuxParameters.capabilities
      workdir workingdir cwd = taskDefinitions.containers.workingDirectory
      readonly readonlyrootfs = taskDefinitions.containers.readonlyRootFilesystem
      tty = taskDefinitions.containers.pseudoTerminal
      stopgraceperiod = taskDefinitions.containers.stopTimeout
      sysctls = taskDefinitions.containers.systemControls
      labels = taskDefinitions.containers.dockerLabels
      restart = taskDefinitions.containers.restartPolicy
      firelensconfiguration = taskDefinitions.containers.firelens
      privileged = - Fargate runs no container as its host's root
      devices = - Fargate gives containers no devices of its hosts
      envfile envfiles = taskDefinitions.containers.environmentFiles
      gpu gpus = taskDefinitions.containers.resourceRequirements
      credentials registrycredentials imagepullsecrets = taskDefinitions.containers.repositoryCredentials
      tmpfs = taskDefinitions.containers.linuxParameters.tmpfs
      volumes storage = taskDefinitions.containers.mountPoints
      logconfiguration logging awslogs = taskDefinitions.containers.logs
      name = - a container's name is its key in `containers`
      build dockerfile = taskDefinitions.containers.image.repository
    taskDefinitions.containers.mountPoints
      volume source = taskDefinitions.containers.mountPoints.sourceVolume
      path mountpath target = taskDefinitions.containers.mountPoints.containerPath
    taskDefinitions.volumes
      efsvolumeconfiguration efsvolume = taskDefinitions.volumes.efs
      ebs managedebsvolume = services.volumeConfigurations
      hostpath sourcepath bind = taskDefinitions.volumes.host
      dockervolumeconfiguration dockervolume = taskDefinitions.volumes.docker
    taskDefinitions.volumes.docker
      driveroptions options opts = taskDefinitions.volumes.docker.driverOpts
    taskDefinitions.volumes.efs
      filesystemid id = taskDefinitions.volumes.efs.fileSystem
      accesspointid = taskDefinitions.volumes.efs.accessPoint
    taskDefinitions.containers.linuxParameters
      sharedmemorysize shmsize maxswap swappiness devices = - Fargate does not have it
    taskDefinitions.containers.ports
      containerport targetport = taskDefinitions.containers.ports.port
    taskDefinitions.containers.healthCheck
      test cmd = taskDefinitions.containers.healthCheck.command
    taskDefinitions.containers.logs
      retention retentionindays logretention = taskDefinitions.containers.logs.retentionDays
      loggroup awslogsgroup = taskDefinitions.containers.logs.group
      logdriver = taskDefinitions.containers.logs.driver
    taskDefinitions.logs
      retention retentionindays logretention = taskDefinitions.logs.retentionDays
      loggroup awslogsgroup = taskDefinitions.logs.group
      logdriver = taskDefinitions.logs.driver
    taskDefinitions.containers.image
      location address = - an address is written without a map: `image: public.ecr.aws/nginx/nginx:1.27`
      port = taskDefinitions.containers.port
      name uri repositoryname = taskDefinitions.containers.image.repository
      version imagetag = taskDefinitions.containers.image.tag
    repositories
      scan imagescanning imagescanningconfiguration = repositories.scanOnPush
      image images tag = taskDefinitions.containers.image
      imagetagmutability = repositories.immutableTags
      lifecyclepolicy lifecyclepolicytext = repositories.lifecycle
      forcedelete emptyondelete = - a repository with images is data: destroy.sh deletes it with `--delete-data`
      policy repositorypolicy repositorypolicytext access crossaccount principals = repositories.pullableBy
    repositories.build
      cache = repositories.build.cacheFrom
    clusters
      fargatecapacityproviders providers = clusters.capacityProviders
      defaultstrategy strategy = clusters.defaultCapacityProviderStrategy
      insights settings clustersettings setting monitoring = clusters.containerInsights
    roles
      principal trust service services assumerolepolicy assumerolepolicydocument trustpolicy = roles.assumedBy
      managedpolicyarns attachedpolicies = roles.managedPolicies
      policy inlinepolicy inlinepolicies statements = roles.policies
      boundary = roles.permissionsBoundary
    roles.policies
      action = roles.policies.actions
      resource = roles.policies.resources
      condition = roles.policies.conditions
      principal = roles.assumedBy
      allow = roles.policies.actions
    taskDefinitions.taskPolicies
      action allow = taskDefinitions.taskPolicies.actions
      resource = taskDefinitions.taskPolicies.resources
      condition = taskDefinitions.taskPolicies.conditions
    vpcs
      cidrblock block iprange = vpcs.cidr
      nat natgateway enablenatgateway singlenatgateway = vpcs.natGateways
      flowlog enableflowlog = vpcs.flowLogs
      enableipv6 amazonprovidedipv6cidrblock assigngeneratedipv6cidrblock ipv6cidrblock = vpcs.ipv6
      dnssupport = vpcs.enableDnsSupport
      dnshostnames hostnames = vpcs.enableDnsHostnames
    vpcs.flowLogs
      loggroupname cloudwatchlogs = vpcs.flowLogs.logGroup
      logdestination s3 bucketarn = vpcs.flowLogs.bucket
      traffic filter = vpcs.flowLogs.trafficType
    vpcs.endpoints
      servicename name = vpcs.endpoints.service
      policydocument policies statements = vpcs.endpoints.policy
      azs availabilityzones zones = subnets.availabilityZone
      publicsubnets privatesubnets subnets = subnets.vpc
    subnets
      az zone zones = subnets.availabilityZone
      cidrblock block = subnets.cidr
      mappubliciponlaunch type = subnets.public
      natgateway nat natgateways = vpcs.natGateways
      private = - a subnet is private unless it says `public: true`; `isolated: true` has no way out at all
      ipv6cidrblock ipv6cidr assignipv6addressoncreation = subnets.ipv6
    securityGroups
      inbound inboundrules rules securitygroupingress = securityGroups.ingress
      outbound outboundrules securitygroupegress = securityGroups.egress
    securityGroups.ingress
      fromport toport ports portrange = securityGroups.ingress.port
      cidrip cidripv4 cidripv6 cidrblocks cidrblock ipv6cidrblocks source from ip = securityGroups.ingress.cidr
      sourcesecuritygroup sourcesecuritygroupid sg group groupid = securityGroups.ingress.securityGroup
      ipprotocol proto = securityGroups.ingress.protocol
    securityGroups.egress
      fromport toport ports portrange = securityGroups.egress.port
      cidrip cidripv4 cidripv6 cidrblocks cidrblock ipv6cidrblocks destination to ip = securityGroups.egress.cidr
      destinationsecuritygroup destinationsecuritygroupid sg group groupid = securityGroups.egress.securityGroup
      ipprotocol proto = securityGroups.egress.protocol
    loadBalancers
      public internal internetfacing = loadBalancers.scheme
      dualstack ipv6 enabledualstack enableipv6 = loadBalancers.ipAddressType
      listener ports port = loadBalancers.listeners
      sg sgs securitygroup groups = loadBalancers.securityGroups
      loadbalancerattributes = loadBalancers.attributes
      targetgroup targetgroups = loadBalancers.listeners.targetGroup
      subnetmappings subnetmapping = loadBalancers.subnets
      loadbalancertype = loadBalancers.type
      idletimeout = loadBalancers.attributes
      enabledeletionprotection deletionprotection = loadBalancers.attributes
    loadBalancers.listeners
      target to defaultaction defaultactions = loadBalancers.listeners.targetGroup
      certificates certificatearn cert ssl tls = loadBalancers.listeners.certificate
      tlspolicy securitypolicy = loadBalancers.listeners.sslPolicy
      redirecttohttps = loadBalancers.listeners.redirect
      fixed response = loadBalancers.listeners.fixedResponse
      paths hosts rule listenerrules = loadBalancers.listeners.rules
    loadBalancers.listeners.rules
      pathpattern pathpatterns paths = loadBalancers.listeners.rules.path
      hostheader hosts alias domain = loadBalancers.listeners.rules.host
      httpheader headers = loadBalancers.listeners.rules.header
      httprequestmethod methods = loadBalancers.listeners.rules.method
      querystring = loadBalancers.listeners.rules.query
      sourceip allowedsourceips ip = loadBalancers.listeners.rules.source
      target to = loadBalancers.listeners.rules.targetGroup
      order = loadBalancers.listeners.rules.priority
    certificates
      domain host = certificates.domainName
      san sans alternatives alternativenames = certificates.subjectAlternativeNames
      zone zoneid route53zone = certificates.hostedZone
    records
      zone zoneid hostedzoneid hostedzonename route53zone = records.hostedZone
      domain host = records.name
      aliastarget target lb = records.loadBalancer
      resourcerecords value = records.values
    targetGroups
      path healthcheckpath = targetGroups.healthCheck.path
      interval healthcheckinterval = targetGroups.healthCheck.interval
      healthcheckintervalseconds = targetGroups.healthCheck.interval
      healthchecktimeoutseconds healthchecktimeout = targetGroups.healthCheck.timeout
      healthcheckprotocol = targetGroups.healthCheck.protocol
      healthcheckport = targetGroups.healthCheck.port
      healthythresholdcount healthythreshold = targetGroups.healthCheck.healthyThreshold
      unhealthythresholdcount unhealthythreshold = targetGroups.healthCheck.unhealthyThreshold
      matcher successcodes = targetGroups.healthCheck.matcher
      healthcheck check = targetGroups.healthCheck
      deregistration drain drainingtimeout = targetGroups.deregistrationDelay
      sticky = targetGroups.stickiness
      type = targetGroups.targetType
      ipaddresstype = - targets are reached over IPv4, whatever clients come over: ECS registers that address of its tasks
    targetGroups.healthCheck
      retries failures = targetGroups.healthCheck.unhealthyThreshold
      successcodes codes statuscodes httpcode = targetGroups.healthCheck.matcher
      graceperiod startperiod = services.healthCheckGracePeriod
      url uri = targetGroups.healthCheck.path
    autoScalingGroups
      min minimum = autoScalingGroups.minSize
      max maximum = autoScalingGroups.maxSize
      desired count capacity size = autoScalingGroups.desiredCapacity
      vpczoneidentifier subnet network = autoScalingGroups.subnets
      targetgrouparns lb = autoScalingGroups.targetGroups
      healthcheck = autoScalingGroups.healthCheckType
      updatepolicy instancerefresh = autoScalingGroups.rollingUpdate
      launchconfiguration template = autoScalingGroups.launchTemplate
      predictivescaling predictivescalingconfiguration = scalingPolicies.predictiveScaling
      mixedinstancespolicy overrides spot = autoScalingGroups.mixedInstances
      protectfromscalein scaleinprotection = autoScalingGroups.newInstancesProtectedFromScaleIn
      maintenancepolicy = autoScalingGroups.instanceMaintenancePolicy
      prewarmed standby = autoScalingGroups.warmPool
      notificationconfiguration notificationconfigurations notify = autoScalingGroups.notifications
      suspendedprocesses = - CloudFormation cannot suspend processes of a group; with AWS's CLI a person can
      instancetype type = launchTemplates.instanceType
      image = launchTemplates.image
      ami imageid amiid = launchTemplates.ami
      associatepublicip associatepublicipaddress assignpublicip = launchTemplates.assignPublicIp
    autoScalingGroups.rollingUpdate
      mininstancesinservice minhealthy = autoScalingGroups.rollingUpdate.minInService
      maxbatchsize = autoScalingGroups.rollingUpdate.batchSize
      pausetime = autoScalingGroups.rollingUpdate.pause
      waitonresourcesignals = - instances send no signals here; `pause` gives each batch time to start
    launchTemplates
      imageid amiid = launchTemplates.ami
      keyname sshkey = launchTemplates.keyPair
      networkinterfaces networkinterface public publicip = launchTemplates.assignPublicIp
      type size = launchTemplates.instanceType
      sg sgs securitygroupids vpcsecuritygroupids = launchTemplates.securityGroups
      iaminstanceprofile instanceprofile profile iamrole = launchTemplates.role
      userdatabase64 = launchTemplates.userData
      ssmparameter amissmparameter imagessmparameter = launchTemplates.amiParameter
      blockdevicemappings ebs volumes rootblockdevice ebsblockdevice = launchTemplates.blockDevices
      metadata imds = launchTemplates.metadataOptions
      httptokens imdsv2 = launchTemplates.metadataOptions.httpTokens
      detailedmonitoring = launchTemplates.monitoring
      cpucredits creditspec = launchTemplates.creditSpecification.cpuCredits
      tenancy = launchTemplates.placement.tenancy
      associatepublicip associatepublicipaddress assignpublicaddress = launchTemplates.assignPublicIp
    launchTemplates.blockDevices
      volumesize size = launchTemplates.blockDevices.sizeGiB
      volumetype = launchTemplates.blockDevices.type
    launchTemplates.metadataOptions
      hoplimit = launchTemplates.metadataOptions.httpPutResponseHopLimit
      instancetags = launchTemplates.metadataOptions.instanceMetadataTags
    instances
      imageid amiid = instances.ami
      keyname sshkey = instances.keyPair
      type size = instances.instanceType
      sg sgs securitygroupids vpcsecuritygroupids networkinterfaces networkinterface = instances.securityGroups
      associatepublicip associatepublicipaddress assignpublicip = subnets.public
      iaminstanceprofile instanceprofile profile iamrole = instances.role
      userdatabase64 = instances.userData
    scalingPolicies
      target targetvalue cpu cpupercentage = scalingPolicies.targetTracking
      steps stepadjustments = scalingPolicies.stepScaling.steps
      min mincapacity max maxcapacity = services.autoScaling
      asg group scalingtarget = scalingPolicies.autoScalingGroup
      predictive predictivescalingconfiguration predictivescalingpolicyconfiguration forecast = scalingPolicies.predictiveScaling
    scalingPolicies.predictiveScaling
      targetvalue value = scalingPolicies.predictiveScaling.target
      metricspecification metricspecifications predefinedmetricpairspecification predefinedmetrictype = scalingPolicies.predictiveScaling.metric
      resourcelabel = scalingPolicies.predictiveScaling.targetGroup
      buffer buffertime prelaunch = scalingPolicies.predictiveScaling.schedulingBufferTime
      cooldown = - predictive scaling takes nothing away: a policy with `targetTracking` does, and has cooldowns
      disablescalein = - predictive scaling takes nothing away: a policy with `targetTracking` does
    scalingPolicies.targetTracking
      targetvalue value = scalingPolicies.targetTracking.target
      cooldown = scalingPolicies.targetTracking.scaleInCooldown
      predefinedmetric predefinedmetrictype predefinedmetricspecification type = scalingPolicies.targetTracking.metric
      customizedmetricspecification customizedmetric = scalingPolicies.targetTracking.metric.namespace
      resourcelabel = scalingPolicies.targetTracking.targetGroup
    scalingPolicies.targetTracking.metric
      stat extendedstatistic = scalingPolicies.targetTracking.metric.statistic
      metricdataqueries metricquery queries usingmetrics = scalingPolicies.targetTracking.metric.metrics
      formula math = scalingPolicies.targetTracking.metric.expression
    scalingPolicies.targetTracking.metric.metrics
      stat extendedstatistic = scalingPolicies.targetTracking.metric.metrics.statistic
      metricstat metric = scalingPolicies.targetTracking.metric.metrics.name
      returndata = - what counts is what the policy's own expression yields
    scalingPolicies.stepScaling
      alarm alarms threshold = scalingPolicies.stepScaling.steps
      adjustmenttype scalingadjustment = scalingPolicies.stepScaling.steps
      metricaggregationtype extendedstatistic = scalingPolicies.stepScaling.statistic
      evaluatelowsamplecountpercentile = - a percentile of few values counts as any other
      minadjustmentmagnitude = scalingPolicies.stepScaling.minimumMagnitude
    scalingPolicies.stepScaling.steps
      metricintervallowerbound lowerbound from = scalingPolicies.stepScaling.steps.above
      metricintervalupperbound upperbound to = scalingPolicies.stepScaling.steps.below
      scalingadjustment adjustment change capacity = scalingPolicies.stepScaling.steps.setCapacity
    """
}
