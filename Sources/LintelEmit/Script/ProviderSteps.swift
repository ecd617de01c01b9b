import LintelAWS
import LintelSource

/// The removal of capacity providers, which clusters let go of first.
enum ProviderSteps {
  /// The function that removes one: what the table says, once no cluster of the system has it.
  ///
  /// A cluster's list can only be given as a whole, so it is asked for without the one that is to go; a default strategy
  /// that names it goes too, because what is left of one may have no weight.
  static func removal(_ type: TypeRemoval) -> String {
    let head = "remove_\(type.kind)() {"
    return detaching + "\n" + type.removing.substituting(head, with: head + "\n  detach_provider \"$1\"")
  }

  private static let detaching = #"""
    # Takes a capacity provider ($1) from the clusters of the system: ECS keeps one that any has.
    # An answer may be older than what was taken before, and is read without that.
    detached=''
    detach_provider() {
      local cluster answer providers strategy
      detached+="${detached:+,}\"$1\""
      while IFS= read -r cluster <&3; do
        [[ -n $cluster ]] || continue
        answer=$(lookup "$vanished" aws ecs describe-clusters --clusters="$cluster" \
          --query "clusters[?contains(capacityProviders || \`[]\`, '$1')]|[0].[to_string(capacityProviders[?!contains(\`[$detached]\`, @)]),
            defaultCapacityProviderStrategy[?contains(\`[$detached]\`, capacityProvider)] && '[]' || to_string(defaultCapacityProviderStrategy || \`[]\`)]")
        [[ -n $answer ]] || continue
        IFS=$'\t' read -r providers strategy <<<"$answer"
        change aws ecs put-cluster-capacity-providers --cluster="$cluster" --capacity-providers="$providers" \
          --default-capacity-provider-strategy="$strategy" --query cluster.clusterName
        until_gone 15 aws ecs describe-clusters --clusters="$cluster" --include ATTACHMENTS \
          --query "clusters[?attachmentsStatus=='UPDATE_IN_PROGRESS']|[0].clusterName"
      done 3<<<"$(listed ecs_cluster)"
    }
    """#
}
