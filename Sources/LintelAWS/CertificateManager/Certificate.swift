import LintelGraph

extension ResourceType {
  /// A certificate that ACM issues and renews, once records in a zone of the account show that its names are the account's.
  package static let certificate = ResourceType(
    "AWS::CertificateManager::Certificate",
    attributes: [.arn: .ref],
    existing: [.arn: .identifier],
    tags: .list,
    properties: """
      DomainName string replacement required
      SubjectAlternativeNames set(string) replacement
      ValidationMethod string replacement writeOnly
      DomainValidationOptions set(object) replacement unmanaged
        DomainName string replacement
        HostedZoneId string replacement
      """,
    commands: """
      noun certificate
      missing CertificateNotFound
      sought acm list-certificates => CertificateSummaryList[] CertificateArn unless ResourceNotFoundException
        every
      arn acm certificate/
      find acm list-certificates
        => CertificateSummaryList[?DomainName=={DomainName:query}].[CertificateArn]
      create acm request-certificate {properties} --tags {tags:Key} => CertificateArn
      read acm describe-certificate --certificate-arn {self} => Certificate
      read acm list-tags-for-certificate --certificate-arn {self}
        Tags Tags
      tag acm add-tags-to-certificate --certificate-arn {self} --tags {tags:Key}
      validated DomainValidationOptions
      delete acm delete-certificate --certificate-arn {self}
      """,
    unreached: """
      CertificateAuthorityArn: private certificates are not in the language
      CertificateExport CertificateTransparencyLoggingPreference KeyAlgorithm: not in the language
      Id: it has no meaning of its own
      DomainValidationOptions.ValidationDomain: certificates are validated by records
      """)
}
