/// The snapshots of AMIs, which AWS leaves behind when an AMI goes.
enum Snapshots {
  static let kind = "ec2_snapshot"

  /// Their rows, with a condition on their tags.
  private static func list(_ condition: String, prefix: String) -> String {
    CommandWriter.wrapped(
      prefix + "aws ec2 describe-snapshots",
      [
        "--owner-ids self", "--filters \"Name=tag:lintel:project,Values=$project\"",
        "--query \"Snapshots[?$ours\(condition)].[to_string([$its_id, SnapshotId, $its_replaces])]\"",
      ])
  }

  static let look = list("", prefix: "look_for \(kind) ec2 snapshot/ ")

  /// Those of an AMI that another took the place of, where it is gone already.
  static let replaced = list(
    " && Tags[?Key=='lintel:id' && ends_with(Value, '.replaced')]", prefix: "look ")

  /// The functions that remove an AMI and a snapshot.
  static func removal(of image: String) -> String {
    #"""
    # From their tags an AMI's snapshots are known as the system's when it is gone.
    remove_\#(image)() {
      local image=$1 id=$2 snapshots snapshot
      set -- "Key=lintel:project,Value=$project" "Key=lintel:id,Value=$id"
      [[ -z $environment ]] || set -- "$@" "Key=lintel:environment,Value=$environment"
      snapshots=$(lookup "$vanished" aws ec2 describe-images --image-ids "$image" \
        --query 'Images[0].BlockDeviceMappings[].Ebs.[to_string([SnapshotId])]' | names)
      for snapshot in $snapshots; do
        [[ $doomed != *$'\t'"$snapshot"$'\n'* ]] || continue
        change aws ec2 create-tags --resources "$snapshot" --tags "$@"
        doomed+="\#(kind)"$'\t'"$id"$'\t'"$snapshot"$'\n'
        steps=$((steps + 1))
      done
      change aws ec2 deregister-image --image-id "$image"
    }
    remove_\#(kind)() { change aws ec2 delete-snapshot --snapshot-id "$1"; }
    """#
  }
}
