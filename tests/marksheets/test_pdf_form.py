"""The printed mark sheet, read back from the PDF as a person would read the paper."""

from __future__ import annotations

import builtins
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import cycle, islice
from typing import Any

import pytest

from marksheets.pages.shape import EditionMark, Resolution, SheetPage, Signed
from marksheets.pdf import render
from marksheets.pdf.form import Signature, form_of
from marksheets.pdf.render import INSTALL_PANGO, PangoMissing, render_sheet
from tests.marksheets import sample_page
from tests.marksheets.paper import Paper, read

SENTENCE = (
    "The conditions for effective practice are listed and not reviewed so take each of them in turn and say what "
    "the literature claims for it then test the claim against your own organisation"
)


@cache
def printed(page: SheetPage, *, draft: bool = False) -> Paper:
    """Print a page, once a run; skipped, with the line that installs it, where Pango is missing."""
    try:
        return read(render_sheet(page, draft=draft))
    except PangoMissing as missing:
        pytest.skip(str(missing))


def wordy(page: SheetPage, words: int) -> SheetPage:
    """The same sheet with `words` words of feedback, spread over its scored rows."""
    share = words // (2 * len(page.scored_rows))
    text = " ".join(islice(cycle(SENTENCE.split()), share))
    rows = (replace(row, strengths=text, areas=text) if row.scored else row for row in page.rows)
    return replace(page, rows=tuple(rows))


def with_feedback(text: str) -> SheetPage:
    """D7.01 whose first section has `text` as its strengths."""
    page = sample_page.d7_01()
    return replace(page, rows=(replace(page.rows[0], strengths=text), *page.rows[1:]))


def test_it_prints_both_columns_of_marks_with_what_they_are_out_of():
    text = printed(sample_page.d7_02_03()).text

    assert "24 /34 marks (min 17) 24 /34 marks (min 17)" in text
    assert "13 /30 marks (min 15) below min 13 /30 marks (min 15) below min" in text
    assert "25 /36 marks (min 18) 25 /36 marks (min 18)" in text


def test_it_prints_the_forms_own_words():
    text = printed(sample_page.d7_02_03()).text

    assert "MARK SHEET: REFLECTIVE REVIEW AND COACHING/MENTORING DIARY: D7.02 & D7.03" in text
    assert "Centre Number: 012345 Centre Name: Northgate Leadership Centre" in text
    assert "Learner Registration No: LCF0042" in text
    assert "Learner named below confirms authenticity of submission." in text
    assert "Criteria Strengths Areas for Improvement Assr mark QA mark" in text
    assert "Assessor’s decision Quality assurance use" in text
    assert "Total 50 + overall, AND minimum in each section" in text
    assert "Feedback own performance is critically reviewed" in text  # printed so
    assert "Learner Name: Lena Fischer" in text


def test_53_is_a_referral_of_section_2_in_words():
    text = printed(sample_page.d7_01()).text

    assert "53 /100" in text and "52 /100" in text
    assert text.count("Circled: REFERRAL") == 2
    assert "Circled: PASS" not in text
    assert text.count("Referral: section 2 has 22, needs 25.") == 2
    assert "Section referral if applicable: Section 2: Your commitment" in text


def test_a_pass_says_that_no_section_is_referred():
    text = printed(sample_page.d7_04()).text

    assert text.count("68 /100") == 2
    assert text.count("Circled: PASS") == 2
    assert "Section referral if applicable: Not applicable" in text


def test_each_signature_prints_name_role_time_and_seal():
    text = printed(sample_page.d7_04()).text

    assert "Signed electronically by Ada Byrne, Assessor, 18 Nov 2026 16:05 UTC · seal 5f0c19a2e77b4d31" in text
    assert "Signed electronically by Iqbal Rahman, IQA, 21 Nov 2026 10:42 UTC · seal c81d4e0b93f27a65" in text
    assert "Signed electronically by Eve Marlow, ILM EV, 3 Dec 2026 14:20 UTC · seal 09b7e6d2415fc8a3" in text
    assert "Date externally verified (where applicable): 3 Dec 2026" in text


def test_without_an_ev_those_two_lines_stay_empty():
    page = sample_page.d7_01()

    assert form_of(page).ev_signature == Signature()
    assert "ILM EV signature: Date externally verified (where applicable):" in printed(page).text


def test_a_blank_sheet_is_a_form_to_fill_in_by_hand():
    paper = printed(sample_page.blank())

    assert paper.text.count("PASS/REFERRAL") == 2
    assert "Signed electronically" not in paper.text
    assert "Circled" not in paper.text
    assert "Section referral if applicable: Date of IQA check: Name of assessor: Name of IQA:" in paper.text
    assert len(paper.pages) == 2


