"""What a field says when it is wrong: what to do, in the words of its label. A message that a form gives stays."""

from django import forms
from django.core.validators import EmailValidator

DJANGOS_OWN = {
    str(message)
    for kind in (forms.Field, forms.EmailField, forms.IntegerField, forms.DecimalField, forms.ChoiceField,
                 forms.ModelChoiceField, forms.FileField)
    for message in kind.default_error_messages.values()
} | {str(EmailValidator.message)}  # fmt: skip
EMAIL = "Enter an e-mail address in the correct format, like name@council.example"
ASKING = ("what", "when", "where", "which", "who", "why", "how")  # a label that begins so is a clause
CHOOSING = (forms.ChoiceField, forms.ModelChoiceField, forms.BooleanField)


def word(field: forms.Field, label: str) -> None:
    """Give the field our messages in place of those that Django made up."""
    for code, message in messages(field, label).items():
        if code not in field.error_messages or str(field.error_messages[code]) in DJANGOS_OWN:
            field.error_messages[code] = message


def messages(field: forms.Field, label: str) -> dict[str, str]:
    """{code of an error: what to say}"""
    ours = {
        "required": required(field, label),
        "max_length": f"{label} must be %(limit_value)d characters or fewer",
        "min_length": f"{label} must be %(limit_value)d characters or more",
        "min_value": f"{label} must be %(limit_value)s or more",
        "max_value": f"{label} must be %(limit_value)s or less",
        "invalid_choice": f"{label}: what you chose is no longer offered. Choose again",
        "empty": "The file is empty. Choose another",
    }
    if isinstance(field, forms.EmailField):
        return ours | {"invalid": EMAIL}
    if isinstance(field, forms.IntegerField):
        return ours | {"invalid": f"{label} must be a {'whole ' if is_whole_number(field) else ''}number"}
    return ours


def required(field: forms.Field, label: str) -> str:
    verb = "Select" if isinstance(field, CHOOSING) else "Enter"
    if label.endswith("?"):
        return f"{verb} an answer to ‘{label}’"
    if isinstance(field, forms.FileField):
        return f"Choose a file: {in_a_sentence(label)}"
    return f"{verb} {thing(label)}"


def thing(label: str) -> str:
    """'a team', 'an e-mail address', 'your new password'. Several things, and what is no noun, take no article."""
    said = in_a_sentence(label)
    if "password" in said.lower():
        return f"your {said}"
    noun = said.partition(" of ")[0]
    several = noun.endswith("s") and not noun.endswith("ss")
    if said == label or several or said.split()[0] in ASKING:
        return said
    return f"{'an' if said[0] in 'aeiou' else 'a'} {said}"


def in_a_sentence(label: str) -> str:
    """'First name' as it stands within a sentence; 'SPC month' and 'I agree' keep their capitals."""
    keeps = label[1:2].isupper() or label.startswith("I ")
    return label if keeps else label[:1].lower() + label[1:]


def is_whole_number(field: forms.Field) -> bool:
    """Decimals and fractions are kinds of whole number to Django's classes."""
    return isinstance(field, forms.IntegerField) and not isinstance(field, forms.DecimalField | forms.FloatField)
