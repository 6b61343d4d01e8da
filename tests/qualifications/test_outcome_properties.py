"""What holds of every sheet, whatever its nodes and its rule."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qualifications import outcome, specfile
from qualifications.outcome import BLANK, Decision, Outcome, Value
from qualifications.specfile import AllOf, Assessment, EachAtLeastMinimum, Kind, Node
from tests.qualifications.random_sheets import MARKED_SHEETS, Marked, Reader, best, better

OUTCOMES = {True: Outcome.PASS, False: Outcome.REFERRAL, None: Outcome.UNDECIDED}
SECTIONS = {"D7.01": (50, 50), "D7.02-03": (34, 30, 36), "D7.04": (30, 30, 40)}


def decide(marked: Marked, **changed: Value) -> Decision:
    return outcome.decide(marked.sheet, {**marked.values, **changed}, quantities=marked.quantities)


@settings(max_examples=600, deadline=None)
@given(MARKED_SHEETS)
def test_the_outcome_is_that_of_a_second_plain_reading_of_the_rule(marked: Marked) -> None:
    reader = Reader(marked)

    assert decide(marked).outcome is OUTCOMES[reader.says(reader.rule)]


@settings(deadline=None)
@given(MARKED_SHEETS, st.data())
def test_raising_a_mark_never_turns_a_pass_into_a_referral(marked: Marked, data: st.DataObject) -> None:
    assume(marked.sheet.scored)
    node = data.draw(st.sampled_from(marked.sheet.scored))
    before = decide(marked)
    if marked.values[node.code].met is not None and node.takes_marks:
        after = decide(marked, **{node.code: Value(met=True)})
    else:
        after = decide(marked, **{node.code: better(node, marked.values[node.code])})

    order = [Outcome.REFERRAL, Outcome.UNDECIDED, Outcome.PASS]
    assert order.index(after.outcome) >= order.index(before.outcome)


@settings(deadline=None)
@given(MARKED_SHEETS, st.data())
def test_a_blank_is_undecided(marked: Marked, data: st.DataObject) -> None:
    assume(marked.sheet.scored)
    node = data.draw(st.sampled_from(marked.sheet.scored))
    decision = decide(marked, **{node.code: BLANK})

    assert decision.outcome is Outcome.UNDECIDED
    assert decision.to_decide == (node.code,)
    assert decision.referred == ()
    assert set(decision.units.values()) == {"undecided"}


@settings(deadline=None)
@given(MARKED_SHEETS, st.randoms())
def test_the_order_of_nodes_and_rule_parts_is_irrelevant(marked: Marked, chance: st.randoms) -> None:  # type: ignore[valid-type]
    shuffled = replace(marked.sheet, nodes=_shuffled(marked.sheet.nodes, chance), rule=_reversed(marked.sheet.rule))
    one, other = decide(marked), decide(replace(marked, sheet=shuffled))

    assert outcome.compare(one, other)
    assert (one.total, one.running, one.available, one.units) == (
        other.total, other.running, other.available, other.units,
    )  # fmt: skip
    assert {reason.code for reason in one.reasons} == {reason.code for reason in other.reasons}


def _shuffled(nodes: tuple[Node, ...], chance: object) -> tuple[Node, ...]:
    mixed = [replace(node, nodes=_shuffled(node.nodes, chance)) for node in nodes]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    return tuple(mixed)


def _reversed(rule: specfile.Rule) -> specfile.Rule:
    if isinstance(rule, AllOf | specfile.AnyOf):
        return type(rule)(tuple(_reversed(part) for part in reversed(rule.parts)))
    return rule


@settings(deadline=None)
@given(MARKED_SHEETS, st.data())
def test_no_surplus_rescues_another_section(marked: Marked, data: st.DataObject) -> None:
    sections = [node for node in marked.sheet.scored if node.kind is Kind.SECTION and node.minimum]
    assume(sections)
    short = data.draw(st.sampled_from(sections))
    sheet = replace(marked.sheet, rule=AllOf((marked.sheet.rule, EachAtLeastMinimum(Kind.SECTION))))
    values = {node.code: best(node) for node in sheet.scored} | {short.code: Value(mark=(short.minimum or 1) - 1)}
    decision = outcome.decide(sheet, values, quantities=marked.quantities)

    assert decision.outcome is Outcome.REFERRAL
    assert short.code in decision.referred


@settings(deadline=None)
@given(MARKED_SHEETS)
def test_every_decision_is_told_in_sentences(marked: Marked) -> None:
    decision = decide(marked)

    for sentence in (
        decision.headline,
        *(reason.sentence for reason in decision.reasons),
        *decision.warnings,
    ):
        assert sentence[:1].upper() == sentence[:1]
        assert sentence.endswith(".") and not sentence.endswith("..")
    assert set(decision.units.values()) <= {"met", "referred", "held", "undecided"}
    assert bool(decision.referred) <= (decision.outcome is Outcome.REFERRAL)


@settings(deadline=None)
@given(MARKED_SHEETS)
def test_a_sheet_reads_the_same_from_its_document(marked: Marked) -> None:
    document = specfile.to_document(marked.sheet)
    read: Assessment = specfile.assessment_from_document(_with_headings(document))

    assert decide(replace(marked, sheet=read)).outcome is decide(marked).outcome
    assert specfile.structure_hash(read) == specfile.structure_hash(marked.sheet)


def _with_headings(document: specfile.Document) -> specfile.Document:
    """Sections need a heading in a file; the random ones have none."""
    nodes = [_with_headings(node) for node in document.get("nodes", [])]
    named = {"heading": "Heading"} if document.get("kind") in ("section", "context") else {}
    return {**document, **named, **({"nodes": nodes} if nodes else {})}
