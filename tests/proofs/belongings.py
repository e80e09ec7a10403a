"""One row of everything that the API can make without an engine, and the ids by which inputs may name them."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from tests.e2e.instance import Api, Failed

Ids = Mapping[str, list[str]]
IMAGE: Final = "dokploy-test/good:1"


async def make(api: Api) -> dict[str, list[str]]:
    """A project with all that hangs on it; what a former call has made is removed first."""
    for old in await api.get("project.all"):
        with suppress(Failed):
            await api.post("project.remove", projectId=old["projectId"])
    for key in await api.get("sshKey.all"):
        with suppress(Failed):
            await api.post("sshKey.remove", sshKeyId=key["sshKeyId"])
    ids: dict[str, list[str]] = {}
    project = await api.post("project.create", name="Fuzzed")
    _note(ids, project["project"], "projectId")
    _note(ids, project["environment"], "environmentId")
    for name in ("web", "worker"):
        await _application(api, ids, name)
    await _of_the_organization(api, ids)
    return ids


async def _application(api: Api, ids: dict[str, list[str]], name: str) -> None:
    made = await api.post("application.create", name=name, environmentId=ids["environmentId"][0])
    _note(ids, made, "applicationId")
    _note(ids, made, "appName")
    app: dict[str, Any] = {"applicationId": made["applicationId"]}
    domain = await api.post("domain.create", host=f"{made['appName']}.example.org", port=3000, **app)
    _note(ids, domain, "domainId")
    await api.post("port.create", publishedPort=25_000 + len(ids["appName"]), targetPort=80, publishMode="host", **app)
    await api.post("redirects.create", regex="^/old$", replacement="/new", permanent=False, **app)
    await api.post("security.create", username="eve", password="secret-of-eve", **app)
    mount = {"serviceId": made["applicationId"], "serviceType": "application", "mountPath": "/etc/app.conf"}
    _note(ids, await api.post("mounts.create", type="file", filePath="app.conf", content="x", **mount), "mountId")
    whole = await api.get("application.one", **app)
    for plural, key in (("ports", "portId"), ("redirects", "redirectId"), ("security", "securityId")):
        for row in whole[plural]:
            _note(ids, row, key)
    await api.post("application.deploy", **app)
    for deployment in await api.get("deployment.all", **app):
        _note(ids, deployment, "deploymentId")


async def _of_the_organization(api: Api, ids: dict[str, list[str]]) -> None:
    pair = await api.post("sshKey.generate")
    await api.post("sshKey.create", name="key", **pair)
    fingerprint = f"SHA256:{'A' * 43}"
    _note(ids, await api.post("sshKey.trustHost", host="git.example.org", fingerprint=fingerprint), "sshHostKeyId")
    for key in await api.get("sshKey.all"):
        _note(ids, key, "sshKeyId")
        _note(ids, {"customGitSSHKeyId": key["sshKeyId"]}, "customGitSSHKeyId")
    ids["serviceId"] = ids["applicationId"]
    ids["id"] = ids["applicationId"]


def _note(ids: dict[str, list[str]], row: Mapping[str, Any], key: str) -> None:
    ids.setdefault(key, []).append(str(row[key]))
