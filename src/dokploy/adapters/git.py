"""Fetching a source tree with git: one commit deep, into a fresh folder, with nothing of it left to leak or to run.

Credentials travel as an `Authorization` header that is bound to one host and stands in git's environment alone: never
in argv, in the URL that git sees, or in `.git/config`. Redirects are not followed by git; one that stays on the same
host (a renamed repository, http to https) is taken once, knowingly, after the addresses were checked again. Over SSH it
is `adapters.ssh` that says with which key, to which address, and which host key will do.
"""

import asyncio
import base64
import os
import posixpath
import re
import secrets
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from dokploy.adapters import addresses, ssh
from dokploy.adapters.shell import Finished, OnLine, OnStart, Shell
from dokploy.core import failpoints, names
from dokploy.core.commands import Command
from dokploy.core.errors import DokployError, Invalid, NotFound, PreconditionFailed, RemoteFailed, Unauthorized
from dokploy.core.guard import outside_write_unit
from dokploy.core.names import SshUrl
from dokploy.core.secrets import Secret

PORTS: Final = {"http": 80, "https": 443}
SUBMODULE_DEPTH: Final = 8
SUBMODULES: Final = 200
MESSAGE_LENGTH: Final = 1000

ENVIRONMENT: Final[Mapping[str, str]] = {
    "GIT_ALLOW_PROTOCOL": "http:https:ssh",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_ASKPASS": "/bin/false",
    "GIT_LFS_SKIP_SMUDGE": "1",
}
CONFIG: Final[Mapping[str, str]] = {
    "core.hooksPath": "/dev/null",
    "core.fsmonitor": "false",
    "protocol.version": "2",
    "protocol.file.allow": "never",
    "protocol.ext.allow": "never",
    "http.followRedirects": "false",
    "http.lowSpeedLimit": "1000",
    "http.lowSpeedTime": "60",
    "credential.helper": "",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "advice.detachedHead": "false",
    "init.defaultBranch": "main",
}


@dataclass(frozen=True)
class Wanted:
    """`commit` exactly when given, otherwise the head of `branch` (or the tag of that name)."""

    url: Secret
    branch: str
    commit: str | None = None
    submodules: bool = False


@dataclass(frozen=True)
class Checkout:
    commit: str
    message: str


