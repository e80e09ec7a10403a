"""The comparer sees what it is there for: each case changes one thing about a procedure that is in order."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any

import pytest
from pydantic import Field
from tests.contract.compare import differences
from tests.contract.deviations import deviations

from dokploy.core.permissions import USER, may
from dokploy.features import domain
from dokploy.models import Application, Domain, Port
from dokploy.wire.procedure import REGISTRY, Procedure
from dokploy.wire.shapes import TEXT, TRUE, VOID, Many, Maybe, Wire, row

CREATE = REGISTRY["domain.create"]
ONE = REGISTRY["domain.one"]
LIST = REGISTRY["domain.byApplicationId"]


def undeclared(procedure: Procedure) -> list[str]:
    return [str(one) for one in differences(procedure) if not any(row.covers(one) for row in deviations())]


@pytest.mark.parametrize("procedure", [CREATE, ONE, LIST], ids=lambda procedure: procedure.name)
def test_what_is_in_order(procedure: Procedure) -> None:
    assert undeclared(procedure) == []


@pytest.mark.parametrize("column", [name for _, name, _ in domain.DOMAIN.columns])
def test_no_column_can_be_dropped(column: str) -> None:
    """From a row, from a row in a list, and from a row that may be null."""
    less = row(Domain, without=(column,))
    wire = Domain.__mapper__.get_property(column).columns[0].name
    assert undeclared(replace(CREATE, gives=less)) == [f"domain.create: domain.{wire}: absent (gives)"]
    assert f"domain.byApplicationId: domain.{wire}: absent (gives)" in undeclared(replace(LIST, gives=Many(less)))


def test_no_secret_can_slip_in() -> None:
    """The contract shows the registry of an application without its password."""
    shown = REGISTRY["application.one"]

    class Leaking:
        def dump(self, value: Any) -> Any:
            return shown.gives.dump(value)

        def schema(self) -> dict[str, Any]:
            schema = shown.gives.schema()
            registry = dict(schema["properties"]["registry"])
            registry["properties"] = registry["properties"] | {"password": {"type": "string"}}
            return schema | {"properties": schema["properties"] | {"registry": registry}}

    assert undeclared(replace(shown, gives=Leaking())) == [
        "application.one: registry.password: ours (the contract leaves it out)"
    ]


class Id(Wire):
    domain_id: str


class Number(Wire):
    domain_id: int


class Optional(Wire):
    domain_id: str | None = None


class Longer(Wire):
    domain_id: Annotated[str, Field(min_length=3)]


class More(Wire):
    domain_id: Annotated[str, Field(min_length=1)]
    also: str


class Nothing(Wire):
    pass


Changed = Callable[[Procedure], Procedure]


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        (lambda one: replace(one, kind="mutation"), "procedure: kind (mutation, not query)"),
        (lambda one: replace(one, access=USER), "procedure: access (user, not domain:read)"),
        (lambda one: replace(one, access=may("domain:read", "domain:create")), "procedure: access (domain:create +"),
        (lambda one: replace(one, takes=Id), "domainId: looser (minLength None, not 1)"),
        (lambda one: replace(one, takes=Number), "domainId: type (integer, not string)"),
        (lambda one: replace(one, takes=Optional), "domainId: optional"),
        (lambda one: replace(one, takes=Longer), "domainId: stricter (minLength 3, not 1)"),
        (lambda one: replace(one, takes=More), "also: ours"),
        (lambda one: replace(one, takes=Nothing), "domainId: absent"),
        (lambda one: replace(one, takes=None), "domainId: absent"),
        (lambda one: replace(one, gives=VOID), "gives: undescribed"),
        (lambda one: replace(one, gives=TEXT), "domain.domainId: absent (gives)"),
        (lambda one: replace(one, gives=Many(one.gives)), "gives: list"),
        (lambda one: replace(one, gives=Maybe(one.gives)), "gives: may be null"),
        (lambda one: replace(one, gives=row(Domain)), "gives.application: absent (relation)"),
        (
            lambda one: replace(one, gives=row(Domain, application=row(Application, "application_id", "app_name"))),
            "gives.application.name: absent",
        ),
        (
            lambda one: replace(
                one,
                gives=row(Domain, application=row(Application, "application_id", "app_name", "name"), port=row(Port)),
            ),
            "domain.port: type (object, not integer)",
        ),
        (lambda one: replace(one, name="domain.unheardOf"), "procedure: ours"),
    ],
)
def test_one_change_is_one_difference(change: Changed, seen: str) -> None:
    assert any(seen in said for said in undeclared(change(ONE))), undeclared(change(ONE))


class Backwards(Wire):
    """`application.reload` has the name first."""

    application_id: Annotated[str, Field(min_length=1)]
    app_name: str | None = None


def test_the_order_of_parameters_counts() -> None:
    reload = REGISTRY["application.reload"]
    assert "application.reload: input: order (applicationId, appName)" in undeclared(replace(reload, takes=Backwards))


def test_true_and_nothing_are_two_answers() -> None:
    assert undeclared(replace(REGISTRY["application.update"], gives=VOID)) == [
        "application.update: gives: type (not true)"
    ]
    assert undeclared(replace(REGISTRY["application.deploy"], gives=TRUE)) == [
        "application.deploy: gives: type (not void)"
    ]


def test_words_of_an_enumeration_count() -> None:
    class Fewer(Wire):
        application_id: str
        build_type: Annotated[str, Field(json_schema_extra={"enum": ["dockerfile"]})]

    said = undeclared(replace(REGISTRY["application.saveBuildType"], takes=Fewer))
    assert any("buildType: words (['dockerfile'], not" in one for one in said)
