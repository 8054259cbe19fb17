"""Keys that are changed: hashes are hashed once more with each new key, ids are encrypted with the newest.

What is hashed and encrypted is declared beside the datasets (HASHED, ENCRYPTED in the modules of DATASET_MODULES).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from importlib import import_module
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection, models, transaction

from intake.models import KeysUsed
from intake.references import keys
from organisation.refused import Refused

ROWS_AT_ONCE = 500

OTHER_KEYS = (
    "The keys in REFERENCE_KEYS are not those that the stored records were hashed with. Set the ones that were used, "
    "with new ones after them."
)
NOT_ROTATED = "REFERENCE_KEYS has a new key. Run './manage.py rotate_keys' first, so that children are told again."


class Hashed(NamedTuple):
    """A field that holds the hash of an id. `of`: see intake.columns.Identifier."""

    model: type[models.Model]
    field: str
    of: str


class Encrypted(NamedTuple):
    model: type[models.Model]
    field: str


class Rotated(NamedTuple):
    hashes: int
    ids: int


def declared(name: str) -> list[Any]:
    return [one for module in settings.DATASET_MODULES for one in getattr(import_module(module), name, [])]


def refuse_other_keys(at: datetime) -> None:
    """Before anything is hashed: the first load writes down which keys are used. Raises Refused."""
    used, _ = KeysUsed.objects.get_or_create(pk=1, defaults=of_settings(at))
    if used.mark != mark_of_first(used.count):
        raise Refused(OTHER_KEYS)
    if used.count < len(settings.REFERENCE_KEYS):
        raise Refused(NOT_ROTATED)


def of_settings(at: datetime) -> dict[str, Any]:
    """The fields of KeysUsed."""
    return {"count": len(settings.REFERENCE_KEYS), "mark": mark_of_first(None), "since": at}


def mark_of_first(count: int | None) -> str:
    return keys.chain_mark(settings.REFERENCE_KEYS[:count])


@transaction.atomic
def rotate(*, at: datetime) -> Rotated:
    """All or nothing; a second run changes nothing. Raises Refused, or keys.CannotOpen."""
    used, _ = KeysUsed.objects.select_for_update().get_or_create(pk=1, defaults=of_settings(at))
    if used.mark != mark_of_first(used.count):
        raise Refused(OTHER_KEYS)
    new = settings.REFERENCE_KEYS[used.count :]
    hashes = sum(hash_anew(one, new) for one in declared("HASHED")) if new else 0
    ids = sum(encrypt_anew(one) for one in declared("ENCRYPTED"))
    KeysUsed.objects.filter(pk=1).update(**of_settings(at))
    return Rotated(hashes, ids)


def hash_anew(one: Hashed, new: Sequence[bytes]) -> int:
    def changed(reference: str) -> str:
        for key in new:
            reference = keys.rehashed(one.of, reference, key)
        return reference

    return change(one.model, one.field, changed)


def encrypt_anew(one: Encrypted) -> int:
    encrypt = keys.encrypting()
    newest = keys.mark_of(settings.ID_KEYS[-1])

    def changed(kept: bytes | None) -> bytes | None:
        if kept is None or bytes(kept[: keys.MARK_BYTES]) == newest:
            return kept
        [anew] = encrypt([keys.decrypted(bytes(kept))])
        return anew

    return change(one.model, one.field, changed)


def change(model: type[models.Model], field: str, changed: Callable[[Any], Any]) -> int:
    """Row by row what `changed` makes of the field; how many differ. In batches, by their keys."""
    number = 0
    for rows in batches(model._default_manager.order_by("pk"), field):
        pairs = [(pk, after) for pk, before in rows if (after := changed(before)) != before]
        if pairs:
            update(model, field, pairs)
            number += len(pairs)
    return number


def batches(rows: models.QuerySet, field: str) -> Iterator[Sequence[tuple[int, Any]]]:
    last = 0
    while found := list(rows.filter(pk__gt=last).values_list("pk", field)[:ROWS_AT_ONCE]):
        yield found
        last = found[-1][0]


def update(model: type[models.Model], field: str, pairs: Iterable[tuple[int, Any]]) -> None:
    quote, column = connection.ops.quote_name, model._meta.get_field(field).column  # type: ignore[union-attr]
    table, target = quote(model._meta.db_table), quote(str(column))
    listed = list(pairs)
    marks = ", ".join(["(%s, %s)"] * len(listed))
    statement = (
        f"WITH made (pk, value) AS (VALUES {marks}) "  # noqa: S608 - names of our own tables; values are parameters
        f"UPDATE {table} SET {target} = made.value FROM made WHERE {table}.{quote('id')} = made.pk"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for pair in listed for value in pair])
