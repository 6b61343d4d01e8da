"""Reading docker-compose.yml: as much of the format as our own file uses, and a sentence for anything else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

KNOWN = {
    "image",
    "build",
    "command",
    "environment",
    "volumes",
    "networks",
    "restart",
    "expose",
    "ports",
    "depends_on",
} | {"healthcheck", "stop_signal", "stop_grace_period", "container_name", "deploy"}
VARIABLE = re.compile(r"\$\$|\$\{(?P<name>\w+)(?:(?P<how>:[-?])(?P<word>[^}]*))?\}")


class Unreadable(Exception):
    """The file, or the values it asks for, cannot be used; the sentence says why."""


@dataclass(frozen=True)
class Health:
    """How one finds out that a service is well."""

    test: tuple[str, ...]
    every: float
    patience: float


@dataclass(frozen=True)
class Service:
    """One service as the file describes it, with every value filled in."""

    name: str
    command: tuple[str, ...]
    environment: dict[str, str]
    mounts: tuple[tuple[str, str], ...] = ()
    ports: frozenset[int] = frozenset()
    needs: dict[str, str] = field(default_factory=dict)
    health: Health | None = None
    restarts: bool = False
    stop_signal: str = "SIGTERM"
    grace: float = 10.0


def services(path: Path, values: Mapping[str, str]) -> dict[str, Service]:
    """Every service of the file by name, with `values` in place of its variables."""
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {name: _service(name, _filled(about, values)) for name, about in document["services"].items()}


def variables(path: Path) -> set[str]:
    """The names of all values the file asks for."""
    found = VARIABLE.finditer(path.read_text(encoding="utf-8"))
    return {match["name"] for match in found if match["name"]}


def _filled(value: Any, values: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _filled(one, values) for key, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, values) for one in value]
    return VARIABLE.sub(lambda match: _value(match, values), value) if isinstance(value, str) else value


def _value(match: re.Match[str], values: Mapping[str, str]) -> str:
    if match[0] == "$$":
        return "$"
    given = values.get(match["name"], "")
    if given or not match["how"]:
        return given
    if match["how"] == ":?":
        raise Unreadable(match["word"])
    return match["word"]


def _service(name: str, about: dict[str, Any]) -> Service:
    if unknown := set(about) - KNOWN:
        raise Unreadable(f"./run stack does not know what “{min(unknown)}” of the service {name} means.")
    needs = about.get("depends_on", {})
    return Service(
        name=name,
        command=tuple(str(word) for word in about["command"]),
        environment={key: str(value) for key, value in about.get("environment", {}).items()},
        mounts=tuple((source, target) for source, target, *_ in (v.split(":") for v in about.get("volumes", []))),
        ports=frozenset(int(port) for port in about.get("expose", [])),
        needs={other: how["condition"] for other, how in needs.items()},
        health=_health(about["healthcheck"]) if "healthcheck" in about else None,
        restarts=about.get("restart", "no") != "no",
        stop_signal=about.get("stop_signal", "SIGTERM"),
        grace=_seconds(about.get("stop_grace_period", "10s")),
    )


def _health(about: dict[str, Any]) -> Health:
    kind, *test = (str(word) for word in about["test"])
    words = ("sh", "-c", *test) if kind == "CMD-SHELL" else tuple(test)
    return Health(words, _seconds(about.get("interval", "30s")), _seconds(about.get("timeout", "30s")))


def _seconds(written: str) -> float:
    if not re.fullmatch(r"\d+s", written):
        raise Unreadable(f"./run stack reads times as whole seconds, like 30s, not “{written}”.")
    return float(written[:-1])
