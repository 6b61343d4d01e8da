"""Awards with their units, assessments and tables of competence, one row per version."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.db import models
from django.utils.formats import date_format
from django_scopes import get_scope

from qualifications import combination, specfile
from qualifications.models.published import Published, Stored


class Unit(Published):
    """A unit of credit: learning outcomes, criteria, guided hours and indicative content, as printed."""

    level = models.PositiveSmallIntegerField()
    credits = models.PositiveSmallIntegerField()

    class Meta(Published.Meta):
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="one_unit_per_version")]

    @property
    def definition(self) -> specfile.Unit:
        """The unit as pure data; read once per digest and process."""
        return _unit(Stored(self.digest, self))


class AssessmentManager(models.Manager["Assessment"]):
    """Everybody's sheets and those of the centre that is open; where none is open, everybody's alone."""

    def get_queryset(self) -> models.QuerySet[Assessment]:
        """Another centre's own sheet is as if it were missing, as PostgreSQL's policy has it too."""
        known, found = get_scope(), super().get_queryset()
        if not known.get("_enabled", True):
            return found
        shared = models.Q(owner=None)
        return found.filter(shared | models.Q(owner=known["centre"].pk) if "centre" in known else shared)


class Assessment(Published):
    """One assessment with its mark sheet: the task, the sections, their minimums and the outcome rule."""

    wall_owner = "owner"  # the wall between centres reads this: rows are shared or one centre's

    owner = models.BigIntegerField(null=True, blank=True, editable=False)  # a centre's key, opaque here
    sheet_title = models.CharField(max_length=300)
    wording = models.CharField(max_length=20)
    structure_hash = models.CharField(max_length=64)

    objects = AssessmentManager()

    class Meta(Published.Meta):
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"], condition=models.Q(owner=None), name="one_assessment_per_version"
            ),
            models.UniqueConstraint(
                fields=["owner", "code", "version"],
                condition=models.Q(owner__isnull=False),
                name="one_own_assessment_per_version",
            ),
        ]

    @property
    def needs_approval(self) -> bool:
        """Whether marking waits for the awarding body: a centre made or changed it (RULINGS 25)."""
        return self.owner is not None or self.wording == "centre_own"

    @property
    def definition(self) -> specfile.Assessment:
        """The assessment as pure data, the shape that `qualifications.outcome` decides on."""
        return _assessment(Stored(self.digest, self))


class Competences(Published):
    """One printed table of what tutors, or assessors and IQAs, must bring; awards name it by its code."""

    class Meta(Published.Meta):
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="one_competence_table_per_version")]

    @property
    def definition(self) -> specfile.Competences:
        """The table as pure data, the shape that `qualifications.competence` asks."""
        return _competences(Stored(self.digest, self))


class SpecificationQuerySet(models.QuerySet["Specification"]):
    """Questions asked of many specifications."""

    def newest(self) -> SpecificationQuerySet:
        """Those that no other version supersedes."""
        return self.filter(superseded_by=None)

    def open_on(self, on: date) -> SpecificationQuerySet:
        """Those a learner may be registered for on that day (the same rule as `registration_refusal`)."""
        started = models.Q(operational_from=None) | models.Q(operational_from__lte=on)
        not_ended = models.Q(registration_ends=None) | models.Q(registration_ends__gte=on)
        return self.newest().filter(started, not_ended)


class Specification(Published):
    """One version of one award, as the awarding body's specification prints it."""

    class Kind(models.TextChoices):
        REGULATED = "regulated", "Regulated"
        ENDORSED = "endorsed", "Endorsed"
        CENTRE = "centre", "Centre's own"

    kind = models.CharField(max_length=20, choices=Kind)
    level = models.PositiveSmallIntegerField(null=True)
    credits = models.PositiveSmallIntegerField(null=True)
    fictional = models.BooleanField(default=False)
    operational_from = models.DateField(null=True)
    registration_ends = models.DateField(null=True)
    certification_ends = models.DateField(null=True)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")
    units = models.ManyToManyField(Unit, through="SpecificationUnit", related_name="specifications")
    assessments = models.ManyToManyField(Assessment, through="SpecificationAssessment", related_name="specifications")

    objects = SpecificationQuerySet.as_manager()

    class Meta(Published.Meta):
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="one_award_per_version")]

    def __str__(self) -> str:
        return self.title

    @property
    def definition(self) -> specfile.Award:
        """The award as pure data; read once per digest and process."""
        return _award(Stored(self.digest, self))

    @property
    def combination(self) -> combination.Combination:
        """The award's rule of combination, for `qualifications.combination.decide`."""
        return specfile.combination_of(self.definition, [place.unit.definition for place in self._places()])

    def own_quantities(self) -> tuple[specfile.Quantity, ...]:
        """What the award and its printed sheets ask for in numbers, without any centre's word (1 query)."""
        places = self.assessment_places.select_related("assessment")
        sheets = [quantity for place in places for quantity in place.assessment.definition.quantities]
        return (*self.definition.quantities, *sheets)

    def competence_tables(self) -> tuple[specfile.Competences, ...]:
        """What the award asks of its staff: of each table it names the newest version."""
        rows = Competences.objects.filter(code__in=self.definition.competences).order_by("published_at", "version")
        newest = {row.code: row.definition for row in rows}
        return tuple(newest[code] for code in self.definition.competences if code in newest)

    def _places(self) -> models.QuerySet[SpecificationUnit]:
        return self.unit_places.select_related("unit")

    def registration_state(self, on: date) -> str:
        """ "later", "open" or "ended" on that day; both printed days are days of registration."""
        if self.operational_from and on < self.operational_from:
            return "later"
        return "ended" if self.registration_ends and on > self.registration_ends else "open"

    def registration_refusal(self, on: date) -> str:
        """Why nobody can be registered on that day, as a sentence; empty while registration is open."""
        state = self.registration_state(on)
        if state == "later" and self.operational_from:
            return f"Registration for {self.title} opens on {_printed(self.operational_from)}."
        if state == "ended" and self.registration_ends:
            ended = _printed(self.registration_ends)
            return f"Registration for {self.title} ended on {ended}; nobody can be registered after that day."
        if newer := Specification.objects.filter(supersedes=self).first():
            return f"Version {self.version} of {self.title} is superseded; register for version {newer.version}."
        return ""


