"""Path patterns: what micromatch says, and never slowly."""

import time

import pytest

from dokploy.webhooks.globs import any_match, matches


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("src/**", "src/a/b.ts", True),
        ("src/**", "src/a", True),
        ("src/**", "lib/a", False),
        ("src/**", "srcs/a", False),
        ("src", "src/a", False),
        ("./src/*", "src/a", True),
        ("src/*", "./src/a", True),
        ("*.md", "a.md", True),
        ("*.md", "docs/a.md", False),
        ("**/*.md", "a.md", True),
        ("**/*.md", "x/y/a.md", True),
        ("a/**/b", "a/b", True),
        ("a/**/b", "a/x/y/b", True),
        ("a/**/b", "ab", False),
        ("a**", "abc", True),
        ("a**", "a/b", False),
        ("**", "a/b/c", True),
        ("*", ".env", False),
        ("**", ".env", False),
        ("**/*.ts", "x/.y/a.ts", False),
        (".env*", ".env.local", True),
        (".github/**", ".github/workflows/ci.yml", True),
        ("a?c", "abc", True),
        ("a?c", "a/c", False),
        ("?a", ".a", False),
        ("file[0-9].txt", "file3.txt", True),
        ("file[!0-9].txt", "file3.txt", False),
        ("file[^0-9].txt", "filex.txt", True),
        ("[]a]x", "]x", True),
        ("{src,lib}/**", "lib/a", True),
        ("{src/**,docs/*.md}", "docs/a.md", True),
        ("{a,{b,c}}.txt", "c.txt", True),
        ("{a}.txt", "{a}.txt", True),
        ("a{1..3}", "a2", True),
        ("a{1..3}", "a4", False),
        ("@(a|b)/c", "b/c", True),
        ("+(ab)", "ababab", True),
        ("+(ab)", "", False),
        ("*(ab)c", "c", True),
        ("?(a)b", "b", True),
        ("!(a|b).js", "c.js", True),
        ("!(a|b).js", "a.js", False),
        ("!docs/**", "src/b", True),
        ("!docs/**", "docs/a", False),
        ("!!docs/**", "docs/a", True),
        ("a\\*", "a*", True),
        ("a\\*", "ab", False),
        ("[a", "[a", True),
        ("{a", "{a", True),
        ("@(a", "@(a", True),
        ("", "a", False),
        ("Src/**", "src/a", False),
    ],
)
def test_a_pattern_and_a_path(pattern: str, path: str, expected: bool) -> None:
    assert matches(pattern, path) is expected


def test_one_match_is_enough_and_each_pattern_is_judged_alone() -> None:
    assert any_match(["docs/**", "src/**"], ["readme", "src/a"])
    assert any_match(["!docs/**"], ["docs/a", "src/b"])
    assert not any_match(["src/**"], [])
    assert not any_match([], ["a"])
    assert not any_match([None, 7], ["a"])


@pytest.mark.parametrize(
    "pattern",
    [
        "*" * 200 + "b",
        "+(+(a|aa)|+(a))b",
        "*a" * 100 + "b",
        "{" * 500,
        "@(" * 250,
        "{a,*}" * 50 + "b",
        "**/" * 100 + "b",
    ],
    ids=lambda pattern: pattern[:10],
)
def test_no_pattern_is_slow(pattern: str) -> None:
    began = time.perf_counter()
    matches(pattern, "a" * 2000)
    matches(pattern, "a/" * 500)
    assert time.perf_counter() - began < 2
