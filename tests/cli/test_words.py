"""What the commands understand, without a server: arguments, addresses, the remembered keys."""

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from dokploy import __version__
from dokploy.cli import profile, show
from dokploy.cli.applications import Found, typed
from dokploy.cli.call import given, parse
from dokploy.cli.env import difference
from dokploy.cli.failure import Exit, Failed
from dokploy.cli.folder import application_name
from dokploy.cli.main import SUBCOMMANDS, main
from dokploy.cli.procedures import type_of
from dokploy.cli.profile import Entry, Said, Stored, Words
from dokploy.cli.runs import address


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DOKPLOY_URL", "DOKPLOY_API_KEY", "DOKPLOY_PROFILE", "NO_COLOR"):
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


HERE, THERE = "http://127.0.0.1:3000", "https://panel.example.com"
TWO = Stored("here", {"here": Entry(HERE, "key of here"), "there": Entry(THERE, "key of there")})


@pytest.mark.parametrize(
    ("line", "environment", "url", "key"),
    [
        pytest.param({}, {}, HERE, "key of here", id="the current profile"),
        pytest.param({"profile": "there"}, {}, THERE, "key of there", id="a profile by name"),
        pytest.param({"server": THERE}, {}, THERE, "key of there", id="an address that is remembered"),
        pytest.param({"server": "http://new"}, {}, "http://new", None, id="a key goes to no other address"),
        pytest.param({"key": "typed"}, {}, HERE, "typed", id="a key for the current profile"),
        pytest.param({"server": "http://new", "key": "typed"}, {}, "http://new", "typed", id="address and key"),
        pytest.param({}, {"server": THERE}, THERE, "key of there", id="the environment's address"),
        pytest.param({}, {"server": "http://new", "key": "env"}, "http://new", "env", id="all from the environment"),
        pytest.param({}, {"key": "env"}, HERE, "env", id="the environment's key wins over the file's"),
        pytest.param({}, {"profile": "there"}, THERE, "key of there", id="the environment's profile"),
        pytest.param({"profile": "there"}, {"key": "env"}, THERE, "key of there", id="its key stays away from others"),
        pytest.param({"profile": "there"}, {"server": HERE}, THERE, "key of there", id="the line wins"),
        pytest.param({"server": "http://new"}, {"key": "env"}, "http://new", "env", id="a key without an address"),
        pytest.param(
            {"server": "http://new"}, {"server": HERE, "key": "env"}, "http://new", None, id="a key of another address"
        ),
        pytest.param({"server": HERE}, {"server": HERE, "key": "env"}, HERE, "env", id="the same address twice"),
    ],
)
def test_the_server_and_its_key(line: dict[str, str], environment: dict[str, str], url: str, key: str | None) -> None:
    chosen = profile.choose(Said(Words(**line), Words(**environment)), TWO)
    assert (chosen.url, chosen.key and chosen.key.reveal()) == (url, key)


def test_without_any_word_the_server_is_the_one_on_this_machine() -> None:
    assert profile.choose(Said(), Stored()) == profile.Profile("http://127.0.0.1:3000", None)


def test_two_names_for_the_server_are_one_too_many() -> None:
    with pytest.raises(Failed, match="both name a server"):
        profile.choose(Said(Words(server=HERE, profile="there")), TWO)


def test_a_profile_that_is_not_there_is_answered_with_the_nearest() -> None:
    with pytest.raises(Failed) as refused:
        profile.choose(Said(Words(profile="ther")), TWO)
    assert refused.value.exit_code == Exit.NOT_FOUND
    assert refused.value.hint == "Did you mean there or here?"


def test_the_key_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    file = profile.save(TWO)
    assert file == tmp_path / "dokploy/credentials.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert profile.load() == TWO
    assert [path.name for path in file.parent.iterdir()] == ["credentials.json"]


def test_a_loose_file_is_tightened_when_it_is_written_again(tmp_path: Path) -> None:
    file = profile.save(TWO)
    file.chmod(0o644)
    profile.save(TWO.without("here"))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert profile.load() == Stored("there", {"there": TWO.profiles["there"]})


def test_keys_are_not_printed() -> None:
    assert "key of" not in repr(TWO)


def test_the_file_of_the_first_version_is_understood(tmp_path: Path) -> None:
    (tmp_path / "dokploy").mkdir()
    (tmp_path / "dokploy/credentials.json").write_text(json.dumps({"url": THERE, "key": "old"}))
    assert profile.load() == Stored("panel.example.com", {"panel.example.com": Entry(THERE, "old")})


