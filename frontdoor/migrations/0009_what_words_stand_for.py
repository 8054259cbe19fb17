from django.db import migrations, models

import frontdoor.sources.models


class Migration(migrations.Migration):
    dependencies = [("frontdoor", "0008_contacts_load_faster")]

    operations = [
        migrations.RenameField(model_name=name, old_name="code", new_name="stands_for")
        for name in ("sourceword", "historicalsourceword")
    ] + [
        migrations.AlterField(
            model_name=name,
            name="stands_for",
            field=models.CharField(
                choices=frontdoor.sources.models.codes,
                help_text="Code of the census, or a group where it has several",
                max_length=20,
            ),
        )
        for name in ("sourceword", "historicalsourceword")
    ]
