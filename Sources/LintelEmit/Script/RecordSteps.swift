import LintelAWS
import LintelGraph

/// Records of zones, which carry no tags: what one says tells whose it is, and what is another's is never written over.
struct RecordSteps {
  let writer: CommandWriter

  private var resource: Resource { writer.resource }
  private var variable: String { ScriptValues.variable(resource.path) }

  var lines: [String] {
    [
      "step \(variable) \(title.word)"
    ] + ResourceBlock.document(record, into: "record") + ResourceBlock.document(written, into: "lines")
      + ["bring_record \(address(of: zone)) \"$record\" \"$lines\"" + (balancer.map { " " + $0.word } ?? "")]
  }

  /// The load balancer of the system that it is an alias of; nil for any other record.
  private var balancer: ShellText? {
    guard let path = writer.value("AliasTarget")?["DNSName"]?.reference?.path, let target = writer.graph[path],
      !target.isExisting
    else { return nil }
    return writer.values.identifier(of: target)
  }

  private var title: ShellText { ShellText("record \(text("Type")) \(text("Name"))") }

  private func text(_ property: String) -> String { writer.value(property)?.literal ?? "" }

  /// The words for a record's zone, name and type, as Route 53 spells them.
  private func address(of zone: ShellText) -> String {
    [zone, ShellText(Self.spelled(text("Name"))), ShellText(text("Type"))].map(\.word).joined(separator: " ")
  }

  private var zone: ShellText { ShellText(text(resource["HostedZoneId"] == nil ? "HostedZoneName" : "HostedZoneId")) }

  /// A name as Route 53 shows it.
  private static func spelled(_ name: String) -> String {
    (name.hasPrefix("*.") ? "\\052" + name.dropFirst() : name) + "."
  }

  // MARK: What it says

  private var values: [ShellText] { (writer.value("ResourceRecords")?.items ?? []).map(writer.values.text) }

  /// As Route 53 takes it.
  private var record: ShellText {
    var members = "{\"Name\": " + ShellText(text("Name")).json + ", \"Type\": " + ShellText(text("Type")).json
    if let target = writer.value("AliasTarget") {
      members.append(.literal(", \"AliasTarget\": "))
      members.append(writer.values.json(target, writer.shape("AliasTarget"), lower: false, isShort: true))
    } else {
      members.append(.literal(", \"TTL\": \(text("TTL")), \"ResourceRecords\": ["))
      members.append(.joined(values.map { "{\"Value\": " + $0.json + "}" }, by: ", "))
      members.append(.literal("]"))
    }
    return members + "}"
  }

  /// In the lines that `record_lines` makes of an answer.
  private var written: ShellText {
    var lines = [ShellText("[\"set\",null]")]
    if let target = writer.value("AliasTarget") {
      let parts = ["DNSName", "HostedZoneId"].map { target[$0].map(writer.values.text) ?? ShellText() }
      let evaluates = target["EvaluateTargetHealth"]?.literal ?? "false"
      lines.append("[\"alias\",\"" + parts[0] + "\",\"" + parts[1] + "\",\(evaluates)]")
      lines.append(ShellText("[\"ttl\",null]"))
    } else {
      lines += [ShellText("[\"alias\",null,null,null]"), ShellText("[\"ttl\",\(text("TTL"))]")]
      lines += values.map { "[\"value\"," + $0.json + "]" }
    }
    return .joined(lines, by: "\n")
  }

  /// What is known of it when nothing of the system is: nothing of an alias of a load balancer that is made with it.
  private var known: ShellText { written.literal == nil ? ShellText() : written }

  // MARK: In other places

  /// The line that asks, before anything is made, whether another's record has the name.
  var question: String {
    "claim_record \(variable) \(title.word) \(address(of: zone)) \(known.word)"
  }

  /// The line by which the script that removes the system looks for it.
  var look: String { "look_for_record \(variable) \(address(of: zone)) \(known.word)" }

  /// The lines that look for what an earlier spec made in the same zones.
  static func looks(for records: [RecordSteps]) -> [String] {
    var seen: Set<String> = []
    return records.map(\.zone.word).filter { seen.insert($0).inserted }.map { "look_for_aliases \($0)" }
  }
}

