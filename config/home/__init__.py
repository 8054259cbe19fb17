"""Where everybody arrives: what waits for them, by the roles that they hold."""

from config.home.views import home

__all__ = ["home"]
