#!/usr/bin/env python
"""Django's command line, with the product's own words for what goes wrong before Django can speak."""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the sentence is for those who have an older Python
    found = ".".join(str(part) for part in sys.version_info[:2])
    sys.exit(f"Python 3.11 or later is needed; this is Python {found}. Install a newer one and run 'make demo' again.")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from config.command_line import execute
    except ModuleNotFoundError as missing:
        sys.exit(f"The Python package '{missing.name}' is not installed. Run 'make install' first.")
    sys.exit(execute(sys.argv))


if __name__ == "__main__":
    main()
