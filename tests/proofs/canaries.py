"""Figure 12: secrets of every kind are planted, then deployed, failed, cancelled and rolled back with; where are they?

Looked for as they are, in base64 at each of its three positions, URL-encoded and in hexadecimal. `ALLOWED` is the whole
list of places that must have one.
"""

import asyncio
import base64
import os
import secrets
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import httpx
from tests.e2e.instance import PASSWORD, SETUP_TOKEN, Api, Instance
from tests.proofs import belongings
from tests.proofs.attacks import bodies
from tests.proofs.place import Place
from tests.proofs.proof import Case, Figures, Proof
from tests.proofs.shapes import operations

WATCH_S: Final = 0.03
DOCKERFILE: Final = """FROM busybox:stable
ARG BUILD_ARGUMENT
RUN --mount=type=secret,id=BUILD_SECRET test -s /run/secrets/BUILD_SECRET && test -n "$BUILD_ARGUMENT"
COPY index.html /www/index.html
CMD ["httpd", "-f", "-p", "3000", "-h", "/www"]
"""
ALLOWED: Final[Mapping[str, tuple[str, ...]]] = {
    "application variable": ("service", "container"),
    "variable of the environment": ("service", "container"),
    "variable of the project": ("service", "container"),
    "build argument": ("image history", "docker environ"),
    "build secret": ("docker environ",),
    "git password": ("git environ",),
    "SSH key": ("git environ",),
    "content of a mount": ("mounted file",),
    "set-up token": ("server environ", "what the server said"),
}
"""What must have it: a container its variables; a docker client, until it is done, what it is to build with; git its
own credential; the file that is mounted its content; who starts the server the set-up token, until it is used. Docker
keeps build arguments in an image's history: for what must not stay there are build secrets."""
MOUNTED: Final = ("/files/", "/.releases/")


