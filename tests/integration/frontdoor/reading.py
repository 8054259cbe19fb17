"""Who opens pages of the front door, and the words on them."""

import re

from django.utils.html import strip_tags

from tests.factories import HoldingFactory


def holder(role, **holding):
    return HoldingFactory(role=role, **holding).user


def words(response):
    body = re.search(r"<body.*</body>", response.content.decode(), re.DOTALL).group()
    return " ".join(strip_tags(re.sub(r"(<(td|th|li|p|h2|caption|option))", r" \1", body)).split())
