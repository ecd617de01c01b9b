extension Starter {
  static func shortText(_ project: String, _ region: String) -> String {
    """
    # A web service on Fargate, behind a load balancer that the internet can reach, in two zones.
    #
    #   lintel lint                    what is wrong, and what to write instead
    #   lintel compile                 build/: a CloudFormation template, and scripts that deploy and remove the system
    #   lintel expand                  all that the few keys of a service stand for, as entries to change
    #   lintel explain services        all that a section takes
    #
    # Network, cluster, groups, load balancer, roles and logs are derived.
    lintel: 1
    project: \(project) # what the system is called, and how names begin
    region: \(region)
    # account: "111122223333" # then the scripts refuse to run anywhere else

    services:
      web:
        image: public.ecr.aws/nginx/nginx:1.27 # or `build: .`: then deploy.sh builds and pushes it
        port: 80
        expose: public # or internal, or none; for HTTPS { scheme: public, https: CERTIFICATE }
        scale: 2-10 # tasks, more of them while they use more than half of their processors
        # cpu: 512 # 1024 is one processor
        # memory: 1024 # MiB
        # environment: { LOG_LEVEL: info }
        # secrets: { DATABASE_URL: /\(project)/database-url } # a parameter in Systems Manager's store

    # What follows from a service is changed by an entry of that id, which says only what differs.
    # targetGroups:
    #   web: { healthCheck: { path: /health } }

    # The same system with differences: uncomment it, and names begin with the project and the environment.
    # environments:
    #   staging: { account: "111111111111", services: { web: { scale: 1-2 } } }
    #   production: { account: "222222222222" }

    """
  }
}
