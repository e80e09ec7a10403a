"""`dokploy contract`: how much of the API of the reference this version serves. It needs no server."""

import json
from collections.abc import Iterator
from typing import Any

import click

from dokploy.cli.failure import Failed


@click.command()
@click.argument("router", required=False)
@click.option("--absent", is_flag=True, help="Print only the names of procedures that are absent.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def contract(router: str | None, *, absent: bool, as_json: bool) -> None:
    """Say how many procedures exist, and which are absent, of all routers or of ROUTER."""
    report = _report(router)
    if as_json:
        click.echo(json.dumps(report))
        return
    for line in _absent_names(report) if absent else _table(report):
        click.echo(line)


def _report(router: str | None) -> dict[str, Any]:
    # The features are what declares procedures; importing them is slow, so only this command does.
    from dokploy import main  # noqa: F401, PLC0415 - as above
    from dokploy.wire import contract as wire  # noqa: PLC0415 - as above
    from dokploy.wire.procedure import REGISTRY  # noqa: PLC0415 - as above

    found = [one for one in wire.coverage(REGISTRY) if router in (None, one.router)]
    if not found:
        raise Failed(f"The API has no router {router}.", hint="`dokploy contract` lists all of them.")
    ours = [name for name in wire.beyond(REGISTRY) if router in (None, name.partition(".")[0])]
    return {
        "version": wire.contract()["version"],
        "total": sum(one.total for one in found),
        "present": sum(len(one.present) for one in found),
        "absent": sum(len(one.absent) for one in found),
        "routers": {
            one.router: {"total": one.total, "present": len(one.present), "absent": list(one.absent)} for one in found
        },
        "ours": ours,
    }


def _absent_names(report: dict[str, Any]) -> Iterator[str]:
    for router in report["routers"].values():
        yield from router["absent"]


def _table(report: dict[str, Any]) -> Iterator[str]:
    yield f"{report['present']} of {report['total']} procedures of Dokploy v{report['version']} exist."
    width = max(len(name) for name in report["routers"])
    for name, one in report["routers"].items():
        missing = ", ".join(absent.partition(".")[2] for absent in one["absent"])
        say = "complete" if not missing else "none" if not one["present"] else f"absent: {missing}"
        yield f"  {name:{width}}  {one['present']:3} of {one['total']:3}  {say}"
    if report["ours"]:
        yield f"Ours alone: {', '.join(report['ours'])}"
