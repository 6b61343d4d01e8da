"""What a centre is made of."""

from centres.models.answered import AnsweredAct
from centres.models.centre import Appointment, Centre
from centres.models.events import Job, LedgerBody, LedgerEntry, LedgerHead, Notice, OutboxMessage, OutboxPointer
from centres.models.owned import CentreOwned, OwnedKey
from centres.models.policy import Policy
from centres.models.tokens import ApiToken, PublicLink

__all__ = [
    "AnsweredAct",
    "ApiToken",
    "Appointment",
    "Centre",
    "CentreOwned",
    "Job",
    "LedgerBody",
    "LedgerEntry",
    "LedgerHead",
    "Notice",
    "OutboxMessage",
    "OutboxPointer",
    "OwnedKey",
    "Policy",
    "PublicLink",
]
