"""What the parsing side can say about a file: a code, never a sentence of its own.

The worker reads hostile bytes, so the parent trusts nothing it says but a known code and whole numbers; the
sentences stand in `refusals`.
"""

from __future__ import annotations


class Fault(Exception):
    """A reason not to take a file. `code` is a key of `refusals.SENTENCES`; `numbers` fill its places."""

    def __init__(self, code: str, **numbers: int) -> None:
        super().__init__(code)
        self.code = code
        self.numbers = numbers
