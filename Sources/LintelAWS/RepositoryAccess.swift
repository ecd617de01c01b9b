/// What others than a repository's own account need to pull its images, beside what their own policies allow.
///
/// From "Private repository policies" of the user guide of ECR.
package enum RepositoryAccess {
  package static let pullActions = [
    "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer",
  ]
  /// The key of a condition on the organization of whoever calls.
  package static let organizationKey = "aws:PrincipalOrgID"
  /// What the ids of the statements begin with.
  package static let mark = "LintelPull"
}
