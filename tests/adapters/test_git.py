"""Fetching from a real git server: what arrives, what is refused, and what never leaves us."""

import asyncio
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.pipeline.githttp import GitServer, Repository

from dokploy.adapters import git
from dokploy.adapters.git import Wanted
from dokploy.adapters.shell import Finished, Shell, group_members
from dokploy.core.commands import Command
from dokploy.core.errors import DokployError, Forbidden, Invalid, NotFound, RemoteFailed, TimedOut, Unauthorized
from dokploy.core.secrets import Secret


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GitServer]:
    with GitServer(tmp_path_factory.mktemp("git")) as running:
        yield running


@pytest.fixture
def repository(server: GitServer, request: pytest.FixtureRequest) -> Repository:
    name = f"r{len(server.repositories)}"
    made = server.create_repo(name)
    made.commit({"Dockerfile": "FROM scratch\n", "sub/file": "one\n"}, "First\n\nwith a body")
    return made


@dataclass
class Recorder(Shell):
    """The real shell, with a memory of the command lines that it was given."""

    seen: list[Command] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    async def run(self, command: Command, **how: object) -> Finished:
        self.seen.append(command)
        return await super().run(command, **how)  # type: ignore[arg-type]


@dataclass
class Caller:
    """Fetches like a run does and keeps what was said."""

    shell: Recorder = field(default_factory=Recorder)
    said: list[str] = field(default_factory=list)
    private: bool = True
    timeout_s: float = 20

    async def fetch(self, folder: Path, url: str, branch: str = "main", **wanted: object) -> git.Checkout:
        async def listen(text: str) -> None:
            self.said.append(text)

        runner = git.Runner(self.shell, self.private, self.timeout_s, on_line=listen)
        return await git.fetch(runner, Wanted(Secret(url), branch, **wanted), folder)  # type: ignore[arg-type]


@pytest.fixture
def caller() -> Caller:
    return Caller()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "source"


async def test_the_head_of_a_branch(caller: Caller, repository: Repository, folder: Path) -> None:
    newest = repository.commit({"sub/file": "two\n"}, "Second")
    checkout = await caller.fetch(folder, repository.url)
    assert checkout == git.Checkout(newest, "Second")
    assert (folder / "sub/file").read_text() == "two\n"
    assert not (folder / ".git").exists()
    assert list(folder.parent.iterdir()) == [folder]


async def test_the_whole_message_is_read(caller: Caller, repository: Repository, folder: Path) -> None:
    assert (await caller.fetch(folder, repository.url)).message == "First\n\nwith a body"


async def test_another_branch_with_a_slash(caller: Caller, repository: Repository, folder: Path) -> None:
    wanted = repository.commit({"x": "branch\n"}, "On a branch", branch="feature/new-#1")
    assert (await caller.fetch(folder, repository.url, "feature/new-#1")).commit == wanted


async def test_a_tag_serves_where_no_branch_has_the_name(caller: Caller, repository: Repository, folder: Path) -> None:
    tagged = repository.commit({"x": "tagged\n"}, "Tagged")
    repository.tag("v1.0")
    repository.commit({"x": "later\n"}, "Later")
    assert (await caller.fetch(folder, repository.url, "v1.0")).commit == tagged


async def test_a_branch_comes_before_a_tag_of_the_same_name(
    caller: Caller, repository: Repository, folder: Path
) -> None:
    repository.tag("main")
    newest = repository.commit({"x": "y\n"}, "Newer than the tag")
    assert (await caller.fetch(folder, repository.url, "main")).commit == newest


@pytest.mark.parametrize("speaks_v2", [True, False], ids=["protocol 2", "an old server"])
async def test_exactly_the_commit_that_was_pushed(
    caller: Caller, server: GitServer, repository: Repository, folder: Path, speaks_v2: bool
) -> None:
    pushed = repository.commit({"sub/file": "pushed\n"}, "Pushed")
    repository.commit({"sub/file": "newer\n"}, "Newer")
    server.speaks_v2 = speaks_v2
    try:
        checkout = await caller.fetch(folder, repository.url, commit=pushed)
    finally:
        server.speaks_v2 = True
    assert checkout.commit == pushed
    assert (folder / "sub/file").read_text() == "pushed\n"


