"""Where each node of a sheet stands in its file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualifications.specfile.lines import Key
from qualifications.specfile.shapes import Assessment, Node


def node_paths(sheet: Assessment) -> Iterator[tuple[Node, tuple[Key, ...]]]:
    """Every node with its path below the assessment's own table: ("nodes", 1, "nodes", 0)."""
    return _below(sheet.nodes, ())


def _below(nodes: Sequence[Node], path: tuple[Key, ...]) -> Iterator[tuple[Node, tuple[Key, ...]]]:
    for at, node in enumerate(nodes):
        own = (*path, "nodes", at)
        yield node, own
        yield from _below(node.nodes, own)
