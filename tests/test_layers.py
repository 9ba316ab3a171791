"""The direction of dependencies, and what is not imported, are tests."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import MODELS

ROOT = Path(__file__).parent.parent
HEAVY = ("rich", "typer", "polars", "numpy", "jsonschema", "hypothesis")
COLUMNAR = ("polars", "numpy", "xlsxwriter", "python_calamine")


def test_each_layer_imports_only_downwards() -> None:
    if not (ROOT / "stagecli").is_dir():
        pytest.fail("the tests run beside the package they test")
    lint = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "Contracts: 1 kept, 0 broken." in done.stdout, done.stdout


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


def test_assessing_to_json_loads_no_rich() -> None:
    statement = (
        "from stagecli.cli.main import main; main(['assess', '--accounts=none', '--format=json', '-o', '/dev/null'])"
    )
    assert "rich" not in imported_by(statement)


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
    assert loaded.isdisjoint(COLUMNAR)


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


def test_files_stay_small() -> None:
    for path in ROOT.glob("stagecli/**/*.py"):
        assert len(path.read_text("utf-8").splitlines()) <= 350, path


def test_nothing_of_authoring_is_loaded_by_other_commands() -> None:
    statement = "import sys; from stagecli.cli.main import main; main(['stages', '-o', '/dev/null']);"
    code = f"{statement} print(*(name.replace('stagecli.', '') for name in sys.modules if 'authoring' in name))"
    assert "authoring" not in imported_by(code)


def test_checking_loads_no_tables_and_no_numpy() -> None:
    small = str(MODELS / "small.yaml")
    loaded = imported_by(f"from stagecli.cli.main import main; main(['model', 'check', {small!r}, '-o', '/dev/null'])")
    assert loaded.isdisjoint({"numpy", "polars", "jsonschema"})
