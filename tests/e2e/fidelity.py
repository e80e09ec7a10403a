"""Random values through the whole of the product: saved as people write them, deployed, and looked at inside."""

import asyncio
import io
import zipfile
from dataclasses import dataclass
from typing import Any

from tests.e2e import sources
from tests.e2e.instance import Api
from tests.e2e.values import random_values, text_of
from tests.testbed import RunningEngine

READ_SECRETS = 'cd /seen/secrets && for name in *; do printf "%s=" "$name"; cat "$name"; printf "\\0"; done'
"""One after the other, with a mark between them that no value holds."""


@dataclass(frozen=True)
class Values:
    """What is given to one application: variables, and those that its build sees as arguments and as secrets."""

    env: dict[str, str]
    arguments: dict[str, str]
    secrets: dict[str, str]

    @classmethod
    def random(cls, seed: int, count: int, arguments: int, secrets: int) -> "Values":
        """Of the same random values; every argument is a line of the Dockerfile, every secret a mount."""
        env = random_values(count, seed)
        filled = [(name, value) for name, value in env.items() if value]
        return cls(
            env,
            {f"ARG_{name}": value for name, value in filled[:arguments]},
            {f"SECRET_{name}": value for name, value in filled[-secrets:]},
        )

    async def save(self, api: Api, application_id: str) -> None:
        await api.post(
            "application.saveEnvironment",
            applicationId=application_id,
            env=text_of(self.env),
            buildArgs=text_of(self.arguments),
            buildSecrets=text_of(self.secrets),
            createEnvFile=False,
        )


@dataclass(frozen=True)
class Deployed:
    """An application that was given them, and runs."""

    application_id: str
    app_name: str
    values: Values
    log: str

    async def wrong_in_container(self, engine: RunningEngine) -> dict[str, Any]:
        return differing(self.values.env, await self._printed(engine, "cat", "/proc/1/environ"))

    async def wrong_arguments(self, engine: RunningEngine) -> dict[str, Any]:
        return differing(self.values.arguments, await self._printed(engine, "cat", "/seen/arguments"))

    async def wrong_secrets(self, engine: RunningEngine) -> dict[str, Any]:
        return differing(self.values.secrets, await self._printed(engine, "sh", "-c", READ_SECRETS))

    async def _printed(self, engine: RunningEngine, *command: str) -> dict[bytes, bytes]:
        return assignments(await asyncio.to_thread(printed, engine, self.app_name, *command))


async def deploy(api: Api, environment_id: str, name: str, values: Values) -> Deployed:
    created = await api.post("application.create", name=name, environmentId=environment_id)
    application_id = created["applicationId"]
    await api.post("application.saveBuildType", applicationId=application_id, buildType="dockerfile")
    await values.save(api, application_id)
    await upload(api, application_id, dockerfile(values.arguments, values.secrets))
    newest = (await api.get("deployment.all", applicationId=application_id))[0]
    row = await api.finished(application_id, newest["deploymentId"])
    log = await api.log(row["deploymentId"])
    assert row["state"] == "done", log[-3000:]
    return Deployed(application_id, created["appName"], values, log)


def dockerfile(arguments: dict[str, str], secrets: dict[str, str]) -> str:
    """Keeps what the build saw where the container can be asked for it."""
    mounts = " ".join(f"--mount=type=secret,id={name}" for name in secrets)
    return "\n".join(
        [
            f"FROM {sources.BASE}",
            *(f"ARG {name}" for name in arguments),
            "RUN mkdir -p /seen/secrets && cat /proc/self/environ > /seen/arguments",
            *([f"RUN {mounts} cp /run/secrets/* /seen/secrets/"] if secrets else []),
            "RUN mkdir -p /www && echo ready > /www/index.html",
            'CMD ["httpd", "-f", "-p", "3000", "-h", "/www"]',
        ]
    )


async def upload(api: Api, application_id: str, text: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("Dockerfile", text)
    answer = await api.http.post(
        "/api/application.dropDeployment",
        data={"applicationId": application_id},
        files={"zip": ("source.zip", packed.getvalue(), "application/zip")},
    )
    assert answer.status_code == 200, answer.text


def printed(engine: RunningEngine, app_name: str, *command: str) -> bytes:
    """What a command prints in the application's container."""
    with engine.client() as docker:
        containers = [one for one in docker.containers() if any(app_name in name for name in one["Names"])]
        assert containers, app_name
        made = docker.exec_create(containers[0]["Id"], list(command), stderr=False)
        output: bytes = docker.exec_start(made["Id"])
    return output


def assignments(environ: bytes) -> dict[bytes, bytes]:
    return dict(line.split(b"=", 1) for line in environ.split(b"\0") if line)


def differing(sent: dict[str, str], got: dict[bytes, bytes]) -> dict[str, tuple[bytes, bytes | None]]:
    pairs = {name: (value.encode(), got.get(name.encode())) for name, value in sent.items()}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