def test_nothing_is_circled_before_the_signature():
    paper = printed(sample_page.on_the_desk(), draft=True)

    assert "31 /50 marks (min 25) /50 marks (min 25)" in paper.text
    assert "Circled" not in paper.text
    assert "Not signed: no outcome yet." in paper.text
    assert "Section referral if applicable: Date of IQA check:" in paper.text


def test_marked_in_full_but_unsigned_shows_the_sum_and_no_outcome():
    text = printed(replace(sample_page.d7_01(), signatures=()), draft=True).text

    assert "53 /100" in text
    assert "Circled" not in text
    assert "needs 25" not in text


def test_a_disputed_sheet_prints_both_as_signed_and_names_no_section():
    text = printed(sample_page.disputed(), draft=True).text

    assert text.count("Circled: REFERRAL") == 1
    assert text.count("Circled: PASS") == 1
    assert "Section referral if applicable: Date of IQA check:" in text


def test_different_referrals_leave_the_line_empty_whatever_the_state_says():
    page = sample_page.d7_02_03()
    assert page.qa_box is not None

    other = replace(page, qa_box=replace(page.qa_box, referred=("Reflections",)))

    assert form_of(other).referred == ""


def test_the_refusal_is_ticked_or_not_in_words():
    refused, allowed = printed(sample_page.d7_04()).text, printed(sample_page.d7_01()).text

    assert "please refuse by ticking the box: Ticked: use refused." in refused
    assert "please refuse by ticking the box: Not ticked." in allowed


def test_a_criterion_sheet_has_decisions_and_no_total():
    text = printed(sample_page.criteria()).text

    assert "Assr decision QA decision" in text
    assert "2.2 Explain what a coaching agreement covers" in text
    assert text.count("Not met") == 2
    assert "Criterion referral if applicable: Criterion 2.2" in text
    assert "Total marks" not in text and "/100" not in text
    assert "they are not the awarding body’s text" in text


def test_a_superseded_signature_is_mentioned_and_signs_nothing():
    old = Signed("Assessor", "Ada Byrne", datetime(2026, 11, 2, 9, 0, tzinfo=UTC), "ab" * 32, True)

    form = form_of(replace(sample_page.d7_01(), signatures=(old,)))

    assert form.assessor_signature.name == ""
    assert form.assessor_signature.earlier == "Ada Byrne, 2 Nov 2026 09:00 UTC"
    assert form.assessor.chosen == ""


def test_a_superseded_signature_prints_on_no_edition():
    old = Signed("Assessor", "Ada Byrne", datetime(2026, 11, 2, 9, 0, tzinfo=UTC), "ab" * 32, True)
    page = replace(sample_page.d7_01(), signatures=(old,))

    assert "Ada Byrne, 2 Nov" not in printed(page).text
    assert "Signed an earlier revision: Ada Byrne, 2 Nov 2026 09:00 UTC" in printed(page, draft=True).text


MARK = EditionMark(
    number=2,
    code="K7QD-2M4X-9PRT-VW3H",
    address="https://countersign.example/verify/K7QD2M4X9PRTVW3H/",
    ledger_seq=412,
    ledger_digest="3f0a" * 16,
    sealed_by="Northgate Leadership Centre",
    key="91373bf48881e0d9",
    demo=False,
)


def test_an_edition_prints_how_anybody_can_check_it():
    paper = printed(replace(sample_page.d7_01(), edition=MARK))

    assert "Edition 2 · K7QD-2M4X-9PRT-VW3H" in paper.text
    assert "with a phone, or at https://countersign.example/verify/K7QD2M4X9PRTVW3H/" in paper.text
    assert "Ledger entry 412 · 3f0a3f0a3f0a3f0a" in paper.text
    assert "Sealed electronically by Northgate Leadership Centre · key 91373bf48881e0d9" in paper.text
    assert "DEMO" not in paper.text
    assert all("revision 1 · edition 2 · K7QD-2M4X-9PRT-VW3H" in text for text in paper.pages)
    assert "Assessor’s decision" in paper.pages[-1] and "Edition 2 ·" in paper.pages[-1]


def test_the_picture_holds_the_address():
    import segno

    qr = form_of(replace(sample_page.d7_01(), edition=MARK)).qr

    assert f"<title>QR code: {MARK.address}</title>" in qr
    same = segno.make(MARK.address, error="q", micro=False).svg_inline(border=0)
    assert qr[qr.index(" d=") :] == same[same.index(" d=") :]


def test_a_draft_is_no_edition_whatever_the_page_says():
    text = printed(replace(sample_page.d7_01(), edition=MARK), draft=True).text

    assert "Edition 2" not in text and "Sealed electronically" not in text and MARK.code not in text


