"""Every verb, for people and for scripts, against a real server without an engine."""

import json
import os
import pty
import random
import stat
import subprocess
from pathlib import Path

import pytest
from tests.cli.conftest import PASSWORD
from tests.cli.person import PROGRAM, Person

from dokploy.cli.failure import Exit

HELLO = Path(__file__).parents[2] / "examples/hello"


def create(person: Person, project: str, *applications: str) -> dict[str, str]:
    """A project with applications in its environment `production`: their ids by name."""
    environment = person.json("call", "project.create", f"name={project}")["environment"]["environmentId"]
    made = {}
    for name in applications:
        row = person.json("call", "application.create", f"name={name}", f"environmentId={environment}")
        made[name] = row["applicationId"]
    return made


@pytest.fixture(scope="module")
def shop(ada: Person) -> dict[str, str]:
    create(ada, "blog", "web")
    return create(ada, "shop", "web", "basket")


@pytest.fixture
def basket(shop: dict[str, str]) -> str:
    return shop["basket"]


# ------------------------------------------------------------------------------------------- projects, applications


def test_projects(ada: Person, shop: dict[str, str]) -> None:
    rows = {row[0]: row[1:3] for row in ada.table("projects")}
    assert rows["shop"] == ["production", "2"]
    assert {"shop", "blog"} <= {row["name"] for row in ada.json("projects")}


def test_apps(ada: Person, shop: dict[str, str]) -> None:
    assert ada.table("apps", "shop") == [
        ["shop/production/basket", "idle", shop["basket"]],
        ["shop/production/web", "idle", shop["web"]],
    ]
    assert ada.table("apps", "shop/production") == ada.table("apps", "shop")
    assert {row["path"] for row in ada.json("apps")} >= {"blog/production/web", "shop/production/web"}
    assert "Did you mean shop" in ada.run("apps", "shp", expect=Exit.NOT_FOUND).stderr


def test_nothing_yet_is_said_beside_the_output(ada: Person, shop: dict[str, str]) -> None:
    said = ada.run("domains", "shop/web")
    assert said.stdout == ""
    assert "dokploy domains add shop/production/web HOST" in said.stderr
    assert ada.json("domains", "shop/web") == []
    assert ada.json("rollback", "shop/web") == []
    assert "no release yet" in ada.run("rollback", "shop/web").stderr


@pytest.mark.parametrize("name", ["basket", "shop/basket", "shop/production/basket", "ID"])
def test_an_application_by_any_of_its_names(ada: Person, basket: str, name: str) -> None:
    assert ada.json("env", basket if name == "ID" else name) == []


def test_a_name_that_stands_for_several_is_not_guessed(ada: Person, shop: dict[str, str]) -> None:
    refused = ada.run("domains", "web", expect=Exit.NOT_FOUND)
    assert "web stands for 2 applications" in refused.stderr
    assert "  blog/production/web  " in refused.stderr
    assert f"  shop/production/web  {shop['web']}" in refused.stderr


def test_a_name_that_is_not_there_is_answered_with_the_nearest(ada: Person, shop: dict[str, str]) -> None:
    refused = ada.run("logs", "baskett", expect=Exit.NOT_FOUND)
    assert refused.stderr.startswith("Error: There is no application baskett.\nDid you mean basket")


# ------------------------------------------------------------------------------------------- variables


def test_variables_there_and_back(ada: Person, basket: str, tmp_path: Path) -> None:
    text = "# first\r\nA=1\nSECRET='do not print me'\n"
    (tmp_path / ".env").write_bytes(text.encode())
    pushed = ada.run("env", "push", "basket", "--yes", cwd=tmp_path)
    assert "+ SECRET" in pushed.stderr
    assert ada.json("call", "application.one", f"applicationId={basket}")["env"] == text
    assert ada.table("env", "basket") == [["A", "(hidden)"], ["SECRET", "(hidden)"]]
    assert ada.json("env", "basket") == ["A", "SECRET"]
    pulled = ada.run("env", "pull", "basket", "copy.env", cwd=tmp_path)
    assert (tmp_path / "copy.env").read_bytes() == text.encode()
    assert stat.S_IMODE((tmp_path / "copy.env").stat().st_mode) == 0o600
    for said in (pushed, pulled, ada.run("env", "basket")):
        assert "do not print me" not in said.stdout + said.stderr


