"""EC2 Auto Scaling: names are taken once, policies belong to their group, steps have no gaps and forecasts their sort."""

from moto.autoscaling.models import AutoScalingBackend
from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import ActionResult, EmptyResult
from moto.iam.models import iam_backends
from refusals import Refused, checked


@checked
def _create_auto_scaling_group(self):
    name = self._get_param("AutoScalingGroupName")
    if name in self.autoscaling_backend.autoscaling_groups:
        text = f"AutoScalingGroup by this name already exists - A group with the name {name} already exists"
        raise Refused("AlreadyExists", text)
    _require_sizes(self)


def _require_sizes(self):
    least, most = self._get_int_param("MinSize"), self._get_int_param("MaxSize")
    desired = self._get_int_param("DesiredCapacity")
    if least > most:
        raise Refused("ValidationError", "Max bound must be greater than or equal to min bound")
    if desired is not None and not least <= desired <= most:
        text = f"Desired capacity:{desired} must be between the specified min size:{least} and max size:{most}"
        raise Refused("ValidationError", text)


def _delete_auto_scaling_group(original):
    def delete_auto_scaling_group(self):
        name, backend = self._get_param("AutoScalingGroupName"), self.autoscaling_backend
        group = backend.autoscaling_groups.get(name)
        if group and group.instance_states and not self._get_bool_param("ForceDelete", False):
            text = "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s)"
            raise Refused("ResourceInUse", f"{text} still in the group.")
        # What protects instances from scaling in does not keep them when the group goes.
        for state in group.instance_states if group else []:
            state.protected_from_scale_in = False
        answer = original(self)
        backend.policies = {k: p for k, p in backend.policies.items() if p.auto_scaling_group_name != name}
        actions = backend.scheduled_actions
        backend.scheduled_actions = {k: a for k, a in actions.items() if a.auto_scaling_group_name != name}
        hooks = backend.lifecycle_hooks
        backend.lifecycle_hooks = {k: hook for k, hook in hooks.items() if hook.auto_scaling_group_name != name}
        backend.notifications.pop(name, None)
        return answer

    return delete_auto_scaling_group


def _put_scaling_policy(original):
    def put_scaling_policy(self):
        group, name = self._get_param("AutoScalingGroupName"), self._get_param("PolicyName")
        backend = self.autoscaling_backend
        if group not in backend.autoscaling_groups:
            raise Refused("ValidationError", "Group not found")
        if self._get_param("PolicyType") == "StepScaling":
            require_whole_steps(self._get_param("StepAdjustments", []), "ValidationError")
        forecast = None
        if self._get_param("PolicyType") == "PredictiveScaling":
            said = self._get_params().get("PredictiveScalingConfiguration")
            forecast = require_forecast(said, GROUP_PAIRS, "ValidationError")
        original(self)
        # moto keeps one policy of a name, whatever its group.
        policy = backend.policies[group, name] = backend.policies.pop(name)
        policy.predictive_scaling_configuration = forecast
        return ActionResult({"PolicyARN": policy.arn, "Alarms": []})

    return put_scaling_policy


def _delete_policy(original):
    def delete_policy(self):
        name, policies = self._get_param("PolicyName"), self.autoscaling_backend.policies
        group = self._get_param("AutoScalingGroupName")
        for key, policy in list(policies.items()):
            if policy.arn == name or (policy.name == name and policy.auto_scaling_group_name == group):
                del policies[key]
        return original(self)

    return delete_policy


SIZES = ("min_size", "max_size", "desired_capacity")
SAID = (*SIZES, "start_time", "end_time", "recurrence", "time_zone")


def _put_scheduled_action(original):
    """One of a group of its own name; what a request leaves out stays as it was."""

    def put_scheduled_update_group_action(self):
        group, name = self._get_param("AutoScalingGroupName"), self._get_param("ScheduledActionName")
        backend = self.autoscaling_backend
        if group not in backend.autoscaling_groups:
            raise Refused("ValidationError", "Group not found")
        before = backend.scheduled_actions.pop((group, name), None)
        answer = original(self)
        action = backend.scheduled_actions[group, name] = backend.scheduled_actions.pop(name)
        for said in SAID if before else ():
            if getattr(action, said) is None:
                setattr(action, said, getattr(before, said))
        if all(getattr(action, size) is None for size in SIZES):
            raise Refused("ValidationError", "At least one of desired capacity, min size or max size must be specified")
        return answer

    return put_scheduled_update_group_action


