"""The direction of dependencies, and what is not imported, are tests."""

import ast
import subprocess
import sys
from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

from tests.conftest import MODELS

ROOT = Path(__file__).parent.parent
HEAVY = ("rich", "typer", "polars", "narwhals", "numpy", "jsonschema", "hypothesis")
COLUMNAR = ("polars", "narwhals", "numpy", "xlsxwriter", "python_calamine")


def test_each_layer_imports_only_downwards() -> None:
    if not (ROOT / "stagecli").is_dir():
        pytest.fail("the tests run beside the package they test")
    lint = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "Contracts: 1 kept, 0 broken." in done.stdout, done.stdout


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = grimp.build_graph("stagecli", exclude_type_checking_imports=True, cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in sorted(graph.modules)}
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def imported_by(statement: str) -> set[str]:
    """The top-level modules that a statement loads in a fresh interpreter."""
    code = f"import sys; {statement}; print(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["classifier", "assessment", "model", "answers", "errors", "messages", "escaping"])
def test_the_core_loads_neither_terminal_nor_tables(module: str) -> None:
    assert imported_by(f"import stagecli.{module}").isdisjoint(HEAVY)


def test_a_sound_model_loads_without_jsonschema() -> None:
    assert imported_by("import stagecli; stagecli.load_model()").isdisjoint(HEAVY)


def test_assessing_to_json_loads_neither_rich_nor_yaml() -> None:
    statement = (
        "from stagecli.cli.main import main; main(['assess', '--accounts=none', '--format=json', '-o', '/dev/null'])"
    )
    assert imported_by(statement).isdisjoint({"rich", "yaml"})


def test_streaming_a_batch_loads_nothing_of_the_extra(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("accounts\nnone\n", "utf-8")
    arguments = [
        "batch",
        str(tmp_path / "in.csv"),
        "--engine=stream",
        "--summary=none",
        "-o",
        str(tmp_path / "out.csv"),
    ]
    loaded = imported_by(f"from stagecli.cli.main import main; main({arguments})")
    assert loaded.isdisjoint({*COLUMNAR} - {"numpy"})


def test_nothing_imports_click() -> None:
    for path in ROOT.glob("stagecli/**/*.py"):
        text = path.read_text("utf-8")
        assert "import click" not in text
        assert "from click" not in text
        assert "_click" not in text


def test_the_version_loads_no_model() -> None:
    assert imported_by("from stagecli.cli.main import build, words_of; build(words_of(['--version']))").isdisjoint(
        {"yaml", "msgspec", "rich"}
    )


def test_the_name_of_a_class_or_type_means_one_thing() -> None:
    places = defaultdict(list)
    for path in ROOT.glob("stagecli/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case (
                    ast.ClassDef(name=name)
                    | ast.AnnAssign(target=ast.Name(id=name), annotation=ast.Name(id="TypeAlias"))
                ):
                    places[name].append(f"{path}:{node.lineno}")
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


def test_files_stay_small() -> None:
    for path in ROOT.glob("stagecli/**/*.py"):
        assert len(path.read_text("utf-8").splitlines()) <= 350, path


def test_nothing_of_authoring_is_loaded_by_other_commands() -> None:
    statement = "import sys; from stagecli.cli.main import main; main(['stages', '-o', '/dev/null']);"
    code = f"{statement} print(*(name.replace('stagecli.', '') for name in sys.modules if 'authoring' in name))"
    assert "authoring" not in imported_by(code)


@pytest.mark.parametrize("arguments", [
    ["assess", "--accounts=none", "--format=html", "-o", "/dev/null"],
    ["assess", "--accounts=none", "--name=Bakery", "--save", "--db={folder}/history.db", "-o", "/dev/null"],
    ["stages", "-o", "/dev/null"],
    ["history", "list", "--db={folder}/history.db"],
    ["guide", "method", "-o", "/dev/null"],
])  # fmt: skip
def test_whoever_assesses_one_subject_waits_for_no_numpy(arguments: list[str], tmp_path: Path) -> None:
    given = [word.format(folder=tmp_path) for word in arguments]
    code = f"import os; from stagecli.cli.main import main; sys.stdout = open(os.devnull, 'w'); main({given}); "
    assert "numpy" not in imported_by(f"{code} sys.stdout = sys.__stdout__")


@pytest.mark.parametrize("module", ["stagecli", "stagecli.cli.main", "stagecli.cli.assess", "stagecli.history"])
def test_what_everybody_imports_loads_no_numpy(module: str) -> None:
    assert "numpy" not in imported_by(f"import {module}; getattr(stagecli, 'assess', None)")


def test_checking_loads_numpy_for_the_population_that_it_draws_but_no_tables() -> None:
    small = str(MODELS / "small.yaml")
    loaded = imported_by(f"from stagecli.cli.main import main; main(['model', 'check', {small!r}, '-o', '/dev/null'])")
    assert "numpy" in loaded
    assert loaded.isdisjoint({"polars", "jsonschema"})