def spellings(secret: str) -> set[bytes]:
    """Every way in which somebody might have written it by accident."""
    raw = secret.encode()
    found = {raw, quote(secret, safe="").encode(), raw.hex().encode(), raw.hex().upper().encode()}
    for shift in range(3):
        text = base64.b64encode(b"\0" * shift + raw)
        # The first and the last letters also depend on what stands beside it.
        found.add(text[4 if shift else 0 : len(text) // 4 * 4 - 4])
        found.add(text[4 if shift else 0 : len(text) // 4 * 4 - 4].translate(bytes.maketrans(b"+/", b"-_")))
    return found


@dataclass
class Vault:
    """The secrets by name, and where each was found that had no business there."""

    secrets: dict[str, str]
    found: set[str] = field(default_factory=set)
    looked_at: dict[str, int] = field(default_factory=dict)
    used: set[tuple[str, str]] = field(default_factory=set)
    """Allowed places that did have it: the scan can see what it looks for."""

    def plant(self, name: str, secret: str) -> str:
        self.secrets[name] = secret
        return secret

    def scan(self, place: str, where: str, data: bytes) -> None:
        self.looked_at[place] = self.looked_at.get(place, 0) + 1
        for name, secret in self.secrets.items():
            if any(spelling in data for spelling in spellings(secret)):
                if place in ALLOWED.get(name, ()):
                    self.used.add((name, place))
                else:
                    self.found.add(f"{name} in {place}: {where}")


def fresh(letters: str = "") -> str:
    """Unguessable; `letters` are what makes encodings differ."""
    return f"Cn{secrets.token_hex(6)}{letters}{secrets.token_hex(6)}"


# ------------------------------------------------------------------------------------------------ where one looks


async def watch(vault: Vault, server: int) -> None:
    """Arguments of every process, and the environment of those that the server has started."""
    while True:
        await asyncio.to_thread(_look_at_processes, vault, server)
        await asyncio.sleep(WATCH_S)


def _look_at_processes(vault: Vault, server: int) -> None:
    parents = dict(_parents())
    for pid in parents:
        with suppress(OSError):
            words = Path(f"/proc/{pid}/cmdline").read_bytes()
            vault.scan("arguments of a process", words[:200].decode(errors="replace"), words)
            if pid == server or _descends(pid, server, parents):
                program = Path(f"/proc/{pid}/exe").readlink().name
                kind = "server" if pid == server else "docker" if "docker" in program else program.partition("-")[0]
                vault.scan(f"{kind} environ", program, Path(f"/proc/{pid}/environ").read_bytes())


def _parents() -> Iterator[tuple[int, int]]:
    for entry in os.scandir("/proc"):
        if entry.name.isdecimal():
            with suppress(OSError, IndexError, ValueError):
                yield int(entry.name), int(Path(entry.path, "stat").read_text().rpartition(")")[2].split()[1])


def _descends(pid: int, server: int, parents: Mapping[int, int]) -> bool:
    while pid := parents.get(pid, 0):
        if pid == server:
            return True
    return False


def look_at_files(vault: Vault, instance: Instance) -> None:
    """All that the server has said, and every file of its folder, the database's among them."""
    vault.scan("what the server said", "output", instance.output.read_bytes())
    for path in instance.data.rglob("*"):
        if path.is_file() and not path.is_symlink():
            relative = f"/{path.relative_to(instance.data)}"
            place = "mounted file" if any(part in relative for part in MOUNTED) else "file of the data folder"
            with suppress(FileNotFoundError):
                vault.scan(place, relative, path.read_bytes())


def look_at_the_database(vault: Vault, instance: Instance) -> None:
    """Column by column: a page of the file may cut a text in two."""
    with closing(sqlite3.connect(f"file:{instance.data / 'dokploy.db'}?mode=ro", uri=True)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for number, row in enumerate(database.execute(f'SELECT * FROM "{table}"')):
                data = b"\0".join(str(value).encode() for value in row if value is not None)
                vault.scan("column of the database", f"{table} row {number}", data)


async def look_at_answers(vault: Vault, api: Api, ids: Mapping[str, list[str]], headers: dict[str, str]) -> None:
    """Everything that one can ask for who has no right to any of it."""
    known = operations((await api.http.get("/api/openapi.json")).json())
    async with httpx.AsyncClient(base_url=api.instance.url, timeout=60, headers=headers) as nobody:
        for operation in known:
            if operation.is_query:
                good = next((body for _, body in bodies(operation, ids, "x")), {})
                answer = await nobody.get(f"/api/{operation.name}", params=good)
                vault.scan(
                    "answer to somebody without the right",
                    operation.name,
                    answer.content + str(answer.headers).encode(),
                )


def look_at_the_engine(vault: Vault, place: Place, app_name: str, images: Sequence[str]) -> None:
    with place.engine.client() as client:
        for image in images:
            for layer in client.history(image):
                vault.scan("image history", image, str(layer).encode())
            vault.scan("image", image, str(client.inspect_image(image)).encode())
        for service in client.services(filters={"name": app_name}):
            vault.scan("service", service["ID"], str(service).encode())
        for container in client.containers(all=True):
            if app_name in str(container["Names"]):
                vault.scan("container", app_name, str(client.inspect_container(container["Id"])).encode())
                vault.scan("output of a container", app_name, client.logs(container["Id"]))


# ------------------------------------------------------------------------------------------------ what is planted


@dataclass
class Story:
    place: Place
    api: Api
    vault: Vault
    app: dict[str, Any] = field(default_factory=dict)
    ids: dict[str, list[str]] = field(default_factory=dict)

    @property
    def id(self) -> dict[str, str]:
        return {"applicationId": str(self.app["applicationId"])}

    async def plant(self) -> None:
        self.ids = await belongings.make(self.api)
        for port in self.ids["portId"]:  # the machine's, which others may want
            await self.api.post("port.delete", portId=port)
        self.app = await self.api.get("application.one", applicationId=self.ids["applicationId"][0])
        await self._variables()
        await self._attachments()
        await self._credentials()

    async def _variables(self) -> None:
        plant = self.vault.plant
        project = f"SHARED={plant('variable of the project', fresh('=/+'))}\n"
        await self.api.post("project.update", projectId=self.ids["projectId"][0], env=project)
        environment = f"STAGE={plant('variable of the environment', fresh(' %?'))}\n"
        await self.api.post("environment.update", environmentId=self.ids["environmentId"][0], env=environment)
        own = f"OWN={plant('application variable', fresh('&<>'))}\n"
        env = own + "S=${{project.SHARED}}\nT=${{environment.STAGE}}\n"
        await self.api.post(
            "application.saveEnvironment",
            env=env,
            buildArgs=f"BUILD_ARGUMENT={plant('build argument', fresh('+/'))}\n",
            buildSecrets=f"BUILD_SECRET={plant('build secret', fresh('~!'))}\n",
            createEnvFile=False,
            **self.id,
        )
        preview = {
            name: f"P={plant(name, fresh())}" for name in ("previewEnv", "previewBuildArgs", "previewBuildSecrets")
        }
        token = plant("webhook token", fresh())
        await self.api.post("application.update", refreshToken=token, **preview, **self.id)

    async def _attachments(self) -> None:
        plant = self.vault.plant
        mount = {"serviceId": self.id["applicationId"], "serviceType": "application", "mountPath": "/etc/secret"}
        content = plant("content of a mount", fresh("\t"))
        await self.api.post("mounts.create", type="file", filePath="secret", content=content, **mount)
        await self.api.post("security.create", username="mallory", password=plant("basic auth", fresh()), **self.id)
        login = {"username": "puller", "password": plant("password of an image", fresh("@:"))}
        await self.api.post("application.update", registryUrl="127.0.0.1:1", **login, **self.id)

    async def _credentials(self) -> None:
        """Of people: a password, a session, a token; and keys."""
        plant = self.vault.plant
        plant("API key of the owner", self.api.key)
        plant("password of the owner", PASSWORD)
        plant("set-up token", SETUP_TOKEN)
        pair = await self.api.post("sshKey.generate")
        await self.api.post("sshKey.create", name="secret", **pair)
        plant("SSH key", pair["privateKey"].splitlines()[3])
        password = plant("password of a person", fresh("'"))
        person = {"email": "eve@example.org", "password": password, "role": "member"}
        await self.api.post("user.createUserWithCredentials", **person)
        async with httpx.AsyncClient(base_url=self.api.instance.url) as eve:
            signed_in = await eve.post("/api/auth/sign-in/email", json=person)
            plant("session", signed_in.json()["token"])
            organization = (await eve.get("/api/organization.active")).json()["id"]
            key = {"name": "eve", "metadata": {"organizationId": organization}, "rateLimitEnabled": False}
            plant("API key of a member", (await eve.post("/api/user.createApiKey", json=key)).json()["key"])

    async def keys(self) -> list[str]:
        return [key["sshKeyId"] for key in await self.api.get("sshKey.all") if key["name"] == "secret"]

    # -------------------------------------------------------------------------------------------- what is done

    async def source(self, url: str, **more: Any) -> None:
        given = {"customGitUrl": url, "customGitBranch": "main", "enableSubmodules": False, **more}
        await self.api.post("application.saveGitProvider", **given, **self.id)
        await self.api.post("application.saveBuildType", buildType="dockerfile", dockerfile="Dockerfile", **self.id)

    async def live_through(self) -> int:
        """Deployed twice, failed wherever a secret is in use, cancelled, rolled back; answers how many runs."""
        password = self.vault.plant("git password", fresh())
        git = await self.place.git()
        repository = git.create_repo(f"vault-{secrets.token_hex(4)}", credentials=("deployer", password))
        files = {"Dockerfile": DOCKERFILE, "index.html": "hello"}
        repository.commit(files, "Good")
        await self.source(repository.url)
        first = await self._deployed("done")
        await self._deployed("done")
        repository.commit({"Dockerfile": DOCKERFILE + "RUN echo no && exit 7\n"}, "Does not build")
        await self._deployed("error")
        repository.commit({"Dockerfile": DOCKERFILE.replace("COPY", "RUN sleep 60\nCOPY")}, "Slow")
        await self._cancelled()
        await self.source(repository.url.replace(".git", "-gone.git"))
        await self._deployed("error")
        await self.source("ssh://git@127.0.0.1:1/x.git", customGitSSHKeyId=(await self.keys())[0])
        await self._deployed("error")
        runs = await self.api.get("deployment.allByType", id=self.id["applicationId"], type="application")
        release = next(row["rollback"] for row in runs if row["deploymentId"] == first)
        await self.api.post("rollback.rollback", rollbackId=release["rollbackId"])
        await self._ended((await self.rows())[0]["deploymentId"], "done")
        return len(runs) + 1

    async def _deployed(self, state: str) -> str:
        row = await self.api.deploy(self.id["applicationId"])
        return await self._ended(row["deploymentId"], state)

    async def _ended(self, deployment_id: str, state: str) -> str:
        row = await self.api.finished(self.id["applicationId"], deployment_id)
        assert row["state"] == state, await self.api.log(deployment_id)
        return deployment_id

    async def rows(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = await self.api.get("deployment.all", **self.id)
        return rows

    async def _cancelled(self) -> None:
        await self.api.post("application.deploy", **self.id)
        newest = (await self.rows())[0]["deploymentId"]
        async with asyncio.timeout(60):
            while (await self.rows())[0]["stage"] != "build":
                await asyncio.sleep(0.1)
        await asyncio.sleep(1)
        await self.api.post("application.cancelDeployment", **self.id)
        await self._ended(newest, "cancelled")

    async def images(self) -> list[str]:
        with self.place.engine.client() as client:
            return [image["Id"] for image in client.images() if self.app["appName"] in str(image["RepoTags"])]


# ------------------------------------------------------------------------------------------------ the proof


async def nothing_leaks(place: Place) -> Figures:
    await place.images()
    async with place.plane(f"vault-{secrets.token_hex(3)}", LOG_LEVEL="debug") as api:
        story = Story(place, api, Vault({}))
        vault = story.vault
        assert api.instance.process is not None
        await story.plant()
        watching = asyncio.ensure_future(watch(vault, api.instance.process.pid))
        runs = await story.live_through()
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        await asyncio.to_thread(look_at_files, vault, api.instance)
        await asyncio.to_thread(look_at_the_database, vault, api.instance)
        images = await story.images()
        await asyncio.to_thread(look_at_the_engine, vault, place, story.app["appName"], images)
        for headers in ({}, {"x-api-key": vault.secrets["API key of a member"]}):
            await look_at_answers(vault, api, story.ids, headers)
    assert vault.found == set(), "\n".join(sorted(vault.found))
    must_see = {("application variable", "container"), ("build argument", "image history")}
    assert must_see <= vault.used, f"the scan sees nothing: {vault.used}"
    return {"secrets": len(vault.secrets), "runs": runs, "looked_at": vault.looked_at, "has_it": sorted(vault.used)}


def cases() -> list[Case]:
    return [Case("deployed, failed, cancelled, rolled back", nothing_leaks, timeout_s=600)]


PROOF: Final = Proof(
    name="canaries",
    figure="12",
    target="20 planted secrets are found nowhere outside encrypted columns and the places that must have them",
    cases=cases,
    short=("deployed, failed, cancelled, rolled back",),
)
