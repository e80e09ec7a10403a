"""Signing in and the ways in which a server cannot be reached, each command as a process, against a real server."""

import json
import socket
import ssl
import stat
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks.server import SETUP_TOKEN, Server
from tests.cli.conftest import EMAIL, PASSWORD
from tests.cli.person import PROGRAM, Person

from dokploy.cli.failure import Exit


def test_the_first_administrator_is_remembered(ada: Person, server: Server) -> None:
    assert stat.S_IMODE(ada.credentials.stat().st_mode) == 0o600
    assert len(ada.key) == 64
    assert EMAIL in ada.run("health").stdout
    assert ada.json("health")["signedInAs"] == EMAIL
    assert ada.json("whoami")["role"] == "owner"
    assert ada.json("whoami")["url"] == server.url
    assert f"{EMAIL}, owner of " in ada.run("whoami").stdout


def test_signing_in_again_makes_a_key_of_its_own_and_signing_out_ends_it(
    ada: Person, stranger: Person, server: Server
) -> None:
    stranger.run("login", server.url, "--email", EMAIL, "--stdin", stdin=PASSWORD)
    key = stranger.key
    assert key != ada.key
    stranger.run("logout")
    assert stranger.json("profiles") == []
    assert "does not accept" in stranger.run("--key", key, "apps", expect=Exit.NOT_ALLOWED).stderr
    assert "not signed in" in stranger.run("logout", expect=Exit.NOT_ALLOWED).stderr


def test_a_key_that_was_given_outlives_signing_out(ada: Person, stranger: Person, server: Server) -> None:
    stranger.run("login", server.url, "--stdin", stdin=f"{ada.key}\n")
    assert "still good" in stranger.run("logout").stdout
    assert ada.json("whoami")["email"] == EMAIL


def test_several_servers_are_remembered_by_name(ada: Person, stranger: Person, server: Server) -> None:
    del stranger.environment["DOKPLOY_URL"]
    elsewhere = server.url.replace("127.0.0.1", "localhost")
    stranger.run("login", server.url, "--profile", "one", "--key", ada.key)
    stranger.run("login", elsewhere, "--key", ada.key)
    name = elsewhere.removeprefix("http://")
    assert stranger.table("profiles") == [["one", server.url], ["*", name, elsewhere]]
    assert stranger.json("whoami")["url"] == elsewhere
    assert stranger.json("--profile", "one", "whoami")["url"] == server.url
    assert stranger.json("whoami", "--profile", "one")["url"] == server.url
    stranger.run("profiles", "use", "one")
    assert stranger.json("whoami")["url"] == server.url
    assert "Did you mean one?" in stranger.run("profiles", "use", "on", expect=Exit.NOT_FOUND).stderr


def test_a_key_may_come_from_a_file(ada: Person, stranger: Person) -> None:
    (stranger.home / "key").write_text(f"{ada.key}\n")
    assert stranger.json("--key", f"@{stranger.home}/key", "whoami")["email"] == EMAIL
    stranger.run("--key", "@/nowhere", "whoami", expect=Exit.USAGE)


def test_a_wrong_password_is_told_as_such(stranger: Person, ada: Person, server: Server) -> None:
    wanted = ("login", server.url, "--email", EMAIL, "--stdin")
    failed = stranger.run(*wanted, stdin="wrong password", expect=Exit.NOT_ALLOWED)
    assert "password" in failed.stderr.lower()
    assert not stranger.credentials.exists()


def test_without_a_terminal_nobody_is_asked(stranger: Person, server: Server) -> None:
    assert "--stdin" in stranger.run("login", server.url, expect=Exit.USAGE).stderr
    stranger.run("login", server.url, "--stdin", expect=Exit.USAGE)


def test_a_second_set_up_is_refused(ada: Person, stranger: Person, server: Server) -> None:
    wanted = ("login", server.url, "--email", "eve@example.org", "--setup-token", SETUP_TOKEN, "--stdin")
    stranger.run(*wanted, stdin=PASSWORD, expect=Exit.FAILED)
    assert not stranger.credentials.exists()


# ----------------------------------------------------------------------------- no answer, or an unwelcome one


def test_without_a_key_the_next_step_is_to_sign_in(stranger: Person, server: Server) -> None:
    failed = stranger.run("projects", expect=Exit.NOT_ALLOWED)
    assert "wants an API key" in failed.stderr
    assert f"dokploy login {server.url}" in failed.stderr


def test_a_key_that_is_not_accepted_is_told(stranger: Person) -> None:
    stranger.environment["DOKPLOY_API_KEY"] = "k" * 64
    assert "does not accept this API key" in stranger.run("projects", expect=Exit.NOT_ALLOWED).stderr
    assert "not signed in" in stranger.run("health").stdout