def _delete_scheduled_action(_):
    def delete_scheduled_action(self):
        key = self._get_param("AutoScalingGroupName"), self._get_param("ScheduledActionName")
        if key not in self.autoscaling_backend.scheduled_actions:
            raise Refused("ValidationError", "Scheduled action name not found")
        del self.autoscaling_backend.scheduled_actions[key]
        return EmptyResult()

    return delete_scheduled_action


def require_whole_steps(steps, code):
    """Steps reach from end to end without gap or overlap, and say what happens beyond both ends as far as AWS asks."""
    low, high = "MetricIntervalLowerBound", "MetricIntervalUpperBound"
    steps = sorted(steps, key=lambda step: step.get(low, float("-inf")))
    if not steps:
        raise Refused(code, "At least one StepAdjustment must be specified")
    for step, following in zip(steps, steps[1:], strict=False):
        if step.get(high) is None or step[high] != following.get(low):
            raise Refused(code, "StepAdjustment intervals can't have gaps or overlap")
    if any(step.get(low) is not None and step.get(low) == step.get(high) for step in steps):
        raise Refused(code, "StepAdjustment interval is empty")
    if steps[0].get(low) is not None and steps[0][low] < 0:
        raise Refused(code, "There must be a StepAdjustment with an unspecified lower bound when one has a negative one")
    if steps[-1].get(high) is not None and steps[-1][high] > 0:
        raise Refused(code, "There must be a StepAdjustment with an unspecified upper bound when one has a positive one")


# Pairs of metrics that predictive scaling knows of a group.
GROUP_PAIRS = {"ASGCPUUtilization", "ASGNetworkIn", "ASGNetworkOut", "ALBRequestCount"}


def require_forecast(configuration, pairs, code):
    """A forecast of one pair of metrics, with what AWS takes where nothing is said."""
    specifications = (configuration or {}).get("MetricSpecifications", [])
    if len(specifications) != 1:
        raise Refused(code, "You must specify exactly one metric specification.")
    pair = specifications[0].get("PredefinedMetricPairSpecification", {})
    if pair.get("PredefinedMetricType") not in pairs:
        raise Refused(code, "The metric specification is invalid.")
    if (pair["PredefinedMetricType"] == "ALBRequestCount") != ("ResourceLabel" in pair):
        raise Refused(code, "Resource label should be specified for predefined metric type ALBRequestCount only.")
    raises = configuration.get("MaxCapacityBreachBehavior") == "IncreaseMaxCapacity"
    if raises != ("MaxCapacityBuffer" in configuration):
        word = "must specify MaxCapacityBuffer when using Increase" if raises else "cannot specify MaxCapacityBuffer when using Honor"
        raise Refused(code, f"You {word}MaxCapacity.")
    usual = {"Mode": "ForecastOnly", "SchedulingBufferTime": 300, "MaxCapacityBreachBehavior": "HonorMaxCapacity"}
    return {**usual, **configuration}


# What a request says of a lifecycle hook, and what AWS takes where it says nothing.
HOOK = {
    "LifecycleTransition": ("lifecycle_transition", None),
    "HeartbeatTimeout": ("heartbeat_timeout", 3600),
    "DefaultResult": ("default_result", "ABANDON"),
    "NotificationTargetARN": ("notification_target_arn", None),
    "RoleARN": ("role_arn", None),
    "NotificationMetadata": ("notification_metadata", None),
}


