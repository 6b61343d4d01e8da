"""One word for each role (RULINGS 40). The operator is not here: that is a person of no centre."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What an appointment lets a person be in one centre."""

    LEARNER = "learner", _("Learner")
    TUTOR = "tutor", _("Tutor")
    ASSESSOR = "assessor", _("Assessor")
    IQA = "iqa", _("IQA")
    LEAD_IQA = "lead_iqa", _("Lead IQA")
    EV = "ev", _("EV")
    ADMIN = "admin", _("Centre admin")


CHECKERS = frozenset({Role.IQA, Role.LEAD_IQA})  # a lead IQA may do all that an IQA may
INKS = {
    Role.LEARNER: "learner",
    Role.TUTOR: "assessor",
    Role.ASSESSOR: "assessor",
    Role.IQA: "iqa",
    Role.LEAD_IQA: "iqa",
    Role.EV: "ev",
    Role.ADMIN: "admin",
}
