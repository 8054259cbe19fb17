"""E-mails about the plan, sent behind the pages."""

from celery import shared_task

from improvement.models import Reminder
from improvement.reminders import posting
from improvement.reminders import recording as reminders
from jobs.registry import job
from jobs.running import Running
from organisation import clock
from organisation.permissions import Permission


@job(reminders.SEND, seen_by=Permission.KEEP_PLAN)
def send_reminder(running: Running, *, reminder_id: int) -> None:
    reminder = Reminder.objects.select_related("person", "cycle").get(pk=reminder_id)
    posting.post(reminder, clock.now(), running.finishing)


@shared_task(name="improvement.remind")
def remind() -> None:
    """Every morning."""
    reminders.record(day=clock.today(), at=clock.now())