def _put_hook(backend, group, said):
    """A hook of its own group; what a request leaves out stays as it was."""
    if said.get("NotificationTargetARN") and not said.get("RoleARN"):
        raise Refused("ValidationError", "You must specify an IAM role with a notification target")
    role = said.get("RoleARN", "").rpartition("/")[2]
    if role and not any(one.name == role for one in iam_backends[backend.account_id]["aws"].roles.values()):
        text = f"Unable to publish test message to notification target {said['NotificationTargetARN']} using IAM role {role}"
        raise Refused("ValidationError", text)
    key = f"{group}_{said['LifecycleHookName']}"
    before = backend.lifecycle_hooks.get(key)
    if not before and not said.get("LifecycleTransition"):
        raise Refused("ValidationError", "A lifecycle transition is required")
    hook = backend.create_lifecycle_hook(said["LifecycleHookName"], group, None, None, None)
    for parameter, (attribute, default) in HOOK.items():
        value = said.get(parameter)
        setattr(hook, attribute, getattr(before, attribute) if value is None and before else default if value is None else value)


def _put_lifecycle_hook(_):
    def put_lifecycle_hook(self):
        group = self._get_param("AutoScalingGroupName")
        if group not in self.autoscaling_backend.autoscaling_groups:
            raise Refused("ValidationError", f"AutoScalingGroup name not found - {group}")
        said = {name: self._get_param(name) for name in ("LifecycleHookName", *HOOK)}
        if said["HeartbeatTimeout"] is not None:
            said["HeartbeatTimeout"] = int(said["HeartbeatTimeout"])
        _put_hook(self.autoscaling_backend, group, {name: value for name, value in said.items() if value is not None})
        return EmptyResult()

    return put_lifecycle_hook


# What moto forgets, and the value that takes back what was said before.
KEPT = {
    "capacity_rebalance": ("CapacityRebalance", None),
    "default_instance_warmup": ("DefaultInstanceWarmup", -1),
    "instance_maintenance_policy": (
        "InstanceMaintenancePolicy",
        {"MinHealthyPercentage": -1, "MaxHealthyPercentage": -1},
    ),
    "max_instance_lifetime": ("MaxInstanceLifetime", 0),
    "termination_policies": ("TerminationPolicies", None),
}


def _keep_rest(original):
    def keeping(self):
        answer = original(self)
        group = self.autoscaling_backend.autoscaling_groups[self._get_param("AutoScalingGroupName")]
        for attribute, (parameter, nothing) in KEPT.items():
            value = self._get_param(parameter)
            if value is not None and value != []:
                setattr(group, attribute, None if value == nothing else value)
        return answer

    return keeping


def _with_hooks(original):
    """The hooks are there before the first instance starts."""

    def create_auto_scaling_group(self):
        group = self._get_param("AutoScalingGroupName")
        answer = original(self)
        for hook in self._get_param("LifecycleHookSpecificationList", []):
            _put_hook(self.autoscaling_backend, group, hook)
        return answer

    return create_auto_scaling_group


def _create(original):
    return _with_hooks(_keep_rest(_create_auto_scaling_group(original)))


def _notifications(_):
    return property(lambda self: vars(self).setdefault("_notifications", {}))


def _require_group(self, name):
    if name not in self.autoscaling_backend.autoscaling_groups:
        raise Refused("ValidationError", f"AutoScalingGroup name not found - {name}")


def _put_notifications(_):
    """What a topic is told of takes the place of what it was told of before."""

    def put_notification_configuration(self):
        name = self._get_param("AutoScalingGroupName")
        _require_group(self, name)
        told = self.autoscaling_backend.notifications.setdefault(name, {})
        topic = self._get_param("TopicARN")
        if topic not in told and len(told) == 10:
            raise Refused("LimitExceeded", "You already have 10 topics for this group")
        told[topic] = list(self._get_param("NotificationTypes"))
        return EmptyResult()

    return put_notification_configuration


def _delete_notifications(_):
    def delete_notification_configuration(self):
        name, topic = self._get_param("AutoScalingGroupName"), self._get_param("TopicARN")
        _require_group(self, name)
        told = self.autoscaling_backend.notifications.get(name, {})
        if topic not in told:
            raise Refused("ValidationError", f"Notification configuration not found for topic {topic}")
        del told[topic]
        return EmptyResult()

    return delete_notification_configuration


