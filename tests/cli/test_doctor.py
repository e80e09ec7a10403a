"""`dokploy doctor` where there is no engine: by the server for who may ask it, else from here."""

from pathlib import Path

from benchmarks.server import Server
from tests.cli.person import Person

from dokploy.cli.failure import Exit

CHECKS = [
    "engine", "swarm", "ipvs", "overlay", "traefik", "files", "probe", "database", "queue", "disk", "memory", "clock",
    "folder",
]  # fmt: skip


def test_the_server_examines_itself(ada: Person, server: Server) -> None:
    report = ada.json("doctor", expect=Exit.FAILED)
    assert report["source"] == server.url
    assert report["status"] == "failed"
    assert [check["name"] for check in report["checks"]] == CHECKS
    engine = report["checks"][0]
    assert engine["status"] == "failed"
    assert engine["cure"]
    assert {check["name"]: check["status"] for check in report["checks"]}["queue"] == "ok"


def test_for_people_each_check_is_a_line_and_each_cure_is_under_it(ada: Person) -> None:
    said = ada.run("doctor", expect=Exit.FAILED)
    lines = said.stdout.splitlines()
    begins = {line[2:20].strip(): line[0] for line in lines if line[:1] in "✓!✗-" and line[1:2] == " "}
    assert begins["Docker Engine"] == "✗"
    assert begins["Probe route"] == "-"
    assert begins["Database"] == "✓"
    after = lines[[line.startswith("✗ Docker Engine") for line in lines].index(True) :]
    assert any(line.strip().startswith("→ Start Docker") for line in after)
    assert "1 failed" in said.stderr


def test_who_is_not_signed_in_looks_from_here(server: Server, tmp_path: Path) -> None:
    """The lock on the data folder tells that a server runs; its doorbell is asked by its socket."""
    person = Person(tmp_path, {"DOKPLOY_URL": server.url, **_place(server)})
    said = person.run("doctor", expect=Exit.FAILED)
    assert "Looking from here instead" in said.stderr
    report = person.json("doctor", expect=Exit.FAILED)
    assert report["source"] == str(server.data)
    queue = {check["name"]: check for check in report["checks"]}["queue"]
    assert (queue["status"], queue["details"]["bell"]) == ("ok", "heard")


def test_a_key_that_is_refused_is_no_reason_to_look_elsewhere(server: Server, tmp_path: Path) -> None:
    environment = {"DOKPLOY_URL": server.url, "DOKPLOY_API_KEY": "x" * 64, **_place(server)}
    refused = Person(tmp_path, environment).run("doctor", expect=Exit.NOT_ALLOWED)
    assert refused.stdout == ""


def test_a_server_elsewhere_is_never_taken_for_this_machine(server: Server, tmp_path: Path) -> None:
    person = Person(tmp_path, {"DOKPLOY_URL": "http://panel.invalid", **_place(server)})
    assert person.run("doctor", expect=Exit.UNREACHABLE).stdout == ""


def test_without_server_and_data_folder(tmp_path: Path) -> None:
    person = Person(tmp_path, {"DOKPLOY_DATA": str(tmp_path / "none"), "DOKPLOY_URL": "http://127.0.0.1:9"})
    said = person.run("doctor", expect=Exit.FAILED)
    assert "No server has run on the data folder" in said.stderr
    assert "dokploy up" in said.stderr
    assert not (tmp_path / "none").exists()


def _place(server: Server) -> dict[str, str]:
    return {"DOKPLOY_DATA": str(server.data), "DOCKER_HOST": f"unix://{server.data}/no-engine.sock"}
