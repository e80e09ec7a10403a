"""What of a folder is sent, and in which form."""

import tarfile
from pathlib import Path

import pytest

from dokploy.cli.pack import Ignore, pack


def packed(folder: Path) -> dict[str, tarfile.TarInfo]:
    with pack(folder).archive as archive, tarfile.open(fileobj=archive) as tar:
        return {member.name: member for member in tar.getmembers()}


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)


@pytest.mark.parametrize(
    ("rules", "path", "is_left_out"),
    [
        ("node_modules", "node_modules/left-pad/index.js", True),
        ("node_modules", "packages/web/node_modules/a.js", False),
        ("**/node_modules", "packages/web/node_modules/a.js", True),
        ("**/node_modules", "node_modules/a.js", True),
        ("*.log", "error.log", True),
        ("*.log", "logs/error.log", False),
        ("**/*.log", "a/b/error.log", True),
        ("/dist", "dist/app.js", True),
        ("./dist", "dist/app.js", True),
        ("dist/", "dist/app.js", True),
        ("dist", "distance.txt", False),
        ("docs/*.md", "docs/a.md", True),
        ("docs/*.md", "docs/deep/a.md", False),
        ("docs/**/*.md", "docs/deep/er/a.md", True),
        ("te?t", "test", True),
        ("te?t", "te/t", False),
        ("[ab].txt", "a.txt", True),
        ("[!ab].txt", "a.txt", False),
        ("*.md\n!README.md", "README.md", False),
        ("*.md\n!README.md", "NEWS.md", True),
        ("!README.md\n*.md", "README.md", True),
        ("dist\n!dist/keep.txt", "dist/keep.txt", False),
        ("# a comment\n\n  spaced  ", "spaced", True),
        ("# a comment", "# a comment", False),
        ("a+b(c).txt", "a+b(c).txt", True),
        ("/", "anything", False),
    ],
)
def test_docker_patterns_start_at_the_root(rules: str, path: str, is_left_out: bool) -> None:
    assert Ignore.parse(rules, anchored=True).leaves_out(path) is is_left_out


@pytest.mark.parametrize(
    ("rules", "path", "is_left_out"),
    [
        ("node_modules", "packages/web/node_modules/a.js", True),
        ("node_modules/", "packages/web/node_modules/a.js", True),
        ("*.log", "logs/error.log", True),
        ("/dist", "packages/dist/a.js", False),
        ("/dist", "dist/a.js", True),
        ("build/out", "deep/build/out", False),
        ("build/out", "build/out/a.js", True),
        ("*.env\n!example.env", "config/example.env", False),
    ],
)
def test_git_patterns_without_a_slash_hold_in_every_folder(rules: str, path: str, is_left_out: bool) -> None:
    assert Ignore.parse(rules, anchored=False).leaves_out(path) is is_left_out


def test_the_docker_ignore_file_wins_over_the_one_of_git(tmp_path: Path) -> None:
    """A built `dist` is ignored by git, and is just what such a Dockerfile copies."""
    write(tmp_path, "Dockerfile", "dist/app.js", "secret.txt")
    (tmp_path / ".gitignore").write_text("dist\n")
    (tmp_path / ".dockerignore").write_text("secret.txt\n")
    assert set(packed(tmp_path)) == {".dockerignore", ".gitignore", "Dockerfile", "dist/app.js"}


def test_the_ignore_file_of_git_holds_where_docker_has_none(tmp_path: Path) -> None:
    write(tmp_path, "Dockerfile", "node_modules/a/b.js", "web/node_modules/c.js", "web/main.js")
    (tmp_path / ".gitignore").write_text("node_modules\n")
    assert set(packed(tmp_path)) == {".gitignore", "Dockerfile", "web/main.js"}


def test_the_repository_itself_is_never_sent(tmp_path: Path) -> None:
    write(tmp_path, "Dockerfile", ".git/config", "vendor/thing/.git/HEAD", "vendor/thing/a.c")
    assert set(packed(tmp_path)) == {"Dockerfile", "vendor/thing/a.c"}


def test_the_build_gets_its_dockerfile_even_when_it_is_ignored(tmp_path: Path) -> None:
    write(tmp_path, "Dockerfile", "main.py", "notes.txt")
    (tmp_path / ".dockerignore").write_text("*\n!main.py\n")
    assert set(packed(tmp_path)) == {".dockerignore", "Dockerfile", "main.py"}


def test_what_is_executable_stays_so_and_nobody_owns_it(tmp_path: Path) -> None:
    write(tmp_path, "Dockerfile", "entrypoint.sh")
    (tmp_path / "entrypoint.sh").chmod(0o755)
    member = packed(tmp_path)["entrypoint.sh"]
    assert (member.mode & 0o777, member.uid, member.gid, member.uname) == (0o755, 0, 0, "")


def test_links_become_files_when_they_stay_inside_and_are_left_out_when_not(tmp_path: Path) -> None:
    folder = tmp_path / "app"
    write(folder, "Dockerfile", "real.txt", "folder/a.txt")
    (tmp_path / "outside.txt").write_text("not yours")
    (folder / "inside").symlink_to("real.txt")
    (folder / "out").symlink_to("../outside.txt")
    (folder / "broken").symlink_to("nowhere")
    (folder / "tree").symlink_to("folder", target_is_directory=True)
    (folder / "twin").hardlink_to(folder / "real.txt")
    result = pack(folder)
    with result.archive as archive, tarfile.open(fileobj=archive) as tar:
        members = {member.name: member for member in tar.getmembers()}
        content = tar.extractfile("inside")
        assert content is not None
        assert content.read() == b"real.txt"
    assert sorted(result.links) == ["broken", "out", "tree"]
    assert set(members) == {"Dockerfile", "real.txt", "inside", "twin", "folder/a.txt"}
    assert all(member.isreg() for member in members.values())
