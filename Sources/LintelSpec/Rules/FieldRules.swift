package import LintelSource

// What can be wrong with a field, whatever the rest of the spec says. None of these can be silenced.
extension Rule {
  package static let foreignFile = Rule(
    "foreign-file", .error, .reading, "The file is of another tool, and no spec.",
    page: RulePage(
      .text,
      why: """
        Templates of CloudFormation, manifests of Copilot and Kubernetes, files of Docker Compose, Terraform and the \
        Serverless Framework describe systems too, in words of their own. Lintel does not read them as a spec; \
        `lintel diff` compares a CloudFormation template with one.
        """,
      wrong: [
        .whole("↓AWSTemplateFormatVersion: \"2010-09-09\"\nResources: {}"),
        .whole("↓services:\n  web:\n    image: nginx\n    ports: [\"80:80\"]"),
      ],
      right: [.whole("lintel: 1\nproject: shop\nregion: us-east-1\nclusters:\n  main: {}")]))

  package static let unknownKey = Rule(
    "unknown-key", .error, .reading, "A key that the language does not have would be ignored in silence.",
    page: RulePage(
      .fields,
      why: """
        A misspelt key leaves its field at the default: the spec says one thing and AWS runs another. So every key has \
        to be one of the language. `lintel explain services` lists those of a section.
        """,
      wrong: [.ecs("services:\n  web:\n    ↓desieredCount: 4")],
      right: [.ecs("services:\n  web:\n    desiredCount: 2")]))

  package static let missingKey = Rule(
    "missing-key", .error, .reading, "An entry lacks a key without which AWS cannot create it.",
    page: RulePage(
      .fields,
      why: """
        Nothing can stand for the key: AWS has no default for it, and a guess could be wrong in a way that shows late. \
        An environment can be the cause, when it removes a key with `null` or adds an entry of its own.
        """,
      wrong: [.ecs("subnets:\n  ↓backup: { vpc: main, availabilityZone: a }")],
      right: [.ecs("subnets:\n  backup: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/20, public: true }")]))

  package static let wrongType = Rule(
    "wrong-type", .error, .reading, "A value is of another type than its field takes.",
    page: RulePage(
      .fields,
      why: """
        The field decides how its value is read: the text of `tag: 1.10` stays `1.10`, and a field for a number takes \
        digits without quotes and without leading zeros, which some tools read as octal. `yes` and `on` are texts, \
        never booleans.
        """,
      wrong: [
        .ecs("services:\n  web:\n    desiredCount: ↓\"4\""),
        .ecs("services:\n  web:\n    assignPublicIp: ↓yes"),
      ],
      right: [.ecs("services:\n  web:\n    desiredCount: 2\n    assignPublicIp: true")]))

  package static let invalidValue = Rule(
    "invalid-value", .error, .reading, "A value is outside what AWS takes for its field.",
    page: RulePage(
      .fields,
      why: """
        AWS checks a value when it creates the resource, perhaps many minutes into a deployment, and then everything \
        before it is rolled back. What its documentation and API models say of ranges and forms is checked here \
        instead. A VPC's block, for example, has 16 to 28 bits of prefix.
        """,
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
      wrong: [
        .ecs("vpcs:\n  spare: { cidr: ↓10.0.0.0/8 }"),
        .ecs("taskDefinitions:\n  web:\n    containers:\n      web: { logs: { retentionDays: ↓10 } }"),
      ],
      right: [
        .ecs("vpcs:\n  spare: { cidr: 10.2.0.0/16 }"),
        .ecs("taskDefinitions:\n  web:\n    containers:\n      web: { logs: { retentionDays: 14 } }"),
      ]))

  package static let unreadableFile = Rule(
    "unreadable-file", .error, .reading, "A file that the spec names cannot be read, or AWS would not take it.",
    page: RulePage(
      .fields,
      why: """
        The text of such a file becomes part of the system, so it has to be there when the spec is read. A path begins \
        in the folder of the file that names it. What AWS takes is text in UTF-8: 16 KB of it as user data.
        """,
      source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",
      wrong: [.ec2("launchTemplates:\n  web: { userData: { file: ↓set-up.sh } }")],
      right: [.ec2("launchTemplates:\n  web: { userData: \"#!/bin/sh\\necho ready\\n\" }")]))

  package static let exactlyOne = Rule(
    "exactly-one", .error, .reading, "Of several keys that exclude each other one has to be there.",
    page: RulePage(
      .fields,
      why: """
        Some things are said in one of several ways: a policy tracks a target or goes by steps, a launch template \
        starts an image of the spec or an AMI. Two at once contradict each other, and none leaves it open. An \
        environment that changes the way removes the other key with `null`.
        """,
      wrong: [
        .ecs(
          """
          scalingPolicies:
            cpu:
              ↓stepScaling: { metric: cpu, steps: [{ above: 60, setCapacity: 4 }] }
          """)
      ],
      right: [
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling: { metric: cpu, steps: [{ above: 60, setCapacity: 4 }, { below: 20, setCapacity: 2 }] }
          """)
      ]))

  package static let unexpectedNull = Rule(
    "unexpected-null", .error, .reading, "A key without a value removes a key, which only an environment can do.",
    page: RulePage(
      .fields,
      why: """
        In an environment `null`, `~` or nothing after the colon removes what stands below it. Elsewhere there is \
        nothing to remove, and a value was most likely forgotten. An entry without fields is written `{}`.
        """,
      wrong: [
        .whole(
          """
          lintel: 1
          project: shop
          region: us-east-1
          clusters:
            ↓main:
          """)
      ],
      right: [
        .whole(
          """
          lintel: 1
          project: shop
          region: us-east-1
          clusters:
            main: {}
          """),
        .ecs("services:\n  web: { autoScaling: null }\nscalingPolicies: null"),
      ]))
}
