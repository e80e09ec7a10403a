"""Completion as shells do it: each script is sourced by its shell, which then completes real command lines."""

import os
import pty
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from benchmarks.server import Server
from tests.cli.person import Person

from dokploy.cli.failure import Exit

BASH = """
eval "$(dokploy completion bash)"
compopt() { :; }  # works only where a line editor asks
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_dokploy_completion dokploy
printf '%s\\n' "${COMPREPLY[@]}"
"""


def bash(person: Person, *words: str) -> list[str]:
    """What bash would offer for the last of the words."""
    done = subprocess.run(
        ["bash", "--norc", "-c", BASH, "bash", *words], env=person.variables, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return [line for line in done.stdout.splitlines() if line]


@pytest.fixture(scope="module")
def shop(ada: Person) -> str:
    """The project `shop`, with `web` and `basket` in it; the id of its environment."""
    environment: str = ada.json("call", "project.create", "name=shop")["environment"]["environmentId"]
    for name in ("web", "basket"):
        ada.run("call", "application.create", f"name={name}", f"environmentId={environment}")
    return environment


def test_verbs_and_options(ada: Person) -> None:
    assert bash(ada, "dokploy", "lo") == ["login", "logout", "logs"]
    assert bash(ada, "dokploy", "env", "pu") == ["pull", "push"]
    assert "--tail" in bash(ada, "dokploy", "logs", "--t")
    assert bash(ada, "dokploy", "--prof") == ["--profile"]


def test_applications_come_from_the_server(ada: Person, shop: str) -> None:
    assert bash(ada, "dokploy", "logs", "") == ["basket", "shop/production/basket", "shop/production/web", "web"]
    assert bash(ada, "dokploy", "rollback", "shop/production/b") == ["shop/production/basket"]
    assert bash(ada, "dokploy", "env", "push", "ba") == ["basket"]
    assert "web" in bash(ada, "dokploy", "deploy", "w")


def test_names_are_remembered_for_a_short_while_for_this_caller_alone(ada: Person, shop: str, server: Server) -> None:
    bash(ada, "dokploy", "logs", "")
    ada.run("call", "application.create", "name=newcomer", f"environmentId={shop}")
    assert bash(ada, "dokploy", "logs", "new") == []
    files = sorted((ada.home / ".config/dokploy/names").iterdir())
    assert [file.stat().st_mode & 0o777 for file in files] == [0o600] * len(files)
    for file in files:
        file.write_text(file.read_text().replace('"at": ', '"at": -'))
    assert bash(ada, "dokploy", "logs", "new") == ["newcomer"]
    assert bash(ada, "dokploy", "logs", "--key", "wrong", "") == []
    ada.run("apps", "--server", server.url, "--key", "wrong", expect=Exit.NOT_ALLOWED)


def test_servers(ada: Person, server: Server) -> None:
    name = server.url.removeprefix("http://")
    assert bash(ada, "dokploy", "profiles", "use", "127") == [name]
    assert bash(ada, "dokploy", "apps", "--profile", "") == [name]


def test_procedures(ada: Person) -> None:
    assert "project.create" in bash(ada, "dokploy", "call", "project.c")


def test_a_server_that_is_away_completes_nothing_and_says_nothing(ada: Person) -> None:
    begun = time.monotonic()
    assert bash(ada, "dokploy", "--server", "http://127.0.0.1:1", "logs", "") == []
    assert time.monotonic() - begun < 10


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed here")
def test_fish(ada: Person, shop: str) -> None:
    script = 'dokploy completion fish | source; complete -C "dokploy logs b"; complete -C "dokploy lo"'
    done = subprocess.run(["fish", "-N", "-c", script], env=ada.variables, capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert lines[0] == "basket"
    assert [line.partition("\t")[0] for line in lines[1:]] == ["login", "logout", "logs"]


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed here")
def test_zsh(ada: Person, shop: str) -> None:
    """Only a line editor completes: a zsh at a terminal, and the tab key."""
    controller, terminal = pty.openpty()
    setup = 'PS1="> "; autoload -U compinit; compinit -D; eval "$(dokploy completion zsh)"; echo re""ady\n'
    shell = subprocess.Popen(
        ["zsh", "-f", "-i"], env=ada.variables | {"TERM": "dumb"}, start_new_session=True,
        stdin=terminal, stdout=terminal, stderr=terminal,
    )  # fmt: skip
    os.close(terminal)
    try:
        os.write(controller, setup.encode())
        read_until(controller, "ready\r\n")
        os.write(controller, b"dokploy rollback shop/production/b\t")
        read_until(controller, "shop/production/basket")
        os.write(controller, b"\x15exit\n")
    finally:
        shell.kill()
        shell.wait(10)
        os.close(controller)


def read_until(controller: int, wanted: str, seconds: float = 30) -> None:
    shown = ""
    deadline = time.monotonic() + seconds
    while wanted not in shown:
        assert time.monotonic() < deadline, shown
        shown += os.read(controller, 4096).decode(errors="replace")


def test_a_shell_that_is_not_known(ada: Person) -> None:
    ada.run("completion", "csh", expect=Exit.USAGE)


def test_every_verb_that_names_an_application_completes_it() -> None:
    """The names of arguments are the contract: `app` is completed wherever it stands."""
    import click

    from dokploy.cli.arguments import complete_application
    from dokploy.cli.main import SUBCOMMANDS, main

    def commands(command: click.Command) -> list[click.Command]:
        inner = list(command.commands.values()) if isinstance(command, click.Group) else []
        return [command, *inner]

    with click.Context(main) as ctx:
        every = [each for name in SUBCOMMANDS for each in commands(main.get_command(ctx, name) or click.Command(""))]
    arguments = [param for each in every for param in each.params if param.name == "app"]
    assert len(arguments) >= 9
    assert [param for param in arguments if param._custom_shell_complete is not complete_application] == []


def test_scripts_are_valid_in_their_shells(ada: Person, tmp_path: Path) -> None:
    (tmp_path / "script").write_text(ada.run("completion", "bash").stdout)
    subprocess.run(["bash", "-n", str(tmp_path / "script")], check=True)
