"""What every row of a centre has in common."""

from __future__ import annotations

from typing import Any

from django.db import models

from centres.ids import uuid7
from centres.querysets import take_centre
from centres.scope import ScopedManager


class OwnedKey(models.ForeignKey):
    """A foreign key between two rows of one centre.

    The database constraint is not the ORM's: `centres/wall` puts a composite one on (id, centre_id), so
    that a row can never point at another centre's, whatever the code does.
    """

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        super().__init__(to, on_delete, **kwargs)


class CentreOwned(models.Model):
    """A row that belongs to one centre and is seen in no other."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.ForeignKey("centres.Centre", models.PROTECT, related_name="+")

    objects = ScopedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Take the current centre; refuse to write for another, or without one."""
        take_centre(self)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Only inside its own centre; Django would not ask the manager."""
        take_centre(self)
        return super().delete(*args, **kwargs)
