"""The product as a web server runs it: each of its processes comes by here once."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from config import urls  # noqa: E402, F401 - what every page needs is there before the first
from jobs.collecting import collect_seldom  # noqa: E402 - the settings come first

collect_seldom()
