"""Assessments and the nodes of their sheets: from the tables of a file to frozen data."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from qualifications.specfile.read_printed import WORDINGS, read_printed
from qualifications.specfile.read_rules import read_rule
from qualifications.specfile.shapes import (
    Assessment,
    Band,
    Bullet,
    Choice,
    Kind,
    Node,
    Option,
    Quantity,
    UnitOutcomes,
)
from qualifications.specfile.table import Table

FLAGS = ("exact", "wording_shift", "partial", "ambiguous", "sic")
MARKINGS = ("marks", "pass_referral")
MEASURES = ("hours", "sessions", "clients", "words", "percent")
CONFIRMERS = ("coach", "coachee", "supervisor", "trainer")
PLANNED = ("live", "research", "input")
ROLES = ("coach", "coachee", "mentor", "mentee", "supervisee")
DEEPEST = 6

_ROW = {"criterion", "local", "text", "words", "quantity", "bullets"}
OWN_KEYS = {
    Kind.SECTION: {"maximum", "minimum", "words", "bullets"},
    Kind.CRITERION_MARK: {"maximum", "minimum", "markings", *_ROW},
    Kind.CRITERION: _ROW,
    Kind.REQUIREMENT: {"text", "quantity", "more_quantities", "permission"},
    Kind.BANDS: {"bands", *_ROW},
    Kind.TEST: {"results", "text", "bullets"},
    Kind.GROUP: {"minimum", "subtotal", "words", "nodes"},
    Kind.CONTEXT: {"text", "words"},
}


def read_assessment(table: Table) -> Assessment:
    """One [[assessments]] table with its choices, quantities, nodes and rule."""
    units = table.texts("units")
    nodes = tuple(_node(each, DEEPEST) for each in table.tables("nodes"))
    assessment = Assessment(
        code=table.code(),
        version=table.code("version", longest=40),
        title=table.text("title", required=True, longest=300),
        wording=table.one_of("wording", WORDINGS),
        rule=read_rule(table),
        form_version=table.code("form_version", required=False, longest=40),
        printed_title=table.text("printed_title"),
        sheet_title=table.text("sheet_title", longest=300),
        source=table.text("source"),
        units=units,
        task=table.text("task"),
        headings_note=table.text("headings_note"),
        declaration=table.text("declaration"),
        authenticity=table.text("authenticity"),
        use_statement=table.text("use_statement"),
        refusal=table.text("refusal"),
        rule_text=table.text("rule_text"),
        unit_outcomes=UnitOutcomes(
            table.one_of("unit_outcomes", tuple(UnitOutcomes), default=UnitOutcomes.WHOLE_SHEET)
        ),
        printed=read_printed(table),
        choices=tuple(_choice(each) for each in table.tables("choices")),
        quantities=tuple(read_quantity(each) for each in table.tables("quantities", "quantity")),
        nodes=_numbered(nodes, several_units=len(units) > 1),
    )
    table.close("an assessment")
    return assessment


def _node(table: Table, depth: int) -> Node:
    word = table.one_of("kind", tuple(Kind))
    if not word:
        # Which keys are right depends on the kind; without one every further sentence would be noise.
        return Node(code=table.code(), kind=Kind.CONTEXT)
    kind = Kind(word)
    own = OWN_KEYS[kind]
    node = Node(
        code=table.code(),
        kind=kind,
        number=table.number(),
        heading=table.text("heading", required=kind in (Kind.SECTION, Kind.CONTEXT)),
        short=table.text("short"),
        guidance=table.text("guidance"),
        text=table.text("text") if "text" in own else "",
        local=table.code("local", required=False) if "local" in own else "",
        criterion=table.text("criterion") if "criterion" in own else "",
        words=table.whole("words", least=1) if "words" in own else None,
        maximum=table.whole("maximum", required=True, least=1) if "maximum" in own else None,
        minimum=table.whole("minimum") if "minimum" in own else None,
        subtotal=table.flag("subtotal") if "subtotal" in own else False,
        markings=(table.texts("markings", allowed=MARKINGS) or MARKINGS) if "markings" in own else (),
        bands=tuple(_band(each) for each in table.tables("bands")) if "bands" in own else (),
        results=tuple(_band(each) for each in table.tables("results")) if "results" in own else (),
        quantity=table.code("quantity", required=False) if "quantity" in own else "",
        more_quantities=table.codes("more_quantities") if "more_quantities" in own else (),
        permission=table.text("permission") if "permission" in own else "",
        bullets=tuple(_bullet(each) for each in table.tables("bullets")) if "bullets" in own else (),
        nodes=_nested(table, depth) if "nodes" in own else (),
    )
    table.close(f"a node of kind “{kind}”")
    return node


def _nested(table: Table, depth: int) -> tuple[Node, ...]:
    if depth == 0 and table.has("nodes"):
        table.wrong(f"Groups lie at most {DEEPEST} deep in one another.", "nodes")
        return ()
    return tuple(_node(each, depth - 1) for each in table.tables("nodes"))


def _band(table: Table) -> Band:
    band = Band(
        code=table.code(),
        text=table.text("text", required=True),
        passes=table.flag("passes", required=True),
    )
    table.close("a band or test result")
    return band


def _bullet(table: Table) -> Bullet:
    bullet = Bullet(
        code=table.code(),
        text=table.text("text", required=True),
        evidences=table.texts("evidences"),
        flags=table.texts("flags", allowed=FLAGS),
        quantity=table.code("quantity", required=False),
    )
    table.close("a bullet")
    return bullet


def _choice(table: Table) -> Choice:
    options = tuple(_option(each) for each in table.tables("options", least=2))
    choice = Choice(code=table.code(), question=table.text("question", required=True), options=options)
    table.close("a choice")
    return choice


def _option(table: Table) -> Option:
    option = Option(code=table.code(), text=table.text("text", required=True))
    table.close("an option")
    return option


def read_quantity(table: Table) -> Quantity:
    """One quantity of a sheet, of an award where no sheet carries it, or of an overlay."""
    quantity = Quantity(
        code=table.code(),
        measure=table.one_of("measure", MEASURES),
        minimum=table.amount("minimum"),
        maximum=table.amount("maximum"),
        roles=table.texts("roles", allowed=ROLES),
        unit=table.text("unit"),
        criterion=table.text("criterion"),
        session_minutes=table.whole("session_minutes", least=1),
        confirmed_by=table.texts("confirmed_by", allowed=CONFIRMERS),
        reuses=table.codes("reuses"),
        planned=table.one_of("planned", PLANNED) if table.has("planned") else "",
    )
    table.close("a quantity")
    return quantity


def _numbered(nodes: tuple[Node, ...], *, several_units: bool) -> tuple[Node, ...]:
    """Give each node the number that sentences use, unless the file does."""
    seen: Counter[str] = Counter()

    def number(node: Node) -> str:
        if node.kind is Kind.CONTEXT:
            return node.number
        seen[node.noun] += 1
        if node.number or not node.criterion:
            return node.number or str(seen[node.noun])
        return node.criterion if several_units else node.criterion.rpartition(" ")[2]

    def with_number(node: Node) -> Node:
        return replace(node, number=number(node), nodes=tuple(with_number(inner) for inner in node.nodes))

    return tuple(with_number(node) for node in nodes)
