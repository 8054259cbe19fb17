from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "jobs"

    def ready(self) -> None:
        """Every app's `tasks` module registers its jobs, in the web process as in the worker."""
        autodiscover_modules("tasks")
