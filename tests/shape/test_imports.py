"""The house stands as DESIGN section 3 draws it."""

import ast
import inspect
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "mofan"
DJANGO_PACKAGES = ("org", "library", "records", "cases", "figures", "drafting", "web", "api", "ops")
NAMES_THAT_SAY_NOTHING = {
    "utils",
    "util",
    "helpers",
    "helper",
    "services",
    "managers",
    "base",
    "mixins",
    "common",
    "misc",
}


def modules(*packages: str) -> list[Path]:
    return [path for package in packages for path in (SOURCE / package).rglob("*.py") if "migrations" not in path.parts]


def imported_by(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize(
    "path", modules("text", "paper", "search", "measure"), ids=lambda path: str(path.relative_to(SOURCE))
)
def test_the_pure_packages_import_no_django(path: Path) -> None:
    assert not {name for name in imported_by(path) if name.split(".")[0] == "django"}


@pytest.mark.parametrize("name", ["reading.py", "storage.py", "ingestion/digesting.py", "ingestion/bulk.py"])
def test_the_pure_files_of_the_library_import_no_django(name: str) -> None:
    assert not {found for found in imported_by(SOURCE / "library" / name) if found.split(".")[0] == "django"}


@pytest.mark.parametrize(
    "name", ["attendance.py", "occasions.py", "catalogue/kinds.py", "catalogue/reading.py", "catalogue/shipped.py"]
)
def test_the_pure_files_of_the_records_import_no_django(name: str) -> None:
    assert not {found for found in imported_by(SOURCE / "records" / name) if found.split(".")[0] == "django"}


@pytest.mark.parametrize(
    "name",
    [
        "kinds.py",
        "moves.py",
        "legs.py",
        "deadlines.py",
        "numbers.py",
        "rectification_report.py",
        "takes.py",
        "catalogue/reading.py",
        "catalogue/shipped.py",
        "letters/blanks.py",
        "letters/facts.py",
        "letters/mediation.py",
        "letters/numbering.py",
        "letters/on_paper.py",
        "letters/remedies.py",
        "letters/wording.py",
    ],
)
def test_the_pure_files_of_the_cases_import_no_django(name: str) -> None:
    assert not {found for found in imported_by(SOURCE / "cases" / name) if found.split(".")[0] == "django"}


def test_every_verb_of_the_cases_names_who_and_when() -> None:
    from mofan.cases import actions

    for name in actions.__all__:
        verb = getattr(actions, name)
        if inspect.isfunction(verb):
            given = inspect.signature(verb).parameters
            wanted = ("at",) if name == "raise_alerts" else ("by", "at")  # alerts come by themselves
            assert set(wanted) <= given.keys(), name
            assert all(given[one].kind is inspect.Parameter.KEYWORD_ONLY for one in wanted), name


def test_nobody_reads_on_while_he_writes() -> None:
    """SQLite refuses a write at once ("database is locked") to whoever is still reading rows while others wrote: what a
    loop goes over is read to its end, by portions where there is much."""
    for path in modules(*DJANGO_PACKAGES):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.For | ast.comprehension) and isinstance(node.iter, ast.Call):
                assert getattr(node.iter.func, "attr", "") != "iterator", f"{path}:{node.iter.lineno}"


def test_views_touch_rows_only_through_queries_and_actions() -> None:
    doors = modules("web", "api")
    touching = [path.name for path in doors if re.search(r"\.objects\b", path.read_text(encoding="utf-8"))]
    assert touching == []


def test_nobody_uses_signals_or_overrides_save() -> None:
    for path in modules(*DJANGO_PACKAGES):
        text = path.read_text(encoding="utf-8")
        assert "django.db.models.signals" not in text, path
        if "models" in (path.stem, path.parent.name):
            assert not re.search(r"def save\(", text), path


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [path for path in SOURCE.rglob("*.py") if path.stem in NAMES_THAT_SAY_NOTHING] == []


def test_no_file_knows_everything() -> None:
    long = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCE.rglob("*.py")}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}


ASK_ONLY = frozenset(
    {"allow", "reason", "check_free", "check_strength", "may_manage", "may_unmask", "facts_of", "without_doubles"}
)
"""What stands among the actions and writes nothing."""


def test_actions_name_who_and_when() -> None:
    for path in modules("org", "library", "records"):
        if path.name != "actions.py" and path.parent.name != "actions":
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.name not in ASK_ONLY:
                named = {argument.arg for argument in node.args.kwonlyargs}
                assert "at" in named, f"{path}: {node.name} does not say when"


def test_pages_fetch_nothing_from_elsewhere() -> None:
    elsewhere = re.compile(r"""(?:src|href|url|import)[=( :"']+https?://""")
    for path in [*SOURCE.rglob("*.html"), *SOURCE.rglob("*.css"), *SOURCE.rglob("*.js")]:
        if "vendor" not in path.parts:
            assert not elsewhere.search(path.read_text(encoding="utf-8")), path


OF_ONE_PAGE = ("draft", "desk", "charts")
"""What the scripts of one page alone begin with: the paper of drafts (decision 0015), the desk of cases, its charts."""


def test_the_scripts_of_every_page_are_under_three_hundred_lines_and_so_is_each_of_one_page() -> None:
    own = [path for path in SOURCE.rglob("*.js") if "vendor" not in path.parts]
    lines = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in own}
    assert sum(count for name, count in lines.items() if not name.startswith(OF_ONE_PAGE)) < 300
    assert {name: count for name, count in lines.items() if count >= 300} == {}