def test_a_push_asks_first_and_says_what_changes(ada: Person, basket: str, tmp_path: Path) -> None:
    ada.run("env", "push", "basket", "-", "--yes", stdin="OLD=1\nSAME=1\nOTHER=1\n")
    (tmp_path / "new.env").write_text("NEW=1\nSAME=1\nOTHER=2\n")
    asked = ada.run("env", "push", "basket", "new.env", cwd=tmp_path, expect=Exit.USAGE)
    assert asked.stderr.startswith("+ NEW\n~ OTHER\n- OLD\nError:")
    assert ada.run("env", "pull", "basket", "-").stdout == "OLD=1\nSAME=1\nOTHER=1\n"
    change = json.loads(ada.run("env", "push", "basket", str(tmp_path / "new.env"), "--yes", "--json").stdout)
    change.pop("applicationId")
    assert change == {"pushed": True, "added": ["NEW"], "changed": ["OTHER"], "removed": ["OLD"]}
    again = ada.run("env", "push", "basket", "new.env", cwd=tmp_path)
    assert "has these variables already" in again.stderr


def test_a_person_at_a_terminal_is_asked(ada: Person, basket: str, tmp_path: Path) -> None:
    ada.run("env", "push", "basket", "-", "--yes", stdin="A=1\n")
    (tmp_path / ".env").write_text("A=2\n")
    assert "Nothing was changed" in at_terminal(ada, "n\n", tmp_path, "env", "push", "basket")
    assert ada.run("env", "pull", "basket", "-").stdout == "A=1\n"
    assert "Pushed" in at_terminal(ada, "y\n", tmp_path, "env", "push", "basket")
    assert ada.run("env", "pull", "basket", "-").stdout == "A=2\n"


def at_terminal(person: Person, typed: str, folder: Path, *argv: str) -> str:
    """Run with a terminal on all three ends; returns what appeared on it."""
    controller, terminal = pty.openpty()
    process = subprocess.Popen(
        [PROGRAM, *argv], env=person.variables | {"TERM": "xterm"}, cwd=folder,
        stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True,
    )  # fmt: skip
    os.close(terminal)
    os.write(controller, typed.encode())
    shown = b""
    try:
        while piece := os.read(controller, 4096):
            shown += piece
    except OSError:  # the other end has gone
        pass
    os.close(controller)
    process.wait(30)
    return shown.decode()


def test_a_file_is_not_overwritten_unasked(ada: Person, basket: str, tmp_path: Path) -> None:
    ada.run("env", "push", "basket", "-", "--yes", stdin="A=1\n")
    (tmp_path / ".env").write_text("MINE=1\n")
    refused = ada.run("env", "pull", "basket", cwd=tmp_path, expect=Exit.USAGE)
    assert "- MINE" in refused.stderr
    assert (tmp_path / ".env").read_text() == "MINE=1\n"
    (tmp_path / "link.env").symlink_to(".env")
    ada.run("env", "pull", "basket", "link.env", "--yes", cwd=tmp_path)
    assert (tmp_path / "link.env").is_symlink()
    assert (tmp_path / ".env").read_text() == "A=1\n"


def test_what_cannot_be_read_or_written_is_named(ada: Person, basket: str, tmp_path: Path) -> None:
    (tmp_path / "image").write_bytes(b"\x89PNG")
    assert "no text in UTF-8" in ada.run("env", "push", "basket", "image", cwd=tmp_path, expect=Exit.USAGE).stderr
    ada.run("env", "push", "basket", "nowhere.env", cwd=tmp_path, expect=Exit.USAGE)
    ada.run("env", "pull", "basket", "nowhere/.env", cwd=tmp_path, expect=Exit.USAGE)


def test_random_texts_arrive_byte_for_byte(ada: Person, basket: str, tmp_path: Path) -> None:
    """Quotes, dollars, hashes, line ends, letters of all scripts; not one is touched on the way there and back."""
    chance = random.Random(4711)
    letters = "aZ0 =#$`'\"\\{}%!&|;<>\t\r\n~äß漢🚀\u2028\ufeff"
    values = ["".join(chance.choices(letters, k=chance.randrange(30))) for _ in range(500)]
    text = "".join(f"V{number}={value}\n" for number, value in enumerate(values))
    (tmp_path / ".env").write_bytes(text.encode())
    ada.run("env", "push", "basket", "--yes", cwd=tmp_path)
    ada.run("env", "pull", "basket", "back.env", cwd=tmp_path)
    assert (tmp_path / "back.env").read_bytes() == text.encode()
    piped = subprocess.run(
        [PROGRAM, "env", "pull", "basket", "-"], env=ada.variables, capture_output=True, check=True
    ).stdout
    assert piped == text.encode()


# ------------------------------------------------------------------------------------------- domains


