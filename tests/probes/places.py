"""What every id in an address, a question or a body names. A new route, field or parameter is one line here.

An address is known by the words before its id: `sheets/<uuid:pk>/move/<slug:verb>/` by "sheets/". Whatever is found in
the resolver, the schema, the forms or the views and is not named here fails the run.
"""

from __future__ import annotations

from marksheets.workflow import MOVES

# The words before an id: what it names. Kinds are the keys of `tests.probes.world.Rows`.
IDS = {
    "accounts/2fa/webauthn/keys/": "passkey",
    "assignments/": "submission",
    "attempts/": "submission",
    "briefs/": "assessment",
    "catalogue/awards/": "specification",
    "catalogue/sheets/": "assessment",
    "catalogue/units/": "unit",
    "check/": "sheet",
    "drafts/": "reading",
    "files/": "evidence",
    "instruments/": "instrument",
    "instruments/shipped/": "assessment",
    "mark-sheets/": "sheet",
    "mark/": "sheet",
    "mark/open/": "submission",
    "offers/": "offer",
    "office/allocate/": "unallocated",
    "office/attempts/": "submission",
    "office/briefs/": "assessment",
    "office/learners/": "learner",
    "office/registrations/": "registration",
    "office/staff/": "appointment",
    "registrations/": "registration",
    "results/": "submission",
    "sheets/": "sheet",
    "submissions/": "submission",
    "submitted/": "submission",
    "switch/": "appointment",
}
# Words in an address that name no row: what is tried in their place.
WORDS = {
    "code": ("K7QD2M4X9PRTVW3H",),
    "verb": (*MOVES, "nonsense"),
    "key": ("nonsense",),
    "token": ("no-token",),
    "uid": ("MQ",),
    "uidb36": ("1",),
}
SHARED = frozenset({"specification", "unit"})  # the catalogue is every centre's, but for their own sheets

# Fields of forms and bodies, parameters of questions, headers: what the id in them names.
FIELDS = {
    "after": "submission",
    "appointment": "appointment",
    "assessor": "appointment",
    "cohort": "cohort",
    "ev": "appointment",
    "file": "evidence",
    "hold": "hold",
    "other": "specification",
    "person": "appointment",
    "replaces": "assessment",
    "sheet": "assessment",
    "site": "site",
    "specification": "specification",
    "X-Appointment": "appointment",
}
# Those that name nothing of a centre.
PLAIN = frozenset(
    "Idempotency-Key If-Match adjustments allow answer answers award award_code choices code comments declared"
    " direct_claims email end ends_on family fields funded granted_on holder kind level limit method name next"
    " note number on password q reason reference refuses registered_on risk role same sentence shown source"
    " standing start starts_on state status text then unit_code until version words".split()
)
# A body that is otherwise in order, for the acts that take ids: "@cohort" stands for an id of one's own centre.
LEARNER = {
    "name": "Pia Lund",
    "email": "pia@southbank.example",
    "specification": "@specification",
    "registered_on": "2026-01-12",
    "cohort": "@cohort",
    "site": "@site",
    "method": "blended",
}
APPROVAL = {"reference": "AB/1", "granted_on": "2026-01-12", "holder": "The office"}
BODIES = {
    "allocate": {"assessor": "@appointment"},
    "api-allocate": {"assessor": "@appointment"},
    "sheet-move": {
        "version": "1",
        "reason": "Because the story asks for it.",
        "kind": "conflict",
        "assessor": "@appointment",
        "ev": "@appointment",
        "person": "@appointment",
        "hold": "@hold",
    },
    "attempt": {"until": "2026-12-31", "reason": "Because the story asks for it."},
    "api-extend": {"until": "2026-12-31", "reason": "Because the story asks for it."},
    "on-behalf": {"reason": "Because the story asks for it."},
    "api-on-behalf": {"reason": "Because the story asks for it."},
    "draft-reading": {"comments": "Name the model you used."},
    "api-draft-reading": {"comments": "Name the model you used."},
    "registration": {"note": "1", "adjustments": "A quarter of the time more."},
    "api-registration": {"adjustments": "A quarter of the time more."},
    "api-break": {"starts_on": "2026-06-01", "ends_on": "2026-06-30", "reason": "Because the story asks for it."},
    "api-leave": {"on": "2026-06-01", "reason": "Because the story asks for it."},
    "instrument": {"version": "1", "text": "format = 1"},
    "instrument-new": {"specification": "@specification", "start": "copy", "sheet": "@assessment"},
    "instrument-approve": {"version": "1", **APPROVAL},
    "instrument-place": {"version": "1", "specification": "@specification", "replaces": "@assessment"},
    "instrument-shipped": APPROVAL,
    "offer": {"answer": "decline"},
    "learner-new": {**LEARNER, "funded": "no"},
    "api-registrations": {**LEARNER, "funded": False},
}
