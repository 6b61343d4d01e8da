"""How the house says no: in a sentence, with the status a browser or an API client should see."""

from __future__ import annotations


class Refused(Exception):
    """An act that may not happen. The text is a full sentence for the person who tried it."""

    status = 409

    def __init__(self, sentence: str, *, code: str = "refused") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code


class NotYours(Refused):
    """The right act by the wrong hand."""

    status = 403


class Unfit(Refused):
    """What was typed or sent cannot be taken as it is."""

    status = 422


class Stale(Refused):
    """Somebody, or another tab, changed the thing since this page was opened."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, code="stale")
