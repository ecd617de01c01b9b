"""Application Auto Scaling: tags, forecasts, and policies that stay themselves when they are put again."""

import json

from moto.applicationautoscaling import responses
from moto.applicationautoscaling.models import ApplicationAutoscalingBackend, FakeApplicationAutoscalingPolicy
from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse
from moto_autoscaling import require_forecast, require_whole_steps
from refusals import Refused, checked

# Pairs of metrics that predictive scaling knows of a service.
PAIRS = {"ECSServiceCPUUtilization", "ECSServiceMemoryUtilization", "ALBRequestCount"}
IDENTITY = ("ServiceNamespace", "ResourceId", "ScalableDimension")


def _register_scalable_target(original):
    def register_scalable_target(self):
        answer = original(self)
        tags = self._get_param("Tags")
        target = _target(self, json.loads(answer)["ScalableTargetARN"])
        if target.min_capacity > target.max_capacity:
            raise Refused("ValidationException", "Minimum capacity must not exceed maximum capacity")
        if tags:
            target.tags = dict(tags)
        return answer

    return register_scalable_target


def _ecs_service_exists_for_target(original):
    def ecs_service_exists_for_target(self, r_id):
        original(self, r_id)
        _, cluster, name = r_id.split("/")
        (service,), _ = self.ecs_backend.describe_services(cluster, [name])
        if service.status != "ACTIVE":
            raise Refused("ValidationException", f"ECS service doesn't exist: {r_id}")

    return ecs_service_exists_for_target


def _target(response, arn):
    targets = response.applicationautoscaling_backend.targets.values()
    found = [target for group in targets for target in group.values() if target.arn == arn]
    if not found:
        raise Refused("ResourceNotFoundException", f"The resource doesn't exist: {arn}")
    return found[0]


def _list_tags_for_resource(_):
    """moto lacks the operation, and the two that follow."""

    def list_tags_for_resource(self):
        target = _target(self, self._get_param("ResourceARN"))
        return json.dumps({"Tags": getattr(target, "tags", {})})

    return list_tags_for_resource


def _tag_resource(_):
    def tag_resource(self):
        target = _target(self, self._get_param("ResourceARN"))
        target.tags = {**getattr(target, "tags", {}), **self._get_param("Tags")}
        return "{}"

    return tag_resource


def _untag_resource(_):
    def untag_resource(self):
        target = _target(self, self._get_param("ResourceARN"))
        removed = self._get_param("TagKeys")
        target.tags = {key: value for key, value in getattr(target, "tags", {}).items() if key not in removed}
        return "{}"

    return untag_resource


def _put_scaling_policy(original):
    def put_scaling_policy(self, **arguments):
        identity = [arguments[name] for name in ("service_namespace", "resource_id", "scalable_dimension")]
        if not self._scalable_target_exists(*identity[1:]):
            text = "service namespace: {}, resource ID: {}, scalable dimension: {}".format(*identity)
            raise Refused("ObjectNotFoundException", f"No scalable target registered for {text}")
        if arguments["policy_type"] == "StepScaling":
            require_whole_steps(arguments["policy_body"].get("StepAdjustments", []), "ValidationException")
        old = {policy.policy_arn: policy for policy in self.policies.values()}
        policy = original(self, **arguments)
        for before in old.values():
            if before.policy_name == policy.policy_name and before not in self.policies.values():
                # moto has made a new policy with new alarms, and left the alarms of the old.
                policy.delete_alarms(self.account_id, self.region_name)
                policy.policy_arn, policy.alarms = before.policy_arn, before.alarms
        return policy

    return put_scaling_policy


def _forecast(original):
    """moto has no predictive scaling: its policies are those of another sort with another name."""

    def __init__(self, *, policy_type, policy_body, **arguments):
        if policy_type != "PredictiveScaling":
            return original(self, policy_type=policy_type, policy_body=policy_body, **arguments)
        body = require_forecast(policy_body, PAIRS, "ValidationException")
        original(self, policy_type="StepScaling", policy_body=body, **arguments)
        self.policy_type, self.step_scaling_policy_configuration = policy_type, None

    return __init__


