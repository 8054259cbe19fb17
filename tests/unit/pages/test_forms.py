"""What a form says, and how it is drawn."""

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.template import engines
from lxml import html

from pages import wording
from pages.fields import Checkboxes, DateInput, Radios
from pages.forms import CouncilForm
from tests.factories import UserFactory
from tests.pages_for_tests import Naming

pytestmark = pytest.mark.django_db
PAGE = "{% load council crispy_forms_tags %}<div>{% error_summary form %}{% crispy form %}</div>"


class Asking(CouncilForm):
    address = forms.EmailField(label="E-mail address", help_text="We write to it once")
    password = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))
    places = forms.IntegerField(label="Places", min_value=1)
    share = forms.DecimalField(label="Share")
    going = forms.ChoiceField(label="How is it going?", choices=[("g", "Green")], widget=Radios)
    checks = forms.MultipleChoiceField(choices=[("a", "Read")], widget=Checkboxes)
    read = forms.BooleanField(label="I have read it")
    file = forms.FileField(label="Evidence")
    team = forms.ChoiceField(choices=[("", "Choose"), ("east", "East")])
    note = forms.CharField(widget=forms.Textarea, max_length=5, required=False, label="Note")
    day = DateInput(noun="the first day")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


@pytest.fixture
def drawn(rf):
    def drawn(form):
        request = rf.get("/")
        request.user = AnonymousUser()
        return html.fromstring(engines["django"].from_string(PAGE).render({"form": form}, request))

    return drawn


def errors(form) -> dict[str, list[str]]:
    return {name: list(messages) for name, messages in form.errors.items()}


def test_what_is_missing_is_asked_for_in_the_words_of_its_label():
    assert errors(Asking({})) == {
        "address": ["Enter an e-mail address"],
        "password": ["Enter your password"],
        "places": ["Enter places"],
        "share": ["Enter a share"],
        "going": ["Select an answer to ‘How is it going?’"],
        "checks": ["Select checks"],
        "read": ["Select I have read it"],
        "file": ["Choose a file: evidence"],
        "team": ["Select a team"],
        "day": ["Enter the first day"],
    }


@pytest.mark.parametrize(
    ("label", "asked"),
    [
        ("Area of focus", "Select an area of focus"),
        ("Areas of focus", "Select areas of focus"),
        ("Class", "Select a class"),
    ],
)
def test_only_several_things_are_asked_for_without_an_article(label, asked):
    field = forms.ChoiceField(label=label)

    wording.word(field, label)

    assert field.error_messages["required"] == asked


def test_what_is_wrong_is_said_with_what_would_be_right():
    form = Asking({"address": "x", "places": "0", "share": "much", "team": "west", "note": "too long"})

    said = errors(form)

    assert said["address"] == ["Enter an e-mail address in the correct format, like name@council.example"]
    assert said["places"] == ["Places must be 1 or more"]
    assert said["share"] == ["Share must be a number"]
    assert said["team"] == ["Team: what you chose is no longer offered. Choose again"]
    assert said["note"] == ["Note must be 5 characters or fewer"]
    assert errors(Asking({"places": "1.5"}))["places"] == ["Places must be a whole number"]


def test_what_is_no_single_thing_takes_no_article():
    said = ["Name", "Address", "Comments", "Why it is late", "New password", "SPC name"]

    assert [wording.thing(label) for label in said] == [
        "a name", "an address", "comments", "why it is late", "your new password", "SPC name",
    ]  # fmt: skip


def test_a_message_that_a_form_gives_stays():
    class Own(CouncilForm):
        name = forms.CharField(error_messages={"required": "Say who it is"})

    assert errors(Own({})) == {"name": ["Say who it is"]}


def test_a_label_given_when_the_form_is_made_is_the_one_in_its_errors():
    form = Naming({})
    form.fields["name"].label = "SPC name"

    assert errors(form)["name"] == ["Enter SPC name"]


def test_the_summary_leads_to_the_first_wrong_input_of_each_field(drawn):
    page = drawn(Asking(QueryDict("day_day=9&day_year=2020")))

    links = [link.get("href").removeprefix("#") for link in page.findall(".//*[@class='govuk-error-summary']//a")]

    assert links == ["id_address", "id_password", "id_places", "id_share", "id_going_0", "id_checks_0", "id_read",
                     "id_file", "id_team", "id_day_1"]  # fmt: skip
    assert all(page.xpath(f".//*[@id='{link}']") for link in links)


def test_there_is_no_summary_where_nothing_is_wrong(drawn):
    assert drawn(Asking()).find_class("govuk-error-summary") == []


def test_an_error_of_the_whole_form_leads_to_its_first_field(drawn):
    form = Naming({"name": "Ashdale"})
    form.add_error(None, "It cannot be done today")

    [link] = drawn(form).xpath(".//*[@class='govuk-error-summary']//a")

    assert (link.get("href"), link.text) == ("#id_name", "It cannot be done today")


