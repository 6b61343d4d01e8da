"""What an IQA encloses with the words a sheet is returned with."""

from __future__ import annotations

from assessments.kept import KeptFile
from centres.models import Appointment, OwnedKey
from marksheets.models.sealed import Reason
from marksheets.models.sheet import MarkSheet


class Enclosure(KeptFile):
    """One file beside a reason; staff read it, the learner never."""

    reason = OwnedKey(Reason, related_name="files")
    READ_WITH = "reason__sheet"

    class Meta(KeptFile.Meta):
        pass

    @property
    def subject(self) -> MarkSheet:
        """The sheet."""
        return self.reason.sheet

    @property
    def owner(self) -> Appointment:
        """Whoever enclosed it, as they are appointed here now, or were last."""
        return Appointment.objects.filter(user=self.uploaded_by_id).order_by("-starts_on").select_related("user")[0]

    @property
    def whose(self) -> str:
        """Their name."""
        return self.reason.name