async def test_one_commit_deep(caller: Caller, repository: Repository, folder: Path) -> None:
    repository.commit({"x": "y"}, "Second")
    await caller.fetch(folder, repository.url)
    fetches = [command.argv for command in caller.shell.seen if "fetch" in command.argv]
    assert [argv[3:7] for argv in fetches] == [("fetch", "--depth", "1", "--no-tags")]
    assert all(argv[argv.index("--") + 1 :] == (repository.url, "refs/heads/main") for argv in fetches)


async def test_what_was_there_is_replaced_only_by_a_whole_tree(
    caller: Caller, repository: Repository, folder: Path
) -> None:
    folder.mkdir()
    (folder / "old").write_text("old")
    with pytest.raises(NotFound):
        await caller.fetch(folder, repository.url, "nowhere")
    assert [path.name for path in folder.iterdir()] == ["old"]
    await caller.fetch(folder, repository.url)
    assert sorted(path.name for path in folder.iterdir()) == ["Dockerfile", "sub"]


async def test_executable_files_and_symlinks_arrive(caller: Caller, repository: Repository, folder: Path) -> None:
    (repository.work / "run.sh").write_text("#!/bin/sh\n")
    (repository.work / "run.sh").chmod(0o755)
    (repository.work / "link").symlink_to("run.sh")
    repository.commit({}, "Modes")
    await caller.fetch(folder, repository.url)
    assert (folder / "run.sh").stat().st_mode & 0o111
    assert (folder / "link").is_symlink()


# ------------------------------------------------------------------------------------------------ credentials


@pytest.mark.parametrize(
    "credentials", [("oauth2", "t0ken-xyz"), ("ada@example.org", "p:w/ %'\"\\$`\u00fc"), ("token-only", "")]
)
async def test_credentials_open_a_private_repository_and_stand_in_no_argv(
    caller: Caller, server: GitServer, folder: Path, credentials: tuple[str, str]
) -> None:
    from urllib.parse import quote

    private = server.create_repo(f"private{len(server.repositories)}", credentials=credentials)
    private.commit({"a": "b"}, "Secret")
    user, password = (quote(part, safe="") for part in credentials)
    await caller.fetch(folder, private.plain_url.replace("://", f"://{user}:{password}@"))
    assert (folder / "a").read_text() == "b"
    words = " ".join(word for command in caller.shell.seen for word in command.argv) + "".join(
        map(str, caller.shell.seen)
    )
    for part in (*credentials, user, password):
        assert part == "" or part not in words
    assert all(part == "" or part not in "".join(caller.said) for part in credentials)


@pytest.mark.parametrize("url", ["{plain}", "{wrong}"])
async def test_refused_credentials_are_named_as_the_cause(
    caller: Caller, server: GitServer, folder: Path, url: str
) -> None:
    private = server.create_repo(f"closed{len(server.repositories)}", credentials=("ada", "right"))
    private.commit({"a": "b"}, "Secret")
    wrong = private.plain_url.replace("://", "://ada:wrong-pw@")
    with pytest.raises(Unauthorized) as refused:
        await caller.fetch(folder, url.format(plain=private.plain_url, wrong=wrong))
    assert "refused the credentials" in refused.value.message
    assert refused.value.hint
    assert "wrong-pw" not in str(refused.value) + "".join(caller.said)


def test_the_header_is_bound_to_its_host() -> None:
    source = git.remote(Secret("https://ada:pw@git.example.org:8443/o/r.git?x=1"))
    assert source.url == "https://git.example.org:8443/o/r.git?x=1"
    command = git.command(Path("/x"), "fetch", remotes=[source])
    keys = [value for name, value in command.env.items() if name.startswith("GIT_CONFIG_KEY_")]
    assert "http.https://git.example.org:8443/.extraHeader" in keys
    assert "pw" not in str(command)


