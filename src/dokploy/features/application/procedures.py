"""`application.*`: what clients call; the rules are in `actions`."""

from typing import Any, Final

from dokploy.access import owned
from dokploy.context import Context, Units
from dokploy.core.permissions import USER, may
from dokploy.features.application import actions
from dokploy.features.application.actions import Shown
from dokploy.features.application.schemas import (
    ApplicationCreate,
    ApplicationId,
    ApplicationUpdate,
    Deploy,
    Drop,
    Move,
    Reload,
    SaveBuildType,
    SaveDockerProvider,
    SaveEnvironment,
    SaveGitProvider,
    Search,
    TraefikConfig,
)
from dokploy.features.deployment import ROW as DEPLOYMENT
from dokploy.features.listing import STRING, a_list, or_null, without_variables
from dokploy.features.search import found
from dokploy.models import (
    Application,
    Bitbucket,
    Deployment,
    Domain,
    Environment,
    Gitea,
    Github,
    Gitlab,
    Mount,
    Port,
    PreviewDeployment,
    Project,
    Redirect,
    Registry,
    Security,
    Server,
)
from dokploy.wire.procedure import Procedures
from dokploy.wire.shapes import TEXT, TRUE, VOID, Beside, Fields, Many, Maybe, Named, Schema, Typed, Wire, row

application = Procedures("application")

WITHOUT_PASSWORD: Final = row(Registry, without=("password",))
ROW: Final = row(Application)
RELATED: Final = row(
    Application,
    environment=row(Environment, project=row(Project)),
    domains=Many(row(Domain)),
    mounts=Many(row(Mount)),
    redirects=Many(row(Redirect)),
    security=Many(row(Security)),
    ports=Many(row(Port)),
    gitlab=row(Gitlab, without=("secret", "access_token", "refresh_token")),
    github=row(Github, without=("github_client_secret", "github_private_key", "github_webhook_secret")),
    bitbucket=row(Bitbucket, without=("app_password", "api_token")),
    gitea=row(Gitea, without=("client_secret", "access_token", "refresh_token")),
    server=row(Server),
    preview_deployments=Many(row(PreviewDeployment)),
    cluster_registry=Named("registry", WITHOUT_PASSWORD),
    build_registry=WITHOUT_PASSWORD,
    rollback_registry=WITHOUT_PASSWORD,
)


VARIABLES: Final = ("env", "buildArgs", "buildSecrets", "previewEnv", "previewBuildArgs", "previewBuildSecrets")
"""Null in the answer to somebody who may see the application but not read its variables."""


class ShownOutput:
    """The row with its relations, its deployments, and what is worked out about it."""

    def dump(self, value: Shown) -> dict[str, Any]:
        data = RELATED.dump(value.application)
        if not value.actor.may("envVars:read"):
            data |= dict.fromkeys(VARIABLES)
        environment = without_variables(value.actor, data["environment"], "environmentEnvVars:read")
        without_variables(value.actor, environment["project"], "projectEnvVars:read")
        return data | {
            "deployments": value.deployments,
            "hasGitProviderAccess": value.unauthorized_provider is None,
            "unauthorizedProvider": value.unauthorized_provider,
            "differsFromRelease": value.differs_from_release,
        }

    def schema(self) -> Schema:
        more: dict[str, Schema] = {
            "deployments": a_list(DEPLOYMENT),
            "hasGitProviderAccess": {"type": "boolean"},
            "unauthorizedProvider": or_null(STRING),
            "differsFromRelease": {"type": "boolean"},
        }
        schema = RELATED.schema()
        properties = schema["properties"] | more
        return schema | {"properties": properties, "required": list(properties)}


SHOWN: Final = ShownOutput()


@application.mutation("create", may("service:create"), gives=ROW)
async def create(body: ApplicationCreate, ctx: Context) -> Application:
    """Create an application; it is configured and deployed afterwards."""
    return await actions.create(ctx, body)


@application.query("one", may("service:read"), gives=SHOWN)
async def one(body: ApplicationId, ctx: Context) -> Shown:
    """An application with everything that hangs on it."""
    return await actions.show(ctx, body.application_id)


@application.mutation("update", may("service:create"), gives=TRUE)
async def update(body: ApplicationUpdate, ctx: Context) -> bool:
    """Change any of its fields; what is not sent stays."""
    await actions.update(ctx, body)
    return True


@application.mutation("delete", may("service:delete"), gives=SHOWN, units=True)
async def delete(body: ApplicationId, units: Units) -> Shown:
    """Remove an application with its containers, routes, files and records."""
    return await actions.remove(units, body.application_id)


@application.mutation("move", may("service:create"), gives=ROW)
async def move(body: Move, ctx: Context) -> Application:
    """Put an application into another environment of the organization; what runs keeps the old variables until then."""
    return await actions.move(ctx, body.application_id, body.target_environment_id)


@application.query("search", USER, gives=found(actions.FOUND.schema()))
async def search(body: Search, ctx: Context) -> dict[str, Any]:
    """The applications within reach that match, the newest first."""
    return await actions.search(ctx, body)


# ------------------------------------------------------------------------------------------------ configuration


@application.mutation("saveEnvironment", may("envVars:write"), gives=TRUE)
async def save_environment(body: SaveEnvironment, ctx: Context) -> bool:
    """Store variables and build secrets; they take effect at the next deployment."""
    return await _save(ctx, body)


@application.mutation("saveBuildType", may("service:create"), gives=TRUE)
async def save_build_type(body: SaveBuildType, ctx: Context) -> bool:
    """Choose how the source becomes an image."""
    return await _save(ctx, body)


