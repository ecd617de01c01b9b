/// What the AWS CLI takes for the address of a value instead of the value, and reads ("Loading a parameter from a
/// file" in its user guide).
package enum FileAddress {
  package static let beginnings = ["file://", "fileb://", "http://", "https://"]

  /// How a text begins that is such an address.
  package static func beginning(of text: String) -> String? {
    beginnings.first { text.utf8.starts(with: $0.utf8) }
  }
}
