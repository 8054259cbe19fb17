"""What is tidied every night."""

from celery import shared_task
from django.core.management import call_command


@shared_task(name="config.clear_sessions")
def clear_sessions() -> None:
    """Sessions that have run out, and with them what was typed and never sent again."""
    call_command("clearsessions")
