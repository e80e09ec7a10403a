"""A deployed application seen from outside: its log, a shell in it, its figures and its news, over real sockets."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import websockets
from tests.e2e.instance import Api
from tests.e2e.sources import good
from tests.pipeline.githttp import GitServer

pytestmark = pytest.mark.engine


@asynccontextmanager
async def opened(api: Api, path: str, **query: str) -> AsyncIterator[Any]:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    url = f"{api.instance.url.replace('http', 'ws', 1)}/{path}?{asked}"
    async with websockets.connect(url, additional_headers={"x-api-key": api.key}) as connection:
        yield connection


async def until(connection: Any, wanted: str) -> str:
    text = ""
    async with asyncio.timeout(30):
        while wanted not in text:
            text += str(await connection.recv())
    return text


async def test_what_is_deployed_can_be_looked_into(api: Api, git: GitServer, environment_id: str) -> None:
    files = good("seen")
    serve = 'CMD ["sh", "-c", "echo serving; exec httpd -f -p 3000 -h /www"]'
    files["Dockerfile"] = f"{files['Dockerfile'].rpartition('CMD')[0]}{serve}\n"
    repository = git.create_repo("seen")
    repository.commit(files, "Say that it serves")
    made = await api.post("application.create", name="seen", environmentId=environment_id)
    application_id, app_name = made["applicationId"], made["appName"]
    await api.post("application.saveBuildType", applicationId=application_id, buildType="dockerfile")
    await api.post(
        "application.saveGitProvider",
        applicationId=application_id,
        customGitUrl=repository.url,
        customGitBranch="main",
        customGitBuildPath="/",
    )
    async with opened(api, "events") as events:
        assert (await api.deploy(application_id))["state"] == "done"
        assert '"state":"done"' in await until(events, '"state":"done"')
    async with opened(api, "docker-container-logs", containerId=app_name, serviceId=application_id) as log:
        assert "serving" in await until(log, "serving")
    assert "serving" in await api.get("application.readLogs", applicationId=application_id)
    (container,) = await api.get("docker.getContainersByAppNameMatch", appName=app_name)
    async with opened(api, "docker-container-terminal", containerId=container["containerId"]) as terminal:
        await terminal.send("cat /www/index.html; echo d$((1))ne\n")
        assert "<h1>seen</h1>" in await until(terminal, "d1ne")
    async with opened(api, "listen-docker-stats-monitoring", appName=app_name) as usage:
        assert json.loads(await usage.recv())["data"]["memory"]["value"]["used"]
    figures = await api.get("application.readAppMonitoring", appName=app_name)
    assert figures["containers"][0]["status"] == "running"
