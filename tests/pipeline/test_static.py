"""The build type `static` on the real engine, asked through the real router."""

import json
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from tests.pipeline.memory import App, Run

from dokploy.adapters import static_base
from dokploy.context import Tools
from dokploy.pipeline import static_site
from dokploy.pipeline.plan import FolderSource, StageFailed, StaticBuild

MakeApp = Callable[..., App]

FILES = {
    "Dockerfile": "FROM nothing",
    ".env": "SECRET=1",
    ".git-credentials": "https://x:y@z",
    ".well-known/security.txt": "Contact: a@example.org",
    "index.html": "<h1>home</h1>",
    "about/index.html": "<h1>about</h1>",
    "assets/app.js": "console.log(1)",
    "assets/app.mjs": "export default 1",
    "assets/style.css": "body{}",
    "assets/data.json": "{}",
    "assets/font.woff2": "wOF2",
    "assets/.hidden/x.txt": "x",
    "assets/image.svg": "<svg/>",
    "assets/module.wasm": "\0asm",
    "site.webmanifest": "{}",
}


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def asked(app: App) -> Callable[[str], httpx.Response]:
    port = json.loads(app.tools.folder.traefik_ports.read_text())["web"]

    def ask(path: str) -> httpx.Response:
        headers = {"host": app.hosts[0]}
        return httpx.get(f"http://127.0.0.1:{port}{path}", headers=headers, trust_env=False)

    return ask


async def served(an_app: MakeApp, folder: Path, build: StaticBuild) -> tuple[App, Run]:
    app = an_app(port=80)
    run = await app.deploy(FolderSource(folder), build=build)
    assert run.state == "done", run.log
    return app, run


TYPES = {
    "/": "text/html; charset=utf-8",
    "/about/": "text/html; charset=utf-8",
    "/assets/app.js": "text/javascript; charset=utf-8",
    "/assets/app.mjs": "text/javascript; charset=utf-8",
    "/assets/style.css": "text/css; charset=utf-8",
    "/assets/data.json": "application/json",
    "/assets/font.woff2": "font/woff2",
    "/assets/image.svg": "image/svg+xml",
    "/assets/module.wasm": "application/wasm",
    "/site.webmanifest": "application/manifest+json",
    "/.well-known/security.txt": "text/plain; charset=utf-8",
}
ABSENT = [
    "/nope",
    "/nope.js",
    "/assets/",
    "/assets",
    "/.env",
    "/.git-credentials",
    "/assets/.hidden/x.txt",
    "/Dockerfile",
    "/../etc/mime.types",
    "/%2e%2e/caddy",
]


@pytest.mark.engine
async def test_files_are_served_by_name_and_nothing_else(an_app: MakeApp, tmp_path: Path) -> None:
    app, run = await served(an_app, write(tmp_path / "source", FILES), StaticBuild())
    ask = asked(app)
    assert "served by Caddy" in run.log
    assert {path: ask(path).headers.get("content-type") for path in TYPES} == TYPES
    assert ask("/about/").text == "<h1>about</h1>"
    assert {path: ask(path).status_code for path in ABSENT} == dict.fromkeys(ABSENT, 404)
    assert list(tmp_path.iterdir()) == [tmp_path / "source"]  # neither context nor login is left


@pytest.mark.engine
async def test_a_single_page_application_routes_in_the_browser(an_app: MakeApp, tmp_path: Path) -> None:
    source = write(tmp_path / "source", {f"web/dist/{name}": text for name, text in FILES.items()} | {"web/x.txt": "x"})
    app, _ = await served(an_app, source, StaticBuild("web", "dist", is_spa=True))
    ask = asked(app)
    pages = {
        path: (ask(path).status_code, ask(path).text) for path in ("/", "/users/john.doe", "/a/deep/link", "/assets")
    }
    assert pages == dict.fromkeys(pages, (200, "<h1>home</h1>"))
    assert ask("/about").text == "<h1>about</h1>"
    assert ask("/assets/app.js").text == "console.log(1)"
    missing = ("/assets/gone.js", "/x.css", "/favicon.ico")
    assert {path: ask(path).status_code for path in missing} == dict.fromkeys(missing, 404)
    assert "SECRET" not in ask("/.env").text


@pytest.mark.engine
async def test_a_page_of_its_own_for_what_is_not_there(an_app: MakeApp, tmp_path: Path) -> None:
    source = write(tmp_path / "source", {"index.html": "home", "404.html": "<h1>lost</h1>"})
    app, _ = await served(an_app, source, StaticBuild())
    answer = asked(app)("/nope")
    assert (answer.status_code, answer.text) == (404, "<h1>lost</h1>")


@pytest.mark.engine
async def test_the_base_is_made_once_and_made_again_when_it_is_gone(tools: Tools) -> None:
    ref = await static_base.ensure(tools.images)
    found = await tools.images.find(ref)
    assert await static_base.ensure(tools.images) == ref
    again = await tools.images.find(ref)
    assert found is not None
    assert found == again
    assert found.exposed_ports == (80,)


# ------------------------------------------------------------------------------------------------ without an engine


def test_a_single_page_application_needs_a_page(tmp_path: Path) -> None:
    source = write(tmp_path / "source", {"dist/app.js": "1"})
    with pytest.raises(StageFailed, match=r"no index\.html"):
        static_site.lay_out(StaticBuild(publish="dist", is_spa=True), source, tmp_path / "context", "base:1")
    assert not (tmp_path / "context").exists()
    assert not static_site.lay_out(StaticBuild(publish="dist"), source, tmp_path / "context", "base:1")


def test_links_bring_in_nothing_from_outside(tmp_path: Path) -> None:
    write(tmp_path, {"secret.txt": "s"})
    source = write(tmp_path / "source", {"index.html": "home"})
    (source / "link.txt").symlink_to(tmp_path / "secret.txt")
    static_site.lay_out(StaticBuild(), source, tmp_path / "context", "base:1")
    assert (tmp_path / "context/site/link.txt").is_symlink()
    assert (source / "index.html").stat().st_ino != (tmp_path / "context/site/index.html").stat().st_ino


def test_what_nobody_may_read_is_opened_up_in_the_copy_alone(tmp_path: Path) -> None:
    source = write(tmp_path / "source", {"index.html": "home"})
    (source / "index.html").chmod(0o600)
    static_site.lay_out(StaticBuild(), source, tmp_path / "context", "base:1")
    assert (tmp_path / "context/site/index.html").stat().st_mode & 0o777 == 0o644
    assert (source / "index.html").stat().st_mode & 0o777 == 0o600


def test_the_dockerfile_is_ours() -> None:
    assert static_site.dockerfile("base:1").splitlines() == [
        "FROM base:1", "COPY Caddyfile /etc/caddy/Caddyfile", "COPY site /site"
    ]  # fmt: skip
