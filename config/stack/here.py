"""From containers to this machine: each service's own network and files become loopback ports and folders."""

from __future__ import annotations

import os
import re
import socket
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from config.stack.compose import Service

ROOT = Path(__file__).resolve().parents[2]
PASSED_ON = ("HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "DYLD_FALLBACK_LIBRARY_PATH")
PLACE = re.compile(r"(?<![\w.])(?:(?P<host>[a-z]+):)?(?P<port>\d+)\b")
Ports = Mapping[tuple[str, int], int]


def free_ports(services: Iterable[Service], chosen: Ports) -> dict[tuple[str, int], int]:
    """A port of this machine for every port of every service; `chosen` are the ones that are settled."""
    wanted = [(service.name, port) for service in services for port in sorted(service.ports)]
    held: list[socket.socket] = []
    found = dict(chosen)
    for place in wanted:
        if place not in found:
            probe = socket.socket()  # held until all are found, so that none is found twice
            probe.bind(("127.0.0.1", 0))
            held.append(probe)
            found[place] = probe.getsockname()[1]
    for probe in held:
        probe.close()
    return found


def moved(service: Service, ports: Ports, folder: Path, programs: Iterable[Path]) -> Service:
    """The service as it runs here: the same command and environment, with our ports, folders and programs."""
    places = {target: _place(source, folder) for source, target in service.mounts}

    def here(text: str) -> str:
        return _ports(_paths(text, places), service, ports)

    environment = {key: here(value) for key, value in service.environment.items()}
    health = service.health and replace(service.health, test=tuple(map(here, service.health.test)))
    return replace(
        service,
        command=tuple(map(here, service.command)),
        environment={**_bare(programs), **environment},
        mounts=tuple((str(place), target) for target, place in places.items()),
        health=health,
    )


def _place(source: str, folder: Path) -> Path:
    """A named volume is a folder below ours; anything else is a path, from the root of the project."""
    return (ROOT / source).resolve() if source.startswith((".", "/")) else folder / source


def _paths(text: str, places: Mapping[str, Path]) -> str:
    for target in sorted(places, key=len, reverse=True):
        text = re.sub(rf"(?<![\w.]){re.escape(target)}(?![\w-])", str(places[target]).replace("\\", r"\\"), text)
    return text


def _ports(text: str, service: Service, ports: Ports) -> str:
    """`redis:6379` is a port of loopback here, and so is a bare 6379 where the service speaks of itself."""

    def local(match: re.Match[str]) -> str:
        found = ports.get((match["host"] or service.name, int(match["port"])))
        if found is None:
            return match[0]
        return f"127.0.0.1:{found}" if match["host"] else str(found)

    return PLACE.sub(local, text.replace("0.0.0.0", "127.0.0.1"))


def _bare(programs: Iterable[Path]) -> dict[str, str]:
    """What a process of this machine needs on top of what its container would know."""
    path = os.pathsep.join([str(Path(sys.executable).parent), *map(str, programs), os.environ.get("PATH", "")])
    passed = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return {**passed, "PATH": path, "HOSTNAME": socket.gethostname(), "PYTHONUNBUFFERED": "1"}