def _request_policy(original):
    def put_scaling_policy(self):
        said, param = "PredictiveScalingPolicyConfiguration", self._get_param
        if param("PolicyType") != "PredictiveScaling":
            return original(self)
        policy = self.applicationautoscaling_backend.put_scaling_policy(
            policy_name=param("PolicyName"), policy_type=param("PolicyType"), policy_body=param(said),
            service_namespace=param("ServiceNamespace"), resource_id=param("ResourceId"),
            scalable_dimension=param("ScalableDimension"),
        )
        return json.dumps({"PolicyARN": policy.policy_arn, "Alarms": []})

    return put_scaling_policy


def _build_policy(original):
    def build(policy):
        answer = original(policy)
        if policy.policy_type == "PredictiveScaling":
            answer["PredictiveScalingPolicyConfiguration"] = policy._policy_body
        return answer

    return build


def _deregister_scalable_target(original):
    """What scales a target ends with it."""

    def deregister_scalable_target(self):
        identity = [self._get_param(name) for name in IDENTITY]
        backend = self.applicationautoscaling_backend
        if not backend._scalable_target_exists(*identity[1:]):
            raise _not_found("scalable target", identity)
        answer = original(self)
        for policy in list(backend.policies.values()):
            if [policy.service_namespace, policy.resource_id, policy.scalable_dimension] == identity:
                backend.delete_scaling_policy(policy.policy_name, *identity)
        for action in list(backend.scheduled_actions):
            if [action.service_namespace, action.resource_id, action.scalable_dimension] == identity:
                backend.scheduled_actions.remove(action)
        return answer

    return deregister_scalable_target


@checked
def _delete_scaling_policy(self):
    identity = [self._get_param(name) for name in IDENTITY]
    if "\t".join([*identity, self._get_param("PolicyName")]) not in self.applicationautoscaling_backend.policies:
        raise _not_found("scaling policy", identity)


@checked
def _put_scheduled_action(self):
    identity = [self._get_param(name) for name in IDENTITY]
    if not self.applicationautoscaling_backend._scalable_target_exists(*identity[1:]):
        text = "service namespace: {}, resource ID: {}, scalable dimension: {}".format(*identity)
        raise Refused("ObjectNotFoundException", f"No scalable target registered for {text}")
    sizes = self._get_param("ScalableTargetAction") or {}
    if sizes.get("MinCapacity", 0) > sizes.get("MaxCapacity", float("inf")):
        raise Refused("ValidationException", "Maximum capacity cannot be less than minimum capacity")


@checked
def _delete_scheduled_action(self):
    identity = [self._get_param(name) for name in IDENTITY]
    names = [self._get_param("ScheduledActionName")]
    found = self.applicationautoscaling_backend.describe_scheduled_actions(names, *identity)
    if not found:
        raise _not_found("scheduled action", identity)


def _not_found(what, identity):
    text = "service namespace: {}, resource ID: {}, scalable dimension: {}".format(*identity)
    return Refused("ObjectNotFoundException", f"No {what} found for {text}")


PATCHES = (
    (ApplicationAutoScalingResponse, "register_scalable_target", _register_scalable_target),
    (ApplicationAutoScalingResponse, "list_tags_for_resource", _list_tags_for_resource),
    (ApplicationAutoScalingResponse, "tag_resource", _tag_resource),
    (ApplicationAutoScalingResponse, "untag_resource", _untag_resource),
    (ApplicationAutoScalingResponse, "deregister_scalable_target", _deregister_scalable_target),
    (ApplicationAutoScalingResponse, "delete_scaling_policy", _delete_scaling_policy),
    (ApplicationAutoScalingResponse, "put_scheduled_action", _put_scheduled_action),
    (ApplicationAutoScalingResponse, "delete_scheduled_action", _delete_scheduled_action),
    (FakeApplicationAutoscalingPolicy, "__init__", _forecast),
    (ApplicationAutoScalingResponse, "put_scaling_policy", _request_policy),
    (responses, "_build_policy", _build_policy),
    (ApplicationAutoscalingBackend, "put_scaling_policy", _put_scaling_policy),
    (ApplicationAutoscalingBackend, "_ecs_service_exists_for_target", _ecs_service_exists_for_target),
)
