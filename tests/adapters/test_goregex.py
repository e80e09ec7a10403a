"""Redirect expressions as Traefik reads them: what Go knows is let through, the rest is refused with its cause."""

import time

import pytest

from dokploy.adapters import goregex


@pytest.mark.parametrize(
    ("regex", "replacement"),
    [
        (r"^https?://www\.(.*)", "https://$1"),
        (r"^https?://(?P<host>[^/]+)/old/(.*)$", "https://${host}/new/${2}"),
        (r"(?<name>a)", "$name and $$1"),
        (r"(?i)\p{Greek}+[[:alpha:]]", "$0"),
        ("(a)", "10$ and ${1}b"),
        ("é", "/"),
    ],
)
def test_what_go_knows(regex: str, replacement: str) -> None:
    goregex.check(regex, replacement)


LOOKAROUND = ("(?=a)", "(?!a)", "(?<=a)b", "(?<!a)b")
REFERENCES = (r"(a)\1", "(?P=x)", "(?(1)a|b)")
UNKNOWN = ("(?>a)", "a**", "a++", r"\C", r"\\\C", "[", "(", "a{1001}", "((a{100}){100}){100}")


@pytest.mark.parametrize("regex", [*LOOKAROUND, *REFERENCES, *UNKNOWN])
def test_what_go_does_not_know(regex: str) -> None:
    with pytest.raises(ValueError, match="not one of Go's"):
        goregex.check(regex, "x")


def test_a_backslash_before_a_c_is_something_else() -> None:
    goregex.check(r"\\C", "x")


@pytest.mark.parametrize(("replacement", "named"), [("$2", "2"), ("$1x", "1x"), ("${1x}", "1x"), ("$host", "host")])
def test_a_group_that_is_not_there_would_be_an_empty_text(replacement: str, named: str) -> None:
    with pytest.raises(ValueError, match=rf"names \${named}, but the expression has \$0 to \$1 only"):
        goregex.check("(a)", replacement)


def test_what_others_choke_on_costs_nothing() -> None:
    begun = time.monotonic()
    goregex.check("(a+)+$" * 50, "x")
    assert time.monotonic() - begun < 1
