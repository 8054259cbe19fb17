"""Environment variables, with a sentence for a value that cannot be understood."""

import os
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured


class Environment(environ.Env):
    def get_value(self, var: str, *args: Any, **options: Any) -> Any:
        try:
            return super().get_value(var, *args, **options)
        except ValueError as problem:
            raise ImproperlyConfigured(
                f"{var} is '{os.environ.get(var)}', which cannot be understood. docs/settings.md says what it may be."
            ) from problem
