import re

from django.apps import AppConfig, apps

from tests.processes import ROOT

READ = re.compile(r'\benv(?:\.\w+)?\(\s*"([A-Z_]+)"')
ROW = re.compile(r"^\| `([A-Z_]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def settings_read() -> list[str]:
    return READ.findall((ROOT / "config" / "settings.py").read_text("utf-8"))


def settings_explained() -> dict[str, tuple[str, ...]]:
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    return {name: columns for name, *columns in ROW.findall(page)}


def test_the_page_explains_every_setting_that_is_read_and_no_other():
    assert set(settings_explained()) == set(settings_read())


def test_each_setting_has_a_meaning_a_default_and_an_example():
    for name, columns in settings_explained().items():
        assert all(column.strip() for column in columns), name


def apps_of_the_product() -> list[AppConfig]:
    return [config for config in apps.get_app_configs() if not config.name.startswith("django.")]


def test_every_setting_is_read_in_one_place_only():
    folders = [ROOT / config.name for config in apps_of_the_product()]
    modules = [path for folder in folders for path in folder.rglob("*.py")]
    reading = re.compile(r"os\.(?:environ\b(?!\.setdefault)|getenv)")

    elsewhere = [path.relative_to(ROOT).as_posix() for path in modules if reading.search(path.read_text("utf-8"))]

    assert elsewhere == ["config/environment.py"]
