"""CloudWatch and CloudWatch Logs: what is gone has no tags any more, and asking for them is refused. The Tagging API lists
what there was when it was asked first."""

from moto.cloudwatch.models import CloudWatchBackend
from moto.logs.models import LogsBackend
from moto.resourcegroupstaggingapi.models import ResourceGroupsTaggingAPIBackend
from refusals import Refused


def _only_of_alarms(original):
    def list_tags_for_resource(self, arn):
        if ":alarm:" in arn and arn.rsplit(":alarm:", 1)[1] not in self.alarms:
            raise Refused("ResourceNotFoundException", f"Unable to find the requested resource [{arn}].")
        return original(self, arn)

    return list_tags_for_resource


def _only_of_log_groups(original):
    def list_tags_for_resource(self, resource_arn):
        if ":log-group:" in resource_arn and resource_arn.rsplit(":log-group:", 1)[1] not in self.groups:
            raise Refused("ResourceNotFoundException", "The specified resource does not exist.")
        return original(self, resource_arn)

    return list_tags_for_resource


def _at_once(original):
    def generator(self, *arguments, **options):
        # moto goes on with the services' own dictionaries when the next page is asked for, and they have changed.
        return iter(list(original(self, *arguments, **options)))

    return generator


PATCHES = (
    (ResourceGroupsTaggingAPIBackend, "_get_resources_generator", _at_once),
    (CloudWatchBackend, "list_tags_for_resource", _only_of_alarms),
    (LogsBackend, "list_tags_for_resource", _only_of_log_groups),
)