def _describe_notifications(_):
    """A row for each topic and type, of groups that are there: of others there are none."""

    def describe_notification_configurations(self):
        asked = self._get_param("AutoScalingGroupNames")
        rows = [
            {"AutoScalingGroupName": name, "TopicARN": topic, "NotificationType": kind}
            for name, told in sorted(self.autoscaling_backend.notifications.items())
            if not asked or name in asked
            for topic, kinds in told.items()
            for kind in reversed(kinds)
        ]
        start = int(self._get_param("NextToken") or 0)
        end = start + int(self._get_param("MaxRecords") or 50)
        more = {"NextToken": str(end)} if end < len(rows) else {}
        return ActionResult({"NotificationConfigurations": rows[start:end], **more})

    return describe_notification_configurations


# What a request says of a warm pool, and what AWS takes where nobody said it.
POOL = {"MinSize": 0, "MaxGroupPreparedCapacity": -1, "PoolState": "Stopped", "InstanceReusePolicy": {"ReuseOnScaleIn": False}}
# How many answers still show a pool that is going away. Nobody says how long it takes: its instances have to end.
GOING = 2


def _group(self):
    name = self._get_param("AutoScalingGroupName")
    _require_group(self, name)
    return self.autoscaling_backend.autoscaling_groups[name]


def _put_pool(_):
    """What a request leaves out stays as it was."""

    def put_warm_pool(self):
        group = _group(self)
        if getattr(group, "pool_going", 0):
            raise Refused("ValidationError", "The warm pool is pending deletion.")
        before = group.warm_pool or POOL
        said = {name: self._get_param(name) for name in POOL}
        pool = {name: before[name] if value is None else value for name, value in said.items()}
        for name in ("MinSize", "MaxGroupPreparedCapacity"):
            pool[name] = int(pool[name])
        group.warm_pool = pool
        return EmptyResult()

    return put_warm_pool


def _describe_pool(_):
    def describe_warm_pool(self):
        group = _group(self)
        pool, going = group.warm_pool, getattr(group, "pool_going", 0)
        if not pool:
            return ActionResult({"Instances": []})
        shown = {name: value for name, value in pool.items() if (name, value) != ("MaxGroupPreparedCapacity", -1)}
        if going:
            shown["Status"] = "PendingDelete"
            group.pool_going = going - 1
            if group.pool_going == 0:
                group.warm_pool = None
        return ActionResult({"WarmPoolConfiguration": shown, "Instances": []})

    return describe_warm_pool


def _delete_pool(_):
    def delete_warm_pool(self):
        group = _group(self)
        if not group.warm_pool:
            raise Refused("ValidationError", "No warm pool found for the group")
        group.pool_going = GOING
        return EmptyResult()

    return delete_warm_pool


PATCHES = (
    (AutoScalingResponse, "put_warm_pool", _put_pool),
    (AutoScalingResponse, "describe_warm_pool", _describe_pool),
    (AutoScalingResponse, "delete_warm_pool", _delete_pool),
    (AutoScalingBackend, "notifications", _notifications),
    (AutoScalingResponse, "put_notification_configuration", _put_notifications),
    (AutoScalingResponse, "delete_notification_configuration", _delete_notifications),
    (AutoScalingResponse, "describe_notification_configurations", _describe_notifications),
    (AutoScalingResponse, "create_auto_scaling_group", _create),
    (AutoScalingResponse, "update_auto_scaling_group", _keep_rest),
    (AutoScalingResponse, "delete_auto_scaling_group", _delete_auto_scaling_group),
    (AutoScalingResponse, "put_lifecycle_hook", _put_lifecycle_hook),
    (AutoScalingResponse, "put_scaling_policy", _put_scaling_policy),
    (AutoScalingResponse, "delete_policy", _delete_policy),
    (AutoScalingResponse, "put_scheduled_update_group_action", _put_scheduled_action),
    (AutoScalingResponse, "delete_scheduled_action", _delete_scheduled_action),
)
