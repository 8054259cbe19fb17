"""{% options %}: what a list offers, and which of it is chosen."""

import pytest
from django.template import Context, Template

CHOICES = [("", "Choose"), ("2020-09", "September 2020"), ("x", "<b>Ward & co</b>")]


def written(chosen):
    template = Template("{% load council %}{% options choices chosen %}")
    return template.render(Context({"choices": CHOICES, "chosen": chosen}))


@pytest.mark.parametrize("chosen", ["", "2020-09", "x"])
def test_one_is_chosen(chosen):
    assert written(chosen).count(" selected") == 1
    assert f'<option value="{chosen}" selected>' in written(chosen)


def test_what_is_not_offered_is_not_chosen():
    assert " selected" not in written("2020-10")


def test_a_name_is_text_whatever_is_in_it():
    assert '<option value="x">&lt;b&gt;Ward &amp; co&lt;/b&gt;</option>' in written("")