// MARK: Runtime
extension RecordSteps {
  /// What both scripts need.
  static let shared = #"""
    # The id of a zone, by that ($1) or by a name that ends in a dot; nothing where there is none.
    zone_of() {
      local zones
      if [[ $1 != *. ]]; then
        printf '%s' "$1"
        return
      fi
      zones=$(ask aws route53 list-hosted-zones-by-name --dns-name="$1" --query "HostedZones[?Name=='$1'].[Id]") || return
      zones=${zones//\/hostedzone\//}
      [[ $zones != *$'\n'* ]] || die "there are several hosted zones ${1%.}: ${zones//$'\n'/, }" \
        'Write the id of the one that is meant.'
      printf '%s' "$zones"
    }

    # What the record of a name ($2) and type ($3) in a zone ($1) says, in lines; nothing where there is none, and where
    # that is no error ($4) no zone.
    record_lines() {
      lookup "${4:--}" aws route53 list-resource-record-sets --hosted-zone-id="$1" \
        --start-record-name="$2" --start-record-type="$3" --max-items 1 \
        --query "ResourceRecordSets[?Name=='$2' && Type=='$3']|[0].[[[to_string(['set', SetIdentifier])], [to_string(['alias', AliasTarget.DNSName, AliasTarget.HostedZoneId, AliasTarget.EvaluateTargetHealth])], [to_string(['ttl', TTL])]], ResourceRecords[].[to_string(['value', Value])]][]"
    }

    # Such lines ($1) as they can be compared: in what an alias names letter case means nothing, nor a dot at the end, nor
    # that it says dualstack.
    normal_record() {
      local line start='"dualstack.' end='.","' quote='"' next='","'
      while IFS= read -r line; do
        [[ -n $line ]] || continue
        if [[ $line == '["alias",'* ]]; then
          line=$(LC_ALL=C tr '[:upper:]' '[:lower:]' <<<"$line")
          line=${line/"$start"/$quote}
          line=${line/"$end"/$next}
        fi
        printf '%s\n' "$line"
      done <<<"$1" | LC_ALL=C sort
    }

    # The same without what tells nothing of whose it is.
    said_by() { normal_record "$1" | sed -e '/^\["ttl",/d' -e 's/,true]$/]/' -e 's/,false]$/]/'; }

    # The DNS names of the system's load balancers, one a line.
    own_balancers() {
      local answer line tab=$'\t'
      answer=$(ask aws elbv2 describe-load-balancers \
        --query 'LoadBalancers[].[to_string([DNSName, LoadBalancerArn])]') || return
      while IFS= read -r line; do
        row "$line" || continue
        [[ ${inventory:-}${everything:-} == *[\"$tab]"$row_value"[\"$tab]* ]] || continue
        LC_ALL=C tr '[:upper:]' '[:lower:]' <<<"$row_id"
      done <<<"$answer"
    }

    # Whether a record ($1) is the system's: an alias of one of these load balancers ($3), or what the spec says ($2).
    is_own_record() {
      local form='\["alias","([^"]+)"'
      [[ $1 == *'["set",null]'* ]] || return 1
      if [[ $(normal_record "$1") =~ $form && $'\n'$3$'\n' == *$'\n'"${BASH_REMATCH[1]}"$'\n'* ]]; then return 0; fi
      [[ -n $2 && $(said_by "$1") == "$(said_by "$2")" ]]
    }
    """#

  static let runtime = #"""
    # Ends the run where a record ($2) is another's: its logical id, title, zone, name, type and lines.
    claim_record() {
      local zone there balancers
      zone=$(zone_of "$3")
      [[ -n $zone ]] || die "there is no hosted zone ${3%.}" 'A zone is not made here: it has to be in this account.'
      there=$(record_lines "$zone" "$4" "$5")
      if [[ -n $there && " $adopted " != *" $1 "* ]]; then
        balancers=$(own_balancers)
        is_own_record "$there" "$6" "$balancers" || die "$2 is there already, and nothing shows that it is this system's" \
          "It says ${there//$'\n'/ }" "To have this script write over it, add --adopt $1"
      fi
    }

    # Notes in a tag of a load balancer ($1) that records of a zone ($2) are aliases of it, for when the spec no longer
    # names the zone. A tag holds the ids of eight zones at least.
    noted=' '
    note_zone() {
      local zones
      [[ $noted != *" $1/$2 "* ]] || return 0
      noted+="$1/$2 "
      zones=$(ask aws elbv2 describe-tags --resource-arns="$1" \
        --query "TagDescriptions[0].Tags[?Key=='lintel:records']|[0].Value")
      [[ " $zones " != *" $2 "* && $((${#zones} + ${#2})) -lt 256 ]] || return 0
      change aws elbv2 add-tags --resource-arns="$1" --tags Key=lintel:records,Value="${zones:+$zones }$2"
    }

    # Brings a record about: its zone, name and type, what it says as Route 53 takes it, and in lines, and the load balancer
    # that it is an alias of.
    bring_record() {
      local zone there action=UPSERT balancers status=0
      zone=$(zone_of "$1")
      # Before it is there, so that whatever is there is noted.
      [[ -z ${6:-} ]] || note_zone "$6" "$zone"
      there=$(record_lines "$zone" "$2" "$3")
      if [[ -z $there ]]; then
        # Fails where another makes one at this moment.
        action=CREATE
        doing=making
      elif [[ $(normal_record "$there") == "$(normal_record "$5")" ]]; then
        return 0
      elif [[ " $adopted " != *" $id "* ]]; then
        balancers=$(own_balancers)
        is_own_record "$there" "$5" "$balancers" ||
          die "$step is there already, and nothing shows that it is this system's" "It says ${there//$'\n'/ }" \
            "To have this script write over it, add --adopt $id"
      fi
      act aws route53 change-resource-record-sets --hosted-zone-id="$zone" --change-batch \
        "{\"Changes\": [{\"Action\": \"$action\", \"ResourceRecordSet\": $4}]}" --query ChangeInfo.Id || status=$?
      if [[ $status -ne 0 ]]; then
        # The AWS CLI asks again when it hears no answer: then the record is there.
        grep -q 'already exists' "$scratch/error" || return "$status"
        there=$(record_lines "$zone" "$2" "$3")
        [[ $(normal_record "$there") == "$(normal_record "$5")" ]] || die "$step: another has made it at this moment"
        return 0
      fi
      [[ -n $dry_run ]] || await aws route53 wait resource-record-sets-changed --id="$(<"$scratch/answer")"
    }
    """#

  /// How the script that removes a system finds records and removes them.
  static let removal = #"""
    # Takes a record if it is the system's: its logical id, zone, name, type and lines.
    look_for_record() {
      local zone there balancers
      [[ $only != replaced ]] || return 0
      zone=$(zone_of "$2")
      [[ -n $zone ]] || return 0
      there=$(record_lines "$zone" "$3" "$4" NoSuchHostedZone)
      [[ -n $there ]] || return 0
      balancers=$(own_balancers)
      if is_own_record "$there" "$5" "$balancers"; then
        take route53_record_set "$1" "$zone/$3/$4" ''
      else
        keep "record $4 ${3%.}: nothing shows that it is this system's"
      fi
    }

    # Takes all records in a zone ($1) that are aliases of the system's load balancers.
    look_for_aliases() {
      local zone answer line name balancers
      [[ $only != replaced ]] || return 0
      zone=$(zone_of "$1")
      [[ -n $zone ]] || return 0
      answer=$(lookup NoSuchHostedZone aws route53 list-resource-record-sets --hosted-zone-id="$zone" --query \
        "ResourceRecordSets[?AliasTarget && !SetIdentifier].[to_string([join('/', [Name, Type]), AliasTarget.DNSName])]")
      balancers=$(own_balancers)
      while IFS= read -r line; do
        row "$line" || continue
        name=$row_id
        case $name in *[!A-Za-z0-9._/\\-]*) continue ;; esac
        [[ $everything != *$'\t'"$zone/$name"$'\t'* ]] || continue
        if is_own_record "$(printf '["set",null]\n["alias","%s","",null]' "$row_value")" '' "$balancers"; then
          take route53_record_set "$name" "$zone/$name" ''
        fi
      done <<<"$answer"
    }

    # Takes the same in the zones that the system's load balancers note: the spec may no longer name them.
    look_for_noted() {
      local arn zones zone
      [[ $only != replaced ]] || return 0
      while IFS= read -r arn <&3; do
        [[ -n $arn ]] || continue
        zones=$(lookup "$vanished" aws elbv2 describe-tags --resource-arns="$arn" \
          --query "TagDescriptions[0].Tags[?Key=='lintel:records']|[0].Value")
        for zone in $zones; do
          case $zone in *[!A-Z0-9]*) continue ;; esac
          look_for_aliases "$zone"
        done
      done 3<<<"$(listed elbv2_load_balancer)"
    }

    # The record has to say the same still: Route 53 deletes no other.
    remove_route53_record_set() {
      local zone=${1%%/*} type=${1##*/} name=${1#*/} record
      name=${name%/*}
      record=$(lookup NoSuchHostedZone aws route53 list-resource-record-sets --hosted-zone-id="$zone" \
        --start-record-name="$name" --start-record-type="$type" --max-items 1 --output json \
        --query "ResourceRecordSets[?Name=='$name' && Type=='$type' && !SetIdentifier]|[0]")
      [[ -n $record && $record != null ]] || return 0
      change aws route53 change-resource-record-sets --hosted-zone-id="$zone" --change-batch \
        "{\"Changes\": [{\"Action\": \"DELETE\", \"ResourceRecordSet\": $record}]}"
    }
    """#
}
