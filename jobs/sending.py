"""Gives ids of jobs to the broker. Never fails and never waits long: what is not sent now, the sweep sends later."""

import logging

from celery import current_app
from django.utils import timezone

from jobs.models import Job

logger = logging.getLogger(__name__)

# Seconds at most for a broker that is down, or that takes the connection and then says nothing. The connection is made
# for this one message: a kept one may have died, and its own retries would hold up a page.
QUICKLY = {"socket_connect_timeout": 1, "socket_timeout": 2, "max_retries": 1, "interval_start": 0, "interval_step": 0}


def send(pk: int) -> bool:
    """Whether the broker took the id."""
    try:
        with current_app.connection_for_write(transport_options=QUICKLY, connect_timeout=2) as connection:
            current_app.send_task("jobs.run", args=(pk,), connection=connection, retry=False)
    except Exception as problem:  # noqa: BLE001 - each broker has its own errors, and none may reach the caller
        logger.warning("Job %s waits for the next sweep, the broker did not take it: %s", pk, problem)
        return False
    Job.objects.filter(pk=pk).update(sent_at=timezone.now())
    return True
