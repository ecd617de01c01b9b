"""What makes calls of the AWS CLI cheap that are forks of one process, and changes nothing of what they do.

Most of a deployment's time in the proofs is the CLI's own: it builds the same tables, copies the same handlers
and looks for the same credentials in each call. What depends on nothing but its files is made once, before the first fork.
"""

import argparse
import inspect
import logging
import os
from functools import cache

from cli_calls import CREDENTIALS

PROXIES = {"http_proxy", "https_proxy", "all_proxy", "no_proxy"}


def warm(clidriver):
    """Has a module of the AWS CLI do the same with less: it has a botocore of its own."""
    botocore = clidriver.botocore
    _read_models_once(botocore.client.ClientCreator)
    _copy_handlers_faster(botocore.hooks)
    _find_aliases_faster(botocore.hooks.EventAliaser)
    original = botocore.endpoint.get_environ_proxies
    botocore.endpoint.get_environ_proxies = lambda url: original(url) if _has_proxies() else {}
    # Each client makes what a connection over TLS would need, and here there is none.
    botocore.httpsession.create_urllib3_context = cache(botocore.httpsession.create_urllib3_context)
    # It looks for translations of each word in the file system.
    argparse._ = str


def prepare(driver):
    """Has a driver make what it parses the arguments with now."""
    parser = driver._create_parser(driver._get_command_table())
    driver._create_parser = lambda table: parser


def trust_environment(driver):
    """Has a driver look for credentials nowhere but in the environment, which comes first for the CLI."""
    driver.session.unregister("session-initialized", unique_id="inject_assume_role_cred_provider_cache")


def know_credentials(driver):
    """Takes the credentials from the environment."""
    driver.session.set_credentials(*map(os.environ.get, CREDENTIALS))


class Memory:
    """What a driver has in mind before a call, which forget() brings back after it.

    A call makes the table of its operation's arguments, whose makers have handlers called from then on, for other operations
    too. It also has one more handler write down errors.
    """

    def __init__(self, clidriver, driver):
        self._made = []
        make = clidriver.ServiceOperation._create_argument_table

        def made(operation):
            self._made.append(operation)
            return make(operation)

        clidriver.ServiceOperation._create_argument_table = made
        self._emitter = driver.session.get_component("event_emitter")._emitter
        self._logger = logging.getLogger("awscli")
        self.keep()

    def keep(self):
        """From now on it is what there is now."""
        self._root = self._emitter._handlers._root
        # A new one takes its place when there is a new handler.
        self._found = self._emitter._lookup_cache
        self._unique = dict(self._emitter._unique_id_handlers)
        self._writers = list(self._logger.handlers)

    def forget(self):
        while self._made:
            self._made.pop()._arg_table = None
        self._emitter._handlers._root = self._root
        self._emitter._lookup_cache = self._found
        self._emitter._unique_id_handlers = dict(self._unique)
        self._logger.handlers[:] = self._writers


def _has_proxies():
    return any(name.lower() in PROXIES for name in os.environ)


def _read_models_once(creator):
    """Keeps what clients are made of: EC2 has hundreds of operations, of which a call uses one or two.

    It comes from botocore's files and nothing else, and no client changes it.
    """
    load, make, name = creator._load_service_model, creator._create_methods, creator._create_name_mapping
    models, methods, names = {}, {}, {}

    def service_model(self, service, api_version=None):
        key = service, api_version
        if key not in models:
            models[key] = load(self, service, api_version)
        return models[key]

    def methods_of(self, model):
        if model.service_name not in methods:
            methods[model.service_name] = make(self, model)
        return dict(methods[model.service_name])

    def names_of(self, model):
        if model.service_name not in names:
            names[model.service_name] = name(self, model)
        return dict(names[model.service_name])

    creator._load_service_model, creator._create_methods = service_model, methods_of
    creator._create_name_mapping = names_of


def _copy_handlers_faster(hooks):
    """Each client has a copy of all handlers, a thousand nodes: here copies share them, and who changes one makes it anew."""
    trie, lists = hooks._PrefixTrie, hooks.NodeList
    remove = trie.remove_item

    def copied(node):
        values = node["values"]
        return {
            "chunk": node["chunk"],
            "children": {name: copied(child) for name, child in node["children"].items()},
            "values": values and lists(*map(list, values)),
        }

    def added(node, parts, value, section):
        if not parts:
            values = lists(*map(list, node["values"] or ([], [], [])))
            values[section].append(value)
            return {**node, "values": values}
        child = node["children"].get(parts[0]) or {"chunk": parts[0], "values": None, "children": {}}
        return {**node, "children": {**node["children"], parts[0]: added(child, parts[1:], value, section)}}

    def append_item(self, key, value, section=hooks._MIDDLE):
        self._root = added(self._root, key.split("."), value, section)

    def remove_item(self, key, value):
        self._root = copied(self._root)
        remove(self, key, value)

    def copy_of(self):
        new = self.__class__()
        new.__dict__ = dict(self.__dict__)
        return new

    trie.append_item, trie.remove_item, trie.__copy__ = append_item, remove_item, copy_of

    original = hooks.accepts_kwargs

    def accepts_kwargs(function):
        code = getattr(getattr(function, "__func__", function), "__code__", None)
        return code.co_flags & inspect.CO_VARKEYWORDS if code else original(function)

    hooks.accepts_kwargs = accepts_kwargs


def _find_aliases_faster(aliaser):
    """Most events have no alias, which it finds out by trying each."""
    original = aliaser._alias_event_name
    simple, others, without = set(), [], set()

    def name_of(self, event):
        if event in without:
            return event
        if not simple:
            for old in self._event_aliases:
                if "." in old:
                    others.append(old)
                else:
                    simple.add(old)
        if simple.isdisjoint(event.split(".")) and not any(old in event for old in others):
            without.add(event)
            return event
        return original(self, event)

    aliaser._alias_event_name = name_of
