"""Cuts what the AWS CLI is answered into pages: moto gives everything at once, whatever page size it is asked for.

Cut where botocore's paginators hand pages to the CLI, so that everything above is the CLI's own: --output text evaluates
--query on each page, and prints None for one where it finds nothing; the other formats evaluate it on all together.
One request is made, whatever the number of pages.
"""

import copy
import os

# Items of a page where the caller gives no size, by AWS's documentation as botocore has it. What is not here is given
# all at once ("If this parameter is not specified, then all items are returned", EC2) or in pages of a hundred.
SIZES = {
    "application-autoscaling": 50,
    "autoscaling": 50,
    "cloudwatch": 50,
    "ec2": None,
    "elbv2": 400,
    "logs": 50,
}
SIZES_OF_OPERATIONS = {
    ("application-autoscaling", "DescribeScalingPolicies"): 10,
    ("autoscaling", "DescribeScalingActivities"): 100,
    ("ec2", "DescribeLaunchTemplates"): 200,
    ("ec2", "DescribeLaunchTemplateVersions"): 200,
}
REAL = "real"
# The variable of a call that says into what its lists are cut.
VARIABLE = "PROOF_PAGES"


def size_of(setting, service, operation):
    """The items of a page, or None for no end: the setting is a number, or REAL for AWS's own, or nothing."""
    if setting != REAL:
        return int(setting) if setting else None
    return SIZES_OF_OPERATIONS.get((service, operation), SIZES.get(service, 100))


def pages_of(page, keys, size):
    """The pages that a page is cut into; each has items of one key only, and there is one at least."""
    lists = [(key, key.search(page) or []) for key in keys]
    lists = [(key, items) for key, items in lists if isinstance(items, list)]
    empty = copy.copy(page)
    for key, _ in lists:
        empty = _with(empty, key.expression, [])
    cut = [
        _with(empty, key.expression, items[start : start + size])
        for key, items in lists
        for start in range(0, len(items), size)
    ]
    return cut or [page]


def _with(page, path, items):
    name, _, rest = path.partition(".")
    inner = page.get(name)
    return {**page, name: _with(inner or {}, rest, items) if rest else items}


def install(clidriver):
    """Has this AWS CLI get its lists in pages, in calls that ask for it."""
    iterator, caller = clidriver.botocore.paginate.PageIterator, clidriver.CLIOperationCaller
    every_page, call = iterator.__iter__, caller._make_client_call

    def pages(self):
        client = self._method.__self__
        operation = client.meta.method_to_api_mapping[self._method.__name__]
        setting = os.environ.get(VARIABLE)
        size = size_of(setting, client.meta.service_model.service_name, operation)
        # AWS keeps to a size that is asked for, or gives less.
        if setting and self._page_size and (size is None or setting == REAL):
            size = int(self._page_size)
        for page in every_page(self):
            yield from [page] if size is None else pages_of(page, self.result_keys, size)

    def first_page(self, client, operation, parameters, options):
        response = call(self, client, operation, parameters, options)
        name = clidriver.xform_name(operation)
        size = size_of(os.environ.get(VARIABLE), client.meta.service_model.service_name, operation)
        # With --no-paginate there is one page, and the rest is not asked for.
        if size is None or options.paginate or not client.can_paginate(name):
            return response
        return pages_of(response, client.get_paginator(name).result_keys, size)[0]

    iterator.__iter__, caller._make_client_call = pages, first_page
