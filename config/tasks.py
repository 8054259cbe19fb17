"""What is tidied every night, and e-mails of accounts that wait."""

from celery import shared_task
from django.core.management import call_command

from config import account_mail
from jobs.registry import job
from jobs.running import Running
from organisation.models import User
from organisation.permissions import Permission


@shared_task(name="config.clear_sessions")
def clear_sessions() -> None:
    """Sessions that have run out, and with them what was typed and never sent again."""
    call_command("clearsessions")


@job(account_mail.SEND, seen_by=Permission.MANAGE_PEOPLE)
def send_account_mail(running: Running, *, template_prefix: str, person_id: int) -> None:
    account_mail.send(template_prefix=template_prefix, person=User.objects.get(pk=person_id))
