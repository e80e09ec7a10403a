"""Builds as command lines: every option, no value in argv, and what a failing build means."""

from pathlib import Path
from typing import Any

import pytest
from tests.pipeline.plans import a_plan, env

from dokploy.adapters import tree
from dokploy.adapters.engine import EngineFacts
from dokploy.core.errors import Invalid, NotFound
from dokploy.core.secrets import Secret
from dokploy.pipeline import builders
from dokploy.pipeline.builders import DockerfileRequest
from dokploy.pipeline.plan import DockerfileBuild, StageFailed


def command(has_buildkit: bool = True, **build: Any) -> str:
    request = DockerfileRequest(
        client="/usr/bin/docker",
        docker_host="unix:///run/docker.sock",
        dockerfile=Path("/src/Dockerfile"),
        context=Path("/src"),
        tags=("shop:1a2b", "shop:latest"),
        labels={"dokploy.app": "shop"},
        id_file=Path("/src.id"),
        build=DockerfileBuild("Dockerfile", **build),
        has_buildkit=has_buildkit,
    )
    made = builders.dockerfile_command(request)
    plain = (
        "DOCKER_HOST=unix:///run/docker.sock DOCKER_BUILDKIT=1 DOCKER_CLI_HINTS=false BUILDX_NO_DEFAULT_ATTESTATIONS=1 "
    )
    return str(made).replace(plain, "")


START = "/usr/bin/docker build --file /src/Dockerfile --iidfile /src.id --progress=plain"
NAMES = "--tag shop:1a2b --tag shop:latest --label dokploy.app=shop"


@pytest.mark.parametrize(
    ("build", "printed"),
    [
        ({}, f"{START} {NAMES} -- /src"),
        ({"no_cache": True}, f"{START} {NAMES} --no-cache -- /src"),
        ({"stage": "run"}, f"{START} {NAMES} --target run -- /src"),
        ({"arguments": env(A="1")}, f"A=[REDACTED] {START} {NAMES} --build-arg A -- /src"),
        ({"arguments": env(A="1", HTTP_PROXY="x")},
         f"A=[REDACTED] HTTP_PROXY=[REDACTED] {START} {NAMES} --build-arg A --build-arg HTTP_PROXY -- /src"),
        ({"arguments": (("a.b-c", Secret("1")),)}, f"a.b-c=[REDACTED] {START} {NAMES} --build-arg a.b-c -- /src"),
        ({"secrets": env(TOKEN="t")},
         f"DOKPLOY_SECRET_0=[REDACTED] {START} {NAMES} --secret id=TOKEN,env=DOKPLOY_SECRET_0 -- /src"),
        ({"secrets": env(EMPTY="", PATH="t")},
         f"DOKPLOY_SECRET_0=[REDACTED] {START} {NAMES} --secret id=PATH,env=DOKPLOY_SECRET_0 -- /src"),
        ({"secrets": env(EMPTY="")}, f"{START} {NAMES} -- /src"),
    ],
)  # fmt: skip
def test_the_command_line(build: dict[str, Any], printed: str) -> None:
    assert command(**build) == printed


def test_without_buildkit_there_is_no_progress_option() -> None:
    line = command(has_buildkit=False)
    assert "--progress" not in line
    assert "DOCKER_BUILDKIT=0" in line


@pytest.mark.parametrize(
    "name",
    ["PATH", "HOME", "LD_PRELOAD", "DOCKER_HOST", "DOCKER_CONFIG", "DOCKER_BUILDKIT", "GODEBUG", "BUILDX_BUILDER",
     "OTEL_EXPORTER_OTLP_ENDPOINT", "docker_host", "DOKPLOY_SECRET_0"],
)  # fmt: skip
def test_arguments_that_would_steer_the_client(name: str) -> None:
    with pytest.raises(StageFailed, match=f"build argument {name} cannot be used"):
        command(arguments=((name, Secret("x")),))


@pytest.mark.parametrize("name", ["", "A B", "A=B", "A,env=X", "A\nB", "--x y"])
def test_names_that_are_none(name: str) -> None:
    with pytest.raises(ValueError):
        command(arguments=((name, Secret("x")),))
    with pytest.raises(ValueError):
        command(secrets=((name, Secret("x")),))


@pytest.mark.parametrize("stage", ["--x", "a b", "a;b", "-x"])
def test_stages_that_are_none(stage: str) -> None:
    with pytest.raises(ValueError):
        command(stage=stage)


@pytest.mark.parametrize(
    ("app", "repository"),
    [("shop-abc123", "shop-abc123"), ("Shop", "shop"), ("a.b_c", "a.b_c"), ("a._b", "a-b"), ("x--y", "x--y")],
)
def test_tags(app: str, repository: str) -> None:
    plan = a_plan(app_name=app)
    assert builders.tags(plan) == (f"{repository}:{plan.release}", f"{repository}:latest")


def facts(docker_cli: str | None, plain_cli: str | None) -> EngineFacts:
    return EngineFacts("20.10", "1.41", "n", True, False, docker_cli, docker_cli is not None, plain_cli=plain_cli)


@pytest.mark.parametrize(
    ("clients", "build", "chosen"),
    [
        (("/usr/bin/docker", "/bin/docker"), {}, ("/usr/bin/docker", True)),
        (("/usr/bin/docker", None), {"secrets": env(A="1")}, ("/usr/bin/docker", True)),
        ((None, "/bin/docker"), {}, ("/bin/docker", False)),
        ((None, "/bin/docker"), {"secrets": env(A="")}, ("/bin/docker", False)),
    ],
)
def test_the_client(clients: tuple[str | None, str | None], build: dict[str, Any], chosen: tuple[str, bool]) -> None:
    assert builders.client_for(facts(*clients), DockerfileBuild("Dockerfile", **build)) == chosen


