"""Sheets that are not released: blank, half marked, and one on which the two hands differ."""

from __future__ import annotations

from dataclasses import replace

from marksheets.pages.shape import Cell, MoveButton, SheetPage

from .assignment import d7_01
from .diary import d7_02_03, diary_rows
from .parts import ADA_SIGNED, IQBAL_SIGNED, box

DESK = "/c/northgate/mark/019aa5d4-6f00-7c3e-9b1a-52f0c1d2e301/"


def blank() -> SheetPage:
    """D7.02 & D7.03 before anybody wrote on it: no marks, no names, no signatures."""
    empty = (None, None)
    return replace(
        d7_02_03(),
        state="submitted",
        state_name="Submitted",
        rows=diary_rows(empty, empty, empty, written=False),
        assessor_box=None,
        qa_box=None,
        signatures=(),
        assessor_name="",
        iqa_name="",
        checked_on="",
        history=(),
        pdf_url="",
        pdf_note="There is no PDF before the result is released.",
    )


def on_the_desk() -> SheetPage:
    """Ada has given section 1 its 31 and is about to mark section 2."""
    first, second = d7_01().rows
    rows = (
        replace(first, qa=None, qa_difference=""),
        replace(
            second,
            bullets=tuple(replace(bullet, met="") for bullet in second.bullets),
            assessor=Cell("", "none", "No mark yet"),
            qa=None,
            strengths="",
            areas="",
            qa_difference="",
        ),
    )
    return replace(
        d7_01(),
        state="marking",
        state_name="Being marked",
        rows=rows,
        version=6,
        signatures=(),
        iqa_name="",
        checked_on="",
        due="Decision due Fri 27 Nov",
        marking_as="assessor",
        save_url=DESK,
        place="3 of 11 in your queue",
        assessor_box=box("undecided", None, "Not decided: section 2 is still to mark.", running=31),
        qa_box=None,
        moves=(MoveButton("sign", "Sign and next", f"{DESK}sign/", True),),
        pdf_url="",
        pdf_note="There is no PDF before the result is released.",
    )


def disputed() -> SheetPage:
    """24 + 13 + 25 = 62, referral; Iqbal 24 + 16 + 25 = 65, a pass. Both signed; neither counts yet."""
    return replace(
        d7_02_03(),
        state="disputed",
        state_name="Disputed",
        rows=diary_rows((24, 24), (13, 16), (25, 25)),
        qa_box=box("pass", 65, "Pass: 65, and every section reaches its minimum."),
        signatures=(ADA_SIGNED, IQBAL_SIGNED),
        pdf_url="",
        pdf_note="There is no PDF before the result is released.",
    )
