import LintelGraph

extension ResourceType {
  /// The certificates of a listener besides its own: AWS picks the one of the host that a client asks for.
  package static let listenerCertificate = ResourceType(
    "AWS::ElasticLoadBalancingV2::ListenerCertificate",
    attributes: [.id: .ref],
    properties: """
      ListenerArn string replacement required
      Certificates set(object) required
        CertificateArn string
      """,
    commands: """
      noun certificates of the listener
      members Certificates elbv2 describe-listener-certificates --listener-arn {ListenerArn}
        => Certificates[?!IsDefault].[CertificateArn]
        add elbv2 add-listener-certificates --listener-arn {ListenerArn} --certificates CertificateArn={item}
        drop elbv2 remove-listener-certificates --listener-arn {ListenerArn} --certificates CertificateArn={item}
      """)
}
