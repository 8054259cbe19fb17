from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "figures"

    def ready(self) -> None:
        from figures import checks  # noqa: F401 - registers itself
