"""Django's own checks of a product in earnest."""

import subprocess
import sys

from tests.processes import ROOT, environment


def test_a_product_in_earnest_lacks_nothing_that_django_checks(tmp_path):
    env = environment(
        DATA_DIR=str(tmp_path),
        SECRET_KEY="s3cr3t-and-long-enough-for-django-to-be-content-with-it-0123456789",
        ALLOWED_HOSTS="improvement.council.example",
        SITE_URL="https://improvement.council.example",
        HTTPS="1",
        DATABASE_URL="postgres://council:secret@db:5432/council",
        REDIS_URL="redis://redis:6379/0",
        EMAIL_URL="smtp+tls://user:secret@mail.council.example:587",
        DEMO="",
        DJANGO_ALLOW_ASYNC_UNSAFE="",
    )

    checked = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
    )

    assert checked.returncode == 0, checked.stderr
    assert "no issues (0 silenced)" in checked.stdout
