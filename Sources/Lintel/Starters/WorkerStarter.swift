extension Starter {
  static func workerText(_ project: String, _ region: String) -> String {
    """
    # A worker on Fargate that takes messages from a queue, and scales by how many wait.
    #
    #   lintel lint                    what is wrong, and what to write instead
    #   lintel compile                 build/: a CloudFormation template, and scripts that deploy and remove the system
    #   lintel explain services        all that a section takes
    #
    # Keys are AWS's own property names. What is not written here, such as names, routes, roles and log groups, is derived.
    lintel: 1
    project: \(project) # what the system is called, and how names begin
    region: \(region)

    variables:
      queue: \(project)-jobs # the queue is there already: Lintel makes none

    # Nobody connects to the worker: its group lets nothing in.
    vpcs:
      main: { cidr: 10.0.0.0/16 }
    subnets:
      public-a: { availabilityZone: a, cidr: 10.0.0.0/20, public: true }
      public-b: { availabilityZone: b, cidr: 10.0.16.0/20, public: true }
    securityGroups:
      worker: { description: The worker that nobody connects to }

    clusters:
      main: { containerInsights: enabled }

    # deploy.sh builds the image of the folder that it is called in, and pushes it.
    repositories:
      worker: { build: { context: . }, scanOnPush: true, lifecycle: { keepLast: 20 } }
    parameters:
      imageTag: { description: The image's tag, default: "1.0.0" }

    taskDefinitions:
      worker:
        cpu: 256 # 1024 is one processor
        memory: 512 # MiB
        containers:
          worker:
            image: { repository: worker, tag: "${parameters.imageTag}" }
            environment: { QUEUE: "${variables.queue}" }
            # secrets: { DATABASE_URL: /\(project)/database-url } # a parameter in Systems Manager's store
            stopTimeout: 60 # seconds to end the message at hand
            logs: { retentionDays: 30 }
        # What it may do, and nothing else.
        taskPolicies:
          - effect: Allow
            actions: [sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes, sqs:GetQueueUrl]
            resources: ["arn:aws:sqs:${region}:${account}:${variables.queue}"]

    services:
      worker:
        subnets: [public-a, public-b]
        securityGroups: [worker]
        assignPublicIp: true # how it reaches AWS where there is no NAT gateway
        autoScaling: { minCapacity: 1, maxCapacity: 10 }

    # About a hundred messages wait for all tasks together.
    scalingPolicies:
      backlog:
        service: worker
        targetTracking:
          metric:
            namespace: AWS/SQS
            name: ApproximateNumberOfMessagesVisible
            dimensions: { QueueName: "${variables.queue}" }
          target: 100

    """
  }
}
