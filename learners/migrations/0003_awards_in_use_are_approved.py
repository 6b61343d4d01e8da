"""Centres that taught before approvals were kept go on teaching: what they registered for is approved since then."""

from django.db import migrations
from django.db.models import Min

NOTE = "Carried over when approvals began to be kept here; put the awarding body’s own dates in its place."


def approve(apps, schema_editor):
    """One approval for each centre and award with a registration, from the day of the first."""
    registrations = apps.get_model("learners", "Registration").objects
    approvals = apps.get_model("learners", "QualificationApproval").objects
    rows = registrations.values("centre_id", "specification__code").annotate(first=Min("registered_on")).order_by()
    for row in rows:
        known = {"centre_id": row["centre_id"], "award_code": row["specification__code"]}
        approvals.create(**known, starts_on=row["first"], note=NOTE)


class Migration(migrations.Migration):
    dependencies = [("learners", "0002_approvals_and_offers")]

    operations = [migrations.RunPython(approve, migrations.RunPython.noop)]
