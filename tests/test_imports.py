"""Who may import whom: stages in their order, input and output at the edges, libraries in their place."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
PACKAGE = REPOSITORY / "data_layer"
STAGES = [
    "reading",
    "cleaning",
    "places",
    "periods",
    "segmenting",
    "topics",
    "figures",
    "duplicates",
    "checks",
    "decisions",
]
BASE = {"model", "errors", "settings", "lexicon", "memory"}
HOMES = {
    "duckdb": ("data_layer/store", "data_layer/queries"),
    "pandas": ("data_layer/queries", "data_layer/export.py", "pages"),
    "streamlit": ("pages", "app.py"),
    "plotly": ("pages",),
    "sqlite3": ("data_layer/store",),
    "filelock": ("data_layer/store",),
    "xlsxwriter": ("data_layer/export.py",),
    "openpyxl": ("data_layer/reading/spreadsheets",),
    "xlrd": ("data_layer/reading/spreadsheets",),
    "distributed": ("data_layer/pipeline/executing.py",),
    "tqdm": ("data_layer/commands",),
}
"""The only places that may import a library."""
OPENING = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir"}
MAY_OPEN = {
    "reading",
    "lexicon",
    "store",
    "pipeline",
    "export",
    "__main__",
    "commands",
}

PYTHON = sorted(PACKAGE.rglob("*.py"))
OURS = [*PYTHON, *sorted((REPOSITORY / "pages").rglob("*.py")), REPOSITORY / "app.py"]


def name_of(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def imports(path: Path) -> Iterator[str]:
    """Each imported module, as an absolute dotted name; names from a package count as its modules."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}: relative import"
            yield node.module or ""
            if node.module in ("data_layer", "pages", "pages.shared"):
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", [path for path in PYTHON if part_of(path) in STAGES], ids=name_of)
def test_stages_import_only_earlier_ones_by_their_face(path):
    part = part_of(path)
    earlier = set(STAGES[: STAGES.index(part)])
    for module in imports(path):
        if not module.startswith("data_layer."):
            continue
        _, other, *inner = module.split(".")
        assert other in BASE | earlier | {part}, f"{module} is no earlier stage"
        assert other in BASE | {part} or not inner, f"{module} is not the public face of {other}"


@pytest.mark.parametrize("path", OURS, ids=name_of)
def test_libraries_stay_in_their_homes(path):
    for module in imports(path):
        homes = HOMES.get(module.split(".")[0])
        assert homes is None or name_of(path).startswith(homes), f"{module} does not belong here"


@pytest.mark.parametrize("path", [path for path in PYTHON if part_of(path) not in MAY_OPEN], ids=name_of)
def test_only_the_edges_open_files(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            assert called not in OPENING, f"line {node.lineno} opens or changes a file"


@pytest.mark.parametrize("name", ["model", "errors"])
def test_records_and_errors_need_the_standard_library_only(name):
    for module in imports(PACKAGE / f"{name}.py"):
        assert module.split(".")[0] in sys.stdlib_module_names


@pytest.mark.parametrize("path", PYTHON, ids=name_of)
def test_the_data_layer_knows_no_pages(path):
    for module in imports(path):
        assert not module.startswith(("pages", "app", "tests"))


@pytest.mark.parametrize("path", sorted((REPOSITORY / "pages").rglob("*.py")), ids=name_of)
def test_pages_use_public_faces(path):
    for module in imports(path):
        if module.startswith("data_layer."):
            assert module.count(".") == 1, f"{module} is inside a package"
        if module.startswith("pages."):
            assert module.startswith("pages.shared"), "a page imports no other page"
