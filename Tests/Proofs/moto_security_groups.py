"""EC2: rules of security groups keep their descriptions, whatever they name, and those of protocols without ports have none."""

from moto.core.responses import EmptyResult
from moto.ec2.models.security_groups import SecurityGroupRule
from moto.ec2.responses import EC2Response

WITH_PORTS = {"tcp", "6", "udp", "17", "icmp", "1", "icmpv6", "58"}


def _rule(original):
    def made(self, backend, ip_protocol, group_id, from_port, to_port, ip_range, source=None, prefixes=None, **more):
        if ip_protocol and str(ip_protocol).lower() not in WITH_PORTS:
            from_port = to_port = -1
        original(self, backend, ip_protocol, group_id, from_port, to_port, ip_range, source, prefixes, **more)
        self.text = next((one["Description"] for one in (ip_range, source, prefixes) if one and "Description" in one), None)
        # A rule that differs by its description only is the same.
        self.source_group.pop("Description", None)

    return made


def _described(original):
    return property(lambda self: self.text)


def _describe(original):
    """The scripts name rules by their identifiers."""

    def update_descriptions(self):
        if "SecurityGroupRuleDescriptions" not in self._get_params():
            return original(self)
        group = self.ec2_backend.get_security_group_from_id(self._get_param("GroupId"))
        rules = {rule.id: rule for rule in [*group.ingress_rules, *group.egress_rules]}
        for one in self._get_param("SecurityGroupRuleDescriptions"):
            rules[one["SecurityGroupRuleId"]].text = one.get("Description") or None
        return EmptyResult()

    return update_descriptions


PATCHES = (
    (SecurityGroupRule, "__init__", _rule),
    (SecurityGroupRule, "description", _described),
    (EC2Response, "update_security_group_rule_descriptions_ingress", _describe),
    (EC2Response, "update_security_group_rule_descriptions_egress", _describe),
)
