"""The top storey: joins the others. Only here are outbox topics tied to the tasks that answer them."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Registers outbox handlers once every app is loaded."""

    name = "config"

    def ready(self) -> None:
        """Join topics written by lower storeys with what upper storeys do about them."""
        from assessments import reminding
        from assessments.confirming.mailing import send as send_confirmation
        from assessments.uploading.scanning import scan_held
        from centres import morning, outbox
        from centres.notices import send_by_email
        from marksheets import due
        from marksheets.tasks import render_edition

        outbox.register("notice.email", send_by_email)
        outbox.register("confirmation.send", send_confirmation)
        outbox.register("file.scan", scan_held)
        outbox.register("letter.morning", morning.send)
        morning.register(reminding.learners)
        morning.register(reminding.registrations)
        morning.register(reminding.goals)
        morning.register(due.assessors)
        morning.register(due.checkers)
        morning.register(due.offices)
        outbox.register("marksheet.render", render_edition)