@dataclass(frozen=True)
class Remote:
    """A repository as git is told of it: a URL without credentials, its header, and the addresses it is pinned to.

    One over SSH is taken apart in `over_ssh`, and `door` is how its host is entered.
    """

    url: str
    header: Secret | None = None
    pinned: tuple[str, ...] = ()
    over_ssh: SshUrl | None = None
    door: ssh.Door | None = None

    @property
    def host(self) -> str:
        return self.over_ssh.host if self.over_ssh else urlsplit(self.url).hostname or ""

    @property
    def port(self) -> int:
        parts = urlsplit(self.url)
        return self.over_ssh.port if self.over_ssh else parts.port or PORTS[parts.scheme]

    @property
    def base(self) -> str:
        """`scheme://host:port/`, to which the header is bound."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}/"


@dataclass(frozen=True)
class Runner:
    """How git is run here: the shell, who hears its lines and its start, and which hosts are open."""

    shell: Shell
    private_hosts: bool
    timeout_s: float
    on_line: OnLine | None = None
    on_start: OnStart | None = None
    access: ssh.Access | None = None
    """The SSH key, if there is one."""
    session: ssh.Session | None = None

    async def tell(self, text: str) -> None:
        if self.on_line is not None:
            await self.on_line(text)

    async def run(self, command: Command) -> Finished:
        return await self.shell.run(command, timeout_s=self.timeout_s, on_line=self.on_line, on_start=self.on_start)


# ------------------------------------------------------------------------------------------------ commands: values


def remote(url: Secret) -> Remote:
    """Take the user-info out of a URL. Raises `Invalid` for what cannot be fetched."""
    try:
        text = names.git_url(url.reveal())
        over_ssh = names.ssh_url(text)
    except ValueError as error:
        raise Invalid(f"{error}.", hint="Correct the URL of the repository.") from error
    if over_ssh is not None:
        return Remote(str(over_ssh), over_ssh=over_ssh)
    parts = urlsplit(text)
    host = (parts.hostname or "").encode("idna").decode() if not (parts.hostname or "").isascii() else parts.hostname
    literal = f"[{host}]" if ":" in str(host) else str(host)
    place = literal if parts.port in (None, PORTS[parts.scheme]) else f"{literal}:{parts.port}"
    header = None
    if parts.username is not None or parts.password is not None:
        pair = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
        header = Secret(f"Authorization: Basic {base64.b64encode(pair.encode()).decode()}")
    return Remote(urlunsplit((parts.scheme, place, parts.path, parts.query, "")), header)


def command(folder: Path, *words: str, remotes: Iterable[Remote] = (), trace: bool = False) -> Command:
    """A git command whose whole configuration is ours and stands in its environment.

    The first of the remotes is the one that is spoken to: where it is entered by SSH, its key and host key hold.
    """
    headers: dict[str, Secret] = {}
    pins: list[str] = []
    remotes = tuple(remotes)
    door = remotes[0].door if remotes else None
    for one in remotes:
        if one.header is not None:
            headers.setdefault(f"http.{one.base}.extraHeader", one.header)  # a second one would be sent as well
        if one.pinned and one.over_ssh is None and ":" not in one.host:
            shown = ",".join(f"[{address}]" if ":" in address else address for address in one.pinned)
            pins.append(f"{one.host}:{one.port}:{shown}")
    config: list[tuple[str, str | Secret]] = [
        *CONFIG.items(),
        *headers.items(),
        *(("http.curloptResolve", pin) for pin in pins),
    ]
    env: dict[str, str | Secret] = {**ENVIRONMENT, **(door.environment if door else ssh.WITHOUT)}
    env["GIT_CONFIG_COUNT"] = str(len(config))
    for number, (key, value) in enumerate(config):
        env[f"GIT_CONFIG_KEY_{number}"], env[f"GIT_CONFIG_VALUE_{number}"] = key, value
    if trace:
        env |= {"GIT_TRACE_CURL": "1", "GIT_TRACE_CURL_NO_DATA": "1"}
    return Command(("git", "-C", str(folder), *words), env)


def refspecs(wanted: Wanted) -> tuple[str, ...]:
    """What to ask for, in order: the exact commit, or the branch and then the tag."""
    if wanted.commit is not None:
        return (names.commit_sha(wanted.commit),)
    branch = names.git_ref(wanted.branch)
    return (branch,) if branch.startswith("refs/") else (f"refs/heads/{branch}", f"refs/tags/{branch}")


def fetch_command(folder: Path, source: Remote, refspec: str) -> Command:
    words = ("fetch", "--depth", "1", "--no-tags", "--no-recurse-submodules", "--progress", "--", source.url, refspec)
    return command(folder, *words, remotes=(source,))


# ------------------------------------------------------------------------------------------------ failures: values

_CAUSES: Final[tuple[tuple[str, type[DokployError], str, str], ...]] = (
    (
        r"Permission denied \(|Too many authentication failures|No supported authentication methods",
        Unauthorized,
        "The git server {host} does not accept the SSH key {key}.",
        "Add the key's public half there, to the account or to the repository's deploy keys, and deploy again.",
    ),
    (
        r"ssh: (command )?not found|cannot run ssh",
        PreconditionFailed,
        "The program ssh is not installed.",
        "Install it on this host: apt-get install openssh-client",
    ),
    (
        r"Authentication failed|could not read Username|could not read Password|error: 40[13]",
        Unauthorized,
        "The git server {host} refused the credentials, or the repository is private.",
        "Check the repository's URL and the access token in it.",
    ),
    (
        r"[Rr]epository .*not found|error: 404|does not appear to be a git repo|not valid: is this|ERROR: .*found",
        NotFound,
        "There is no such repository at {host}, or the credentials may not see it.",
        "Check the repository's URL, and the access token in it or the SSH key.",
    ),
    (
        r"not resolve|ailed to connect|ection (refused|reset|closed)|timed out|too slow|No route|mpty reply|reachable",
        RemoteFailed,
        "The git server {host} could not be reached.",
        "Check that this server reaches it, and that it is up; then deploy again.",
    ),
    (
        r"SSL certificate problem|server certificate|SSL: |gnutls_handshake|TLS connect error",
        RemoteFailed,
        "The certificate of the git server {host} is not trusted by this server.",
        "Install the certificate authority of that server on this host.",
    ),
    (
        r"No space left on device",
        RemoteFailed,
        "The disk is full.",
        "Free some space, for example by removing unused images; then deploy again.",
    ),
)
_NO_REF: Final = re.compile(r"couldn't find remote ref|no such remote ref|Couldn't find remote ref")
_NO_COMMIT: Final = re.compile(r"not our ref|unadvertised object|upload-pack: not our ref|no such object|bad object")
_REDIRECTED: Final = re.compile(r"returned error: 30[12378]")
_HOST_KEY: Final = re.compile(r"Host key verification failed|host key is known|no matching host key")


def failure(lines: Iterable[str], host: str, key: str = "") -> DokployError:
    """What git's last words mean, in ours; unknown ones are quoted. `key` is the fingerprint of the SSH key."""
    words = [line for line in lines if line.strip()]
    text = "\n".join(words)
    for pattern, kind, message, hint in _CAUSES:
        if re.search(pattern, text):
            return kind(message.format(host=host, key=key), hint=hint)
    said = next((line for line in reversed(words) if line.startswith(("fatal:", "error:"))), words[-1] if words else "")
    return RemoteFailed(f"git failed at {host}: {said or 'it said nothing'}")


