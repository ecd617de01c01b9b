"""What a model says of values beyond what botocore looks at: enumerations, greatest sizes and patterns."""

from functools import cache

import regex


def shape_faults(shape, value, path=""):
    """What is wrong with a value, at whatever depth. It has the types that the shape wants."""
    kind = shape.type_name
    limits = shape.metadata
    if kind == "structure":
        for name, item in value.items():
            if name in shape.members:
                yield from shape_faults(shape.members[name], item, f"{path}.{name}".strip("."))
    elif kind == "list":
        yield from _too_much(limits, len(value), f"{path} has {len(value)} items")
        for index, item in enumerate(value):
            yield from shape_faults(shape.member, item, f"{path}[{index}]")
    elif kind == "map":
        yield from _too_much(limits, len(value), f"{path} has {len(value)} entries")
        for name, item in value.items():
            yield from shape_faults(shape.key, name, f"{path} key {name!r}")
            yield from shape_faults(shape.value, item, f"{path}.{name}")
    elif kind == "string" and isinstance(value, str):
        yield from _too_much(limits, len(value), f"{path} has {len(value)} characters")
        # Some services' models list what is known today; those of the proofs list what is taken.
        if shape.enum and value not in shape.enum:
            yield f"{path}: {value!r} is none of {', '.join(shape.enum)}"
        pattern = limits.get("pattern")
        if pattern and not compiled(pattern).fullmatch(value):
            yield f"{path}: {value!r} does not match {pattern}"
    elif kind in ("integer", "long", "float", "double"):
        yield from _too_much(limits, value, f"{path} is {value}")


def _too_much(limits, size, text):
    if "max" in limits and size > limits["max"]:
        yield f"{text}, and {limits['max']} is the most"


@cache
def compiled(pattern):
    # Java counts in halves of what is beyond the first plane of Unicode.
    return regex.compile(pattern.replace(r"\uD800\uDC00-\uDBFF\uDFFF", r"\U00010000-\U0010FFFF"))
