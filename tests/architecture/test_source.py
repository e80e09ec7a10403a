"""What the import linter cannot hold: how the code is written. Each test shows every place that breaks its rule."""

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator

from tests.architecture.source import Module, modules

FILE_LINES = 500
FUNCTION_LINES = 60
"""Review aims at 40; a table of fields that is one call may be longer."""
STARTS_PROCESSES = {
    "adapters/shell.py": "every command",
    "adapters/provision/daemon.py": "the engine itself, which outlives us",
    "adapters/valkey.py": "the doorbell's server, which lives as long as we do",
    "adapters/docker_cli.py": "asks which docker client this machine has",
    "adapters/standby.py": "becomes the program that it was called with",
}
OPENS_SECRETS = {
    "pipeline/plan.py": "to_json, for sealing",
    "auth/setup.py": "the master key, checked before there is a ring",
}
IN_A_FEATURE = {"__init__", "procedures", "actions", "schemas", "jobs", "engines", "checks"}


def broken(rule: Callable[[Module], Iterator[ast.AST]], *, but: dict[str, str] | None = None) -> list[str]:
    """Every place that the rule finds, outside the modules that are excepted by name and with a reason."""
    return [
        f"{module.name}:{getattr(node, 'lineno', 0)}"
        for module in modules()
        if module.name not in (but or {})
        for node in rule(module)
    ]


def test_a_file_fits_in_a_head() -> None:
    assert {module.name: len(module.lines) for module in modules() if len(module.lines) > FILE_LINES} == {}


def test_a_function_fits_on_a_screen() -> None:
    def long_functions(module: Module) -> Iterator[ast.AST]:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = node.body[0].lineno if len(node.body) == 1 else node.lineno
                if (node.end_lineno or first) - first >= FUNCTION_LINES:
                    yield node

    assert broken(long_functions) == []


def test_a_module_says_what_it_is() -> None:
    assert [module.name for module in modules() if not ast.get_docstring(module.tree)] == []


def test_no_shell_ever_reads_our_words() -> None:
    def shells(module: Module) -> Iterator[ast.AST]:
        for called, node in module.calls():
            asks = any(
                word.arg == "shell" and isinstance(word.value, ast.Constant) and bool(word.value.value)
                for word in node.keywords
            )
            if asks or called in {"os.system", "os.popen"} or called.endswith("create_subprocess_shell"):
                yield node

    assert broken(shells) == []


def test_processes_are_started_in_few_places() -> None:
    def starts(module: Module) -> Iterator[ast.AST]:
        for called, node in module.calls():
            if re.search(r"^subprocess\.|\bcreate_subprocess_|\bos\.(spawn|exec|posix_spawn|fork)", called):
                yield node

    assert broken(starts, but=STARTS_PROCESSES) == []


def test_secrets_are_opened_by_adapters_alone() -> None:
    """And by the command line, whose own key it is."""

    def opens(module: Module) -> Iterator[ast.AST]:
        if module.room not in {"adapters", "core", "cli"}:
            yield from (node for called, node in module.calls() if called.endswith(".reveal"))

    assert broken(opens, but=OPENS_SECRETS) == []


def test_errors_are_caught_by_name() -> None:
    """Whoever catches everything raises it again, logs it whole, or says on the line why not: never in silence."""

    def swallows(module: Module) -> Iterator[ast.AST]:
        for called, node in module.calls():
            if called.endswith("suppress") and re.search(r"\b(Base)?Exception\b", ast.unparse(node)):
                yield node
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.ExceptHandler):
                continue
            if node.type is not None and not re.search(r"\b(Base)?Exception\b", ast.unparse(node.type)):
                continue
            raises = any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
            logs = any(ast.unparse(inner).endswith(".exception") for inner in ast.walk(node))
            explained = re.search(r"noqa: BLE001 - \w", module.lines[node.lineno - 1])
            silent = all(isinstance(line, ast.Pass | ast.Continue) for line in node.body)
            if silent or not (raises or logs or explained):
                yield node

    assert broken(swallows) == []


def test_an_import_inside_a_function_says_why() -> None:
    """On its line (`# noqa: PLC0415 - …`) or in a comment above; the same package is explained once per file."""

    def unexplained(module: Module) -> Iterator[ast.AST]:
        known: set[str] = set()
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Import | ast.ImportFrom) or node.col_offset == 0:
                continue
            package = (node.names[0].name if isinstance(node, ast.Import) else node.module or "").split(".")[0]
            line, above = module.lines[node.lineno - 1], module.lines[node.lineno - 2]
            if re.search(r"PLC0415 - \w", line) or above.lstrip().startswith("#"):
                known.add(package)
            elif package not in known and "PLC0415" in line:
                yield node

    assert broken(unexplained) == []


def test_nothing_is_left_half_done() -> None:
    left = [
        f"{module.name}:{number}"
        for module in modules()
        for number, line in enumerate(module.lines, 1)
        if re.search(r"\b(TODO|FIXME|XXX)\b|raise NotImplementedError", line)
    ]
    assert left == []


def test_a_private_function_is_called() -> None:
    """By its own module: one that nobody calls was forgotten (the linter of dead code is not sure of functions)."""

    def forgotten(module: Module) -> Iterator[ast.AST]:
        named = Counter(
            node.id if isinstance(node, ast.Name) else node.attr
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Name | ast.Attribute)
        )
        for node in module.tree.body:
            is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            if is_function and node.name.startswith("_") and not node.decorator_list and not named[node.name]:
                yield node

    assert broken(forgotten) == []


def test_procedures_know_no_sql() -> None:
    """They say what goes in and out; rules and queries stand in actions."""
    knowing = [
        module.name
        for module in modules()
        if module.path.name == "procedures.py" and any(name.startswith("sqlalchemy") for name in module.imports())
    ]
    assert knowing == []


def test_a_feature_package_has_a_known_shape() -> None:
    packages = {module.path.parent for module in modules() if module.room == "features" and module.name.count("/") > 1}
    strange = {
        f"{package.name}/{path.name}"
        for package in packages
        for path in package.glob("*.py")
        if path.stem not in IN_A_FEATURE
    }
    assert strange == set()


def test_the_environment_is_read_in_one_place() -> None:
    """Children get theirs from `adapters/shell.py`, which takes what it passes on by name."""
    readers = {
        module.name
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {"os.environ", "os.environb", "os.getenv"}
    }
    assert readers <= {"settings.py", "adapters/shell.py"}
