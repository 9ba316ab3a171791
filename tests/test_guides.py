"""The manual says what the program does: its examples are run, and its tables are held against the code."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, get_args

import msgspec
import pytest

from stagecli.answers_file.reading import read_answers
from stagecli.batch.columns import ADDED
from stagecli.classifier.verdict import Status
from stagecli.cli import errors
from stagecli.cli.guide import FOLDER, topics
from stagecli.messages import message
from stagecli.model import Model, ModelFile
from stagecli.report.wording import shortest_way
from tests.conftest import STAGECLI, Run

GUIDES = sorted(FOLDER.glob("*.md"))
TRANSLATED = sorted(path for path in GUIDES if "." in path.stem)
ANY_LINES = "…"
SEPARATOR = "\x1e"  # between the outputs of two commands; nothing prints it


class Block(NamedTuple):
    """A fenced block of a guide."""

    line: int
    kind: str
    file: str | None
    """The file that the reader is to save it as, from a comment above it."""
    text: str


class Example(NamedTuple):
    """A command of a console block, and what it is shown to print."""

    command: str
    shown: list[str]


def blocks(guide: Path, kind: str = "") -> list[Block]:
    fence = re.compile(r"(?:^<!-- file: (\S+) -->\n)?^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    text = guide.read_text("utf-8")
    found = [Block(text[: m.start(2)].count("\n") + 1, m[2], m[1], m[3]) for m in fence.finditer(text)]
    return [block for block in found if kind in ("", block.kind)]


def examples(block: Block) -> list[Example]:
    found: list[Example] = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            found.append(Example(line.removeprefix("$ "), []))
        else:
            found[-1].shown.append(line)
    return found


def prose(guide: Path) -> list[str]:
    """A guide's lines outside fenced blocks."""
    return re.sub(r"^```.*?^```$", "", guide.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL).splitlines()


def table_rows(guide: Path) -> list[list[str]]:
    """The cells of each row of each table of a guide, without its heading."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in prose(guide) if line.startswith("|")]
    return [row for row in rows if not set(row[0]) <= set("-: ")]


def fits(shown: list[str], printed: list[str]) -> bool:
    """Whether what was printed is what is shown, `…` standing for one line or more."""
    pattern = "".join(r"(?:.*\n)+?" if line == ANY_LINES else re.escape(line) + r"\n" for line in shown)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed)) is not None


def surroundings(guide: Path, folder: Path) -> dict[str, str]:
    """A reader's environment: plain, with the language of the guide."""
    environment = {
        **os.environ,
        "PATH": f"{STAGECLI.parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
    }
    language = guide.stem.partition(".")[2]
    return {**environment, "STAGECLI_LANG": language} if language else environment


def follow(guide: Path, folder: Path) -> Iterator[str]:
    """Do what a guide says from top to bottom in one folder; yield everything that comes out otherwise."""
    environment = surroundings(guide, folder)
    for block in blocks(guide):
        if block.file:
            (folder / block.file).write_text(block.text, "utf-8")
        elif block.kind == "python":
            code, printed = output([sys.executable, "-c", block.text], folder, environment)
            if code:
                yield f"{guide.name}:{block.line}: {printed}"
        elif block.kind == "console":
            pause = f"\n(code=$?; printf '{SEPARATOR}'; exit $code)\n"
            script = pause.join(example.command for example in examples(block))
            _, printed = output(["bash", "-c", script], folder, environment)
            for (command, shown), text in zip(examples(block), printed.split(SEPARATOR), strict=True):
                if not fits(shown, text.splitlines()):
                    yield f"{guide.name}:{block.line}: $ {command}\n{text}"


def output(command: list[str], folder: Path, environment: dict[str, str]) -> tuple[int, str]:
    """Run a command; its exit code, and both its outputs as a terminal would mix them."""
    done = subprocess.run(
        command,
        check=False,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=300,
    )
    return done.returncode, done.stdout.decode()


@pytest.mark.skipif(shutil.which("bash") is None, reason="the examples are written for a POSIX shell")
@pytest.mark.parametrize("guide", [path for path in GUIDES if path.stem != "cluster"], ids=lambda path: path.name)
def test_every_example_of_a_guide_does_what_it_shows(guide: Path, tmp_path: Path) -> None:
    assert "\n".join(follow(guide, tmp_path)) == ""


@pytest.mark.parametrize(
    ("shown", "printed", "expected"),
    [
        (["a"], ["a"], True),
        (["a"], ["b"], False),
        ([], [], True),
        ([], ["a"], False),
        (["a", "…", "d"], ["a", "b", "c", "d"], True),
        (["a", "…"], ["a"], False),
        (["…", "d"], ["a", "b"], False),
        (["a.c"], ["abc"], False),
    ],
)
def test_an_ellipsis_stands_for_any_lines_and_for_nothing_else(
    shown: list[str], printed: list[str], expected: bool
) -> None:
    assert fits(shown, printed) is expected


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_a_guide_has_a_title_and_is_short_and_narrow(guide: Path) -> None:
    lines = guide.read_text("utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert len(lines) <= 240
    assert [line for line in prose(guide) if len(line) > 110] == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_a_guide_only_names_guides_that_exist(guide: Path) -> None:
    named = set(re.findall(r"stagecli guide ([a-z-]+)", guide.read_text("utf-8")))
    assert named <= set(topics())


@pytest.mark.parametrize("guide", TRANSLATED, ids=lambda path: path.name)
def test_a_translation_has_the_code_and_the_tables_of_the_original(guide: Path) -> None:
    original = guide.with_name(f"{guide.stem.partition('.')[0]}.md")

    def code(path: Path) -> list[tuple[str, str | None, object]]:
        return [
            (block.kind, block.file, [example.command for example in examples(block)])
            if block.kind == "console"
            else (block.kind, block.file, without_comments(block.text))
            for block in blocks(path)
        ]

    assert code(guide) == code(original)
    assert [len(row) for row in table_rows(guide)] == [len(row) for row in table_rows(original)]


def without_comments(text: str) -> str:
    return re.sub(r" +#.*", "", text)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("questionnaire*.md")), ids=lambda path: path.name)
