"""JMESPath against the shape of an answer: every name has to be one that AWS answers with, and comparisons can be true.

A type is a shape of botocore, a Many of types, a dict of types by name, a str for a scalar ("string", "number",
"boolean"), or None where nothing is known.
"""

from dataclasses import dataclass
from functools import reduce

from jmespath.functions import Functions

NUMBERS = {"integer", "long", "float", "double"}
# What these give: the type of their first argument, or a scalar.
SAME = {"sort", "reverse", "sort_by", "not_null", "to_array"}
SCALARS = {
    **dict.fromkeys(("length", "abs", "avg", "ceil", "floor", "sum", "to_number"), "number"),
    **dict.fromkeys(("contains", "starts_with", "ends_with"), "boolean"),
    **dict.fromkeys(("join", "to_string", "type"), "string"),
}


@dataclass
class Many:
    item: object


class Literal(dict):
    """The members of an object that the query itself writes: it is known what they are, and others are null."""


class QueryCheck:
    def __init__(self, shape):
        self.faults = []
        self.result = shape

    def check(self, node):
        self.type_of(node, self.result)
        return self.faults

    def fault(self, text):
        if text not in self.faults:
            self.faults.append(text)

    def type_of(self, node, given):
        method = getattr(self, node["type"], None)
        if not method:
            raise NotImplementedError(node["type"])
        return method(node, given)

    # Each of these is a kind of node.

    def field(self, node, given):
        name = node["value"]
        if given is None:
            return None
        members = _members(given)
        if members is None:
            kind = _scalar(given) or ("list" if _item(given) is not NOTHING else None)
            if kind:
                self.fault(f"{name} is asked of a {kind}")
            return _value(given)
        if name not in members and not isinstance(given, Literal):
            self.fault(f"there is no {name}, only {', '.join(sorted(members))}")
        return members.get(name)

    def identity(self, node, given):
        return given

    current = identity

    def literal(self, node, given):
        return _of_literal(node["value"])

    def subexpression(self, node, given):
        return reduce(lambda so_far, child: self.type_of(child, so_far), node["children"], given)

    index_expression = subexpression
    pipe = subexpression

    def index(self, node, given):
        item = _item(given)
        if item is NOTHING:
            if given is not None:
                self.fault("an index of what is no list")
            return None
        return item

    def slice(self, node, given):
        return given

    def projection(self, node, given):
        left = self.type_of(node["children"][0], given)
        item = _item(left)
        if item is NOTHING:
            if left is not None:
                self.fault("a projection of what is no list")
            item = None
        return Many(self.type_of(node["children"][1], item))

    def value_projection(self, node, given):
        left = self.type_of(node["children"][0], given)
        members = _members(left)
        values = list(members.values()) if members else []
        return Many(self.type_of(node["children"][1], values[0] if len(values) == 1 else _value(left)))

    def filter_projection(self, node, given):
        left, right, condition = node["children"]
        item = _item(self.type_of(left, given))
        if item is NOTHING:
            self.fault("a filter of what is no list")
            item = None
        self.type_of(condition, item)
        return Many(self.type_of(right, item))

    def flatten(self, node, given):
        left = self.type_of(node["children"][0], given)
        item = _item(left)
        if item is NOTHING:
            if left is not None:
                self.fault("what is flattened is no list")
            return Many(None)
        inner = _item(item)
        return Many(item if inner is NOTHING else inner)

    def multi_select_list(self, node, given):
        types = [self.type_of(child, given) for child in node["children"]]
        return Many(types[0] if len(types) == 1 else None)

    def multi_select_dict(self, node, given):
        return {child["value"]: self.type_of(child["children"][0], given) for child in node["children"]}

    def comparator(self, node, given):
        sides = [self.type_of(child, given) for child in node["children"]]
        kinds = [_scalar(side) for side in sides]
        literals = [child.get("value") for child in node["children"] if child["type"] == "literal"]
        if literals and None not in kinds and kinds[0] != kinds[1]:
            self.fault(f"{literals[0]!r} is compared with a {next(k for k in kinds if k != _scalar_of(literals[0]))}")
        for side in sides:
            allowed = getattr(side, "enum", None)
            wrong = [literal for literal in literals if isinstance(literal, str) and literal not in (allowed or [literal])]
            if wrong:
                self.fault(f"{wrong[0]!r} is none of {', '.join(allowed)}")
        return "boolean"

    def or_expression(self, node, given):
        left, right = (self.type_of(child, given) for child in node["children"])
        # A default says nothing about what may be there.
        return left if left is not None else right

    def and_expression(self, node, given):
        return [self.type_of(child, given) for child in node["children"]][1]

    def not_expression(self, node, given):
        self.type_of(node["children"][0], given)
        return "boolean"

    def function_expression(self, node, given):
        name, arguments = node["value"], node["children"]
        function = Functions.FUNCTION_TABLE.get(name)
        if not function:
            self.fault(f"there is no function {name}")
            return None
        signature = function["signature"]
        is_variadic = bool(signature and signature[-1].get("variadic"))
        if len(arguments) != len(signature) and not (is_variadic and len(arguments) >= len(signature)):
            self.fault(f"{name} takes {len(signature)} arguments")
            return None
        types = [None if child["type"] == "expref" else self.type_of(child, given) for child in arguments]
        return self._result(name, arguments, types)

    def _result(self, name, arguments, types):
        expressions = [child["children"][0] for child in arguments if child["type"] == "expref"]
        lists = [kind for kind, child in zip(types, arguments, strict=True) if child["type"] != "expref"]
        item = _item(lists[0]) if lists else NOTHING
        item = None if item is NOTHING else item
        results = [self.type_of(expression, item) for expression in expressions]
        if name == "map":
            return Many(results[0])
        if name in ("max_by", "min_by", "max", "min"):
            return item
        if name in ("keys", "values"):
            return Many("string" if name == "keys" else None)
        return types[0] if name in SAME else SCALARS.get(name)


class Nothing:
    pass


NOTHING = Nothing()


def _members(given):
    if isinstance(given, dict):
        return given
    return given.members if getattr(given, "type_name", None) == "structure" else None


def _value(given):
    return given.value if getattr(given, "type_name", None) == "map" else None


def _item(given):
    if isinstance(given, Many):
        return given.item
    if getattr(given, "type_name", None) == "list":
        return given.member
    return None if given is None else NOTHING


def _scalar(given):
    if isinstance(given, str):
        return given
    kind = getattr(given, "type_name", None)
    return "number" if kind in NUMBERS else kind if kind in ("string", "boolean") else None


def _scalar_of(value):
    if isinstance(value, bool):
        return "boolean"
    return "string" if isinstance(value, str) else "number" if isinstance(value, (int, float)) else None


def _of_literal(value):
    if isinstance(value, dict):
        return Literal({name: _of_literal(item) for name, item in value.items()})
    if isinstance(value, list):
        return Many(_of_literal(value[0]) if value else None)
    return _scalar_of(value)
