"""Hand-written mark sheets for tests and for trying a page by eye: every figure was added up on paper.

Each name is a function without arguments that answers one `SheetPage`:

* `d7_01`      31/50 and 22/50 = 53, referral of section 2; QA 30 and 22 = 52, the same referral
* `d7_02_03`   24/34, 13/30, 25/36 = 62, referral of section 2; QA the same marks
* `d7_04`      20/30, 18/30, 30/40 = 68, a pass; QA 21, 18, 29 = 68; signed by the EV; use of the script refused
* `criteria`   five criteria under two outcomes, 2.2 not met: a referral; wording not the awarding body's
* `blank`      D7.02 & D7.03 before anybody wrote on it
* `on_the_desk`  D7.01 while Ada marks it: section 1 has 31, section 2 is still blank
* `disputed`   D7.02 & D7.03 where Ada refers section 2 and Iqbal passes it
"""

from __future__ import annotations

from .assignment import d7_01
from .diary import d7_02_03
from .learning_log import d7_04
from .level3 import criteria
from .unfinished import blank, disputed, on_the_desk

ALL = (d7_01, d7_02_03, d7_04, criteria, blank, on_the_desk, disputed)

__all__ = ["ALL", "blank", "criteria", "d7_01", "d7_02_03", "d7_04", "disputed", "on_the_desk"]