def test_domains_come_and_go(ada: Person, shop: dict[str, str]) -> None:
    assert ada.run("domains", "add", "shop/web", "shop.test").stdout.startswith("http://shop.test")
    made = ada.json("domains", "add", "shop/web", "Shop.test", "--path", "/api", "--port", "8080", "--https")
    assert (made["host"], made["path"], made["port"], made["https"]) == ("shop.test", "/api", 8080, True)
    rows = ada.table("domains", "shop/web")
    assert [row[1:4] for row in rows] == [["3000", "none", "yes"], ["8080", "none", "yes"]]
    assert rows[1][0].startswith("https://shop.test")
    assert [row["url"] for row in ada.json("domains", "list", "shop/web")] == [row[0] for row in rows]
    assert ada.run("open", "shop/web", "--print").stdout == f"{rows[0][0]}\n"
    assert ada.json("open", "shop/web")["urls"] == [row[0] for row in rows]
    assert "is a domain of" in ada.run("domains", "add", "basket", "shop.test", expect=Exit.FAILED).stderr
    ada.run("domains", "remove", "shop/web", "shop.test/api", expect=Exit.USAGE)
    ada.run("domains", "remove", "shop/web", "shop.test/api", "--yes")
    refused = ada.run("domains", "remove", "shop/web", "shop.tset", "-y", expect=Exit.NOT_FOUND)
    assert "Did you mean shop.test?" in refused.stderr
    assert ada.json("domains", "remove", "shop/web", rows[0][-1], "-y")["host"] == "shop.test"
    assert ada.json("domains", "shop/web") == []


def test_a_host_that_resolves_by_itself(ada: Person, shop: dict[str, str]) -> None:
    made = ada.json("domains", "add", "shop/web", "--certificate", "letsencrypt")
    assert made["host"].endswith(".sslip.io")
    assert made["https"] is True
    ada.run("domains", "remove", "shop/web", made["host"], "-y")


