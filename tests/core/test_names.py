"""The validators that stand before every path, ref, image, host and URL."""

import re
from collections.abc import Callable

import pytest

from dokploy.core import names

ATTACKS = [
    ";touch /tmp/c",
    "$(id)",
    "`id`",
    "a|b",
    "a&b",
    "a\nb",
    "../x",
    "-x",
    "--upload-pack=touch c",
    "a b",
    "a\0b",
    "x" * 3000,
    "a'b",
    'a"b',
    "",
]


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize(
    "check", [names.app_name, names.git_ref, names.host_name, names.image_ref, names.build_stage, names.git_url]
)
def test_no_attack_passes_as_a_name(check, attack: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        check(attack)


def test_a_wanted_app_name_is_kept_as_prefix() -> None:
    assert re.fullmatch(r"my-shop-[a-z0-9]{6}", names.new_app_name("My Shop"))


def test_a_name_without_a_wish_is_three_words() -> None:
    assert re.fullmatch(r"app-[a-z]+-[a-z]+-[a-z]+-[a-z0-9]{6}", names.new_app_name(None))


def test_names_never_pass_what_dns_allows() -> None:
    app = names.new_app_name("x" * 63)
    assert len(app) == 63
    assert len(names.release_name(app, names.new_id())) == 63


def test_the_release_follows_from_the_deployment_so_that_a_repeated_run_finds_it() -> None:
    deployment = names.new_id()
    assert names.release_name("shop-abc123", deployment) == names.release_name("shop-abc123", deployment)
    assert names.release_id(deployment) != names.release_id(names.new_id())


@pytest.mark.parametrize("ref", ["main", "feature/x-1", "v1.2.3", "fix_#12", "release-2026.11"])
def test_git_refs_people_use(ref: str) -> None:
    assert names.git_ref(ref) == ref


@pytest.mark.parametrize("ref", ["a..b", "/main", "main/", "x.lock", ".hidden", "a//b", "main;id>c"])
def test_git_refs_that_git_or_a_shell_would_misread(ref: str) -> None:
    with pytest.raises(ValueError, match="branch"):
        names.git_ref(ref)


@pytest.mark.parametrize(
    ("path", "normal"), [("", "."), ("/", "."), ("./", "."), ("./Dockerfile", "Dockerfile"), ("/a//b/./c", "a/b/c")]
)
def test_paths_are_relative_and_normal(path: str, normal: str) -> None:
    assert names.relative_path(path) == normal


@pytest.mark.parametrize("path", ["..", "a/../../b", "../../etc/passwd", "a\0b", "a\nb"])
def test_paths_stay_inside(path: str) -> None:
    with pytest.raises(ValueError, match=r"path"):
        names.relative_path(path)


@pytest.mark.parametrize(
    ("host", "normal"),
    [
        ("hello.localhost", "hello.localhost"),
        ("Shop.Example.ORG", "shop.example.org"),
        ("bücher.example", "xn--bcher-kva.example"),
    ],
)
def test_hosts(host: str, normal: str) -> None:
    assert names.host_name(host) == normal


@pytest.mark.parametrize(
    "host", ["a_b.example", "*.example.org", " a.example", "a.example:80", "a`)||PathPrefix(`/", "-a.b", "x" * 64]
)
def test_hosts_that_would_change_a_rule_are_refused(host: str) -> None:
    with pytest.raises(ValueError, match="domain"):
        names.host_name(host)


@pytest.mark.parametrize("path", ["/", "/api", "/a/b-c_d.e~f", "/api/%20"])
def test_url_paths(path: str) -> None:
    assert names.url_path(path) == path


@pytest.mark.parametrize("path", ["api", "/a`b", "/a b", "/../x", "/a/./b", "/é", "/a\\b"])
def test_url_paths_that_would_change_a_rule_are_refused(path: str) -> None:
    with pytest.raises(ValueError, match="path"):
        names.url_path(path)


@pytest.mark.parametrize(
    "image",
    [
        "nginx",
        "nginx:1.27",
        "library/nginx",
        "h:5000/a/b:v1",
        "ghcr.io/o/p@sha256:" + "a" * 64,
        "localhost/x",
        "a__b/c",
    ],
)
def test_images(image: str) -> None:
    assert names.image_ref(image) == image


@pytest.mark.parametrize(
    "url",
    [
        "https://git.example/a/b.git",
        "http://127.0.0.1:3000/x",
        "ssh://git@host:22/a",
        "git@host:a/b.git",
        "https://u:p@h/x",
    ],
)
def test_repository_urls(url: str) -> None:
    assert names.git_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "ext::sh -c id",
        "file:///etc",
        "/srv/repo",
        "ssh://-oProxyCommand=x",
        "ftp://h/x",
        "https://",
        "-u@h:x",
        "http://[x",
    ],
)
def test_repository_urls_that_are_not_for_us(url: str) -> None:
    with pytest.raises(ValueError, match=r"[Rr]epository"):
        names.git_url(url)


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ("a.conf", "a.conf"),
        ("/etc/a.conf", "etc/a.conf"),
        (".env", ".env"),
        ("./a//b", "a/b"),
        ("a/.releases", "a/.releases"),
    ],
)
def test_files_within_a_folder(value: str, path: str) -> None:
    assert names.file_path(value) == path


@pytest.mark.parametrize(
    "value",
    [
        "",
        "/",
        ".",
        "..",
        "../x",
        "a/../../x",
        "a/",
        "a\x00b",
        "a\nb",
        "a\tb",
        ".releases/x",
        "/.releases/x/y",
        "é" * 128,
    ],
)
def test_what_is_no_file_within_a_folder(value: str) -> None:
    with pytest.raises(ValueError):
        names.file_path(value)


@pytest.mark.parametrize(
    ("value", "path"), [("/a", "/a"), ("/a/", "/a"), ("//a", "/a"), ("/a/./b", "/a/b"), ("/", "/")]
)
def test_absolute_paths(value: str, path: str) -> None:
    assert names.absolute_path(value) == path


@pytest.mark.parametrize("value", ["", "a", "~/a", "/a/..", "/../a", "/a\x00", "/a\nb", "C:/a", "/" + "a" * 1000])
def test_what_is_no_absolute_path(value: str) -> None:
    with pytest.raises(ValueError):
        names.absolute_path(value)


def test_nothing_covers_the_root_of_a_container() -> None:
    for value in ("/", "//", "/./"):
        with pytest.raises(ValueError):
            names.container_path(value)


@pytest.mark.parametrize("value", ["data", "shop-k3v9qa_data.1", "A0", "a" * 255])
def test_volume_names(value: str) -> None:
    assert names.volume_name(value) == value


@pytest.mark.parametrize("value", ["", "a", "-a", ".a", "a/b", "/etc", "a b", "a;b", "$(id)", "ä1", "a" * 256, "a\n"])
def test_what_is_no_volume_name(value: str) -> None:
    with pytest.raises(ValueError):
        names.volume_name(value)


@pytest.mark.parametrize("check", [names.absolute_path, names.container_path, names.file_path])
def test_no_path_is_a_template_that_swarm_would_carry_out(check: Callable[[str], str]) -> None:
    with pytest.raises(ValueError, match="template"):
        check('/{{"var/run/docker.sock"}}')


def test_no_program_takes_an_id_for_a_flag() -> None:
    ids = [names.new_id() for _ in range(2000)]
    assert {len(one) for one in ids} == {21}
    assert all(one[0].isalnum() for one in ids)