# ------------------------------------------------------------------------------------------------ fetching


async def fetch(runner: Runner, wanted: Wanted, folder: Path) -> Checkout:
    """Put the tree into `folder`, replacing what was there only once all is fetched."""
    outside_write_unit("git fetch")
    async with ssh.opened(runner.access, folder, runner.shell, runner.tell) as session:
        return await _fetch_tree(replace(runner, session=session), wanted, folder)


async def _fetch_tree(runner: Runner, wanted: Wanted, folder: Path) -> Checkout:
    source = await _reached(remote(wanted.url), runner)
    partial = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")
    failpoints.reach("files.create")
    partial.mkdir(parents=True, mode=0o700)
    try:
        await _plain(runner, command(partial, "init", "--quiet"))
        source = await _fetch_any(runner, wanted, source, partial)
        await _plain(runner, command(partial, "checkout", "--quiet", "--detach", "FETCH_HEAD", "--"))
        if wanted.submodules:
            await _plain(runner, command(partial, "remote", "add", "--", "origin", source.url))
            await _submodules(runner, source, partial)
        checkout = await _describe(runner, partial)
        await asyncio.to_thread(_settle, partial, folder)
    finally:
        await asyncio.to_thread(shutil.rmtree, partial, ignore_errors=True)
    return checkout


async def _reached(source: Remote, runner: Runner) -> Remote:
    """With the addresses that it may have, and over SSH with the key that its host must show."""
    if source.over_ssh is not None and runner.session is None:
        raise Invalid(
            f"{source.host} is reached over SSH, and no SSH key is chosen.",
            hint="Choose one for the application (customGitSSHKeyId), or use the repository's https:// URL.",
        )
    found = await addresses.resolve(source.host, source.port, private=runner.private_hosts)
    if source.over_ssh is None or runner.session is None:
        return replace(source, pinned=found)
    door = await runner.session.enter(ssh.Door(source.host, source.port, found[0]))
    return replace(source, pinned=found, door=door)


async def _failure(runner: Runner, finished: Finished, source: Remote) -> DokployError:
    """Why git failed at this remote; a host key that did not fit is asked for again, to name it."""
    if source.door is None or runner.session is None:
        return failure(finished.last_lines, source.host)
    if _HOST_KEY.search("\n".join(finished.last_lines)):
        return await runner.session.refused(source.door)
    return failure(finished.last_lines, source.host, runner.session.access.fingerprint)


async def _fetch_any(runner: Runner, wanted: Wanted, source: Remote, folder: Path) -> Remote:
    """Fetch the first refspec that the server has; returns the remote that answered in the end."""
    for refspec in refspecs(wanted):
        finished = await runner.run(fetch_command(folder, source, refspec))
        if finished.exit_code != 0 and _REDIRECTED.search("\n".join(finished.last_lines)):
            source = await _redirected(runner, source, folder)
            finished = await runner.run(fetch_command(folder, source, refspec))
        if finished.exit_code == 0:
            return source
        said = "\n".join(finished.last_lines)
        if not (_NO_REF.search(said) or _NO_COMMIT.search(said)):
            raise await _failure(runner, finished, source)
    if wanted.commit is not None:
        await _fetch_history(runner, wanted, source, folder)
        return source
    raise NotFound(
        f"The repository has no branch or tag named {wanted.branch}.",
        hint="Check the branch of the application; names are case sensitive.",
    )


async def _fetch_history(runner: Runner, wanted: Wanted, source: Remote, folder: Path) -> None:
    """For servers that give single commits only when they are advertised: the branch, with its history."""
    missing = NotFound(
        f"The repository has no commit {wanted.commit}.",
        hint="It may have been removed by a force push: deploy the branch as it is now.",
    )
    words = ("fetch", "--no-tags", "--no-recurse-submodules", "--progress", "--", source.url)
    refspec = f"refs/heads/{names.git_ref(wanted.branch)}"
    if (await runner.run(command(folder, *words, refspec, remotes=(source,)))).exit_code != 0:
        raise missing
    known = await runner.run(command(folder, "cat-file", "-e", f"{wanted.commit}^{{commit}}"))
    if known.exit_code != 0:
        raise missing
    (folder / ".git" / "FETCH_HEAD").write_text(f"{wanted.commit}\t\t{source.url}\n")


