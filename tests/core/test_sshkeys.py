"""SSH keys as values, held against what ssh-keygen makes and says."""

import subprocess
from pathlib import Path

import pytest

from dokploy.core import sshkeys
from dokploy.core.secrets import Secret


def keygen(folder: Path, *words: str, passphrase: str = "") -> tuple[str, str]:
    path = folder / "key"
    subprocess.run(["ssh-keygen", "-q", *words, "-N", passphrase, "-C", "ada@home", "-f", str(path)], check=True)
    return path.read_text(), path.with_suffix(".pub").read_text()


FORMS = {
    "ed25519": ("-t", "ed25519"),
    "rsa": ("-t", "rsa", "-b", "2048"),
    "rsa as PEM": ("-t", "rsa", "-b", "2048", "-m", "PEM"),
    "rsa as PKCS8": ("-t", "rsa", "-b", "2048", "-m", "PKCS8"),
    "ecdsa": ("-t", "ecdsa"),
}


@pytest.mark.parametrize("form", FORMS)
def test_what_ssh_keygen_makes_is_taken_as_it_is(tmp_path: Path, form: str) -> None:
    private, public = keygen(tmp_path, *FORMS[form])
    assert sshkeys.pair_of(private, public) == sshkeys.KeyPair(private, public.strip())
    derived = sshkeys.pair_of(private.replace("\n", "\r\n")).public
    assert derived.split() == public.split()[:2]


@pytest.mark.parametrize("form", ["ed25519", "rsa"])
def test_the_fingerprint_is_that_of_ssh_keygen(tmp_path: Path, form: str) -> None:
    _, public = keygen(tmp_path, *FORMS[form])
    said = subprocess.run(
        ["ssh-keygen", "-l", "-f", str(tmp_path / "key.pub")], capture_output=True, text=True, check=True
    )
    assert sshkeys.fingerprint(public) == said.stdout.split()[1]
    assert sshkeys.algorithm(public) == form.upper()


@pytest.mark.parametrize("kind", ["ed25519", "rsa"])
def test_a_pair_that_we_make_is_read_by_ssh_keygen(tmp_path: Path, kind: sshkeys.KeyType) -> None:
    pair = sshkeys.generate(kind)
    (tmp_path / "key").touch(mode=0o600)
    (tmp_path / "key").write_text(pair.private)
    said = subprocess.run(["ssh-keygen", "-y", "-f", str(tmp_path / "key")], capture_output=True, text=True, check=True)
    assert said.stdout.split() == pair.public.split()
    assert pair.private not in repr(pair)


@pytest.mark.parametrize("form", [("-t", "ed25519"), ("-t", "rsa", "-b", "2048", "-m", "PEM")], ids=["OpenSSH", "PEM"])
def test_a_passphrase_is_refused(tmp_path: Path, form: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="protected by a passphrase"):
        sshkeys.pair_of(*keygen(tmp_path, *form, passphrase="sesame"))


def test_two_halves_of_two_pairs_are_refused() -> None:
    one, other = sshkeys.generate("ed25519"), sshkeys.generate("ed25519")
    with pytest.raises(ValueError, match="does not belong"):
        sshkeys.pair_of(one.private, other.public)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no SSH private key"),
        ("hello", "no SSH private key"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----", "no SSH private key"),
        ("PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none", "PuTTY"),
        ("x" * 30_000, "too long"),
    ],
    ids=["nothing", "a word", "a damaged key", "a key in PuTTY's form", "a novel"],
)
def test_what_is_no_key_is_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        sshkeys.pair_of(text)


def test_a_short_rsa_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="2048 bits at least"):
        sshkeys.pair_of(*keygen(tmp_path, "-t", "rsa", "-b", "1024"))


def test_every_form_becomes_the_one_that_ssh_reads(tmp_path: Path) -> None:
    private, _ = keygen(tmp_path, *FORMS["rsa as PKCS8"])
    assert sshkeys.openssh_form(Secret(private)).startswith(b"-----BEGIN OPENSSH PRIVATE KEY-----")


@pytest.mark.parametrize("text", ["", "ssh-rsa", "ssh-rsa *"])
def test_what_is_no_public_key_has_no_fingerprint(text: str) -> None:
    with pytest.raises(ValueError, match="Not an SSH public key"):
        sshkeys.fingerprint(text)
