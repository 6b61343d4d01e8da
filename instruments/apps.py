"""A centre's own instruments: sheets it drafts, has approved and places into an award."""

from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    """Between the catalogue, which is everybody's, and the learners who are assessed with it."""

    name = "instruments"
