"""What the commands understand, without a server: arguments, addresses, the remembered key."""

import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from dokploy import __version__
from dokploy.cli import profile
from dokploy.cli.call import parse
from dokploy.cli.deploy import application_name
from dokploy.cli.failure import Failed
from dokploy.cli.main import SUBCOMMANDS, main


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DOKPLOY_URL", "DOKPLOY_API_KEY", "PORT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))


@pytest.mark.parametrize(
    ("pairs", "values"),
    [
        (("name=web",), {"name": "web"}),
        (("env=A=1\nB=2",), {"env": "A=1\nB=2"}),
        (("id=123",), {"id": "123"}),
        (("port:=8080", "https:=true", "serverId:=null"), {"port": 8080, "https": True, "serverId": None}),
        (('watchPaths:=["src/**"]',), {"watchPaths": ["src/**"]}),
        (("description=",), {"description": ""}),
        ((), {}),
    ],
)
def test_pairs_are_texts_unless_they_say_json(pairs: tuple[str, ...], values: dict[str, object]) -> None:
    assert parse(pairs) == values


@pytest.mark.parametrize("pair", ["name", "=web", ":=1", "port:=eighty", "port:="])
def test_a_pair_that_is_none_is_refused_with_an_example(pair: str) -> None:
    with pytest.raises(Failed) as refused:
        parse((pair,))
    assert refused.value.hint


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("localhost:3000", "http://localhost:3000"),
        ("http://10.0.0.5:3000/", "http://10.0.0.5:3000"),
        ("https://panel.example.com/api", "https://panel.example.com"),
        ("https://panel.example.com/api/", "https://panel.example.com"),
        (" https://panel.example.com ", "https://panel.example.com"),
    ],
)
def test_an_address_may_be_written_in_several_ways(given: str, url: str) -> None:
    assert profile.base_url(given) == url


@pytest.mark.parametrize("given", ["", "ftp://host", "http://", "file:///etc/passwd"])
def test_what_is_no_address_is_refused(given: str) -> None:
    with pytest.raises(Failed):
        profile.base_url(given)


def test_the_key_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    file = profile.save("http://127.0.0.1:3000", "k" * 64)
    assert file == tmp_path / "dokploy/credentials.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    kept = profile.current()
    assert kept.url == "http://127.0.0.1:3000"
    assert kept.key is not None
    assert kept.key.reveal() == "k" * 64


def test_the_remembered_key_goes_to_no_other_server(monkeypatch: pytest.MonkeyPatch) -> None:
    profile.save("http://127.0.0.1:3000", "k" * 64)
    monkeypatch.setenv("DOKPLOY_URL", "http://elsewhere.example")
    assert profile.current() == profile.Profile("http://elsewhere.example", None)


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    profile.save("http://127.0.0.1:3000", "k" * 64)
    monkeypatch.setenv("DOKPLOY_API_KEY", "e" * 64)
    key = profile.current().key
    assert key is not None
    assert key.reveal() == "e" * 64


def test_without_any_word_the_server_is_the_one_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "3100")
    assert profile.current() == profile.Profile("http://127.0.0.1:3100", None)


def test_a_spoilt_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "dokploy").mkdir()
    (tmp_path / "dokploy/credentials.json").write_text("{")
    with pytest.raises(Failed, match=r"credentials\.json"):
        profile.current()


@pytest.mark.parametrize(
    ("folder", "name"), [("hello", "hello"), ("My Shop (2)", "My-Shop-2"), ("...", "app"), ("x" * 90, "x" * 50)]
)
def test_a_folder_names_its_application(tmp_path: Path, folder: str, name: str) -> None:
    assert application_name(tmp_path / folder) == name


def test_every_subcommand_exists_and_explains_itself() -> None:
    listing = CliRunner().invoke(main, ["--help"]).output
    for name in SUBCOMMANDS:
        shown = CliRunner().invoke(main, [name, "--help"])
        assert shown.exit_code == 0, shown.output
        assert name in listing


def test_version() -> None:
    assert CliRunner().invoke(main, ["version"]).output == f"{__version__}\n"


def test_a_server_that_is_not_there_is_told_with_the_next_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOKPLOY_URL", "http://127.0.0.1:1")
    shown = CliRunner().invoke(main, ["call", "project.all"])
    assert shown.exit_code == 1
    assert "No server answers at http://127.0.0.1:1" in shown.output
    assert "make up" in shown.output


def test_a_folder_without_a_dockerfile_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    shown = CliRunner().invoke(main, ["deploy", str(tmp_path)])
    assert shown.exit_code == 1
    assert "There is no Dockerfile" in shown.output


def test_what_is_no_procedure_is_refused() -> None:
    shown = CliRunner().invoke(main, ["call", "projects"])
    assert shown.exit_code == 1
    assert "router.name" in shown.output


def test_the_file_is_plain_json(tmp_path: Path) -> None:
    """Other tools read it: `{"url": …, "key": …}`."""
    file = profile.save("http://127.0.0.1:3000", "key")
    assert json.loads(file.read_text()) == {"url": "http://127.0.0.1:3000", "key": "key"}
