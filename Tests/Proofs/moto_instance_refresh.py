"""EC2 Auto Scaling: instances keep the version that they were started from, and a refresh replaces old ones."""

from moto.autoscaling.models import InstanceState
from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import ActionResult
from refusals import Refused

GOING_ON = ("Pending", "InProgress")


def _keep_version(original):
    def initialise(self, *arguments, **options):
        original(self, *arguments, **options)
        self.version = _version(self.auto_scaling_group)

    return initialise


def _version(group):
    """The number of the version that a group starts instances from now."""
    if not group or not group.ec2_launch_template:
        return None
    return str(group.ec2_launch_template.get_version(group.launch_template_version).number)


def _launch_template(_):
    """moto says the default version, whatever the instance was started from."""

    def launch_template(self):
        group = self.auto_scaling_group
        if not group or not group.ec2_launch_template:
            return None
        template = group.ec2_launch_template
        return {
            "LaunchTemplateId": template.id,
            "LaunchTemplateName": template.name,
            "Version": self.version,
        }

    return property(launch_template)


def _group(response):
    group = response.autoscaling_backend.autoscaling_groups.get(response._get_param("AutoScalingGroupName"))
    if group is None:
        raise Refused("ValidationError", "AutoScalingGroup name not found - null")
    return group


def _outdated(group):
    return [one for one in group.instance_states if one.version != _version(group)]


def _start_instance_refresh(_):
    def start_instance_refresh(self):
        group = _group(self)
        preferences = self._get_param("Preferences", {})
        least, most = preferences.get("MinHealthyPercentage", 90), preferences.get("MaxHealthyPercentage", 100)
        if not 0 <= least <= 100 <= most <= 200 or most - least > 100:
            raise Refused("ValidationError", f"Healthy percentages {least} and {most} are not possible.")
        refreshes = vars(group).setdefault("refreshes", [])
        if refreshes and refreshes[0]["Status"] in GOING_ON:
            raise Refused("InstanceRefreshInProgress", "An Instance Refresh is already in progress.")
        refresh = {
            "InstanceRefreshId": f"refresh-{len(refreshes) + 1}",
            "AutoScalingGroupName": group.name,
            "Status": "Pending",
            "PercentageComplete": 0,
            "InstancesToUpdate": len(_outdated(group)),
            "Preferences": preferences,
        }
        refreshes.insert(0, refresh)
        return ActionResult({"InstanceRefreshId": refresh["InstanceRefreshId"]})

    return start_instance_refresh


def _describe_instance_refreshes(_):
    """Time passes from one question to the next: a refresh begins, replaces what is old, and is done."""

    def describe_instance_refreshes(self):
        group = _group(self)
        refreshes = vars(group).setdefault("refreshes", [])
        wanted = self._get_param("InstanceRefreshIds", [])
        shown = [dict(one) for one in refreshes if not wanted or one["InstanceRefreshId"] in wanted]
        if refreshes and refreshes[0]["Status"] in GOING_ON:
            _go_on(self.autoscaling_backend, group, refreshes[0])
        most = self._get_int_param("MaxRecords", 50)
        return ActionResult({"InstanceRefreshes": shown[:most]})

    return describe_instance_refreshes


def _go_on(backend, group, refresh):
    if refresh["Status"] == "Pending":
        refresh.update(Status="InProgress", PercentageComplete=50)
        return
    for state in _outdated(group):
        backend.terminate_instance(state.instance.id, should_decrement=False)
    refresh.update(Status="Successful", PercentageComplete=100, InstancesToUpdate=0)


PATCHES = (
    (InstanceState, "__init__", _keep_version),
    (InstanceState, "launch_template", _launch_template),
    (AutoScalingResponse, "start_instance_refresh", _start_instance_refresh),
    (AutoScalingResponse, "describe_instance_refreshes", _describe_instance_refreshes),
)
