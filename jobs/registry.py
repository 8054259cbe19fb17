"""Jobs by name. A job is a plain function: `(running: Running, **args) -> None`."""

from collections.abc import Callable
from typing import Any

Function = Callable[..., Any]

_functions: dict[str, Function] = {}


class UnknownJob(LookupError):
    """The name is of no job of this version of the program."""


def job(name: str) -> Callable[[Function], Function]:
    """Registers the function under a name, which rows in the database keep: change a function, never its name."""

    def register(function: Function) -> Function:
        known = _functions.setdefault(name, function)
        if (known.__module__, known.__qualname__) != (function.__module__, function.__qualname__):
            raise ValueError(f"Two jobs are called {name}: {known.__module__} and {function.__module__}")
        return function

    return register


def function_of(name: str) -> Function:
    try:
        return _functions[name]
    except KeyError:
        raise UnknownJob(name) from None