def test_a_key_with_strange_letters_is_no_trace(stranger: Person) -> None:
    stranger.environment["DOKPLOY_API_KEY"] = "schlüssel"
    stranger.run("projects", expect=Exit.NOT_ALLOWED)


def test_nobody_listens(stranger: Person) -> None:
    failed = stranger.run("--server", "http://127.0.0.1:1", "projects", expect=Exit.UNREACHABLE)
    assert "No server answers at http://127.0.0.1:1" in failed.stderr


def test_no_such_host(stranger: Person) -> None:
    failed = stranger.run("--server", "http://nowhere.invalid", "projects", expect=Exit.UNREACHABLE)
    assert "no host of the name" in failed.stderr


def test_no_address(stranger: Person) -> None:
    stranger.run("--server", "ftp://nowhere", "projects", expect=Exit.USAGE)


def secured(connection: socket.socket, context: ssl.SSLContext | None) -> socket.socket:
    return context.wrap_socket(connection, server_side=True) if context else connection


@contextmanager
def answering(answer: bytes, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """A listener that gives every caller the same bytes."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(20)

        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection = listener.accept()[0]
                    with suppress(OSError), connection, secured(connection, context) as talk:
                        talk.recv(65536)
                        talk.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(20)


def http(status: str, body: str = "", **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"content-length: {len(body)}", "connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + f"\r\n\r\n{body}").encode()


def test_a_certificate_that_nobody_vouches_for(stranger: Person, tmp_path: Path) -> None:
    made = "req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -keyout key.pem -out cert.pem"
    made += " -addext subjectAltName=IP:127.0.0.1"
    subprocess.run(["openssl", *made.split()], cwd=tmp_path, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    with answering(http("200 OK", '{"result": {"data": {"json": []}}}'), context) as port:
        url = f"https://127.0.0.1:{port}"
        failed = stranger.run("--server", url, "projects", expect=Exit.UNREACHABLE)
        assert f"The certificate of {url} is not valid: self-signed certificate" in failed.stderr
        stranger.environment["SSL_CERT_FILE"] = str(tmp_path / "cert.pem")
        assert stranger.run("--server", url, "projects", "--json").stdout == "[]\n"


def test_tls_where_there_is_none(stranger: Person) -> None:
    with answering(http("400 Bad Request")) as port:
        failed = stranger.run("--server", f"https://127.0.0.1:{port}", "projects", expect=Exit.UNREACHABLE)
        assert "No secure connection" in failed.stderr


def test_a_proxy_without_its_server(stranger: Person) -> None:
    with answering(http("502 Bad Gateway", "<html>")) as port:
        failed = stranger.run("--server", f"http://127.0.0.1:{port}", "projects", expect=Exit.UNREACHABLE)
        assert "502 Bad Gateway" in failed.stderr


def test_another_program_at_that_address(stranger: Person) -> None:
    with answering(http("200 OK", "<html>welcome</html>")) as port:
        failed = stranger.run("--server", f"http://127.0.0.1:{port}", "projects", expect=Exit.UNREACHABLE)
        assert "not as a Dokploy server does" in failed.stderr


def test_a_redirect_is_named_and_not_followed_with_the_key(stranger: Person) -> None:
    with answering(http("308 Permanent Redirect", location="https://panel.example.com/api/trpc/x")) as port:
        failed = stranger.run("--server", f"http://127.0.0.1:{port}", "projects", expect=Exit.FAILED)
        assert "dokploy login https://panel.example.com" in failed.stderr


def test_a_connection_that_breaks_off(stranger: Person) -> None:
    with answering(b"") as port:
        stranger.run("--server", f"http://127.0.0.1:{port}", "projects", expect=Exit.UNREACHABLE)


def test_too_many_calls_say_when_to_try_again(stranger: Person) -> None:
    body = json.dumps({"error": {"json": {"message": "Slow down"}}})
    with answering(http("429 Too Many Requests", body, **{"retry-after": "7"})) as port:
        failed = stranger.run("--server", f"http://127.0.0.1:{port}", "projects", expect=Exit.FAILED)
        assert failed.stderr == "Error: Slow down\nTry again in 7 s.\n"


def test_a_reader_that_has_seen_enough_ends_the_command_quietly(ada: Person) -> None:
    script = f'{PROGRAM} call --list | head -n 1; echo "${{PIPESTATUS[0]}}"'
    done = subprocess.run(["bash", "-c", script], env=ada.variables, capture_output=True, text=True, check=True)
    first, code = done.stdout.splitlines()
    assert first.startswith("PROCEDURE")
    assert code in {"0", str(int(Exit.PIPE_CLOSED))}
    assert done.stderr == ""
    script = f"{PROGRAM} call --list --json > >(exec 0<&-; sleep 2)"
    done = subprocess.run(["bash", "-c", script], env=ada.variables, capture_output=True, text=True, check=False)
    assert done.stderr == ""