# ------------------------------------------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    "url",
    [
        "ext::sh -c id",
        "ext::sh%20-c%20id",
        "file:///etc",
        "/etc",
        "../x",
        "-oProxyCommand=id",
        "--upload-pack=touch /tmp/c",
        "ftp://host/x",
        "git://host/x",
        "http://",
        "http://-oProxyCommand=x/y",
        "ssh://git@host/x.git",
        "ssh://-oProxyCommand=id/x",
        "git@github.com:owner/repository.git",
        "https://host/x\n--upload-pack=id",
    ],
)
async def test_urls_that_git_must_not_see(caller: Caller, folder: Path, url: str) -> None:
    with pytest.raises(Invalid):
        await caller.fetch(folder, url)
    assert caller.shell.seen == []


async def test_ssh_says_what_to_use_instead(caller: Caller, folder: Path) -> None:
    with pytest.raises(Invalid, match="SSH") as refused:
        await caller.fetch(folder, "git@github.com:owner/repository.git")
    assert "https://" in str(refused.value.hint)


@pytest.mark.parametrize(
    "branch", ["--upload-pack=touch c", "-c core.sshCommand=x", "main;id", "a..b", "x\ny", "", "a b"]
)
async def test_branches_that_git_must_not_see(
    caller: Caller, repository: Repository, folder: Path, branch: str
) -> None:
    with pytest.raises(ValueError):
        await caller.fetch(folder, repository.url, branch)
    assert not any("fetch" in command.argv for command in caller.shell.seen)


@pytest.mark.parametrize("commit", ["main", "HEAD", "abc", "-x", "g" * 40])
async def test_commits_are_full_ids(caller: Caller, repository: Repository, folder: Path, commit: str) -> None:
    with pytest.raises(ValueError):
        await caller.fetch(folder, repository.url, commit=commit)


@pytest.mark.parametrize(
    "host",
    [
        "169.254.169.254",
        "169.254.0.1",
        "2852039166",
        "0xa9fea9fe",
        "0xa9.0xfe.0xa9.0xfe",
        "0251.0376.0251.0376",
        "169.254.43518",
        "[fe80::1]",
        "[::ffff:169.254.169.254]",
        "[::ffff:a9fe:a9fe]",
        "[64:ff9b::a9fe:a9fe]",
        "[2002:a9fe:a9fe::]",
        "[fd00:ec2::254]",
        "100.100.100.200",
        "168.63.129.16",
        "224.0.0.1",
    ],
)
@pytest.mark.parametrize("private", [True, False])
async def test_link_local_and_metadata_addresses_never(folder: Path, host: str, private: bool) -> None:
    caller = Caller(private=private)
    with pytest.raises(Forbidden, match="must not speak"):
        await caller.fetch(folder, f"http://{host}/latest/meta-data")
    assert caller.shell.seen == []


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "10.1.2.3", "192.168.1.1", "172.16.0.1", "0x7f000001", "017700000001", "127.1",
     "2130706433", "0.0.0.0", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[fc00::1]", "100.64.0.1"],
)  # fmt: skip
async def test_private_addresses_where_the_setting_closes_them(folder: Path, host: str) -> None:
    with pytest.raises(Forbidden, match="DOKPLOY_ALLOW_PRIVATE_GIT_HOSTS"):
        await Caller(private=False).fetch(folder, f"http://{host}:1/x.git")


