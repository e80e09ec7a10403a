"""Every procedure as it is declared: its access, its names, its place in the contract."""

import re

import pytest

from dokploy.core.permissions import EVERYTHING, Access
from dokploy.main import FEATURES
from dokploy.wire.procedure import REGISTRY, Procedure
from dokploy.wire.shapes import Wire

PUBLIC = {"settings.health", "settings.isCloud", "user.getUserByToken", "user.session"}
"""What anybody may call without signing in. A name is added here by a decision, never by accident."""
ALL = pytest.mark.parametrize("procedure", REGISTRY.values(), ids=lambda procedure: procedure.name)


def test_features_are_loaded() -> None:
    assert FEATURES
    assert len(REGISTRY) > 50


@ALL
def test_access_is_declared_in_known_words(procedure: Procedure) -> None:
    assert isinstance(procedure.access, Access)
    assert procedure.access.who in {"public", "user", "admin", "owner"}
    assert procedure.access.needs <= EVERYTHING


def test_what_is_public_was_decided() -> None:
    assert {procedure.name for procedure in REGISTRY.values() if procedure.access.who == "public"} == PUBLIC


@ALL
def test_a_name_has_one_dot(procedure: Procedure) -> None:
    """Clients cut names there, and no path may hold a second one."""
    assert re.fullmatch(r"[a-z][A-Za-z]*\.[a-z][A-Za-z]*", procedure.name)


@ALL
def test_input_is_a_shape_of_ours(procedure: Procedure) -> None:
    assert procedure.takes is None or issubclass(procedure.takes, Wire)


@ALL
def test_output_can_be_described(procedure: Procedure) -> None:
    assert isinstance(procedure.gives.schema(), dict)
