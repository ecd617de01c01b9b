/// How APIs whose names begin with a small letter spell what CloudFormation spells otherwise.
package enum APINames {
  /// The names of which more than the first word differs.
  package static let exceptions = ["FilesystemId": "fileSystemId"]
}
