/// What a task needs to use a file system of EFS under its role.
///
/// From "Using IAM to control access to file systems" of the user guide of EFS.
package enum FileSystemAccess {
  /// The actions.
  ///
  /// Without an access point, which says whose files they are, a program that runs as root is nobody unless it may be root.
  package static func actions(writes: Bool, hasAccessPoint: Bool) -> [String] {
    ["elasticfilesystem:ClientMount"]
      + (writes ? ["elasticfilesystem:ClientWrite"] : [])
      + (writes && !hasAccessPoint ? ["elasticfilesystem:ClientRootAccess"] : [])
  }
}

/// What an execution role needs to read files of variables, from "Required IAM permissions" of the developer guide of ECS.
package enum EnvironmentFileAccess {
  package static let objectAction = "s3:GetObject"
  package static let bucketAction = "s3:GetBucketLocation"
}