@pytest.mark.parametrize(
    ("clients", "build", "words"),
    [
        ((None, "/bin/docker"), {"secrets": env(A="1")}, "Build secrets need BuildKit"),
        ((None, None), {}, "No docker client"),
    ],
)
def test_no_client(clients: tuple[str | None, str | None], build: dict[str, Any], words: str) -> None:
    with pytest.raises(StageFailed, match=words) as failed:
        builders.client_for(facts(*clients), DockerfileBuild("Dockerfile", **build))
    assert failed.value.hint


@pytest.mark.parametrize(
    ("code", "lines", "cause", "hint"),
    [
        (1, ["x", "failed to solve: executor failed running [/bin/sh -c false]: exit code: 1"],
         "The build failed (exit code 1): failed to solve: executor failed running [/bin/sh -c false]: exit code: 1",
         "failed step"),
        (1, ["ERROR: failed to solve: nope:1: pull access denied"], "pull access denied", "FROM"),
        (1, ['failed to do request: Head "https://x": dial tcp: lookup x: no such host'], "no such host", "FROM"),
        (1, ['failed to compute cache key: "/absent" not found: not found'], "not found", "build context"),
        (1, ["dockerfile parse error line 1: unknown instruction: NOT"], "unknown instruction", "syntax"),
        (1, ["target stage nowhere could not be found"], "nowhere", "build stage"),
        (1, ["write /x: no space left on device"], "no space left", "disk is full"),
        (1, ["process did not complete successfully: exit code: 137"], "137", "memory"),
        (-9, [], "The build failed (signal 9): it said nothing", None),
        (2, ["   ", "strange"], "The build failed (exit code 2): strange", None),
    ],
)  # fmt: skip
def test_a_failing_builds_last_words(code: int, lines: list[str], cause: str, hint: str | None) -> None:
    failed = builders.failure(code, lines)
    assert cause in failed.cause
    assert (hint or "") in (failed.hint or "")
    assert bool(failed.hint) == bool(hint)


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, "0 B"), (1023, "1023 B"), (1536, "1.5 KiB"), (2 * 1024**2, "2.0 MiB"), (3 * 1024**3, "3.0 GiB")],
)
def test_sizes_for_people(count: int, shown: str) -> None:
    assert builders.human_size(count) == shown


# ------------------------------------------------------------------------------------------------ a stranger's tree


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "secret").write_text("outside")
    made = tmp_path / "source"
    (made / "app").mkdir(parents=True)
    (made / "Dockerfile").write_text("FROM scratch")
    (made / "app/Dockerfile").write_text("FROM scratch")
    (made / "linked").symlink_to("app")
    (made / "outside").symlink_to("../secret")
    (made / "etc").symlink_to("/etc")
    (made / "loop").symlink_to("loop")
    (made / "dangling").symlink_to("nowhere")
    return made


@pytest.mark.parametrize(
    ("relative", "found"),
    [("Dockerfile", "Dockerfile"), ("app/Dockerfile", "app/Dockerfile"), ("linked/Dockerfile", "app/Dockerfile")],
)
def test_files_of_the_tree(root: Path, relative: str, found: str) -> None:
    assert tree.file_in(root, relative, "Dockerfile") == root / found


@pytest.mark.parametrize(
    ("relative", "kind", "words"),
    [
        ("outside", Invalid, "leads out of the source"),
        ("etc/passwd", Invalid, "leads out of the source"),
        ("../secret", Invalid, "leads out of the source"),
        ("loop", Invalid, "leads to itself"),
        ("app", Invalid, "is a folder, not a file"),
        ("absent", NotFound, "There is no Dockerfile absent"),
        ("dangling", NotFound, "There is no Dockerfile dangling"),
        ("app/x/y/z", NotFound, "In app/ there is: Dockerfile."),
    ],
)
def test_files_that_cannot_be_used(root: Path, relative: str, kind: type[Exception], words: str) -> None:
    with pytest.raises(kind, match=words):
        tree.file_in(root, relative, "Dockerfile")


@pytest.mark.parametrize(
    ("relative", "kind"), [("etc", Invalid), ("..", Invalid), ("Dockerfile", Invalid), ("absent", NotFound)]
)
def test_folders_that_cannot_be_used(root: Path, relative: str, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        tree.folder_in(root, relative, "build context")


def test_the_root_and_its_folders(root: Path) -> None:
    assert tree.folder_in(root, ".", "build context") == root
    assert tree.folder_in(root, "linked", "build context") == root / "app"


def test_a_crowded_folder_is_cut_short(root: Path) -> None:
    for number in range(30):
        (root / "app" / f"f{number:02}").write_text("")
    with pytest.raises(NotFound, match="f18 and 11 more"):
        tree.file_in(root, "app/absent", "Dockerfile")


def test_the_env_file_has_raw_lines_and_follows_no_link(root: Path) -> None:
    (root / ".env").symlink_to("../secret")
    tree.write_env(root, env(A="1", B="two words # raw", C=""))
    assert (root / ".env").read_text() == "A=1\nB=two words # raw\nC=\n"
    assert not (root / ".env").is_symlink()
    assert (root / ".env").stat().st_mode & 0o777 == 0o600
    assert (root.parent / "secret").read_text() == "outside"
    tree.write_env(root, env(A="2"))
    assert (root / ".env").read_text() == "A=2\n"


def test_a_folder_named_env(root: Path) -> None:
    (root / ".env").mkdir()
    with pytest.raises(Invalid, match=r"a folder named \.env"):
        tree.write_env(root, env(A="1"))
    assert [path.name for path in root.glob(".env*")] == [".env"]
