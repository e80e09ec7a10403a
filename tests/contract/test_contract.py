"""Every procedure that is served is what the contract says, but for what docs/compatibility.md declares."""

import json
import re

import pytest
from click.testing import CliRunner
from tests.contract.compare import differences
from tests.contract.deviations import DOCUMENT, deviations

from dokploy.cli.main import main
from dokploy.main import FEATURES
from dokploy.wire.contract import contract, coverage
from dokploy.wire.procedure import REGISTRY, Procedure

ALL = pytest.mark.parametrize("procedure", REGISTRY.values(), ids=lambda procedure: procedure.name)


@ALL
def test_a_procedure_is_what_the_contract_says(procedure: Procedure) -> None:
    undeclared = [str(one) for one in differences(procedure) if not any(row.covers(one) for row in deviations())]
    assert undeclared == []


def test_every_declared_difference_exists_and_has_a_reason() -> None:
    found = [one for procedure in REGISTRY.values() for one in differences(procedure)]
    stale = [row for row in deviations() if not any(row.covers(one) for one in found)]
    assert stale == []
    assert [row for row in deviations() if len(row.reason) < 8] == []


def test_the_contract_is_whole() -> None:
    """All procedures, every router, every enumeration and shape that is named."""
    procedures = contract()["procedures"]
    assert len(procedures) == 611
    assert len(coverage(())) == 57
    assert sum(len(one["takes"]) for one in procedures.values()) == 2069
    assert len(contract()["tables"]) == 67
    assert sum(len(table["columns"]) for table in contract()["tables"].values()) == 941
    named = set(re.findall(r'"shape": ?"(\w+)"', json.dumps(procedures)))
    assert named == contract()["shapes"].keys()


def test_the_document_has_no_broken_table() -> None:
    """Each row of a table has as many cells as its head, and no table is cut in two by an empty line."""
    lines = DOCUMENT.read_text().splitlines()
    for number, line in enumerate(lines):
        if line.startswith("|"):
            above = lines[number - 1]
            is_head = lines[number + 1].startswith("|---") if number + 1 < len(lines) else False
            assert above.startswith("|") or is_head, f"line {number + 1} begins no table"
            if not is_head and not line.startswith("|---"):
                assert line.count(" |") == above.count("|") - 1 or above.startswith("|---"), f"line {number + 1}"


# ------------------------------------------------------------------------------------------------ the command


def say(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["contract", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_command_counts_what_exists() -> None:
    assert FEATURES
    report = json.loads(say("--json"))
    assert report["total"] == 611
    assert report["present"] == len(REGISTRY.keys() & contract()["procedures"].keys())
    assert report["present"] + report["absent"] == 611
    assert say().startswith(f"{report['present']} of 611 procedures")


def test_the_command_names_what_is_absent() -> None:
    absent = say("--absent").split()
    assert set(absent) == contract()["procedures"].keys() - REGISTRY.keys()
    assert all(name.startswith("ai.") for name in say("--absent", "ai").split())


def test_one_router_alone() -> None:
    assert list(json.loads(say("--json", "domain"))["routers"]) == ["domain"]


def test_a_router_that_nobody_knows() -> None:
    result = CliRunner().invoke(main, ["contract", "nonsense"])
    assert result.exit_code == 1
    assert "no router nonsense" in result.output
