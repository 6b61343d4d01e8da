"""Sheets that are called in owe a check (RULINGS 13); until now nothing wrote that down."""

from django.db import migrations


def owe(apps, schema_editor):
    apps.get_model("marksheets", "MarkSheet").objects.filter(state="sampled").update(check_owed=True)


class Migration(migrations.Migration):

    dependencies = [("marksheets", "0002_every_move")]

    operations = [migrations.RunPython(owe, migrations.RunPython.noop)]
