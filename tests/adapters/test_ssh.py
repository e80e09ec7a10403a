"""Fetching over SSH from a real sshd: which key opens it, which host is believed, and what is left behind."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.pipeline.githttp import Repository
from tests.pipeline.sshd import SshServer, free_port

from dokploy.adapters import git, ssh
from dokploy.adapters.git import Checkout, Wanted
from dokploy.adapters.shell import Finished, Shell
from dokploy.core import sshkeys
from dokploy.core.commands import Command
from dokploy.core.errors import Forbidden, Invalid, NotFound, RemoteFailed, Unauthorized
from dokploy.core.secrets import Secret
from dokploy.core.sshkeys import PinnedHost

OURS, RSA, STRANGERS = sshkeys.generate("ed25519"), sshkeys.generate("rsa"), sshkeys.generate("ed25519")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshServer]:
    with SshServer(tmp_path_factory.mktemp("sshd")) as server:
        yield server


@pytest.fixture
def server(running: SshServer) -> SshServer:
    running.let_in(OURS, RSA)
    return running


@pytest.fixture
def repository(server: SshServer) -> Repository:
    made = server.create_repo(f"r{len(server.files.repositories)}")
    made.commit({"file": "one\n"}, "First")
    return made


@dataclass
class Watching(Shell):
    """The real shell; it looks at the key on disk while git runs."""

    seen: list[Command] = field(default_factory=list)
    modes: set[tuple[str, int]] = field(default_factory=set)
    folder: Path | None = None

    def __post_init__(self) -> None:
        super().__init__()

    async def run(self, command: Command, **how: object) -> Finished:
        self.seen.append(command)
        for place in self.folder.glob(".*.ssh") if self.folder else ():
            self.modes |= {(path.name, path.stat().st_mode & 0o777) for path in (place, place / "key")}
        return await super().run(command, **how)  # type: ignore[arg-type]


@dataclass
class Caller:
    """Fetches as a run does: remembers what was pinned, and what was said."""

    folder: Path
    shell: Watching = field(default_factory=Watching)
    pins: list[PinnedHost] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    async def fetch(self, url: str, branch: str = "main", *, key: sshkeys.KeyPair = OURS, **wanted: object) -> Checkout:
        self.shell.folder = self.folder.parent

        async def pin(host: PinnedHost) -> None:
            self.pins = [known for known in self.pins if (known.host, known.port) != (host.host, host.port)] + [host]

        async def listen(text: str) -> None:
            self.said.extend(text.splitlines())

        access = ssh.Access(Secret(key.private), sshkeys.fingerprint(key.public), tuple(self.pins), pin)
        runner = git.Runner(self.shell, private_hosts=True, timeout_s=20, on_line=listen, access=access)
        return await git.fetch(runner, Wanted(Secret(url), branch, **wanted), self.folder)  # type: ignore[arg-type]


@pytest.fixture
def caller(tmp_path: Path) -> Caller:
    return Caller(tmp_path / "releases" / "source")


@pytest.mark.parametrize("key", [OURS, RSA], ids=["ed25519", "rsa"])
async def test_a_branch(caller: Caller, server: SshServer, repository: Repository, key: sshkeys.KeyPair) -> None:
    newest = repository.commit({"file": "two\n"}, "Second")
    checkout = await caller.fetch(server.url(repository), key=key)
    assert checkout == Checkout(newest, "Second")
    assert (caller.folder / "file").read_text() == "two\n"


async def test_a_key_that_was_given_in_another_form(caller: Caller, server: SshServer, repository: Repository) -> None:
    words = [
        "ssh-keygen",
        "-q",
        "-t",
        "rsa",
        "-b",
        "2048",
        "-m",
        "PEM",
        "-N",
        "",
        "-f",
        str(caller.folder.parent) + ".k",
    ]
    subprocess.run(words, check=True)
    private, public = (Path(f"{caller.folder.parent}.k{end}").read_text() for end in ("", ".pub"))
    pair = sshkeys.pair_of(private.replace("\n", "\r\n").strip(), public)
    server.let_in(pair)
    assert (await caller.fetch(server.url(repository), key=pair)).message == "First"


async def test_exactly_the_commit_that_was_pushed(caller: Caller, server: SshServer, repository: Repository) -> None:
    pushed = repository.commit({"file": "pushed\n"}, "Pushed")
    repository.commit({"file": "newer\n"}, "Newer")
    assert (await caller.fetch(server.url(repository), commit=pushed)).commit == pushed
    assert (caller.folder / "file").read_text() == "pushed\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="port 22 belongs to root")
async def test_the_form_that_git_hosts_show(caller: Caller, tmp_path: Path) -> None:
    address = f"127.77.{os.getpid() % 250}.{os.getpid() // 250 % 250 + 1}"
    with SshServer(tmp_path / "sshd", host=address, port=22) as server:
        server.let_in(OURS)
        repository = server.create_repo("shop")
        commit = repository.commit({"file": "one\n"}, "First")
        assert (await caller.fetch(server.scp_url(repository))).commit == commit
    assert [(pin.host, pin.port) for pin in caller.pins] == [(address, 22)]


async def test_submodules_come_over_the_same_key(caller: Caller, server: SshServer, repository: Repository) -> None:
    inner, deep = server.create_repo(f"{repository.name}-inner"), server.create_repo(f"{repository.name}-deep")
    deep.commit({"bottom": "b\n"}, "Deep")
    inner.commit({"inside": "i\n"}, "Inner")
    inner.add_submodule("deep", server.url(deep), deep)
    repository.add_submodule("lib", f"../{inner.name}.git", inner)
    await caller.fetch(server.url(repository), submodules=True)
    assert (caller.folder / "lib/inside").read_text() == "i\n"
    assert (caller.folder / "lib/deep/bottom").read_text() == "b\n"
    assert not list(caller.folder.rglob(".git"))


# ------------------------------------------------------------------------------------------------ the host's key


async def test_a_host_is_pinned_when_it_is_first_met(caller: Caller, server: SshServer, repository: Repository) -> None:
    await caller.fetch(server.url(repository))
    (pin,) = caller.pins
    assert (pin.host, pin.port, pin.fingerprint) == (server.host, server.port, server.fingerprint)
    place = f"{server.host}:{server.port}"
    assert f"{place} is met for the first time: its host key is pinned from now on" in caller.said
    assert f"host key of {place}: ED25519 {server.fingerprint}" in caller.said


async def test_a_pinned_host_is_not_asked_again(caller: Caller, server: SshServer, repository: Repository) -> None:
    await caller.fetch(server.url(repository))
    caller.shell.seen.clear()
    await caller.fetch(server.url(repository))
    assert [command.argv[0] for command in caller.shell.seen].count("ssh-keyscan") == 0
    assert f"host key of {server.host}:{server.port}: ED25519 {server.fingerprint}, as pinned" in caller.said


@pytest.mark.parametrize("kind", ["ed25519", "ecdsa", "rsa"])
async def test_another_key_is_refused_and_both_are_named(
    caller: Caller, server: SshServer, repository: Repository, kind: str
) -> None:
    await caller.fetch(server.url(repository))
    (pinned,) = caller.pins
    (caller.folder / "mark").touch()
    shown = server.change_host_key(kind)
    try:
        with pytest.raises(ssh.HostKeyChanged) as refused:
            await caller.fetch(server.url(repository))
    finally:
        server.change_host_key()
    assert pinned.fingerprint in refused.value.message
    assert shown in refused.value.message
    assert "sshKey.trustHost" in str(refused.value.hint)
    assert caller.pins == [pinned]
    assert (caller.folder / "mark").exists()  # what was fetched before is still there


async def test_a_fingerprint_that_was_announced_is_waited_for(
    caller: Caller, server: SshServer, repository: Repository
) -> None:
    caller.pins = [PinnedHost(server.host, server.port, server.fingerprint)]
    await caller.fetch(server.url(repository))
    assert [pin.fingerprint for pin in caller.pins] == [server.fingerprint]
    assert caller.pins[0].public_key


async def test_a_host_that_shows_another_than_the_announced_one_is_not_entered(
    caller: Caller, server: SshServer, repository: Repository
) -> None:
    caller.pins = [PinnedHost(server.host, server.port, "SHA256:" + "a" * 43)]
    before = server.log
    with pytest.raises(ssh.HostKeyChanged, match="a" * 43):
        await caller.fetch(server.url(repository))
    assert "Accepted" not in server.log.removeprefix(before)


# ------------------------------------------------------------------------------------------------ what is refused


async def test_a_key_that_is_not_let_in_is_named(caller: Caller, server: SshServer, repository: Repository) -> None:
    with pytest.raises(Unauthorized, match=r"does not accept the SSH key") as refused:
        await caller.fetch(server.url(repository), key=STRANGERS)
    assert sshkeys.fingerprint(STRANGERS.public) in refused.value.message


async def test_an_unknown_repository(caller: Caller, server: SshServer) -> None:
    with pytest.raises(NotFound, match="no such repository"):
        await caller.fetch(f"ssh://{server.user}@{server.host}:{server.port}/nowhere/x.git")


async def test_an_unknown_branch(caller: Caller, server: SshServer, repository: Repository) -> None:
    with pytest.raises(NotFound, match="no branch or tag named nope"):
        await caller.fetch(server.url(repository), "nope")


async def test_nobody_answers(caller: Caller) -> None:
    port = free_port("127.0.0.1")
    with pytest.raises(RemoteFailed, match=f"does not answer over SSH on port {port}"):
        await caller.fetch(f"ssh://git@127.0.0.1:{port}/x.git")


async def test_a_pinned_host_that_went_away(caller: Caller, server: SshServer, repository: Repository) -> None:
    await caller.fetch(server.url(repository))
    server.stop()
    try:
        with pytest.raises(RemoteFailed, match="could not be reached"):
            await caller.fetch(server.url(repository))
    finally:
        server._start()


async def test_link_local_addresses_are_never_spoken_to(caller: Caller) -> None:
    with pytest.raises(Forbidden):
        await caller.fetch("git@169.254.169.254:x/y.git")
    assert caller.shell.seen == []


@pytest.mark.parametrize("form", ["git@example.org:x/y.git", "ssh://git@example.org/x/y.git"])
async def test_without_a_key_nothing_is_tried(tmp_path: Path, form: str) -> None:
    shell = Watching()
    with pytest.raises(Invalid, match="no SSH key is chosen"):
        await git.fetch(git.Runner(shell, True, 20), Wanted(Secret(form), "main"), tmp_path / "source")
    assert shell.seen == []


# ------------------------------------------------------------------------------------------------ what is left behind


async def test_the_key_is_ours_alone_and_gone_afterwards(
    caller: Caller, server: SshServer, repository: Repository
) -> None:
    await caller.fetch(server.url(repository))
    assert {mode for name, mode in caller.shell.modes if name == "key"} == {0o600}
    assert {mode for name, mode in caller.shell.modes if name != "key"} == {0o700}
    with pytest.raises(NotFound):
        await caller.fetch(server.url(repository), "nope")
    assert list(caller.folder.parent.iterdir()) == [caller.folder]


async def test_neither_argv_nor_environment_holds_the_key(
    caller: Caller, server: SshServer, repository: Repository
) -> None:
    await caller.fetch(server.url(repository))
    secret = OURS.private.splitlines()[1]
    for command in caller.shell.seen:
        assert secret not in " ".join(command.argv)
        assert secret not in " ".join(str(value) for value in command.env.values())
    assert secret not in "\n".join(caller.said)


async def test_what_a_killed_fetch_left_goes_with_the_next(
    caller: Caller, server: SshServer, repository: Repository
) -> None:
    left = caller.folder.with_name(f".{caller.folder.name}.0123abcd.ssh")
    left.mkdir(parents=True)
    (left / "key").write_text("an old one")
    await caller.fetch(server.url(repository))
    assert not left.exists()


def test_the_configuration_names_one_key_and_one_host() -> None:
    door = ssh.Door("git.example.org", 2222, "192.0.2.7")
    text = ssh.configuration(door, Path("/data/100%/key"), Path("/data/x y/hosts"))
    lines = dict(line.split(" ", 1) for line in text.splitlines())
    assert lines["HostName"] == "192.0.2.7"
    assert lines["IdentityFile"] == '"/data/100%%/key"'
    assert lines["UserKnownHostsFile"] == '"/data/x y/hosts"'
    assert (lines["StrictHostKeyChecking"], lines["BatchMode"], lines["IdentitiesOnly"]) == ("yes", "yes", "yes")
    assert lines["IdentityAgent"] == "none"