def test_every_input_has_a_label_and_is_described_by_its_hint_and_error(drawn):
    page = drawn(Asking({}))

    inputs = page.xpath(".//input[not(@type='hidden')] | .//select | .//textarea")
    labels = {label.get("for") for label in page.iter("label")}

    assert len(inputs) == 13
    assert {field.get("id") for field in inputs} == labels
    assert page.get_element_by_id("id_address").get("aria-describedby") == "id_address-hint id_address-error"
    described = {
        name for field in page.xpath(".//*[@aria-describedby]") for name in field.get("aria-describedby").split()
    }
    assert all(page.xpath(f".//*[@id='{name}']") for name in described)


def test_inputs_say_what_a_phones_keyboard_and_a_password_keeper_should_know(drawn):
    page = drawn(Asking())

    def attributes(name: str, *names: str) -> list[str | None]:
        return [page.get_element_by_id(name).get(attribute) for attribute in names]

    assert attributes("id_address", "type", "autocomplete", "spellcheck") == ["email", "email", "false"]
    assert attributes("id_password", "type", "autocomplete") == ["password", "new-password"]
    assert attributes("id_places", "type", "inputmode", "min") == ["text", "numeric", None]
    assert attributes("id_share", "type", "inputmode", "step") == ["text", "decimal", None]


def test_what_may_be_left_out_says_so(drawn):
    page = drawn(Asking())

    optional = [label.text_content() for label in page.iter("label") if "optional" in label.text_content()]

    assert optional == ["Note (optional)"]


def test_boxes_to_tick_are_not_called_optional(drawn):
    """To tick none is an answer."""

    class Choosing(CouncilForm):
        some = forms.MultipleChoiceField(choices=[("a", "Read")], widget=Checkboxes, required=False)
        one = forms.ChoiceField(choices=[("g", "Green")], widget=Radios, required=False)

    assert [legend.text_content() for legend in drawn(Choosing()).iter("legend")] == ["Some", "One (optional)"]


def test_a_form_with_a_file_can_send_it(drawn):
    [form] = drawn(Asking()).iter("form")
    assert form.get("enctype") == "multipart/form-data"


def test_a_date_shows_what_was_typed_and_which_part_is_wrong(drawn):
    page = drawn(Asking(QueryDict("day_day=9&day_year=2020")))

    parts = [page.get_element_by_id(f"id_day_{number}") for number in range(3)]

    assert [part.get("value") for part in parts] == ["9", None, "2020"]
    assert ["govuk-input--error" in part.get("class") for part in parts] == [False, True, False]


# --- A question that a choice reveals ---------------------------------------------------------------------------------


def test_the_question_stands_beneath_the_choice_that_reveals_it_and_nowhere_else(drawn):
    page = drawn(Naming())

    [conditional] = page.find_class("govuk-radios__conditional")

    assert page.xpath(".//*[@name='service']") == conditional.xpath(".//input")
    assert conditional.getprevious().xpath("./input/@value") == ["service"]  # app.css hides it until this is chosen


def test_a_choice_may_reveal_several_questions(drawn):
    form = Naming()
    form.fields["scope"].widget.reveals = {"service": ("service", "plays_on")}

    [conditional] = drawn(form).find_class("govuk-radios__conditional")

    named = [box.get("name") for box in conditional.xpath(".//input")]
    assert named == ["service", "plays_on_day", "plays_on_month", "plays_on_year"]


def test_once_chosen_it_must_be_answered():
    assert errors(Naming({"name": "Ashdale", "scope": "service"})) == {"service": ["Enter a service"]}


@pytest.mark.parametrize("scope", ["whole", ""])
def test_unless_chosen_it_is_not_asked_and_what_it_holds_does_not_count(scope):
    form = Naming({"name": "Ashdale", "scope": scope, "service": "Safeguarding"})

    assert form.is_valid()
    assert form.cleaned_data["service"] == ""
    assert form.fields["service"].required


# --- A button ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("only", ["", "only"])
def test_a_button_carries_what_guards_it_also_where_it_is_given_nothing_else(rf, only):
    request = rf.get("/")
    request.user = UserFactory()
    page = f'{{% include "parts/post_button.html" with action="/go/" text="Go" about="to Ashdale" {only} %}}'

    form = html.fromstring(engines["django"].from_string(page).render({}, request))

    assert form.get("action") == "/go/"
    assert [field.get("name") for field in form.iter("input")] == ["csrfmiddlewaretoken", "once", "made_for"]
    assert all(field.get("value") for field in form.iter("input"))
    assert form.find(".//button").text_content() == "Go to Ashdale"
