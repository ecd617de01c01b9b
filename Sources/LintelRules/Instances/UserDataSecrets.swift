import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

extension Rule {
  package static let secretInUserData = Rule(
    "secret-in-user-data", .warning, .checking, "A password, key or token stands in user data.",
    page: RulePage(
      .instances,
      why: """
        Every program on an instance can read its user data, and so can whoever may describe the launch template, of \
        which all versions are kept. The spec, the template and the script hold it too, and so does the history of their \
        repository. What is assigned to a name that ends in the word for a credential is reported, and what has the \
        form of a key, a token or an address with a password. A script can fetch the value instead, when it runs and \
        with the role of the instance.
        """,
      source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",
      wrong: [
        .ec2(
          """
          launchTemplates:
            web:
              userData: ↓|
                #!/bin/bash
                export DB_PASSWORD="correct-horse-7"
                systemctl start web
          """),
        .ec2(
          """
          launchTemplates:
            web:
              userData: ↓|
                #!/bin/bash
                psql postgres://shop:correct-horse-7@db.example.com/shop -f /srv/schema.sql
          """),
      ],
      right: [
        .ec2(
          """
          launchTemplates:
            web:
              userData: |
                #!/bin/bash
                DB_PASSWORD=$(aws ssm get-parameter --with-decryption --name /shop/db --query Parameter.Value --output text)
                TOKEN=`curl -X PUT http://169.254.169.254/latest/api/token`
                export DB_PASSWORD_FILE=/run/secrets/db TOKEN_TTL=3600
                sed -i 's/password=.*/password=none/' /etc/web.conf
          """)
      ]))
}

/// Finds credentials in user data.
enum UserDataSecrets {
  /// The value is in no message: what reports are kept in is read by more people than the spec.
  static func check(_ model: SystemModel, _ findings: Findings) {
    for data in UserDataText.all(in: model) {
      let lines = data.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      for (number, line) in lines.enumerated() {
        guard let what = SecretForm.secret(inLine: line) else { continue }
        findings.report(
          .secretInUserData, at: data.span, "line \(number + 1) of the user data of \(data.noun) holds \(what)",
          label: "every program on the instance can read it",
          help: [
            "keep it in Systems Manager's Parameter Store or in Secrets Manager, and have the script fetch it",
            "if it was ever in use, replace it",
          ])
        break
      }
    }
  }
}
