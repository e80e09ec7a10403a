"""A client of the public API in its tRPC form, which keeps types apart and is what every Dokploy server speaks."""

import json
import socket
import ssl
from functools import cached_property
from http import HTTPStatus
from typing import IO, TYPE_CHECKING, Any, Final

from dokploy import __version__
from dokploy.cli import profile as profiles
from dokploy.cli.failure import Exit, Failed
from dokploy.cli.options import said
from dokploy.cli.profile import Profile

if TYPE_CHECKING:
    import httpx

TIMEOUT_S: Final = 30.0
CHANGE_TIMEOUTS_S: Final = (TIMEOUT_S, 600.0, 600.0, TIMEOUT_S)
"""To connect, read, write, and get a connection. A change may wait for the engine, container by container."""
_CODES: Final = {
    HTTPStatus.UNAUTHORIZED: Exit.NOT_ALLOWED,
    HTTPStatus.FORBIDDEN: Exit.NOT_ALLOWED,
    HTTPStatus.NOT_FOUND: Exit.NOT_FOUND,
    HTTPStatus.BAD_GATEWAY: Exit.UNREACHABLE,
    HTTPStatus.SERVICE_UNAVAILABLE: Exit.UNREACHABLE,
    HTTPStatus.GATEWAY_TIMEOUT: Exit.UNREACHABLE,
}
"""The exit code of an answer; of every other error it is FAILED."""


class Refused(Failed):
    """The server answered with an error. `fields` says what is wrong with which input."""

    def __init__(self, status: int, message: str, *, hint: str | None = None, fields: bool = False) -> None:
        super().__init__(message, hint=hint, code=_CODES.get(HTTPStatus(status), Exit.FAILED))
        self.status = status
        self.fields = fields


class Api:
    """One server and one caller."""

    def __init__(self, profile: Profile, timeout_s: float = TIMEOUT_S) -> None:
        self.profile = profile
        self.timeout_s = timeout_s

    @cached_property
    def http(self) -> "httpx.Client":
        # Late: this library takes a tenth of a second, which completion and --help do not pay.
        import httpx  # noqa: PLC0415 - as above

        headers = {"user-agent": f"dokploy-cli/{__version__}", **self.credentials}
        return httpx.Client(base_url=self.profile.url, headers=headers, timeout=self.timeout_s)

    @property
    def credentials(self) -> dict[str, str]:
        return {"x-api-key": self.profile.key.reveal()} if self.profile.key else {}

    def query(self, name: str, /, **values: Any) -> Any:
        return self._result(self.send("GET", f"/api/trpc/{name}", params={"input": json.dumps({"json": values})}))

    def mutate(self, name: str, /, **values: Any) -> Any:
        return self._result(self.send("POST", f"/api/trpc/{name}", json={"json": values}, timeout=CHANGE_TIMEOUTS_S))

    def call(self, name: str, values: dict[str, Any]) -> Any:
        """A procedure of either kind. Asking as a query first cannot change anything."""
        try:
            return self.query(name, **values)
        except Refused as refusal:
            if refusal.status != HTTPStatus.METHOD_NOT_ALLOWED:
                raise
        return self.mutate(name, **values)

    def upload(self, name: str, /, filename: str, content: IO[bytes], **fields: str) -> None:
        files = {"zip": (filename, content, "application/octet-stream")}
        self.send("POST", f"/api/{name}", data=fields, files=files, timeout=CHANGE_TIMEOUTS_S)

    def send(self, method: str, path: str, **options: Any) -> "httpx.Response":
        """One request; whatever goes wrong is said as cause and next step."""
        import httpx  # noqa: PLC0415 - see above

        try:
            answer = self.http.request(method, path, **options)
        except httpx.HTTPError as error:
            raise unreachable(self.profile.url, error) from error
        except UnicodeEncodeError as error:
            raise Failed("The API key holds letters that no key has.", code=Exit.NOT_ALLOWED) from error
        if answer.is_redirect:
            target = answer.headers.get("location", "nowhere").partition("/api/")[0]
            raise Failed(f"{self.profile.url} redirects to {target}.", hint=f"Use that: dokploy login {target}")
        if answer.is_error:
            raise self._refusal(answer)
        return answer

    def _result(self, answer: "httpx.Response") -> Any:
        try:
            return answer.json()["result"]["data"].get("json")
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise Failed(
                f"{self.profile.url} answers, but not as a Dokploy server does.",
                hint="Is the address right? It is the panel's, not an application's.",
                code=Exit.UNREACHABLE,
            ) from error

    def _refusal(self, answer: "httpx.Response") -> Refused:
        url, status = self.profile.url, answer.status_code
        if status == HTTPStatus.UNAUTHORIZED and not answer.request.url.path.startswith("/api/auth/"):
            if self.profile.key is None:
                return Refused(status, f"{url} wants an API key.", hint=f"Sign in: dokploy login {url}")
            why = "It is wrong, has expired, or was deleted or disabled."
            return Refused(
                status, f"{url} does not accept this API key.", hint=f"{why} Sign in again: dokploy login {url}"
            )
        message, fields = _words(answer)
        if status == HTTPStatus.FORBIDDEN:
            return Refused(status, message, hint="Your role does not have this permission: dokploy whoami")
        if status == HTTPStatus.TOO_MANY_REQUESTS and (seconds := answer.headers.get("retry-after")):
            return Refused(status, message, hint=f"Try again in {seconds} s.")
        return Refused(status, message, hint=fields, fields=bool(fields))


def unreachable(url: str, error: BaseException) -> Failed:
    """Why there was no answer, told apart: no such host, nobody listening, a bad certificate, too slow, broken off."""
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            hint = "If it comes from an authority of your own, name its file: SSL_CERT_FILE=/path/to/ca.pem"
            return Failed(
                f"The certificate of {url} is not valid: {cause.verify_message}.", hint=hint, code=Exit.UNREACHABLE
            )
        if isinstance(cause, ssl.SSLError):
            hint = "Does it speak TLS there? Try http:// instead of https://."
            return Failed(f"No secure connection to {url}: {cause.reason}.", hint=hint, code=Exit.UNREACHABLE)
        if isinstance(cause, socket.gaierror):
            hint = "Is the address written right? dokploy profiles shows what is remembered."
            return Failed(f"There is no host of the name in {url}.", hint=hint, code=Exit.UNREACHABLE)
        if isinstance(cause, TimeoutError) or type(cause).__name__.endswith("Timeout"):
            hint = "Look at the server's own log, and whether a firewall is between."
            return Failed(f"{url} did not answer in time.", hint=hint, code=Exit.UNREACHABLE)
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes) or type(error).__name__ == "ConnectError":
        hint = "Start one with `make up`, or name another: dokploy login URL (or --server, DOKPLOY_URL)."
        return Failed(f"No server answers at {url} ({error}).", hint=hint, code=Exit.UNREACHABLE)
    return Failed(f"Talking to {url} failed: {error}", code=Exit.UNREACHABLE)


def _causes(error: BaseException | None) -> "list[BaseException]":
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


def _words(answer: "httpx.Response") -> tuple[str, str | None]:
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


def connect(timeout_s: float = TIMEOUT_S) -> Api:
    """The API of the server that is meant, for the person who is signed in there."""
    return Api(profiles.choose(said(), profiles.load()), timeout_s)
