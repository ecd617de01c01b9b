"""Certificates: ACM issues one as soon as the records that prove its names stand in a zone, and not before."""

from moto.acm.models import CertBundle
from moto.route53 import models
from moto.route53.models import route53_backends


def _check(original):
    def check(self):
        if self.type != "AMAZON_ISSUED" or self.status != "PENDING_VALIDATION":
            return original(self)
        self.status = "ISSUED"
        options = self.describe()["Certificate"]["DomainValidationOptions"]
        wanted = {option["ResourceRecord"]["Name"] for option in options}
        if not wanted <= _names():
            self.status = "PENDING_VALIDATION"

    return check


def _names():
    """The names of all records of an alias in all accounts."""
    return {
        record.name.rstrip(".") + "."
        for account in route53_backends.values()
        for backend in account.values()
        for zone in backend.zones.values()
        for record in zone.rrsets
        if record.type == "CNAME"
    }


def _zone_id(original):
    """As Route 53 makes them: they begin with a Z."""
    return lambda *arguments, **options: "Z" + original(*arguments, **options)[1:]


PATCHES = ((CertBundle, "check", _check), (models, "create_route53_zone_id", _zone_id))
