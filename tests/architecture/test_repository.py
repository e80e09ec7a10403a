"""The files around the code: true to it, clean, and complete."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic_settings import BaseSettings
from tests.architecture.source import ROOT, repository_files, text_of

from dokploy.adapters.provision import HELLO_BASE_IMAGE
from dokploy.cli.options import server_options
from dokploy.settings import Settings

LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-node.lock")
NPM_LOCKS = ("dashboard/package-lock.json", "tests/wire/trpc/package-lock.json")
TOP_LEVEL = (
    "ARCHITECTURE.md", "CONTRIBUTING.md", "Dockerfile", "LICENSE", "Makefile", "README.md", ".env.example",
    "alembic.ini", "docker-compose.yml", "pyproject.toml", *LOCKS,
)  # fmt: skip
PER_MACHINE = {"DOKPLOY_DATA", "XDG_CONFIG_HOME"}


def pinned(lock: str) -> dict[str, str]:
    """Name and version of every line of a lock that names a package."""
    found = re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)", (ROOT / lock).read_text(), re.MULTILINE)
    return dict(found)


@pytest.mark.parametrize("name", TOP_LEVEL)
def test_the_top_level_is_complete(name: str) -> None:
    assert (ROOT / name).stat().st_size > 0


@pytest.mark.parametrize("name", [".ci/run", "scripts/dashboard.sh", "scripts/setup.sh", "scripts/test.sh"])
def test_what_is_run_is_executable(name: str) -> None:
    assert os.access(ROOT / name, os.X_OK)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address_and_pins_every_file(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert not re.search(r"https?://|file:|--(extra-)?index|--find-links|--trusted-host", text)
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert [block for block in blocks if "==" not in block or "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("lock", NPM_LOCKS)
def test_a_lock_of_npm_names_no_address_and_leaves_no_platform_out(lock: str) -> None:
    """Npm leaves out the packages of platforms that a mirror lacks, and `npm ci` then refuses the lock elsewhere."""
    text = (ROOT / lock).read_text()
    assert re.findall(r'"resolved": *"|https?://[^"]*\.tgz', text) == []
    packages = json.loads(text)["packages"]
    unlocked = [
        name
        for path, package in packages.items()
        for name in package.get("optionalDependencies", {})
        if {f"node_modules/{name}", f"{path}/node_modules/{name}"}.isdisjoint(packages)
    ]
    assert unlocked == []
    unpinned = [
        path
        for path, package in packages.items()
        if path and not package.get("optional") and "integrity" not in package
    ]
    assert unpinned == []


def test_both_locks_agree() -> None:
    everything = pinned("requirements-dev.lock")
    assert {
        name: version for name, version in pinned("requirements.lock").items() if everything.get(name) != version
    } == {}


@pytest.mark.parametrize(("lock", "extra"), [("requirements.lock", None), ("requirements-dev.lock", "dev")])
def test_a_lock_holds_what_the_project_asks_for(lock: str, extra: str | None) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = [*project["dependencies"], *(project["optional-dependencies"][extra] if extra else [])]
    names = {re.split(r"[\[<>=~! ;]", line, maxsplit=1)[0].lower().replace("_", "-") for line in asked}
    assert names - set(pinned(lock)) == set()


def variables(settings: type[BaseSettings]) -> dict[str, Any]:
    """Environment name and default of every field."""
    return {
        str(field.validation_alias): None if field.default_factory else field.default
        for field in settings.model_fields.values()
    }


def test_the_example_environment_shows_every_variable_with_its_default() -> None:
    shown = dict(re.findall(r"^# ([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE))
    client = {str(option.envvar): None for option in server_options()} | {"XDG_CONFIG_HOME": None}
    known = {**client, **variables(Settings)}
    assert set(shown) == set(known)
    for name, default in known.items():
        if name not in PER_MACHINE:
            empty = default is None or default == ()
            assert shown[name] == ("" if empty else str(default).lower() if isinstance(default, bool) else str(default))


def test_the_readme_names_every_variable_that_scripts_rely_on() -> None:
    readme = (ROOT / "README.md").read_text()
    assert {name for name in variables(Settings) if f"`{name}`" not in readme} == set()


def test_nothing_here_knows_the_machine_it_was_written_on() -> None:
    """No folder of a workshop, no package registry, no leftover of a tool."""
    elsewhere = re.compile(r"(?<![\w.])/(work|tmp/w)/|/simple/?[\"'\s]|sources\.list|\"resolved\": *\"http")
    found = []
    for path in repository_files():
        if path.name == Path(__file__).name:
            continue
        for number, line in enumerate((text_of(path) or "").splitlines(), 1):
            if elsewhere.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert found == []


def test_links_between_the_documents_lead_somewhere() -> None:
    links = [
        (path, target)
        for path in repository_files()
        if path.suffix == ".md"
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text())
    ]
    broken = [
        f"{path.relative_to(ROOT)}: {target}"
        for path, target in links
        if "://" not in target and not (path.parent / target).exists()
    ]
    assert links
    assert broken == []


def test_no_secret_has_a_default() -> None:
    """Neither in the settings nor in the compose file."""
    assert variables(Settings)["DOKPLOY_SECRET_KEY"] is None
    assert variables(Settings)["DOKPLOY_SETUP_TOKEN"] is None
    compose = (ROOT / "docker-compose.yml").read_text()
    for name in ("POSTGRES_PASSWORD", "REDIS_PASSWORD", "DOKPLOY_SECRET_KEY"):
        assert re.search(rf": \"?\$\{{{name}:\?", compose), f"{name} must be given, not guessed"
        assert f"${{{name}:-" not in compose


def test_the_example_builds_on_the_image_that_is_provided_for_it() -> None:
    dockerfile = (ROOT / "examples/hello/Dockerfile").read_text()
    assert re.findall(r"^FROM (\S+)$", dockerfile, re.MULTILINE) == [HELLO_BASE_IMAGE]


def test_a_wheel_carries_the_migrations_and_the_dashboard(tmp_path: Path) -> None:
    built = ROOT / "dashboard/dist"
    assert (built / "index.html").is_file(), "build the dashboard first: scripts/dashboard.sh dev"
    subprocess.run(
        [sys.executable, "setup.py", "--quiet", "build_py", "--build-lib", str(tmp_path)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    carried = tmp_path / "dokploy/migrations"
    assert {path.name for path in (carried / "versions").glob("*.py")} == {
        path.name for path in (ROOT / "migrations/versions").glob("*.py")
    }
    assert (carried / "env.py").is_file()
    assert names_in(tmp_path / "dokploy/dashboard") == names_in(built)
    assert (tmp_path / "dokploy/main.py").is_file()
    assert (tmp_path / "dokploy/wire/contract.json").is_file()


def names_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_image_is_given_what_the_dashboards_build_asks_for() -> None:
    """The whole is built by `make prove`; what it copies must be there at any time."""
    dockerfile = (ROOT / "Dockerfile").read_text()
    sources = [
        word for line in re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, re.MULTILINE) for word in line.split()
    ]
    assert [name for name in sources if not (ROOT / name).exists()] == []
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {"dashboard/node_modules", "dashboard/dist"} <= set(ignored)
