import LintelSchema
import LintelSource

extension FieldType where Value == String {
  /// The id of a Route 53 zone.
  static var hostedZone: FieldType<String> {
    .text("the id of a hosted zone", pattern: "^Z[A-Z0-9]{0,31}$") { text in
      HostedZone.isID(text) ? nil : "such as Z0123456789ABCDEFGHIJ; a zone is known by its id"
    }
  }

  /// The id of a Route 53 zone, or its name.
  static var hostedZoneOrName: FieldType<String> {
    .text(
      "a hosted zone",
      pattern: #"^(Z[A-Z0-9]{0,31}|([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?)$"#
    ) { text in
      HostedZone.isID(text) || DomainName.isOne(text[...])
        ? nil : "its id is expected, such as Z0123456789ABCDEFGHIJ, or its name: `example.com`"
    }
  }

  /// A host, or `*.` and a domain.
  static var domainName: FieldType<String> {
    .text("a domain name", pattern: #"^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?$"#) {
      text in
      if text.utf8.count > 253 { return "AWS takes at most 253 characters" }
      return DomainName.isOne(text.hasPrefix("*.") ? text.dropFirst(2) : text[...])
        ? nil : "small letters, digits and '-', in parts with dots between, without protocol"
    }
  }

  /// The name of a record: a domain name, in which there may be underscores.
  static var recordName: FieldType<String> {
    .text("the name of a record", pattern: #"^(\*\.)?([a-z0-9_-]{1,63}\.)+[a-z0-9-]{1,63}$"#) { text in
      if text.utf8.count > 253 { return "AWS takes at most 253 characters" }
      return DomainName.isOne(text.hasPrefix("*.") ? text.dropFirst(2) : text[...], alsoWith: UInt8(ascii: "_"))
        ? nil : "small letters, digits, '-' and '_', in parts with dots between, and no dot at the end"
    }
  }
}

/// A Route 53 zone, which is there already: it is known by its id or its name.
enum HostedZone {
  /// Whether a text is an id.
  static func isID(_ text: String) -> Bool {
    text.utf8.first == UInt8(ascii: "Z") && text.utf8.count <= 32
      && text.utf8.allSatisfy { $0.isDigit || $0.isCapitalLetter }
  }
}

/// Names of hosts.
enum DomainName {
  /// Whether a text is one of at least two parts; `other` is a letter that may stand in it besides.
  static func isOne(_ text: Substring, alsoWith other: UInt8? = nil) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    let areLabels = labels.allSatisfy { label in
      (1...63).contains(label.utf8.count) && (other != nil || label.first != "-" && label.last != "-")
        && label.utf8.allSatisfy { $0.isDigit || $0.isSmallLetter || $0 == 0x2D || $0 == other }
    }
    return areLabels && labels.count > 1
  }

  /// Whether a name is a zone's own or one below it.
  static func isOne(_ name: String, within zone: String) -> Bool { name == zone || name.hasSuffix(".\(zone)") }

  /// Whether a certificate for a name, which may begin with `*.`, is one for a host: the star is one part, and no more.
  static func isOne(_ host: String, coveredBy name: String) -> Bool {
    if host == name { return true }
    guard name.hasPrefix("*."), !host.hasPrefix("*."), let dot = host.firstIndex(of: ".") else { return false }
    return host[dot...] == name.dropFirst()
  }
}