def test_open_starts_the_browser(ada: Person, shop: dict[str, str], tmp_path: Path) -> None:
    assert "has no domain" in ada.run("open", "basket", expect=Exit.NOT_FOUND).stderr
    ada.run("domains", "add", "basket", "basket.test")
    browser = tmp_path / "xdg-open"
    browser.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened\n')
    browser.chmod(0o755)
    variables = ada.variables | {"PATH": f"{tmp_path}:{ada.variables['PATH']}"}
    done = subprocess.run([PROGRAM, "open", "basket"], env=variables, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("http://basket.test")
    assert (tmp_path / "opened").read_text() == done.stdout


# ------------------------------------------------------------------------------------------- any procedure


def test_any_procedure_can_be_called(ada: Person) -> None:
    made = ada.json("call", "project.create", "name=Called", "description:=null")
    project_id = made["project"]["projectId"]
    assert ada.json("call", "project.one", f"projectId={project_id}")["name"] == "Called"
    ada.run("call", "project.update", "--data", "-", stdin=json.dumps({"projectId": project_id, "name": "Renamed"}))
    (ada.home / "input.json").write_text(json.dumps({"projectId": project_id}))
    assert ada.json("call", "project.one", "@input.json")["name"] == "Renamed"
    ada.run("call", "project.remove", f"projectId={project_id}")
    failed = ada.run("call", "project.one", f"projectId={project_id}", expect=Exit.NOT_FOUND)
    assert failed.stderr == "Error: Project not found\n"


def test_a_text_can_be_had_without_quotes(ada: Person) -> None:
    assert json.loads(ada.run("call", "settings.getDokployVersion").stdout).startswith("v")
    assert ada.run("call", "settings.getDokployVersion", "--raw").stdout.startswith("v")


def test_input_errors_name_the_field_and_where_to_look(ada: Person) -> None:
    failed = ada.run("call", "project.create", "name:=12", expect=Exit.FAILED)
    assert "  name: " in failed.stderr
    assert "dokploy call project.create --describe" in failed.stderr


def test_an_unknown_procedure_is_answered_with_the_nearest(ada: Person) -> None:
    failed = ada.run("call", "project.al", expect=Exit.NOT_FOUND)
    assert "There is no procedure project.al.\nDid you mean project.all" in failed.stderr
    ada.run("call", expect=Exit.USAGE)


def test_procedures_are_listed_and_described_from_the_servers_document(ada: Person) -> None:
    names = [row[0] for row in ada.table("call", "--list", "project.")]
    assert {"project.all", "project.create", "project.remove"} <= set(names)
    assert len(ada.json("call", "--list")) > len(names)
    ada.run("call", "--list", "nothing-like-that", expect=Exit.NOT_FOUND)
    shown = ada.run("call", "project.create", "--describe").stdout
    assert shown.startswith("project.create: mutation, access project:create.")
    assert shown.endswith("\ndokploy call project.create name=…\n")
    name = next(row for row in ada.json("call", "project.create", "--describe")["parameters"] if row["name"] == "name")
    assert name == {"name": "name", "type": "text", "required": True, "default": None}
    assert "no parameters" in ada.run("call", "project.all", "--describe").stdout


# ------------------------------------------------------------------------------------------- deployments


def test_a_deployment_without_an_engine_ends_with_the_cause(ada: Person) -> None:
    """And leaves project, application and domain in place, for the next try."""
    failed = ada.run("deploy", str(HELLO), "--domain", "hello.localhost", "--json", expect=Exit.DEPLOYMENT)
    result = json.loads(failed.stdout)
    assert result["status"] == "error"
    assert "ngine" in result["error"]
    assert result["error"] in failed.stderr
    again = ada.run("logs", "hello", "--build", "-f", expect=Exit.DEPLOYMENT)
    assert "ngine" in again.stdout
    assert ada.run("logs", "hello", "-b").stdout == again.stdout
    assert len(ada.json("logs", "hello", "-b", "-n", "2")["lines"]) == 2
    rows = ada.json("domains", "hello")
    assert [(row["host"], row["port"]) for row in rows] == [("hello.localhost", 3000)]
    place = ("--domain", "hello.localhost", "--port", "8080")
    moved = ada.run("deploy", str(HELLO), *place, expect=Exit.DEPLOYMENT)
    assert "now to port 8080" in moved.stderr
    assert "Project default, environment production\n" in moved.stderr


def test_an_environment_is_made_when_it_is_missing(ada: Person) -> None:
    place = ("--project", "fresh", "--environment", "staging", "--name", "hi", "--no-follow")
    queued = ada.json("deploy", str(HELLO), *place)
    assert queued["status"] == "running"
    assert ada.json("apps", "fresh")[0]["path"] == "fresh/staging/hi"
    assert ada.json("apps", "fresh")[0]["applicationId"] == queued["applicationId"]
    printed = ada.run("deploy", str(HELLO), *place).stdout.strip()
    assert printed in {row["deploymentId"] for row in deployments(ada, queued["applicationId"])}


def deployments(person: Person, application_id: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = person.json("call", "deployment.all", f"applicationId={application_id}")
    return rows


def test_wrong_usage_of_deploy_changes_nothing(ada: Person, basket: str) -> None:
    before = ada.json("apps")
    assert "no folder nowhere" in ada.run("deploy", "nowhere", "--port", "80", expect=Exit.USAGE).stderr
    ada.run("deploy", "nowhere", expect=Exit.NOT_FOUND)
    ada.run("deploy", str(HELLO), "--title", "x", expect=Exit.USAGE)
    ada.run("deploy", expect=Exit.USAGE)
    assert ada.json("apps") == before


def test_what_was_uploaded_has_no_source_of_its_own(ada: Person) -> None:
    ada.run("deploy", str(HELLO), "--name", "uploaded", "--no-follow")
    assert "it was uploaded" in ada.run("deploy", "uploaded", expect=Exit.USAGE).stderr


def test_the_newest_deployment_of_none(ada: Person, basket: str) -> None:
    assert "has never been deployed" in ada.run("logs", "basket", "--build", expect=Exit.NOT_FOUND).stderr
    ada.run("logs", "basket", "-f", "--json", expect=Exit.USAGE)
    ada.run("logs", "basket", "-b", "--since", "1m", expect=Exit.USAGE)


def test_a_role_without_the_permission_is_told(ada: Person, stranger: Person, shop: dict[str, str]) -> None:
    account = {"email": "eve@example.org", "password": PASSWORD, "role": "member"}
    ada.run("call", "user.createUserWithCredentials", "--data", "-", stdin=json.dumps(account))
    stranger.run("login", "--email", account["email"], "--stdin", stdin=PASSWORD)
    assert stranger.json("whoami")["role"] == "member"
    assert stranger.json("apps") == []
    refused = stranger.run("deploy", str(HELLO), expect=Exit.NOT_ALLOWED)
    assert "Your role does not have this permission: dokploy whoami" in refused.stderr
    reach = ("domain.byApplicationId", f"applicationId={shop['web']}")
    stranger.run("call", *reach, expect=Exit.NOT_ALLOWED)


def test_colours_are_for_a_terminal_that_wants_them(ada: Person, shop: dict[str, str]) -> None:
    assert "\x1b[1m" in at_terminal(ada, "", ada.home, "apps")
    assert "\x1b" not in at_terminal(ada, "", ada.home, "--no-color", "apps")
    wants_none = Person(ada.home, {"NO_COLOR": "please"})
    assert "\x1b" not in at_terminal(wants_none, "", ada.home, "apps")
    assert "\x1b[31mError" in at_terminal(ada, "", ada.home, "logs", "nowhere")
    assert "\x1b" not in at_terminal(wants_none, "", ada.home, "logs", "nowhere")
    assert "\x1b" not in ada.run("apps").stdout
