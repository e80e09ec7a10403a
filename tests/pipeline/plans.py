"""Plans for tests: everything has a default, so that a test says only what it is about."""

from dataclasses import replace
from typing import Any

from tests.pipeline.githttp import Repository

from dokploy.core.names import release_id
from dokploy.core.secrets import Secret
from dokploy.pipeline.plan import Gate, GitSource, ImageSource, Plan, Workload
from dokploy.pipeline.services import RunImage, Site

APP = "shop-k3v9qa"
SITE = Site("0123456789ab", "dokploy-network", "node-1", has_ipvs=False)
IMAGE = RunImage("sha256:" + "a" * 64, is_local=True)


def a_plan(deployment_id: str = "deployment-1", *, workload: dict[str, Any] | None = None, **fields: Any) -> Plan:
    app_name = fields.pop("app_name", APP)
    plan = Plan(
        deployment_id=deployment_id,
        app_name=app_name,
        release=release_id(deployment_id),
        fence=1,
        source=ImageSource("nginx:1"),
        build=None,
        workload=Workload(app_name=app_name, **(workload or {})),
        gate=Gate(answer_s=5, stable_s=0.5, drain_s=0),
        service="application:app-1",
    )
    return replace(plan, **fields)


def env(**values: str) -> tuple[tuple[str, Secret], ...]:
    return tuple((name, Secret(value)) for name, value in values.items())


def dockerfile(base: str, *lines: str) -> dict[str, str]:
    serve = 'CMD ["/bin/sh","-c","trap \'exit 0\' TERM; httpd -f -p 3000 -h /www & wait"]'
    return {"Dockerfile": "\n".join([f"FROM {base}", *lines, serve, ""])}


def from_git(repository: Repository, commit: str | None = None) -> GitSource:
    return GitSource(Secret(repository.url), "main", commit)
