"""What the images do before and around a service's own command, done here: PostgreSQL's and nginx's."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

from config.stack.compose import Service, Unreadable
from config.stack.own import private

SUPERUSER = "postgres"
PROGRAMS = {
    "nginx": "nginx",
    "redis-server": "redis-server",
    "initdb": "postgresql",
    "psql": "postgresql-client",
    "curl": "curl",
}


def programs() -> list[Path]:
    """Folders where what we need lies apart from the usual path; ends with a paragraph when something is missing."""
    newest = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    folders = [Path("/usr/sbin"), *(path.parent for path in newest[-1:])]
    if found := shutil.which("initdb"):
        folders.insert(0, Path(found).resolve().parent)
    path = os.pathsep.join([*map(str, folders), os.environ.get("PATH", "")])
    missing = [package for program, package in PROGRAMS.items() if not shutil.which(program, path=path)]
    if missing:
        raise Unreadable(
            f"./run stack starts programs that are not here: {', '.join(missing)}. They are the ones the containers"
            f" would bring. Install them (Debian, Ubuntu: sudo apt install {' '.join(missing)}; macOS: brew install"
            " nginx postgresql@15 redis), then run this again."
        )
    return folders


def prepared(service: Service) -> Service:
    """A service made ready to start, as its image's entrypoint would have."""
    for place, _ in service.mounts:
        if not Path(place).exists():
            Path(place).mkdir(parents=True, mode=0o700)
    if service.name == "postgres":
        return _postgres(service)
    if service.name == "nginx":
        _nginx(service)
    return service


def run_as(service: Service) -> dict[str, Any]:
    """PostgreSQL refuses root; everything else runs as whoever started us."""
    if service.name != "postgres" or os.geteuid() != 0:
        return {}
    try:
        user = pwd.getpwnam(SUPERUSER)
    except KeyError:
        raise Unreadable(
            "PostgreSQL does not run as root, and there is no user “postgres” here for it. Install Debian's package"
            " (apt install postgresql), or start ./run stack as an ordinary user."
        ) from None
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def after_start(service: Service) -> tuple[str, ...]:
    """What the image runs inside PostgreSQL at its first start: the scripts of one folder. They may run again."""
    if service.name != "postgres":
        return ()
    (script,) = (place for place, target in service.mounts if target.startswith("/docker-entrypoint-initdb.d/"))
    return ("sh", script)


def _postgres(service: Service) -> Service:
    data = Path(service.environment["PGDATA"])
    way = run_as(service)
    if way:
        _reachable(data.parent, way)
        os.chown(data.parent, way["user"], way["group"])
    if not (data / "PG_VERSION").exists():
        _initdb(service, data, way)
    port = next(word.removeprefix("port=") for word in service.command if word.startswith("port="))
    known = {"PGHOST": "127.0.0.1", "PGPORT": port, "PGPASSWORD": service.environment["POSTGRES_PASSWORD"]}
    return replace(
        service,
        command=(*service.command, "-c", f"unix_socket_directories={data.parent}"),
        environment={**service.environment, **known},
    )


def _initdb(service: Service, data: Path, way: dict[str, Any]) -> None:
    shutil.rmtree(data, ignore_errors=True)  # of a first start that was cut short
    secret = data.parent / "superuser"
    private(secret, service.environment["POSTGRES_PASSWORD"])
    if way:
        os.chown(secret, way["user"], way["group"])
    words = ["initdb", "-D", str(data), "-U", SUPERUSER, "--auth-local=scram-sha-256", f"--pwfile={secret}"]
    words += service.environment["POSTGRES_INITDB_ARGS"].split()
    done = subprocess.run(words, env=service.environment, capture_output=True, text=True, cwd=data.parent, **way)
    secret.unlink()
    if done.returncode:
        raise Unreadable(f"PostgreSQL's initdb did not work: {done.stderr.strip()}")


def _reachable(folder: Path, way: dict[str, Any]) -> None:
    done = subprocess.run(["test", "-x", str(folder.parent)], cwd="/", **way)
    if done.returncode:
        raise Unreadable(
            f"The user “postgres” cannot enter {folder.parent}, where its data would lie. Name a folder that everybody"
            " may pass through: ./run stack --dir /var/lib/countersign-stack"
        )


def _nginx(service: Service) -> None:
    """Fill the templates with those of the service's own values that its filter lets through."""
    (source,) = (Path(place) for place, target in service.mounts if target == "/etc/nginx/templates")
    target = Path(service.environment["NGINX_ENVSUBST_OUTPUT_DIR"])
    target.chmod(0o711)  # its workers, of another user when we are root, keep long bodies below it
    allowed = re.compile(service.environment["NGINX_ENVSUBST_FILTER"])
    values = {name: value for name, value in service.environment.items() if allowed.search(name)}
    for template in source.rglob("*.template"):
        place = target / template.relative_to(source).with_suffix("")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(re.sub(r"\$\{(\w+)\}", lambda name: values.get(name[1], name[0]), template.read_text()))
