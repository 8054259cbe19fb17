"""Jobs by name. A job is a plain function: `(running: Running, **args) -> None`."""

from collections.abc import Callable
from typing import Any

from organisation.permissions import Permission

Function = Callable[..., Any]

_functions: dict[str, Function] = {}
_seen_by: dict[str, Permission] = {}


class UnknownJob(LookupError):
    """The name is of no job of this version of the program."""


def job(name: str, seen_by: Permission | None = None) -> Callable[[Function], Function]:
    """Registers the function under a name, which rows in the database keep: change a function, never its name.

    Whoever asked for a job sees how far it is; so do those who hold the permission.
    """

    def register(function: Function) -> Function:
        known = _functions.setdefault(name, function)
        if (known.__module__, known.__qualname__) != (function.__module__, function.__qualname__):
            raise ValueError(f"Two jobs are called {name}: {known.__module__} and {function.__module__}")
        if seen_by:
            _seen_by[name] = seen_by
        return function

    return register


def seen_with(may: Callable[[Permission], bool]) -> list[str]:
    """Names of the jobs that somebody may see whoever asked for them."""
    return [name for name, permission in _seen_by.items() if may(permission)]


def function_of(name: str) -> Function:
    try:
        return _functions[name]
    except KeyError:
        raise UnknownJob(name) from None
