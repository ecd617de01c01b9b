import LintelAWS
import LintelSchema
package import LintelSource

extension Rule {
  package static let impossibleVolume = Rule(
    "impossible-volume", .error, .checking, "A volume is described as its type cannot be.",
    page: RulePage(
      .instances,
      why: """
        A launch template is made whatever it says of volumes, and the group with it: only the instances fail to start, \
        one after the other, and the reason stands in the group's activities. `io1` and `io2` want to be told their \
        `iops`, `gp3` takes `iops` and `throughput`, the others take neither. How many operations a second there can be \
        follows from the size: 500 a GiB of `gp3`, 50 of `io1`, 1000 of `io2`; and how much data from the operations, a \
        quarter MiB for each. Each type has sizes of its own, and a snapshot says by itself whether its volume is encrypted. Volumes that ECS makes for tasks are a matter of their \
        system too: `ntfs` is the file system of Windows, which has none on Fargate, and Fargate has no `standard` ones. A volume \
        of Docker with `scope: task` is made with its task in any case: only a shared one has `autoprovision`.
        """,
      awsAnswer: "The parameter iops must be specified for io1 volumes.",
      source: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html",
      wrong: [
        .ec2("launchTemplates:\n  web:\n    blockDevices: { /dev/xvda: { sizeGiB: 20, type: ↓io2 } }"),
        .ec2(
          """
          launchTemplates:
            web:
              blockDevices: { /dev/xvda: { sizeGiB: 20, type: gp2, iops: ↓3000, throughput: ↓250 } }
          """),
        .ec2("launchTemplates:\n  web:\n    blockDevices: { /dev/sdf: { sizeGiB: ↓20, type: st1 } }"),
        .ec2(
          """
          launchTemplates:
            web:
              blockDevices:
                /dev/sdf: { sizeGiB: 10, type: gp3, iops: ↓15000 }
                /dev/sdg: { sizeGiB: 100, type: gp3, throughput: ↓1000 }
          """),
        .ec2(
          """
          launchTemplates:
            web:
              blockDevices: { /dev/sdf: { snapshot: snap-0123456789abcdef0, encrypted: ↓false } }
          """),
        .ecs(
          """
          taskDefinitions:
            web:
              volumes: { data: { configuredAtLaunch: true } }
              containers: { web: { mountPoints: [{ sourceVolume: data, containerPath: /data }] } }
          services:
            web: { volumeConfigurations: { data: { sizeGiB: 20, type: ↓standard, fileSystemType: ↓ntfs } } }
          """),
        .onInstances(
          """
          taskDefinitions:
            web:
              volumes: { data: { docker: { scope: task, autoprovision: ↓true } } }
              containers: { web: { mountPoints: [{ sourceVolume: data, containerPath: /data }] } }
          """),
      ],
      right: [
        .ec2(
          """
          launchTemplates:
            web:
              blockDevices:
                /dev/xvda: { sizeGiB: 20, type: gp3, iops: 4000, throughput: 250 }
                /dev/sdf: { sizeGiB: 20, type: io2, iops: 1000 }
                /dev/sdg: { sizeGiB: 500, type: st1, encrypted: false }
                /dev/sdh: { snapshot: snap-0123456789abcdef0 }
                /dev/sdi: { sizeGiB: 30, type: gp3, iops: 15000, throughput: 1000 }
          """)
      ]))

  package static let unsupportedByInstanceType = Rule(
    "unsupported-by-instance-type", .error, .checking, "An instance type does not have what is asked of it.",
    page: RulePage(
      .instances,
      why: """
        CPU credits are a matter of burstable types only, whose names begin with `t`. Bandwidth of its own to its \
        volumes is what `t2` never has. The launch template is made all the same, and \
        its instances do not start.
        """,
      awsAnswer: "EBS-optimized instances are not supported for your requested configuration.",
      source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html",
      wrong: [
        .ec2("launchTemplates:\n  web: { instanceType: m7i.large, creditSpecification: { cpuCredits: ↓unlimited } }"),
        .ec2("launchTemplates:\n  web: { instanceType: t2.micro, ebsOptimized: ↓true }"),
      ],
      right: [
        .ec2("launchTemplates:\n  web: { instanceType: t3.micro, creditSpecification: { cpuCredits: standard } }"),
        .ec2("launchTemplates:\n  web: { instanceType: m7i.large, ebsOptimized: true }"),
      ]))
}

extension LaunchTemplate {
  func checkVolumes(of entry: Entry<LaunchTemplate>, _ lowered: Lowering) {
    for device in blockDevices?.value ?? [] {
      device.value.value.settings.check { span, message, label, help in
        lowered.findings.report(
          .impossibleVolume, at: span, "\(message) (block device '\(device.key.value)')", label: label, help: [help])
      }
    }
  }

  func checkOptions(of entry: Entry<LaunchTemplate>, _ lowered: Lowering) {
    let type = instanceType.value
    let family = String(type.prefix { $0 != "." })
    func report(_ span: Span, _ what: String, _ label: String, _ help: String) {
      lowered.findings.report(
        .unsupportedByInstanceType, at: span, "'\(type)' \(what)", label: label,
        labels: [Label(instanceType.span, "the instance type")], help: [help])
    }
    if let credits = options.creditSpecification?.value.cpuCredits, !family.hasPrefix("t") {
      report(
        credits.span, "has no CPU credits", "only types that begin with t are burstable", "remove `creditSpecification`"
      )
    }
    if let ebsOptimized = options.ebsOptimized, ebsOptimized.value, ["t1", "t2"].contains(family) {
      report(
        ebsOptimized.span, "is never EBS-optimized", "AWS starts no instance that asks for it",
        "remove `ebsOptimized`, or use a newer type such as `t3.micro`, which always is")
    }
  }
}
