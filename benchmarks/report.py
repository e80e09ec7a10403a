"""The figures as people read them: lines while they come, a table in docs/benchmarks.md."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

BEGIN, END = "<!-- measured -->", "<!-- /measured -->"
REFERENCE_RPS = {
    ("settings.health", 16): 887,
    ("project.all, 1 project", 16): 168,
    ("project.all, 200 projects × 5 applications", 16): 28.5,
    ("application.one, 100 deployments", 16): 67,
}
"""Dokploy v0.30.2 with PostgreSQL on two shared cores, measured for this project's design."""


def cores() -> int:
    return len(os.sched_getaffinity(0))


def commit(root: Path) -> str:
    command = ["git", "describe", "--always", "--dirty"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def line(row: dict[str, Any]) -> str:
    failed = f", {row['failures']} FAILED" if row["failures"] else ""
    return (
        f"{row['name']:<44} {row['connections']:>3} connections: {row['rps']:>9,.1f}/s, "
        f"p50 {row['p50_ms']} ms, p99 {row['p99_ms']} ms, {row['bytes']:,} bytes{failed}"
    )


def write(file: Path, result: dict[str, Any]) -> None:
    """Put the tables between the two marks; the words around them are written by people."""
    text = file.read_text()
    if BEGIN not in text or END not in text:
        raise SystemExit(f"{file} has lost its marks {BEGIN} and {END}")
    body = f"{BEGIN}\n{tables(result)}\n{END}"
    file.write_text(re.sub(f"{re.escape(BEGIN)}.*{re.escape(END)}", lambda _: body, text, flags=re.DOTALL))


def tables(result: dict[str, Any]) -> str:
    start, idle = result["start"], result["idle"]
    lines = [
        f"Measured {result['measured']} at {result['commit']}; {result['machine']}, Python {result['python']}.",
        "",
        "| at rest | measured | target | reference |",
        "|---|---|---|---|",
        f"| cold start to the first answer | {start['again_s']} s | 1.5 s | 9.2 s |",
        f"| first start of all (key, database, migration) | {start['first_s']} s | – | – |",
        f"| idle, {idle['processes']} processes, PSS (RSS) | {idle['pss']} ({idle['rss']}) MB | 120 MB | 881 MB |",
        f"| the same after the load below | {result['after_load']['pss']} MB | – | – |",
        f"| idle CPU, of one core | {idle['cpu_percent']} % | 1 % | – |",
        "",
        *rates_table("SQLite", result["rates"]),
    ]
    if "postgresql" in result:
        larger = result["postgresql"]
        lines += ["", *rates_table("PostgreSQL", larger["rates"]), "", idle_line(larger["idle"])]
        lines += ["", *viewers_table(larger["viewers"])]
    if "grown" in result:
        lines += ["", *grown_table(result["grown"])]
    if "deployment" in result:
        lines += ["", *deployment_table(result["deployment"])]
    return "\n".join(lines)


def rates_table(database: str, rates: list[dict[str, Any]]) -> list[str]:
    lines = [
        f"| {database}, with an API key | connections | a second | p50 | p99 | bytes | reference | factor |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in rates:
        reference = REFERENCE_RPS.get((row["name"], row["connections"]))
        compared = f"{reference}/s | {row['rps'] / reference:.1f} ×" if reference else "– | –"
        lines.append(
            f"| `{row['name'].replace(',', '`,', 1)}{'' if ',' in row['name'] else '`'} | {row['connections']} "
            f"| {row['rps']:,.0f} | {row['p50_ms']} ms | {row['p99_ms']} ms | {row['bytes']:,} | {compared} |"
        )
    return lines


def idle_line(idle: dict[str, Any]) -> str:
    return (
        f"On PostgreSQL the server alone, one process, is {idle['pss']} MB PSS ({idle['rss']} RSS) and "
        f"{idle['cpu_percent']} % of a core at rest; PostgreSQL and Valkey are not in these figures."
    )


def viewers_table(viewers: list[dict[str, Any]]) -> list[str]:
    """Target and figures of many who read one log at a hundred lines a second."""
    return [
        "| viewers of one log, 100 lines/s, 10 s | lines received | p50 | p99 | target p99 | gaps | server grew by |",
        "|---|---|---|---|---|---|---|",
        *(
            f"| {row['viewers']} | {row['lines']:,} | {row['p50_ms']} ms | {row['p99_ms']} ms | 100 ms | {row['gaps']} "
            f"| {row['grown_mb']} MB |"
            for row in viewers
        ),
    ]


def grown_table(grown: dict[str, Any]) -> list[str]:
    idle = grown["idle"]
    return [
        (
            f"With 10,000 applications in 2,000 projects (SQLite): start {grown['start_s']} s, "
            f"idle {idle['pss']} MB PSS ({idle['rss']} RSS) and {idle['cpu_percent']} % of a core, "
            f"{grown['after']['pss']} MB after the load."
        ),
        "",
        "| 10,000 applications, one connection | a second | p50 | p99 | bytes |",
        "|---|---|---|---|---|",
        *(
            f"| `{row['name'].replace(',', '`,', 1)}{'' if ',' in row['name'] else '`'} | {row['rps']:,.0f} "
            f"| {row['p50_ms']} ms | {row['p99_ms']} ms | {row['bytes']:,} |"
            for row in grown["rates"]
        ),
    ]


def deployment_table(deployment: dict[str, Any]) -> list[str]:
    stages = ", ".join(f"{name} {seconds} s" for name, seconds in deployment["stages_s"].items())
    return [
        "| a deployment of examples/hello | measured | target |",
        "|---|---|---|",
        f"| from the call to the end, median of {deployment['runs']} | {deployment['total_s']} s | – |",
        f"| of this, from the call to the worker's start, p95 | {deployment['queue_p95_ms']} ms | 100 ms |",
        (
            f"| from the call of a git webhook to the worker's start, p50 and p95 of {deployment['pushes']} | "
            f"{deployment['webhook_p50_ms']}, {deployment['webhook_p95_ms']} ms | 100 ms |"
        ),
        f"| of this, our own part: outside every stage | {deployment['own_s']} s | 0.3 s |",
        f"| stages | {stages} | – |",
    ]