def test_the_guide_to_the_questionnaire_has_a_row_for_every_option(path: Path, run: Callable[..., Run]) -> None:
    helped = set(re.findall(r"^ +(?:-\w, )?(-[a-z-]+)", run("questionnaire", "--help").out, re.MULTILINE))
    helped = {"-o" if flag == "--output" else flag for flag in helped} - {"--help"}
    assert {flag for row in table_rows(path) for flag in re.findall(r"^`(--?[a-z-]+)", row[0])} == helped


@pytest.mark.parametrize("name", ["assessing.md", "assessing.el.md"])
def test_the_guide_to_assessing_has_a_row_for_every_option_of_assess(
    name: str, run: Callable[..., Run], bundled: Model
) -> None:
    flags = {f"--{signal.id.replace('_', '-')}" for signal in bundled.signals}
    helped = set(re.findall(r"^ +(?:-\w, )?(--[a-z-]+)", run("assess", "--help").out, re.MULTILINE)) - flags
    documented = {flag for row in table_rows(FOLDER / name) for flag in re.findall(r"`(--[a-z-]+)", row[0])}
    assert documented == helped


@pytest.mark.parametrize("path", sorted(FOLDER.glob("batch*.md")), ids=lambda path: path.name)
def test_the_guide_to_batches_has_a_row_for_every_option_and_column(path: Path, run: Callable[..., Run]) -> None:
    helped = set(re.findall(r"^ +(?:-\w, )?(--[a-z-]+)", run("batch", "--help").out, re.MULTILINE))
    first = [row[0] for row in table_rows(path)]
    assert {flag for cell in first for flag in re.findall(r"`(?:-\w |)(--[a-z-]+)", cell)} | {"--help"} == helped
    assert [name for cell in first for name in re.findall(r"`(\w+)`", cell) if name in ADDED] == list(ADDED)


@pytest.mark.parametrize("name", ["assessing.md", "assessing.el.md"])
def test_the_guide_to_assessing_has_a_row_for_every_exit_code_and_status(name: str) -> None:
    rows = [row[0] for row in table_rows(FOLDER / name)]
    codes = {value for key, value in vars(errors).items() if key.isupper() and isinstance(value, int)}
    signals = {128 + number for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)}
    assert {int(cell) for cell in rows if cell.isdigit()} == codes | signals
    assert [cell.strip("`") for cell in rows if cell.strip("`") in get_args(Status)] == list(get_args(Status))


@pytest.mark.parametrize(("name", "language"), [("assessing.md", "en"), ("assessing.el.md", "el")])
def test_the_guide_to_assessing_quotes_what_the_result_says(name: str, language: str) -> None:
    text = " ".join((FOLDER / name).read_text("utf-8").split())
    headings = (
        "steps", "after_step", "spoke_for", "spoke_against", "surprises", "worth_asking", "previous_undated", "ahead",
        "ladder",
    )  # fmt: skip
    sentences = [message(key, language, number=1, other="…") for key in headings]
    sentences.append(shortest_way([2, 1], language))
    sentences.append(message("coverage", language, answered=4, applicable=15))
    assert [said for said in sentences if said not in text] == []
    shown = {
        row[0].strip("`"): re.sub(r"\d+(\s?%)?", "@", row[1]) for row in table_rows(FOLDER / name) if len(row) == 3
    }
    for status in get_args(Status):
        said = message(f"status_{status}", language, stage="@", percent="@", other="@", other_percent="@")
        assert shown[status] == said


def keys(kind: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every key that a model file can have, as a dotted path, with its default as the guide writes it."""
    for field in msgspec.structs.fields(kind):
        name = f"{path}{field.encode_name}"
        yield name, default(field)
        inner = nested(msgspec.inspect.type_info(field.type))
        if inner is not None:
            yield from keys(inner, f"{name}.")


def default(field: msgspec.structs.FieldInfo) -> str:
    value = field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()
    if field.required:
        return "required"
    if not value or isinstance(value, msgspec.Struct):
        return "none"
    if isinstance(value, tuple):
        return f"`[{', '.join(value)}]`"
    return f"`{value:g}`" if isinstance(value, float) else f"`{value}`"


def nested(kind: Any) -> Any:
    """The struct that a field holds, holds a list of, or may hold."""
    if isinstance(kind, msgspec.inspect.Metadata):
        return nested(kind.type)
    if isinstance(kind, msgspec.inspect.StructType):
        return kind.cls
    if isinstance(kind, msgspec.inspect.VarTupleType):
        return nested(kind.item_type)
    if isinstance(kind, msgspec.inspect.UnionType):
        return next((found for inner in kind.types if (found := nested(inner))), None)
    return None


def test_the_guide_to_model_files_has_every_key_with_its_default() -> None:
    table = [row for row in table_rows(FOLDER / "model-file.md") if len(row) == 4 and row[0].startswith("`")]
    documented = {key: row[2] for row in table for key in re.findall(r"`([\w.]+)`", row[0])}
    assert documented == dict(keys(ModelFile))


def test_the_answers_file_of_the_guide_fits_the_bundled_ladder(bundled: Model) -> None:
    (block,) = blocks(FOLDER / "assessing.md", "yaml")
    assert read_answers(bundled, block.text.encode(), "bakery.yaml").answers