async def test_the_name_is_pinned_to_the_address_that_was_checked(
    caller: Caller, server: GitServer, repository: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that no resolver knows works, because git connects to the address that we looked up and asks nobody."""

    async def resolve(host: str, port: int, *, private: bool) -> tuple[str, ...]:
        assert host == "git.rebinding.invalid"
        return ("127.0.0.1",)

    monkeypatch.setattr("dokploy.adapters.addresses.resolve", resolve)
    await caller.fetch(folder, repository.url.replace("127.0.0.1", "git.rebinding.invalid"))
    assert (folder / "Dockerfile").is_file()


# ------------------------------------------------------------------------------------------------ redirects


async def test_a_renamed_repository_on_the_same_host_is_followed(
    caller: Caller, server: GitServer, repository: Repository, folder: Path
) -> None:
    server.redirects["/renamed.git"] = repository.plain_url
    await caller.fetch(folder, f"{server.url}/renamed.git")
    assert (folder / "Dockerfile").is_file()


@pytest.mark.parametrize("target", ["http://localhost:{port}/{name}.git", "http://169.254.169.254/latest"])
async def test_another_host_is_not_followed(
    caller: Caller, server: GitServer, repository: Repository, folder: Path, target: str
) -> None:
    server.redirects["/elsewhere.git"] = target.format(port=server.port, name=repository.name)
    before = len(server.requests)
    with pytest.raises(RemoteFailed, match="redirects to") as refused:
        await caller.fetch(folder, f"{server.url}/elsewhere.git")
    assert "new URL" in str(refused.value.hint)
    assert all(path.startswith("/elsewhere.git") for path, _ in server.requests[before:])


# ------------------------------------------------------------------------------------------------ clear failures


async def test_an_unreachable_host(caller: Caller, folder: Path) -> None:
    with pytest.raises(RemoteFailed, match=r"127\.0\.0\.1 could not be reached"):
        await caller.fetch(folder, "http://127.0.0.1:1/x.git")


async def test_an_unknown_host(caller: Caller, folder: Path) -> None:
    with pytest.raises(RemoteFailed, match=r"no-such-host\.invalid is not known"):
        await caller.fetch(folder, "https://no-such-host.invalid/x.git")


async def test_an_unknown_repository(caller: Caller, server: GitServer, folder: Path) -> None:
    with pytest.raises(NotFound, match="no such repository"):
        await caller.fetch(folder, f"{server.url}/absent.git")
    assert "not found" in "".join(caller.said)


async def test_an_unknown_branch_is_named(caller: Caller, repository: Repository, folder: Path) -> None:
    with pytest.raises(NotFound, match="no branch or tag named nowhere"):
        await caller.fetch(folder, repository.url, "nowhere")


@pytest.mark.parametrize("speaks_v2", [True, False], ids=["protocol 2", "an old server"])
async def test_an_unknown_commit_is_named(
    caller: Caller, server: GitServer, repository: Repository, folder: Path, speaks_v2: bool
) -> None:
    server.speaks_v2 = speaks_v2
    try:
        with pytest.raises(NotFound, match="no commit " + "a" * 40):
            await caller.fetch(folder, repository.url, commit="a" * 40)
    finally:
        server.speaks_v2 = True


async def test_a_server_that_never_answers_runs_out_of_time(
    server: GitServer, repository: Repository, folder: Path
) -> None:
    server.delay_s = 30
    try:
        with pytest.raises(TimedOut, match="did not end within"):
            await Caller(timeout_s=0.5).fetch(folder, repository.url)
    finally:
        server.delay_s = 0
    assert list(folder.parent.iterdir()) == []


async def test_cancelling_leaves_no_process_and_no_folder(
    caller: Caller, server: GitServer, repository: Repository, folder: Path
) -> None:
    groups: list[int] = []

    async def started(group: int, _started: str) -> None:
        groups.append(group)

    server.delay_s = 30
    try:
        runner = git.Runner(caller.shell, True, 60, on_start=started)
        task = asyncio.ensure_future(git.fetch(runner, Wanted(Secret(repository.url), "main"), folder))
        async with asyncio.timeout(20):
            while not groups:
                await asyncio.sleep(0.01)
        await asyncio.sleep(0.2)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    finally:
        server.delay_s = 0
    assert [group_members(group) for group in groups] == [[] for _ in groups]
    assert list(folder.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("line", "kind", "words"),
    [
        ("fatal: unable to access 'https://h/': Could not resolve host: h", RemoteFailed, "could not be reached"),
        ("fatal: unable to access 'https://h/': The requested URL returned error: 403", Unauthorized, "credentials"),
        ("fatal: unable to access 'https://h/': server certificate verification failed", RemoteFailed, "certificate"),
        ("fatal: write error: No space left on device", RemoteFailed, "disk is full"),
        ("fatal: unable to access 'https://h/': The requested URL returned error: 502", RemoteFailed, "error: 502"),
        ("error: RPC failed; curl 56 Recv failure: Connection reset by peer", RemoteFailed, "could not be reached"),
        ("", RemoteFailed, "said nothing"),
    ],
)
def test_gits_last_words_in_ours(line: str, kind: type[DokployError], words: str) -> None:
    error = git.failure([line], "h")
    assert type(error) is kind
    assert words in error.message


# ------------------------------------------------------------------------------------------------ submodules


async def test_submodules_when_asked_relative_and_absolute_and_nested(
    caller: Caller, server: GitServer, repository: Repository, folder: Path
) -> None:
    inner, outer = (server.create_repo(f"{name}{len(server.repositories)}") for name in ("inner", "outer"))
    inner.commit({"inner.txt": "inner"}, "Inner")
    outer.commit({"outer.txt": "outer"}, "Outer")
    outer.add_submodule("deep", f"../{inner.name}.git", inner)
    repository.add_submodule("lib", outer.plain_url, outer)
    await caller.fetch(folder, repository.url)
    assert list((folder / "lib").iterdir()) == []
    await caller.fetch(folder, repository.url, submodules=True)
    assert (folder / "lib/outer.txt").read_text() == "outer"
    assert (folder / "lib/deep/inner.txt").read_text() == "inner"
    assert subprocess.run(["find", str(folder), "-name", ".git"], capture_output=True, check=True).stdout == b""


async def test_credentials_go_to_submodules_of_the_same_host_only(
    caller: Caller, server: GitServer, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    top = server.create_repo(f"top{len(server.repositories)}", credentials=("ada", "pw-top"))
    top.commit({"a": "b"}, "Top")
    same = server.create_repo(f"same{len(server.repositories)}", credentials=("ada", "pw-top"))
    same.commit({"same.txt": "same"}, "Same host")
    with GitServer(tmp_path_factory.mktemp("other")) as other:
        foreign = other.create_repo("foreign")
        foreign.commit({"foreign.txt": "foreign"}, "Another host")
        top.add_submodule("same", same.plain_url, same)
        top.add_submodule("foreign", foreign.plain_url, foreign)
        await caller.fetch(folder, top.url, submodules=True)
        assert (folder / "same/same.txt").read_text() == "same"
        assert (folder / "foreign/foreign.txt").read_text() == "foreign"
        assert other.requests
        assert not any("authorization" in headers for _, headers in other.requests)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("file:///etc", Invalid),
        ("ext::sh -c id", Invalid),
        ("git@github.com:o/r.git", Invalid),
        ("http://169.254.169.254/x.git", Forbidden),
        ("/etc", Invalid),
    ],
)
async def test_submodules_pass_the_same_checks(
    caller: Caller, repository: Repository, server: GitServer, folder: Path, url: str, kind: type[DokployError]
) -> None:
    other = server.create_repo(f"other{len(server.repositories)}")
    other.commit({"x": "y"}, "Other")
    repository.add_submodule("lib", url, other)
    with pytest.raises(kind):
        await caller.fetch(folder, repository.url, submodules=True)
    assert not folder.exists()


async def test_hooks_and_filters_of_a_hostile_repository_do_not_run(
    caller: Caller, repository: Repository, folder: Path, tmp_path: Path
) -> None:
    hook = f"#!/bin/sh\ntouch {tmp_path}/owned\n"
    repository.commit(
        {".githooks/post-checkout": hook, ".gitattributes": "* filter=evil\n", ".gitconfig": "[core]\nfsmonitor=x\n"},
        "Hostile",
    )
    await caller.fetch(folder, repository.url)
    assert not (tmp_path / "owned").exists()