async def _redirected(runner: Runner, source: Remote, folder: Path) -> Remote:
    """The place that the server names, when that is on the same host; git itself is told to follow nothing."""
    place = ""

    async def listen(text: str) -> None:
        nonlocal place
        for line in text.splitlines():
            if found := re.search(r"<= Recv header: [Ll]ocation: (\S+)", line):
                place = found[1]

    asking = command(folder, "ls-remote", "--exit-code", "--", source.url, "HEAD", remotes=(source,), trace=True)
    await replace(runner, on_line=listen).run(asking)
    target = urlsplit(urljoin(source.url + "/info/refs", place))
    path = target.path.removesuffix("/info/refs")
    is_same_host = target.hostname == source.host and target.username is None
    is_upgrade = (urlsplit(source.url).scheme, target.scheme) == ("http", "https")
    if not place or not is_same_host or not (is_upgrade or target.netloc == urlsplit(source.url).netloc):
        raise RemoteFailed(
            f"The git server {source.host} redirects to {target.hostname or 'another place'}, which is not followed.",
            hint=f"Enter the repository's new URL: {target.scheme}://{target.netloc.rpartition('@')[2]}{path}",
        )
    moved = Remote(urlunsplit((target.scheme, target.netloc, path, "", "")), source.header)
    return await _reached(moved, runner)


async def _submodules(runner: Runner, parent: Remote, folder: Path, depth: int = 0) -> None:
    """Each submodule after a check of its host, level by level; credentials go to the parent's own host only."""
    listed = await _submodule_urls(runner, folder)
    if len(listed) > SUBMODULES or depth > SUBMODULE_DEPTH:
        raise Invalid(f"The repository has more than {SUBMODULES} submodules, or {SUBMODULE_DEPTH} levels of them.")
    for name, url in listed.items():
        target = await _reached(_submodule_remote(parent, url), runner)
        path = await _output(
            runner, command(folder, "config", "--file", ".gitmodules", "--get", f"submodule.{name}.path")
        )
        words = ("submodule", "--quiet", "update", "--init", "--depth", "1", "--", path)
        finished = await runner.run(command(folder, *words, remotes=(target, parent)))
        if finished.exit_code != 0:
            raise await _failure(runner, finished, target)
        if _lies_within(folder, path):
            await _submodules(runner, target, folder / path, depth + 1)


def _lies_within(folder: Path, path: str) -> bool:
    return (folder / path).resolve().is_relative_to(folder.resolve())


async def _submodule_urls(runner: Runner, folder: Path) -> dict[str, str]:
    if not (folder / ".gitmodules").is_file() or (folder / ".gitmodules").is_symlink():
        return {}
    listing = command(folder, "config", "--file", ".gitmodules", "--get-regexp", r"^submodule\..*\.url$")
    lines: list[str] = []

    async def collect(text: str) -> None:
        lines.extend(text.splitlines())

    await replace(runner, on_line=collect).run(listing)
    found = (re.fullmatch(r"submodule\.(.+?)\.url (.*)", line) for line in lines)
    return {match[1]: match[2] for match in found if match}


def _submodule_remote(parent: Remote, url: str) -> Remote:
    """Relative URLs are relative to the parent; the parent's header is kept only where the host is the same."""
    if url.startswith(("./", "../")) and parent.over_ssh is not None:
        # git works the path out by itself; over SSH only the host matters to us, and the path to what lies below.
        path = posixpath.normpath(posixpath.join(parent.over_ssh.path, url))
        return remote(Secret(str(parent.over_ssh._replace(path=path))))
    if url.startswith(("./", "../")):
        url = urljoin(parent.url.rstrip("/") + "/", url)
    target = remote(Secret(url))
    return replace(target, header=target.header or (parent.header if target.base == parent.base else None))


async def _describe(runner: Runner, folder: Path) -> Checkout:
    said = await _output(runner, command(folder, "log", "-1", "--no-show-signature", "--format=%H%n%B", "HEAD", "--"))
    commit, _, message = said.partition("\n")
    return Checkout(names.commit_sha(commit), message.strip()[:MESSAGE_LENGTH])


async def _output(runner: Runner, asking: Command) -> str:
    lines: list[str] = []

    async def collect(text: str) -> None:
        lines.append(text)

    await _plain(replace(runner, on_line=collect), asking)
    return "\n".join(lines)


async def _plain(runner: Runner, what: Command) -> None:
    # Short, and bound to our own life by the shell: nobody needs to be told of its start.
    finished = await replace(runner, on_start=None).run(what)
    if finished.exit_code != 0:
        raise failure(finished.last_lines, "this server")


def _settle(partial: Path, folder: Path) -> None:
    """Without git's own folders (a submodule has a file of that name), into its place."""
    for place, folders, files in os.walk(partial):
        if ".git" in folders:
            folders.remove(".git")
            shutil.rmtree(Path(place) / ".git")
        if ".git" in files:
            (Path(place) / ".git").unlink()
    shutil.rmtree(folder, ignore_errors=True)
    failpoints.reach("files.rename")
    partial.rename(folder)
