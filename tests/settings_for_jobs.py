"""The product's settings with the jobs of the tests, for workers that tests start."""

from config.settings import *  # noqa: F403 - all of them
from config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.jobs_for_tests"]