@application.mutation("saveGitProvider", may("service:create"), gives=TRUE)
async def save_git_provider(body: SaveGitProvider, ctx: Context) -> bool:
    """Deploy from a git repository, by its URL."""
    return await _save(ctx, body, source_type="git", application_status="idle")


@application.mutation("disconnectGitProvider", may("service:create"), gives=TRUE)
async def disconnect_git_provider(body: ApplicationId, ctx: Context) -> bool:
    """Forget which repository is built, on whichever git host it is."""
    await actions.save(ctx, body.application_id, actions.DISCONNECTED)
    return True


@application.mutation("saveDockerProvider", may("service:create"), gives=TRUE)
async def save_docker_provider(body: SaveDockerProvider, ctx: Context) -> bool:
    """Deploy an image from a registry."""
    return await _save(ctx, body, source_type="docker", application_status="idle")


async def _save(ctx: Context, body: Wire, **also: str) -> bool:
    application_id: str = getattr(body, "application_id")  # noqa: B009 - every one of these inputs names it
    await actions.save(ctx, application_id, body.changes("application_id") | also)
    return True


@application.mutation("refreshToken", may("service:create"), gives=TRUE)
async def refresh_token(body: ApplicationId, ctx: Context) -> bool:
    """Replace the webhook token; the old address stops working."""
    actions.give_token(await owned(ctx, Application, body.application_id))
    return True


@application.query(
    "readTraefikConfig", may("traefikFiles:read"), gives=Maybe(TEXT), units=True, text="application/yaml"
)
async def read_traefik_config(body: ApplicationId, units: Units) -> str | None:
    """The Traefik file of an application; null when it has none."""
    return await actions.traefik_text(units, body.application_id)


@application.mutation("updateTraefikConfig", may("traefikFiles:write"), gives=TRUE, units=True)
async def update_traefik_config(body: TraefikConfig, units: Units) -> bool:
    """Edit the Traefik file by hand; the edit is kept apart and survives deployments."""
    await actions.edit_traefik(units, body.application_id, body.traefik_config)
    return True


# ------------------------------------------------------------------------------------------------ deployments


@application.mutation("deploy", may("deployment:create"), gives=Beside(VOID, deploymentId=TEXT))
async def deploy(body: Deploy, ctx: Context) -> dict[str, str]:
    """Queue a deployment of the newest source."""
    return _run(await actions.deploy(ctx, body.application_id, "deploy", body.title, body.description))


@application.mutation("redeploy", may("deployment:create"), gives=Beside(VOID, deploymentId=TEXT))
async def redeploy(body: Deploy, ctx: Context) -> dict[str, str]:
    """Queue a deployment of the source that was deployed last, with the configuration of now."""
    return _run(await actions.deploy(ctx, body.application_id, "redeploy", body.title, body.description))


@application.mutation("dropDeployment", may("deployment:create"), gives=Beside(TRUE, deploymentId=TEXT), units=True)
async def drop_deployment(body: Drop, units: Units) -> dict[str, str]:
    """Deploy an archive, zip or tar, that is uploaded with this call."""
    return _run(await actions.drop(units, body))


def _run(asked_for: Deployment) -> dict[str, str]:
    return {"deploymentId": asked_for.deployment_id}


ASKED: Final = Fields(success=Typed(bool), message=TEXT)


@application.mutation("cancelDeployment", may("deployment:cancel"), gives=ASKED)
async def cancel_deployment(body: ApplicationId, ctx: Context) -> dict[str, Any]:
    """Cancel what waits and what runs; the release that serves goes on serving."""
    count = await actions.stop_runs(ctx, body.application_id, "cancel")
    message = "Deployment cancellation requested" if count else "There was no deployment to cancel"
    return {"success": True, "message": message}


@application.mutation("killBuild", may("deployment:cancel"))
async def kill_build(body: ApplicationId, ctx: Context) -> None:
    """Kill what waits and what runs of this application, and nothing else; it ends as an error."""
    await actions.stop_runs(ctx, body.application_id, "kill")


@application.mutation("cleanQueues", may("deployment:cancel"))
async def clean_queues(body: ApplicationId, ctx: Context) -> None:
    """Cancel what waits; what runs goes on."""
    await actions.clean_queue(ctx, body.application_id)


@application.mutation("clearDeployments", may("deployment:create"), gives=TRUE, units=True)
async def clear_deployments(body: ApplicationId, units: Units) -> bool:
    """Remove the logs of ended deployments; their records stay."""
    await actions.clear_logs(units, body.application_id)
    return True


# ------------------------------------------------------------------------------------------------ what runs


@application.mutation("start", may("deployment:create"), gives=SHOWN, units=True)
async def start(body: ApplicationId, units: Units) -> Shown:
    """Run the release that was stopped, with as many replicas as are configured."""
    return await actions.start(units, body.application_id)


@application.mutation("stop", may("deployment:create"), gives=SHOWN, units=True)
async def stop(body: ApplicationId, units: Units) -> Shown:
    """Stop all replicas; configuration and routes stay."""
    return await actions.stop(units, body.application_id)


@application.mutation("reload", may("deployment:create"), gives=TRUE, units=True)
async def reload(body: Reload, units: Units) -> bool:
    """Restart the release that serves, without building."""
    await actions.reload(units, body.application_id)
    return True


@application.mutation("markRunning", may("deployment:create"))
async def mark_running(body: ApplicationId, ctx: Context) -> None:
    """Set the status to `running`, and nothing else."""
    (await owned(ctx, Application, body.application_id)).application_status = "running"
