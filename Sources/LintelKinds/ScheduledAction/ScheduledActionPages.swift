import LintelAWS
import LintelSchema
package import LintelSource

extension Rule {
  package static let malformedSchedule = Rule(
    "malformed-schedule", .error, .checking, "A schedule is not in the words of the service that minds it.",
    page: RulePage(
      .scaling,
      why: """
        Two services of AWS act at times, each in its own words. Application Auto Scaling, which moves the bounds of a \
        service, takes `cron(…)` with six fields, the year among them, of which either the day of the month or the day of \
        the week is `?`; weekdays count from 1, which is Sunday. It takes `rate(…)` and `at(…)` besides. EC2 Auto Scaling, \
        which moves an Auto Scaling group, takes the five fields of Unix and nothing around them; Sunday is 0 there.
        """,
      awsAnswer: "ValidationError: Given recurrence string: cron(0 8 ? * MON-FRI *) is invalid",
      source:
        "https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html",
      wrong: [
        .ecs("scheduledActions:\n  morning: { service: web, schedule: ↓0 8 * * 1-5, minCapacity: 4 }"),
        .ecs("scheduledActions:\n  morning: { service: web, schedule: ↓cron(0 8 * * * *), minCapacity: 4 }"),
        .ecs("scheduledActions:\n  often: { service: web, schedule: ↓rate(2 weeks), minCapacity: 4 }"),
        .ec2("scheduledActions:\n  morning: { autoScalingGroup: web, schedule: ↓cron(0 8 ? * 2-6 *), minSize: 2 }"),
        .ec2("scheduledActions:\n  morning: { autoScalingGroup: web, schedule: ↓0 24 * * *, minSize: 2 }"),
      ],
      right: [
        .ecs("scheduledActions:\n  morning: { service: web, schedule: cron(0 8 ? * 2-6 *), minCapacity: 4 }"),
        .ecs("scheduledActions:\n  often: { service: web, schedule: rate(14 days), minCapacity: 4 }"),
        .ecs("scheduledActions:\n  fair: { service: web, schedule: \"at(2031-05-01T08:00:00)\", minCapacity: 4 }"),
        .ec2("scheduledActions:\n  morning: { autoScalingGroup: web, schedule: 0 8 * * 1-5, minSize: 2 }"),
      ]))

  package static let scheduleNeverComes = Rule(
    "schedule-never-comes", .error, .checking, "A scheduled action is for a time that never comes.",
    page: RulePage(
      .scaling,
      why: """
        No year has a 31 April, and nothing begins after its end. AWS refuses such an action, or takes it and never runs \
        it. It also refuses an action that acts once, with `at(…)`, when that moment is past. Lintel does not ask what day it \
        is, so that a spec has the same findings every day: it knows of moments before \(Vocabulary.date).
        """,
      source: "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html",
      wrong: [
        .ecs("scheduledActions:\n  spring: { service: web, schedule: ↓cron(0 8 31 4 ? *), minCapacity: 4 }"),
        .ec2("scheduledActions:\n  leap: { autoScalingGroup: web, schedule: ↓0 8 30 2 *, minSize: 2 }"),
        .ecs("scheduledActions:\n  fair: { service: web, schedule: ↓\"at(2024-05-01T08:00:00)\", minCapacity: 4 }"),
        .ecs(
          """
          scheduledActions:
            fair:
              service: web
              schedule: rate(1 day)
              startTime: "2031-05-08T00:00:00Z"
              endTime: ↓"2031-05-01T00:00:00Z"
              minCapacity: 4
          """),
      ],
      right: [
        .ecs("scheduledActions:\n  spring: { service: web, schedule: cron(0 8 L 4 ? *), minCapacity: 4 }"),
        .ec2("scheduledActions:\n  leap: { autoScalingGroup: web, schedule: 0 8 29 2 *, minSize: 2 }"),
        .ecs(
          """
          scheduledActions:
            fair:
              service: web
              schedule: rate(1 day)
              startTime: "2031-05-01T00:00:00Z"
              endTime: "2031-05-08T00:00:00Z"
              minCapacity: 4
          """),
      ]))

