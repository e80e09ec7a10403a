"""What a release is made from, kept beside it to be compared with another one: names and settings, never a secret.

Values of build arguments and build secrets are keyed fingerprints: they tell that one has changed, and nothing else.
"""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from pydantic.alias_generators import to_camel

from dokploy.context import Context
from dokploy.core import envtext
from dokploy.features.workload import Texts, children
from dokploy.models import Application, Deployment, Domain, Rollback
from dokploy.models.base import key_ring

Recipe = Mapping[str, Mapping[str, Any]]
"""Parts by name, values by name: `source`, `builder`, `buildArgument`, `buildSecret`, `domain`."""

SOURCES: Final[Mapping[str, tuple[str, ...]]] = {
    "git": ("custom_git_url", "custom_git_branch", "custom_git_build_path", "enable_submodules"),
    "docker": ("docker_image", "registry_url", "username"),
    "drop": ("drop_build_path",),
    "github": ("owner", "repository", "branch", "build_path", "enable_submodules"),
    "gitlab": ("gitlab_owner", "gitlab_repository", "gitlab_branch", "gitlab_build_path", "enable_submodules"),
    "gitea": ("gitea_owner", "gitea_repository", "gitea_branch", "gitea_build_path", "enable_submodules"),
    "bitbucket": (
        "bitbucket_owner", "bitbucket_repository", "bitbucket_branch", "bitbucket_build_path", "enable_submodules"
    ),
}  # fmt: skip
"""The columns that say what is fetched, by source type."""
BUILDERS: Final[Mapping[str, tuple[str, ...]]] = {
    "dockerfile": ("dockerfile", "docker_context_path", "docker_build_stage"),
    "heroku_buildpacks": ("heroku_version",),
    "paketo_buildpacks": (),
    "nixpacks": ("publish_directory",),
    "static": ("publish_directory", "is_static_spa"),
    "railpack": ("railpack_version",),
}
"""The columns that matter to a build, by build type, beside those that always do."""
ALWAYS: Final = ("build_type", "clean_cache", "create_env_file")
FINGERPRINT: Final = 16
"""Characters of the keyed digest that are kept."""
PLACE: Final = "rollback.recipe"


async def of_run(ctx: Context, application: Application, deployment: Deployment, texts: Texts) -> Recipe | None:
    """Of the release that this run makes. A rollback's is that of the release that comes back, with today's domains."""
    if deployment.action != "rollback":
        return await recipe_of(ctx, application, texts)
    release = await ctx.db.get(Rollback, deployment.restores_id) if deployment.restores_id else None
    if release is None or release.recipe is None:
        return None
    return {**release.recipe, "domain": await domains_of(ctx, application)}


async def recipe_of(ctx: Context, application: Application, texts: Texts) -> Recipe:
    """What a run that is frozen now is made from. Nothing is refused here: the plan itself checks what it uses."""
    is_built = application.source_type != "docker"
    return {
        "source": _values(application, ("source_type", *SOURCES[application.source_type])),
        "builder": _values(application, (*ALWAYS, *BUILDERS.get(application.build_type, ()))) if is_built else {},
        "buildArgument": _fingerprints(application.build_args, texts) if is_built else {},
        "buildSecret": _fingerprints(application.build_secrets, texts) if is_built else {},
        "domain": await domains_of(ctx, application),
    }


async def domains_of(ctx: Context, application: Application) -> Mapping[str, Any]:
    rows = await children(ctx, application, "domains", Domain)
    return {f"{row.host}{row.path or '/'}": _domain(row) for row in rows}


def _domain(row: Domain) -> dict[str, Any]:
    return {
        "port": row.port,
        "https": row.https,
        "certificateType": row.certificate_type,
        "internalPath": row.internal_path or "/",
        "stripPath": row.strip_path,
        "middlewares": list(row.middlewares or ()),
        "enabled": row.enabled,
    }


def _values(application: Application, attributes: tuple[str, ...]) -> dict[str, Any]:
    found = {to_camel(name): getattr(application, name) for name in attributes}
    if found.get("customGitUrl"):
        found["customGitUrl"] = without_credentials(found["customGitUrl"])
    return {name: value for name, value in found.items() if value not in (None, "", False)}


def without_credentials(url: str) -> str:
    """The address alone; what git takes without a scheme (`git@host:path`) holds no password."""
    parts = urlsplit(url) if "://" in url else None
    if parts is None or "@" not in parts.netloc:
        return url
    user, _, host = parts.netloc.rpartition("@")
    account = f"{user.partition(':')[0]}@" if parts.scheme == "ssh" else ""  # who signs in by a key is no secret
    return urlunsplit(parts._replace(netloc=account + host))


def _fingerprints(text: str | None, texts: Texts) -> dict[str, str]:
    try:
        pairs = envtext.resolve(text, *texts)
    except ValueError:  # a reference that leads nowhere: the build itself says so
        pairs = envtext.parse(text)
    return {name: key_ring().blind_index(value, PLACE)[:FINGERPRINT] for name, value in pairs}
