import LintelAWS
package import LintelSchema
import LintelSource

/// Attributes of a load balancer by AWS's names.
package struct LoadBalancerAttributes: Described {
  package static let summary = "Attributes of a load balancer, by AWS's names."
  package static let noun = "list of attributes"

  private(set) var fields = AttributeFields(of: .loadBalancer, "LoadBalancerAttributes")

  package init(_ reader: inout FieldReader) {
    fields.read(
      &reader,
      named: [
        "client_keep_alive.seconds": "Seconds that a client's connection may be used again.",
        "deletion_protection.enabled": "Whether AWS refuses to delete it, by script and by stack alike.",
        "dns_record.client_routing_policy": "To which zones' addresses clients in the VPC are sent.",
        "load_balancing.cross_zone.enabled": "Whether targets in all zones get connections from each.",
        "idle_timeout.timeout_seconds": "Seconds without a byte after which a connection is closed.",
        "ipv6.deny_all_igw_traffic": "Whether an internet gateway lets nothing through to it.",
        "routing.http.desync_mitigation_mode": "What becomes of requests that look like an attack.",
        "routing.http.drop_invalid_header_fields.enabled": "Whether headers with invalid names are taken out.",
        "routing.http.preserve_host_header.enabled": "Whether targets get the `Host` header as the client wrote it.",
        "routing.http.x_amzn_tls_version_and_cipher_suite.enabled":
          "Whether targets get headers with the client's version of TLS and its cipher.",
        "routing.http.xff_client_port.enabled": "Whether `X-Forwarded-For` has the client's port.",
        "routing.http.xff_header_processing.mode": "What becomes of the `X-Forwarded-For` that a client sends.",
        "routing.http2.enabled": "Whether clients may speak HTTP/2.",
        "waf.fail_open.enabled": "Whether requests go on when AWS WAF cannot be asked.",
        "zonal_shift.config.enabled": "Whether traffic can be shifted away from a zone.",
      ])
  }
}

/// A bucket that a load balancer writes logs to.
package struct LoadBalancerLogs: Described {
  package static let summary = "The bucket that a load balancer writes logs to; the bucket's policy has to allow it."
  package static let noun = "description of logs"

  private let bucket: Located<String>
  private let prefix: Located<String>?

  package init(_ fields: inout FieldReader) {
    bucket = fields.required(
      "bucket", .name(.bucket), "The name of an S3 bucket of the same region, which is never created.")
    prefix = fields.optional("prefix", .string(1...1024), "What the names of the logs begin with.")
  }

  /// The attributes that turn logs of a sort on.
  func attributes(_ sort: String) -> AttributeFields {
    var attributes = AttributeFields(of: .loadBalancer, "LoadBalancerAttributes")
    attributes.add("\(sort).s3.enabled", Located("true", at: bucket.span))
    attributes.add("\(sort).s3.bucket", bucket)
    if let prefix { attributes.add("\(sort).s3.prefix", prefix) }
    return attributes
  }
}
