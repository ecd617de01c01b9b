package import LintelSource

extension ScheduledAction {
  package static let example = SpecExample.ecs(
    """
    scheduledActions:
      morning:
        service: web
        schedule: cron(0 7 ? * MON-FRI *)
        timezone: Europe/Berlin
        minCapacity: 4
      evening:
        service: web
        schedule: cron(0 19 ? * MON-FRI *)
        timezone: Europe/Berlin
        minCapacity: 2
    """)
}
