"""What makes calls of moto's server cheap, and changes nothing of what it answers.

For each call it looks through its own directory for the service's name, tries the addresses of all services in turn, and
looks at all members of the class that answers.
"""

import inspect
from dataclasses import dataclass
from unittest import mock

from moto.core import responses
from moto.moto_server.werkzeug_app import DomainDispatcherApplication


class Application(DomainDispatcherApplication):
    """Moto's server, which knows again whom a host belongs to."""

    def __init__(self, create_app):
        super().__init__(create_app)
        self._backends = {}

    def get_backend_for_host(self, host):
        if host not in self._backends:
            self._backends[host] = super().get_backend_for_host(host)
        return self._backends[host]


@dataclass(frozen=True)
class _Methods:
    """The names of a class's methods, as far as somebody asks whether one is among them."""

    owner: type

    def __contains__(self, name):
        return inspect.isfunction(getattr(self.owner, name, None))


def warmed():
    """For as long as it is entered, moto looks for the one method that it wants."""
    return mock.patch.object(responses, "method_names_from_class", _Methods)
