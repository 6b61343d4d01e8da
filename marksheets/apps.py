"""The mark sheet: two hands, one decision, a signature for each."""

from django.apps import AppConfig


class MarksheetsConfig(AppConfig):
    """Mark sets, moves, signatures, the printed form."""

    name = "marksheets"
