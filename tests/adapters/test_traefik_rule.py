"""Which hosts a rule of a router is bound to."""

import pytest

from dokploy.adapters.traefik_rule import hosts
from dokploy.core.errors import Invalid


@pytest.mark.parametrize(
    ("rule", "bound"),
    [
        ("Host(`a.example`)", {"a.example"}),
        ('Host("A.example")', {"a.example"}),
        ("Host(`a`, `b`)", {"a", "b"}),
        ("Host(`a`) || Host(`b`) && Path(`/`)", {"a", "b"}),
        ("Path(`/`) && Host(`a`)", {"a"}),
        ("Host(`a`) && Host(`b`)", {"a", "b"}),
        ("HostSNI(`a`)", {"a"}),
        ("HostSNI(`*`)", None),
        ("Path(`/`)", None),
        ("Path(`Host(a)`)", None),
        ("Host(`a`) || Path(`/`)", None),
        ("Host(`a`) || !Host(`a`)", None),
        ("!(Host(`a`))", None),
        ("((Host(`a`)) && (Path(`/`) || Method(`GET`)))", {"a"}),
    ],
)
def test_a_rule_is_bound_to_the_hosts_that_it_cannot_do_without(rule: str, bound: set[str] | None) -> None:
    assert hosts(rule) == bound


@pytest.mark.parametrize(
    "rule", ["", "Host", "Host()", "Host(`a`", "Host(`a`))", "Host(`a`) Host(`b`)", "Host(a)", "&&"]
)
def test_what_is_no_rule_is_refused(rule: str) -> None:
    with pytest.raises(Invalid, match="no rule"):
        hosts(rule)
