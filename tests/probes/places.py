"""What every id in an address, a question or a body names. A new route, field or parameter is one line here.

An address is known by the words before its id: `sheets/<uuid:pk>/move/<slug:verb>/` by "sheets/". Whatever is found in
the resolver, the schema, the forms or the views and is not named here fails the run.
"""

from __future__ import annotations

from marksheets.workflow import MOVES

# The words before an id: what it names. Kinds are the keys of `tests.probes.world.Rows`.
IDS = {
    "accounts/2fa/webauthn/keys/": "passkey",
    "annotations/": "annotation",
    "assignments/": "submission",
    "attempts/": "submission",
    "briefs/": "assessment",
    "catalogue/awards/": "specification",
    "catalogue/sheets/": "assessment",
    "catalogue/units/": "unit",
    "check/": "sheet",
    "comments/": "comment",
    "confirmations/": "confirmation",
    "diary/": "entry",
    "diary/asked/": "confirmation",
    "diary/corrections/": "correction",
    "diary/criteria/": "submission",
    "diary/evidence/": "evidence",
    "diary/feedback/": "note",
    "diary/files/": "attachment",
    "diary/goals/": "goal",
    "diary/of/": "learner",
    "diary/plan/": "activity",
    "drafts/": "reading",
    "files/": "evidence",
    "instruments/": "instrument",
    "instruments/overlays/": "overlay",
    "instruments/shipped/": "assessment",
    "mark-sheets/": "sheet",
    "me/addresses/": "bounced",
    "messages/": "message",
    "messages/about/assignment/": "submission",
    "messages/about/entry/": "entry",
    "messages/about/learner/": "learner",
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
    "saved-comments/": "comment",
    "sheets/": "sheet",
    "sheets/enclosed/": "enclosure",
    "submissions/": "submission",
    "submitted/": "submission",
    "uploads/": "upload",
    "switch/": "appointment",
}
# Words in an address that name no row: what is tried in their place.
WORDS = {
    "code": ("K7QD2M4X9PRTVW3H",),
    "number": ("1",),
    "secret": ("no-secret",),
    "verb": (*MOVES, "nonsense"),
    "key": ("nonsense",),
    "kind": ("session", "supervision", "peer", "network", "cpd", "nonsense"),
    "token": ("no-token",),
    "uid": ("MQ",),
    "uidb36": ("1",),
}
SHARED = frozenset({"specification", "unit", "overlay"})  # the catalogue is every centre's, but for their own sheets

# Fields of forms and bodies, parameters of questions, headers: what the id in them names.
FIELDS = {
    "after": "submission",
    "appointment": "appointment",
    "assessor": "appointment",
    "cohort": "cohort",
    "counts": "requirement",
    "entries": "entry",
    "entry": "entry",
    "ev": "appointment",
    "file": "evidence",
    "hold": "hold",
    "learner": "learner",
    "other": "specification",
    "out": "permission",
    "person": "appointment",
    "piece": "submission",
    "replaces": "assessment",
    "sheet": "assessment",
    "unannotate": "annotation",
    "site": "site",
    "specification": "specification",
    "X-Appointment": "appointment",
}
# Those that name nothing of a centre.
PLAIN = frozenset(
    "Idempotency-Key If-Match about act adjustments agreed_with allow amount answer answers areas award award_code box"
    " choices client code comments completed_on course cpd_flow cpd_form criteria declared did direct_claims"
    " discussed_on discussed_with email end ends_on family feedback fields final fingerprint flow for_learner form"
    " from_whom funded given_on giver goals_agreed granted_on hand holder how kind level limit method minutes"
    " name next nobody node note number offset on outcome own_goals page password q qualification quantity quote"
    " reason reference reflection refuses remove registered_on review_on risk role said same sentence shared"
    " shown shown_by shows_summary size source split standing start starts starts_on state status stop summary"
    " supervisor supervisor_qualification take_over target text then title unit_code until version view where who"
    " whose wording words".split()
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
SESSION = {"on": "2026-03-04", "starts": "10:00", "minutes": "60", "role": "coach", "client": "Client B"}
APPROVAL = {"reference": "AB/1", "granted_on": "2026-01-12", "holder": "The office"}
BODIES = {
    "diary-new": {**SESSION, "counts": "@requirement"},
    "diary-edit": {**SESSION, "version": "1", "counts": "@requirement"},
    "api-diary": {**SESSION, "kind": "session", "minutes": 60, "counts": "@requirement"},
    "api-diary-entry": {"version": 1, "counts": "@requirement"},
    "diary-feedback": {"on": "2026-03-04", "giver": "client", "from_whom": "Client B", "entry": "@entry"},
    "diary-feedback-note": {
        "on": "2026-03-04",
        "giver": "client",
        "from_whom": "Client B",
        "entry": "@entry",
        "version": "1",
    },
    "confirmations-ask": {
        "entries": "@entry",
        "hand": "coachee",
        "name": "Sam Stone",
        "email": "sam@stone.example",
    },
    "permit": {"node": "S1", "out": "@permission"},
    "plan": {"title": "A workshop", "on": "2026-12-01", "minutes": "6", "form": "live", "flow": "input"},
    "plan-activity": {
        "version": "1",
        "title": "A workshop",
        "on": "2026-12-01",
        "minutes": "6",
        "form": "live",
        "flow": "input",
    },
    "plan-starts": {"starts_on": "2026-12-01", "version": "1"},
    "correction": {"take_over": "1"},
    "uploads": {"target": "assignment:@submission", "name": "x.pdf", "size": "9"},
    "api-confirmations": {"entries": ["@entry"], "hand": "coachee", "name": "Sam", "email": "sam@stone.example"},
    "allocate": {"assessor": "@appointment"},
    "api-allocate": {"assessor": "@appointment"},
    "share-out": {"piece": "@submission", "reason": "Because the story asks for it."},
    "sheet-save": {"version": "1", "unannotate": "@annotation"},
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
