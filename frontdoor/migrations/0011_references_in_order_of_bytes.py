from django.db import migrations

from intake.references.fields import ReferenceField

REFERENCES = {
    "contact": {
        "reference": ReferenceField(),
        "child": ReferenceField(blank=True, help_text="Empty: not known, so nobody's return"),
        "incident": ReferenceField(blank=True),
        "referral": ReferenceField(blank=True, help_text="That it led to"),
    },
    "decision": {"reference": ReferenceField(unique=True)},
    "historicaldecision": {"reference": ReferenceField(db_index=True)},
    "referral": {"reference": ReferenceField(), "child": ReferenceField()},
}


def put_in_order_of_bytes(apps, schema_editor):
    """A table at a time: each of its indexes is built anew once. SQLite has that order already, and would write the
    whole table anew for each field. The order does no harm to what was before, so going back leaves it."""
    if schema_editor.connection.vendor != "postgresql":
        return
    for model, fields in REFERENCES.items():
        table = schema_editor.quote_name(apps.get_model("frontdoor", model)._meta.db_table)
        changes = ", ".join(f'ALTER COLUMN {name} TYPE varchar(32) COLLATE "C"' for name in fields)
        schema_editor.execute(f"ALTER TABLE {table} {changes}")


class Migration(migrations.Migration):
    dependencies = [("frontdoor", "0010_contacts_without_an_index_of_months")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(put_in_order_of_bytes, migrations.RunPython.noop)],
            state_operations=[
                migrations.AlterField(model, name, field)
                for model, fields in REFERENCES.items()
                for name, field in fields.items()
            ],
        ),
    ]
