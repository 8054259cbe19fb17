"""docs/roles.md says what the code does."""

import re
from pathlib import Path

import pytest

from organisation.permissions import Permission
from organisation.roles import ROLES

PAGE = (Path(__file__).parents[3] / "docs/roles.md").read_text()
SECTIONS = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", PAGE, flags=re.DOTALL | re.MULTILINE))


@pytest.mark.parametrize("role", ROLES.values(), ids=lambda role: role.key)
def test_a_role_is_described_as_it_is(role):
    words = SECTIONS[role.label]

    listed = set(re.findall(r"^- (.+)$", words, flags=re.MULTILINE))
    assert listed == {permission.words for permission in role.permissions}
    assert ("For the whole council only." in words) == role.whole_council
    assert role.purpose in words
    assert ("no more than anybody who is signed in" in words) == (not role.permissions)


def test_a_part_may_be_given_where_the_page_says_so():
    parts = [role for role in ROLES.values() if "a service or a team" in SECTIONS[role.label]]

    assert parts == [role for role in ROLES.values() if not role.whole_council]


def test_every_permission_belongs_to_a_role():
    assert {permission for role in ROLES.values() for permission in role.permissions} == set(Permission)