@pytest.mark.parametrize("text", ["{", "[]", '"text"', '{"profiles": 3}', '{"profiles": {"a": {"nothing": 1}}}'])
def test_a_spoilt_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "dokploy").mkdir()
    (tmp_path / "dokploy/credentials.json").write_text(text)
    with pytest.raises(Failed, match=r"credentials\.json"):
        profile.load()


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
    assert shown.exit_code == Exit.UNREACHABLE
    assert "No server answers at http://127.0.0.1:1" in shown.output
    assert "make up" in shown.output


def test_a_folder_without_a_dockerfile_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    shown = CliRunner().invoke(main, ["deploy", str(tmp_path)])
    assert shown.exit_code == Exit.USAGE
    assert "There is no Dockerfile" in shown.output


def test_what_is_no_procedure_is_refused() -> None:
    shown = CliRunner().invoke(main, ["call", "projects"])
    assert shown.exit_code == Exit.USAGE
    assert "router.name" in shown.output


def test_an_unknown_verb_is_wrong_usage() -> None:
    assert CliRunner().invoke(main, ["projectz"]).exit_code == Exit.USAGE


def test_the_input_of_a_call_is_put_together_from_left_to_right(tmp_path: Path) -> None:
    file = tmp_path / "input.json"
    file.write_text('{"name": "of the file", "env": "A=1"}')
    values = given('{"name": "of --data", "id": 7}', (f"@{file}", "env=A=2"))
    assert values == {"name": "of the file", "id": 7, "env": "A=2"}


@pytest.mark.parametrize("data", ["{", "[1]", "@/nowhere/input.json"])
def test_what_is_no_input_is_wrong_usage(data: str) -> None:
    with pytest.raises(Failed) as refused:
        given(data, ())
    assert refused.value.exit_code == Exit.USAGE


def test_completion_offers_what_stands_for_one_application() -> None:
    found = [Found("1", "web", "shop", "production"), Found("2", "api", "shop", "production")]
    assert typed(found) == ["api", "shop/production/api", "shop/production/web", "web"]
    found.append(Found("3", "web", "blog", "production"))
    assert typed(found) == [
        "api", "blog/production/web", "shop/production/api", "shop/production/web",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("A=1", "A=1\nB=2", (["B"], [], [])),
        ("A=1\nB=2", "A=3", ([], ["A"], ["B"])),
        ("A=1", "# why\nA=1", ([], [], [])),
        ("A=1", "A='1'", ([], [], [])),
        ("", "", ([], [], [])),
    ],
)
def test_variables_are_compared_by_what_they_mean(before: str, after: str, change: tuple[list[str], ...]) -> None:
    assert tuple(difference(before, after).values()) == change


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "string"}, "text"),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, "integer or null"),
        ({"enum": ["a", "b"], "type": "string"}, "a|b"),
        ({"type": "array", "items": {"type": "string"}}, "list of text"),
        ({"type": ["string", "null"]}, "text or null"),
        ({}, "anything"),
    ],
)
def test_a_parameter_is_described_in_words(schema: dict[str, object], words: str) -> None:
    assert type_of(schema) == words


@pytest.mark.parametrize(
    ("domain", "ports", "url"),
    [
        ({"host": "a.test", "https": False, "path": None}, {}, "http://a.test/"),
        ({"host": "a.test", "https": True, "path": "/api"}, {"https": 8443}, "https://a.test:8443/api"),
        ({"host": "a.test", "https": False, "path": "/"}, {"http": 80}, "http://a.test/"),
    ],
)
def test_the_address_of_a_domain_has_the_port_of_the_router(
    domain: dict[str, object], ports: dict[str, int], url: str
) -> None:
    assert address(domain, ports) == url


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "-"), ("", "-"), (True, "yes"), (False, "no"), (0, "0"),
        ("two\nlines", "two lines"), ("\x1b[2Jgone", " [2Jgone"),
    ],
)  # fmt: skip
def test_a_cell_is_one_line_that_moves_no_cursor(value: object, shown: str) -> None:
    assert show.cell(value) == shown


def test_columns_are_aligned_by_what_the_eye_sees(capsys: pytest.CaptureFixture[str]) -> None:
    show.table(("NAME", "STATUS"), [("店", "done"), ("web", "error"), ("007", None)])
    assert capsys.readouterr().out == "NAME  STATUS\n店    done\nweb   error\n007   -\n"


def test_help_does_not_load_what_only_verbs_need() -> None:
    """An HTTP client, the server or a table library would make `--help` and completion slow."""
    heavy = {"httpx", "websockets", "tabulate", "pydantic", "sqlalchemy", "fastapi"}
    asked = "import sys; from dokploy.cli.main import main; main(['--help'], standalone_mode=False);"
    asked += f"print({heavy} & set(sys.modules) or 'nothing')"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "nothing"
