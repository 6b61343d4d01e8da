"""Every part of the pages in every state, with made-up data: what a change to a template is looked at with.

It belongs to no centre, reads no row and stands in the demo and the tests alone.
"""

from __future__ import annotations

from pathlib import Path

KINDS = Path(__file__).with_name("kinds.toml")  # one made-up sheet of each kind
