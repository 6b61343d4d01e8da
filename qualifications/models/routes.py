"""What stands beside awards: overlays that add to them, upgrades that join them, one row per version."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db import models

from qualifications import specfile
from qualifications.models.awards import Assessment
from qualifications.models.published import Published, Stored


class Versioned(models.QuerySet[Any]):
    """Questions asked of things of which a later version may supersede an earlier one."""

    def current(self) -> Versioned:
        """Those that no later version supersedes."""
        return self.filter(superseded_by=None)


class OverlayQuerySet(Versioned):
    """Questions asked of many overlays."""

    def for_award(self, code: str) -> OverlayQuerySet:
        """Those that add to the award of this code, in whichever version."""
        return self.filter(places__award_code=code)


class Overlay(Published):
    """One version of what a centre asks beyond an award. Which centre uses it is a policy of that centre."""

    centre_kind = models.CharField(max_length=100)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")

    objects = OverlayQuerySet.as_manager()

    class Meta(Published.Meta):
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="one_overlay_per_version")]

    @property
    def sheet(self) -> Assessment:
        """The checklist of its requirements, published with it under the same code and version (1 query)."""
        return Assessment.objects.get(owner=None, code=self.code, version=self.version)

    @property
    def definition(self) -> specfile.Overlay:
        """The overlay as pure data, the shape that `qualifications.overlays` reads."""
        return _overlay(Stored(self.digest, self))


class OverlayPlace(models.Model):
    """One award that an overlay adds to, by code: it adds to every version of it."""

    overlay = models.ForeignKey(Overlay, models.CASCADE, related_name="places")
    award_code = models.CharField(max_length=60, db_index=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["overlay", "award_code"], name="an_award_once_per_overlay")]

    def __str__(self) -> str:
        return f"{self.overlay.code} on {self.award_code}"


class UpgradeQuerySet(Versioned):
    """Questions asked of many upgrades."""

    def from_award(self, code: str) -> UpgradeQuerySet:
        """Those that lead on from the award of this code."""
        return self.filter(from_code=code)

    def to_award(self, code: str) -> UpgradeQuerySet:
        """Those that lead to the award of this code."""
        return self.filter(to_code=code)


class Upgrade(Published):
    """One version of a step from one award to another, by award code: it holds for every version of both."""

    from_code = models.CharField(max_length=60, db_index=True)
    to_code = models.CharField(max_length=60, db_index=True)
    overlay_code = models.CharField(max_length=60, blank=True)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")

    objects = UpgradeQuerySet.as_manager()

    class Meta(Published.Meta):
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="one_upgrade_per_version")]

    @property
    def definition(self) -> specfile.Upgrade:
        """The upgrade as pure data, the shape that `qualifications.upgrades` reads."""
        return _upgrade(Stored(self.digest, self))


@lru_cache(maxsize=128)
def _overlay(stored: Stored) -> specfile.Overlay:
    return specfile.overlay_from_document(stored.row.document)


@lru_cache(maxsize=128)
def _upgrade(stored: Stored) -> specfile.Upgrade:
    return specfile.upgrade_from_document(stored.row.document)
