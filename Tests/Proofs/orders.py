"""What waits for what in a template."""

from intrinsics import references


def of_type(template, type_name):
    return {name: item for name, item in template["Resources"].items() if item["Type"] == type_name}


def depends_on(resource):
    said = resource.get("DependsOn", [])
    return {said} if isinstance(said, str) else set(said)


def dependencies(template):
    """{resource: what CloudFormation makes before it}."""
    resources = template["Resources"]
    return {
        name: (references(item.get("Properties", {})) & set(resources)) | depends_on(item)
        for name, item in resources.items()
    }


def closure(graph, start, without=()):
    """Everything that a resource waits for; `without` is one edge to leave out."""
    found, waiting = set(), [start]
    while waiting:
        name = waiting.pop()
        for below in graph[name] - found:
            if (name, below) != without:
                found.add(below)
                waiting.append(below)
    return found
