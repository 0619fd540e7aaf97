"""Imports run strictly downward, and what is slow is not imported unasked."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "biascheck"

# From the bottom up; a package may import those of its own and of lower layers.
LAYERS = [
    {"errors", "types", "labels", "options", "portions", "splits", "atomic"},
    {"reading", "segmentation", "names", "attribution", "encoder", "checkpoints", "catalogue"}
    | {"render"},
    {"dimensions", "evidence", "scoring"},
    {"analyzer"},
    {"results"},
    {"corpus", "training", "evaluation", "sklearn"} | {"annotation", "frames", "pandas", "polars"},
    {"comparison", "lint", "serve", "benchmark"},
    {"cli"},
]
LAYER = {name: level for level, names in enumerate(LAYERS) for name in names}

# Methods of a report that write it, and the front door, import upward when called.
ALLOWED = {("biascheck.types", "render"), ("biascheck.types", "results")}

SLOW = [
    "onnxruntime",
    "pandas",
    "pyarrow",
    "scipy",
    "sklearn",
    "torch",
    "trafilatura",
    "transformers",
]


def _modules():
    return sorted(PACKAGE.rglob("*.py"))


def _name(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports(tree, nodes=None):
    """Yield the biascheck modules that the nodes import."""
    for node in nodes if nodes is not None else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.split(".")[0] == "biascheck")
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            if node.module and node.module.split(".")[0] == "biascheck":
                yield from (f"{node.module}.{a.name}" for a in node.names)


def _part(module):
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


@pytest.mark.parametrize("path", _modules(), ids=_name)
def test_imports_run_downward(path):
    module = _name(path)
    part = _part(module)
    if part in {"", "__main__"}:
        return
    for imported in _imports(ast.parse(path.read_text(encoding="utf-8"))):
        other = _part(imported)
        if (module, other) in ALLOWED or other == part:
            continue
        if part == "cli" and other == "__version__":
            continue
        assert other in LAYER, f"{module} imports {imported}, which is in no layer"
        assert LAYER[other] <= LAYER[part], f"{module} imports {imported} from above"


def test_render_sees_only_the_words_of_the_field():
    for path in (PACKAGE / "render").glob("*.py"):
        for imported in _imports(ast.parse(path.read_text(encoding="utf-8"))):
            assert _part(imported) in LAYERS[0] | {"render"}, f"{path.name}: {imported}"


def test_dimensions_do_not_import_one_another():
    from biascheck.dimensions.registry import DIMENSIONS

    for name in DIMENSIONS:
        path = PACKAGE / "dimensions" / f"{name}.py"
        for imported in _imports(ast.parse(path.read_text(encoding="utf-8"))):
            package, *rest = imported.split(".")[1:]
            assert package != "dimensions" or rest[0] not in DIMENSIONS, f"{name}: {imported}"


def test_there_is_no_cycle():
    known = {_name(path) for path in _modules()}
    graph = {}
    for path in _modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found = set()
        for imported in _imports(tree, tree.body):
            target = imported if imported in known else imported.rpartition(".")[0]
            found.add(target)
        graph[_name(path)] = found & known - {"biascheck"}
    done, active = set(), []

    def visit(module):
        assert module not in active, f"cycle: {' -> '.join([*active, module])}"
        if module in done:
            return
        active.append(module)
        for other in sorted(graph[module]):
            visit(other)
        active.pop()
        done.add(module)

    for module in sorted(graph):
        visit(module)


@pytest.mark.parametrize(
    "arguments",
    [
        "--help",
        "--version",
        "analyze --help",
        "batch --help",
        "serve --help",
        "analyze missing.txt",
    ],
)
def test_commands_do_not_import_what_is_slow(arguments):
    _assert_quick(f"from biascheck.cli import main; main({arguments.split()!r})")


def test_import_of_the_package_is_quick():
    _assert_quick("import biascheck; biascheck.Report; biascheck.Article; biascheck.InputError")


def _assert_quick(statement):
    check = f"import sys; loaded = set({SLOW!r}) & set(sys.modules); sys.stderr.write(repr(loaded))"
    done = subprocess.run(
        [sys.executable, "-c", f"{statement}; {check}"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert done.stderr.endswith("set()"), done.stderr
