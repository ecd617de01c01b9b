"""Errors that AWS answers with."""

from moto.core.exceptions import ServiceException


class Refused(ServiceException):
    """Not of moto's own modules, so that moto looks for its code in the service that is asked."""


def checked(check):
    """A correction that looks at a request before it is answered."""

    def wrap(original):
        def method(self):
            check(self)
            return original(self)

        return method

    return wrap
