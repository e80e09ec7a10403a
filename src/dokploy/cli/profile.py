"""Which server, with which key: the environment first, then the file that `dokploy login` wrote."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from dokploy.cli.failure import Failed
from dokploy.core.secrets import Secret
from dokploy.settings import ClientSettings


@dataclass(frozen=True)
class Profile:
    url: str
    """Scheme, host and port, without a trailing slash and without `/api`."""
    key: Secret | None


def base_url(text: str) -> str:
    """`localhost:3000`, `https://host/`, `https://host/api` as people and other clients write it."""
    url = text.strip() if "://" in text else f"http://{text.strip()}"
    url = url.rstrip("/").removesuffix("/api").rstrip("/")
    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
        raise Failed(f"{text} is not an address.", hint="Write it like http://127.0.0.1:3000")
    return url


def current() -> Profile:
    """The server to talk to. A key from the file goes to the file's own server, never to another one."""
    settings = ClientSettings()
    stored = _read(_file(settings))
    url = base_url(settings.url) if settings.url else stored.get("url", f"http://127.0.0.1:{settings.port}")
    if settings.api_key is not None:
        return Profile(url, Secret(settings.api_key.get_secret_value()))
    return Profile(url, Secret(stored["key"]) if stored.get("key") and stored.get("url") == url else None)


def save(url: str, key: str) -> Path:
    """Write the file, readable by its owner alone, in one step."""
    file = _file(ClientSettings())
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        json.dump({"url": url, "key": key}, out)
    draft.replace(file)
    return file


def _file(settings: ClientSettings) -> Path:
    return settings.config_home.expanduser() / "dokploy" / "credentials.json"


def _read(file: Path) -> dict[str, str]:
    try:
        stored = json.loads(file.read_text())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise Failed(f"{file} cannot be read: {error}", hint="Write it again: dokploy login URL") from error
    return stored if isinstance(stored, dict) else {}