  package static let fieldOfOtherTarget = Rule(
    "field-of-other-target", .error, .checking,
    "A scheduled action of a group has a field of services, or one of a service a field of groups.",
    page: RulePage(
      .scaling,
      why: """
        A service has `minCapacity` and `maxCapacity`, and AWS moves its count into them. An Auto Scaling group has \
        `minSize`, `maxSize` and `desiredCapacity`. The fields of the other are not given to AWS, so whoever reads \
        them is misled. CloudFormation names the actions of groups itself, and an action of a group recurs for ever.
        """,
      source: "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScheduledUpdateGroupAction.html",
      wrong: [
        .ecs(
          "scheduledActions:\n  night: { service: web, schedule: cron(0 20 * * ? *), minCapacity: 2, desiredCapacity: ↓2 }"
        ),
        .ec2(
          "scheduledActions:\n  night: { autoScalingGroup: web, schedule: 0 20 * * *, minSize: 1, maxCapacity: ↓2 }"),
      ],
      right: [
        .ecs("scheduledActions:\n  night: { service: web, schedule: cron(0 20 * * ? *), maxCapacity: 2 }"),
        .ec2(
          "scheduledActions:\n  night: { autoScalingGroup: web, schedule: 0 20 * * *, maxSize: 2, desiredCapacity: 1 }"),
      ]))

  package static let actionOutsideBounds = Rule(
    "action-outside-bounds", .error, .checking,
    "A scheduled action sets a minimum above the maximum that is in force then, or a maximum below the minimum.",
    page: RulePage(
      .scaling,
      why: """
        What an action leaves out stays as it is. One that raises the minimum alone, above every maximum that the service \
        or group ever has, is refused when its time comes, and nothing is scaled: a failed activity is all that tells. \
        Other actions count here, since they may have raised the maximum before.
        """,
      awsAnswer: "Maximum capacity cannot be less than minimum capacity",
      source: "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTargetAction.html",
      wrong: [
        .ecs("scheduledActions:\n  peak: { service: web, schedule: cron(0 8 * * ? *), minCapacity: ↓12 }"),
        .ecs("scheduledActions:\n  night: { service: web, schedule: cron(0 20 * * ? *), maxCapacity: ↓1 }"),
        .ec2("scheduledActions:\n  peak: { autoScalingGroup: web, schedule: 0 8 * * *, desiredCapacity: ↓6 }"),
      ],
      right: [
        .ecs(
          "scheduledActions:\n  peak: { service: web, schedule: cron(0 8 * * ? *), minCapacity: 12, maxCapacity: 20 }"),
        .ecs(
          """
          scheduledActions:
            earlier: { service: web, schedule: cron(0 7 * * ? *), maxCapacity: 20 }
            peak: { service: web, schedule: cron(0 8 * * ? *), minCapacity: 12 }
          """),
        .ec2(
          "scheduledActions:\n  peak: { autoScalingGroup: web, schedule: 0 8 * * *, maxSize: 8, desiredCapacity: 6 }"),
      ]))

  package static let sharedActionName = Rule(
    "shared-action-name", .error, .checking, "Two scheduled actions of a service have one name.",
    page: RulePage(
      .scaling,
      why: """
        A service's actions are known by their names. A second one of a name takes the place of the first, so that only \
        one of them ever acts. Without `name` each has one of its own.
        """,
      source: "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html",
      wrong: [
        .ecs(
          """
          scheduledActions:
            day: { name: web, service: web, schedule: cron(0 8 * * ? *), minCapacity: 4 }
            night: { name: ↓web, service: web, schedule: cron(0 20 * * ? *), minCapacity: 2 }
          """)
      ],
      right: [
        .ecs(
          """
          scheduledActions:
            day: { name: web-day, service: web, schedule: cron(0 8 * * ? *), minCapacity: 4 }
            night: { service: web, schedule: cron(0 20 * * ? *), minCapacity: 2 }
          """)
      ]))

  package static let actionsAtOneTime = Rule(
    "actions-at-one-time", .error, .checking, "Two scheduled actions of an Auto Scaling group are for the same time.",
    page: RulePage(
      .scaling,
      why: """
        EC2 Auto Scaling takes one action of a group at a time, and refuses another for the same one. What both set can \
        stand in one action.
        """,
      awsAnswer: "AlreadyExists: Scheduled action for this auto scaling group already exists for this time",
      source: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html",
      wrong: [
        .ec2(
          """
          scheduledActions:
            grow: { autoScalingGroup: web, schedule: 0 8 * * *, minSize: 2 }
            more: { autoScalingGroup: web, schedule: ↓0 8 * * *, maxSize: 8 }
          """)
      ],
      right: [
        .ec2(
          """
          scheduledActions:
            grow: { autoScalingGroup: web, schedule: 0 8 * * *, minSize: 2, maxSize: 8 }
            berlin: { autoScalingGroup: web, schedule: 0 8 * * *, timezone: Europe/Berlin, minSize: 3 }
          """)
      ]))
}
