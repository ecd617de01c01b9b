import LintelAWS
import LintelGraph
package import LintelSource

extension Rule {
  package static let parameterWithoutImage = Rule(
    "parameter-without-image", .error, .checking, "A parameter that should name an AMI holds something else.",
    page: RulePage(
      .instances,
      why: """
        Of the images for Amazon ECS there are two sorts of parameters: one that ends in `/recommended` is a document \
        about the image, in JSON, and the one below it, `/recommended/image_id`, is the id. With the document no \
        instance starts.
        """,
      awsAnswer: "The parameter has data type text. It must be an AMI id.",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html",
      wrong: [
        .ec2(
          """
          launchTemplates:
            web:
              ami: null
              amiParameter: ↓/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended
          """)
      ],
      right: [
        .ec2(
          """
          launchTemplates:
            web:
              ami: null
              amiParameter: /aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id
          """)
      ]))
}

/// Reports parameters of AWS's that are known to hold no id of an AMI.
enum ImageParameters {
  static func check(_ model: SystemModel, _ findings: Findings) {
    for template in model.made(ResourceType.launchTemplate) {
      guard let image = template["LaunchTemplateData"]?["ImageId"],
        let parameter = image.literal.flatMap(ImageParameter.init), let name = parameter.nameOfImage
      else { continue }
      findings.report(
        .parameterWithoutImage, at: image.span,
        "parameter '\(parameter.name)' holds a document about an AMI, and no id",
        label: "no instance starts from it", fix: .write(name, insteadOf: parameter.name, at: image.span))
    }
  }
}