def test_a_resolution_prints_under_both_signed_decisions():
    ended = Resolution("Leo Quill", "3 Dec 2026", "the IQA’s", "24, 16, 25 = 65", "three sessions are reviewed in full")

    text = printed(replace(sample_page.disputed(), resolution=ended)).text

    assert text.count("Circled: REFERRAL") == text.count("Circled: PASS") == 1
    assert (
        "Resolved by Leo Quill on 3 Dec 2026: standing marks the IQA’s (24, 16, 25 = 65), because three sessions are "
        "reviewed in full" in text
    )


def test_who_resolved_a_dispute_does_not_sign_on_the_iqas_line():
    leo = Signed("Lead IQA", "Leo Quill", datetime(2026, 11, 21, 10, 42, tzinfo=UTC), "cd" * 32, False)

    assert form_of(replace(sample_page.d7_01(), signatures=(leo,))).iqa_signature.name == ""


def test_a_draft_says_so_on_every_page_and_a_result_nowhere():
    page = sample_page.d7_02_03()

    assert all("DRAFT" in text and "draft, not a result" in text for text in printed(page, draft=True).pages)
    assert "DRAFT" not in printed(page).text


def test_every_page_names_the_sheet_its_revision_and_its_number():
    pages = printed(sample_page.d7_02_03()).pages

    for number, text in enumerate(pages, start=1):
        assert "Sheet 019aa5d4-6f01-7d42-8a07-9e31c6b5f002 · revision 1" in text
        assert f"Page {number} of 2" in text


@pytest.mark.parametrize("sample", [sample_page.d7_01, sample_page.d7_02_03, sample_page.d7_04, sample_page.criteria])
def test_900_words_fit_three_pages_and_the_decision_stays_whole(sample: Any):
    paper = printed(wordy(sample(), 900))

    assert len(paper.pages) <= 3
    (decision,) = [text for text in paper.pages if "Assessor’s decision" in text]
    assert "Date externally verified (where applicable):" in decision


@pytest.mark.parametrize("words_before", [200, 324])  # after 324 words a heading would fit the page, its mark would not
def test_a_split_row_begins_with_its_heading_mark_and_words_together(words_before: int):
    page = sample_page.d7_02_03()
    rows = tuple(
        replace(row, strengths=" ".join(islice(cycle(SENTENCE.split()), words)), areas=f"{row.code}:begins here.")
        for row, words in zip(page.rows, (words_before, 200, 150), strict=True)
    )

    paper = printed(replace(page, rows=rows))

    for row in rows:
        (start,) = [text for text in paper.pages if f"{row.code}:begins" in text]
        assert f"Section {row.number} {row.heading}" in start
        assert f"/{row.maximum} marks" in start


def test_markup_in_feedback_is_printed_and_never_obeyed():
    text = "<script>alert(1)</script><img src='https://example.org/x.png'></td></table><h1>PASS</h1> & so on"

    assert text.replace(" ", "") in printed(with_feedback(text)).text.replace(" ", "")


def test_a_very_long_word_stays_on_the_paper():
    paper = printed(with_feedback("https://example.org/" + "x" * 600))

    assert paper.right_edge <= paper.width - 13 / 25.4 * 72  # the margin is 13 mm


def test_paragraphs_of_feedback_stay_apart():
    one, two = "First paragraph.", "Second paragraph."
    lines = printed(with_feedback(f"{one}\n\n{two}")).lines

    assert one in lines and two in lines


def test_nothing_is_fetched_but_the_two_bundled_fonts():
    pytest.importorskip("weasyprint.urls", reason=INSTALL_PANGO, exc_type=OSError)
    fetcher = render._bundled_files_only()

    for address in ("https://example.org/x.png", "file:///etc/passwd", "data:text/plain,x"):
        with pytest.raises(ValueError, match="does not open"):
            fetcher.fetch(address)
    assert all(fetcher.fetch(font).read(4) == b"wOF2" for font in render.BUNDLED)


def test_it_is_set_in_the_bundled_font_tagged_and_titled():
    paper = printed(sample_page.d7_01())

    assert "Atkinson" in paper.font
    assert paper.tagged
    assert paper.title == "MARK SHEET: WORK-BASED ASSIGNMENT: D7.01 – Lena Fischer"


def test_the_same_page_gives_the_same_bytes_also_from_two_threads():
    first = printed(sample_page.d7_01()).body

    with ThreadPoolExecutor(2) as pool:
        again = list(pool.map(lambda page: render_sheet(page, draft=False), [sample_page.d7_01()] * 2))

    assert again == [first, first]


def test_without_pango_the_refusal_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch):
    real = builtins.__import__

    def broken(name: str, *rest: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", broken)
    with pytest.raises(PangoMissing, match=re.escape(INSTALL_PANGO)):
        render._load()
    assert "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in INSTALL_PANGO
    assert "brew install pango" in INSTALL_PANGO
