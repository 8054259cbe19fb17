from django.db import migrations


def check_again(apps, schema_editor):
    """What a check found before says too little for the pages of now: files that wait are to be checked again."""
    waiting = apps.get_model("intake", "Upload").objects.filter(state="checked")
    waiting.update(state="stopped", told={"stopped_by": "", "was_load": False})


class Migration(migrations.Migration):

    dependencies = [("intake", "0007_records_changed_by_loads")]

    operations = [migrations.RunPython(check_again, migrations.RunPython.noop)]
