"""What a centre is made of."""

from centres.models.answered import AnsweredAct
from centres.models.centre import Appointment, Centre
from centres.models.events import Job, LedgerBody, LedgerEntry, LedgerHead, OutboxMessage, OutboxPointer
from centres.models.notices import BouncedAddress, MorningLetter, Notice, NoticeChoices
from centres.models.owned import CentreOwned, OwnedKey
from centres.models.policy import Policy
from centres.models.tokens import ApiToken, CalendarLink, PublicLink

__all__ = [
    "AnsweredAct",
    "ApiToken",
    "Appointment",
    "BouncedAddress",
    "CalendarLink",
    "Centre",
    "CentreOwned",
    "Job",
    "LedgerBody",
    "LedgerEntry",
    "LedgerHead",
    "MorningLetter",
    "Notice",
    "NoticeChoices",
    "OutboxMessage",
    "OutboxPointer",
    "OwnedKey",
    "Policy",
    "PublicLink",
]
