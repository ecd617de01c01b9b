package import LintelSource

extension TaskDefinition {
  package static let example = SpecExample.ecs(
    """
    taskDefinitions:
      web:
        cpu: 256
        memory: 512
        containers:
          web:
            image: public.ecr.aws/nginx/nginx:1.27
            port: 8080
            environment: { LOG_LEVEL: info }
            secrets: { DATABASE_URL: /shop/database-url }
            healthCheck: { command: curl -f http://localhost:8080/health || exit 1 }
            logs: { retentionDays: 30 }
    """)
}
