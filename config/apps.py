from django.apps import AppConfig


class CouncilConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        from config import checks

        checks.register_all()
