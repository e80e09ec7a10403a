"""A client of the public API in its tRPC form, which keeps types apart and is what every Dokploy server speaks."""

import json
from typing import IO, Any

import httpx

from dokploy.cli import profile as profiles
from dokploy.cli.failure import Failed
from dokploy.cli.profile import Profile

UPLOAD_TIMEOUT_S = 600


class Refused(Failed):
    """The server answered with an error."""

    def __init__(self, status: int, message: str, *, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.status = status


class Api:
    """One server and one caller."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        headers = {"x-api-key": profile.key.reveal()} if profile.key else {}
        self.http = httpx.Client(base_url=profile.url, headers=headers, timeout=30)

    def query(self, name: str, /, **values: Any) -> Any:
        return self._result(self.send("GET", f"/api/trpc/{name}", params={"input": json.dumps({"json": values})}))

    def mutate(self, name: str, /, **values: Any) -> Any:
        return self._result(self.send("POST", f"/api/trpc/{name}", json={"json": values}))

    def call(self, name: str, values: dict[str, Any]) -> Any:
        """A procedure of either kind. Asking as a query first cannot change anything."""
        try:
            return self.query(name, **values)
        except Refused as refusal:
            if refusal.status != httpx.codes.METHOD_NOT_ALLOWED:
                raise
        return self.mutate(name, **values)

    def upload(self, name: str, /, filename: str, content: IO[bytes], **fields: str) -> None:
        files = {"zip": (filename, content, "application/octet-stream")}
        self.send("POST", f"/api/{name}", data=fields, files=files, timeout=UPLOAD_TIMEOUT_S)

    def send(self, method: str, path: str, **options: Any) -> httpx.Response:
        """One request; whatever goes wrong is said as cause and next step."""
        url = self.profile.url
        try:
            answer = self.http.request(method, path, **options)
        except httpx.ConnectError as error:
            raise Failed(
                f"No server answers at {url} ({error}).",
                hint="Start one with `make up`, or name another: dokploy login URL (or DOKPLOY_URL).",
            ) from error
        except httpx.TimeoutException as error:
            raise Failed(f"{url} did not answer in time.", hint="Look at the server's own log.") from error
        except httpx.HTTPError as error:
            raise Failed(f"Talking to {url} failed: {error}") from error
        if answer.is_error:
            raise self._refusal(answer)
        return answer

    def _result(self, answer: httpx.Response) -> Any:
        try:
            return answer.json()["result"]["data"].get("json")
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise Failed(
                f"{self.profile.url} answers, but not as a Dokploy server does.",
                hint="Is the address right? It is the panel's, not an application's.",
            ) from error

    def _refusal(self, answer: httpx.Response) -> Refused:
        is_sign_in = answer.request.url.path.startswith("/api/auth/")
        if answer.status_code == httpx.codes.UNAUTHORIZED and not is_sign_in:
            cause = "does not accept this API key" if self.profile.key else "wants an API key"
            return Refused(401, f"{self.profile.url} {cause}.", hint=f"Sign in: dokploy login {self.profile.url}")
        message, fields = _words(answer)
        return Refused(answer.status_code, message, hint=fields)


def _words(answer: httpx.Response) -> tuple[str, str | None]:
    """What the server says of an error, in the tRPC form or the plain one: message, and the fields it is about."""
    try:
        body = answer.json()
        error = body.get("error", body)
        error = error.get("json", error)
        fields = ((error.get("data") or {}).get("zodError") or {}).get("fieldErrors") or {}
    except (ValueError, AttributeError):
        return f"The server answered {answer.status_code} {answer.reason_phrase}.", None
    if fields:
        return "The server refused the input.", "\n".join(f"  {name}: {'; '.join(why)}" for name, why in fields.items())
    return str(error.get("message") or f"The server answered {answer.status_code}."), None


def connect() -> Api:
    """The API of the current server, for the person who is signed in."""
    return Api(profiles.current())
