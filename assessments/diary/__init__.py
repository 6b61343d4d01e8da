"""The learner's coaching diary: sessions, supervision, peer mentoring, networks and CPD, with what belongs to them.

`kinds`, `lengths` and `cautions` are pure. `reading.logged` hands the entries to the rules of hours.
"""