class SpecificationUnit(models.Model):
    """A unit's place in an award."""

    specification = models.ForeignKey(Specification, models.CASCADE, related_name="unit_places")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="places")
    position = models.PositiveSmallIntegerField()
    mandatory = models.BooleanField(default=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["specification", "unit"], name="a_unit_once_per_award")]

    def __str__(self) -> str:
        return f"{self.unit.code} in {self.specification}"


class SpecificationAssessment(models.Model):
    """An assessment's place in an award. One assessment may serve several awards (D7.01 serves two)."""

    specification = models.ForeignKey(Specification, models.CASCADE, related_name="assessment_places")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="places")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["specification", "assessment"], name="an_assessment_once_per_award")
        ]

    def __str__(self) -> str:
        return f"{self.assessment.code} in {self.specification}"


@lru_cache(maxsize=512)
def _assessment(stored: Stored) -> specfile.Assessment:
    return specfile.assessment_from_document(stored.row.document)


@lru_cache(maxsize=512)
def _unit(stored: Stored) -> specfile.Unit:
    return specfile.unit_from_document(stored.row.document)


@lru_cache(maxsize=64)
def _competences(stored: Stored) -> specfile.Competences:
    return specfile.competences_from_document(stored.row.document)


@lru_cache(maxsize=128)
def _award(stored: Stored) -> specfile.Award:
    return specfile.award_from_document(stored.row.document)


def _printed(day: date) -> str:
    return date_format(day, "j F Y")
