import LintelAWS
import LintelGraph

/// Certificates: which of several for one name is the system's is told by tags, and each waits for its records.
struct CertificateSteps {
  let writer: CommandWriter

  var lines: [String] {
    var block = ResourceBlock(writer: writer)
    guard case .validated(let property)? = writer.commands.specialty else { return block.lines }
    let variable = ScriptValues.variable(writer.resource.path)
    let itself = writer.values.identifier(of: writer.resource).word
    block.beforeComparing = ["\(variable)=$(own_certificate \(variable) \(itself))"]
    let zones = (writer.value(property)?.items ?? []).compactMap { option -> String? in
      guard let name = option["DomainName"], let zone = option["HostedZoneId"] else { return nil }
      return (writer.values.text(name) + "=" + writer.values.text(zone)).word
    }
    return block.lines + ["validate_certificate \(([itself] + zones).joined(separator: " "))"]
  }

  static let runtime = #"""
    # Of certificates ($2, one a line) the one that carries the system's tags and a logical id ($1).
    own_certificate() {
      local arn line result=''
      while IFS= read -r arn; do
        [[ -n $arn ]] || continue
        line=$(lookup ResourceNotFoundException aws acm list-tags-for-certificate --certificate-arn="$arn" \
          --query "[@][?$ours].[to_string([$its_id, '-'])]") || return
        row "$line" || continue
        [[ $row_id == "$1" ]] || continue
        [[ -z $result ]] || die "$1 is there twice: $result and $arn" \
          'Two runs at the same time may have made one each. Delete the one that nothing uses, and run this again.'
        result=$arn
      done <<<"$2"
      printf '%s' "$result"
    }

    # Waits until a certificate ($1) is issued, and until then writes the records that show whose its names are into their
    # zones ($2…: name=zone). Others may need the same records for the same names: they are never removed.
    validate_certificate() {
      local certificate=$1 status began since told='' name record value pair written=''
      shift
      [[ $certificate != '(new '* ]] || return 0
      began=$(date +%s) since=$SECONDS
      while :; do
        status=$(ask aws acm describe-certificate --certificate-arn="$certificate" --query Certificate.Status)
        [[ $status != ISSUED ]] || return 0
        [[ $status == PENDING_VALIDATION ]] || die "$step: ACM does not issue it: $status" \
          "aws acm describe-certificate --certificate-arn $certificate says why."
        [[ -z $dry_run ]] || return 0
        while IFS=$'\t' read -r name record value; do
          for pair in "$@"; do
            [[ ${pair%=*} == "$name" && $written != *" $record "* ]] || continue
            [[ $record$value =~ ^[A-Za-z0-9._-]+$ ]] || continue
            change aws route53 change-resource-record-sets --hosted-zone-id="${pair##*=}" --change-batch \
              "{\"Changes\": [{\"Action\": \"UPSERT\", \"ResourceRecordSet\": {\"Name\": \"$record\", \"Type\": \"CNAME\", \"TTL\": 300, \"ResourceRecords\": [{\"Value\": \"$value\"}]}}]}"
            written+=" $record "
          done
        done <<<"$(ask aws acm describe-certificate --certificate-arn="$certificate" \
          --query 'Certificate.DomainValidationOptions[?ResourceRecord].[DomainName, ResourceRecord.Name, ResourceRecord.Value]')"
        [[ $((SECONDS - since)) -lt 3600 ]] || die "$step: ACM has not issued it for an hour" \
          'Is the zone the one that the domain is delegated to? The records stay: run this again later.'
        # A line a minute.
        if [[ -z $told || $((SECONDS - told)) -ge 60 ]]; then
          waiting "$began" "ACM to see the records of ${*%=*}"
          told=$SECONDS
        fi
        sleep "${LINTEL_POLL_SECONDS:-5}"
      done
    }
    """#
}
