"""Records: one of a name and type is made once, and deleted only by what it says."""

import copy

from moto.route53.models import ChangeList, Route53Backend
from refusals import Refused


class _Journal(ChangeList):
    """moto decides by what was once asked for, and not by what is there."""

    def __contains__(self, item):
        return False

    def has_insert_or_update(self, new_rr_set):
        return True


def _key(name, kind, identifier):
    return name.rstrip(".").replace("\\052", "*"), kind, identifier


def _said(values, ttl, alias):
    alias = alias and (alias["DNSName"].rstrip(".").lower(), alias["HostedZoneId"], str(alias["EvaluateTargetHealth"]).lower())
    return sorted(values or []), str(ttl or ""), alias


def _change_resource_record_sets(original):
    def change_resource_record_sets(self, zoneid, change_list):
        zone = self.get_hosted_zone(zoneid)
        for change in change_list:
            wanted = change["ResourceRecordSet"]
            wanted["Name"] = wanted["Name"].replace("\\052", "*")
            key = _key(wanted["Name"], wanted["Type"], wanted.get("SetIdentifier"))
            found = [one for one in zone.rrsets if _key(one.name, one.type, one.set_identifier) == key]
            about = f"[name='{wanted['Name']}', type='{wanted['Type']}']"
            if change["Action"] == "CREATE" and found:
                text = f"Tried to create resource record set {about} but it already exists"
                raise Refused("InvalidChangeBatch", text)
            if change["Action"] == "DELETE":
                values = [one["Value"] for one in wanted.get("ResourceRecords", [])]
                said = _said(values, wanted.get("TTL"), wanted.get("AliasTarget"))
                if not found:
                    raise Refused("InvalidChangeBatch", f"Tried to delete resource record set {about} but it was not found")
                if _said(found[0].records, found[0].ttl, found[0].alias_target) != said:
                    text = f"Tried to delete resource record set {about} but the values provided do not match the current values"
                    raise Refused("InvalidChangeBatch", text)
            if wanted.get("AliasTarget"):
                wanted["AliasTarget"]["DNSName"] = wanted["AliasTarget"]["DNSName"].lower().rstrip(".") + "."
        zone.rr_changes = _Journal()
        return original(self, zoneid, change_list)

    return change_resource_record_sets


def _list_resource_record_sets(original):
    """A star is shown by its number."""

    def list_resource_record_sets(self, zone_id, start_type, start_name, max_items):
        start_name = start_name and start_name.replace("\\052", "*")
        records, *rest = original(self, zone_id, start_type, start_name, max_items)
        shown = []
        for record in records:
            record = copy.copy(record)
            record.name = record.name.replace("*", "\\052")
            shown.append(record)
        return (shown, *rest)

    return list_resource_record_sets


PATCHES = (
    (Route53Backend, "change_resource_record_sets", _change_resource_record_sets),
    (Route53Backend, "list_resource_record_sets", _list_resource_record_sets),
)
