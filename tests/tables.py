"""Models and tables for the batch engines, drawn at random, and a short way to run one."""

import csv
import io
import random
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec
from hypothesis import strategies as st

from stagecli.answers import DONT_KNOW
from stagecli.batch.job import TableFormat
from stagecli.batch.layout import Layout
from stagecli.batch.request import Request, prepare
from stagecli.batch.run import Destination, Limits
from stagecli.batch.summary import Summary
from stagecli.classifier import Classifier
from stagecli.model import Model, ModelFile, Signal


def columns_of(random_: random.Random, options: int, stages: int, *, mirrored: bool) -> list[list[int]]:
    """Frequencies by option and stage; mirrored ones make opposite stages exactly as likely."""
    rows = [[random_.choice([0, 1, 5, 20, 60, 100]) for _ in range(stages)] for _ in range(options)]
    if mirrored:
        rows = [[row[min(stage, stages - 1 - stage)] for stage in range(stages)] for row in rows]
    rows[0] = [max(1, value) for value in rows[0]]  # a column of zeros is an error
    return rows


@st.composite
def models(draw: st.DrawFn, max_stages: int = 12, max_signals: int = 20) -> Model:
    """Sound models: up to 12 stages and 20 signals, gates three deep, true ties, numeric signals, requirements."""
    stages, signals = draw(st.integers(2, max_stages)), draw(st.integers(1, max_signals))
    mirrored, random_ = draw(st.booleans()), random.Random(draw(st.integers(0, 2**32)))
    demanding = draw(st.sampled_from([0.0, 0.2, 0.8]))
    return model_of(random_, stages, signals, mirrored=mirrored, demanding=demanding)


def model_of(
    random_: random.Random,
    stages: int,
    signals: int,
    *,
    mirrored: bool = False,
    demanding: float = 0.2,
    names: Sequence[str] = (),
    most_options: int = 5,
    most_steps: int = 5,
) -> Model:
    """A sound model of so many stages and signals; the first signals and options get the names.

    In a mirrored one opposite stages are exactly as likely, and some signals tell exactly as much as others.
    """
    made: list[dict[str, Any]] = []
    depth: dict[str, int] = {}
    for number in range(signals):
        twin = random_.choice(made) if made and mirrored and random_.random() < 0.3 else None
        name, options = (names[number] if number < len(names) else f"s{number:02}"), random_.randint(2, most_options)
        frequencies = columns_of(random_, options, stages, mirrored=mirrored)
        if twin is not None:  # both tell exactly as much
            frequencies = [of["of_100"] for of in reversed(twin["options"])]
        signal: dict[str, Any] = {
            "id": name,
            "question": {"en": f"Question {number}?", "el": f"Ερώτηση {number};"},
            "weight": random_.choice([1, 1, 1, 0.5, 2]) if twin is None else twin["weight"],
            "options": [
                {
                    "id": names[option] if option < len(names) else f"o{option}",
                    "label": {"en": f"Label {option}", "el": f"Ετικέτα {option}"},
                    "of_100": row,
                }
                for option, row in enumerate(frequencies)
            ],
        }
        if random_.random() < 0.2:
            signal["number"] = {"unit": "months", "min": 0, "max": 100}
            for option, of in enumerate(signal["options"][:-1]):
                of["below"] = (option + 1) * 10
        gates = random_.sample(made, min(len(made), random_.choice([0, 0, 1, 2])))
        gates = [gate for gate in gates if depth[gate["id"]] < 3]
        signal["only_if"] = {
            gate["id"]: [
                of["id"] for of in random_.sample(gate["options"], random_.randint(1, len(gate["options"]) - 1))
            ]
            for gate in gates
        }
        depth[name] = 1 + max((depth[gate["id"]] for gate in gates), default=-1)
        made.append(signal)
    random_.shuffle(made)
    ladder = [_stage(random_, made, number, stages, demanding, most_steps) for number in range(stages)]
    document = {
        "schema": 1, "id": "generated", "version": "1", "languages": ["en", "el"], "title": "Generated",
        "calibration": {
            "slip": random_.choice([0.1, 0.02]), "temperature": random_.choice([1, 2, 3]),
            "decide_at": random_.choice([0.75, 0.6]),
        },
        "interview": {
            "min_questions": random_.choice([1, 3, 6]), "stop_at": random_.choice([0.75, 0.95]),
            "max_questions": random_.choice([None, None, 7]),
        },
        "stages": ladder, "signals": made,
    }  # fmt: skip
    file = msgspec.convert(document, ModelFile)
    return Model(**{name: getattr(file, name) for name in ModelFile.__struct_fields__}, sha256="0" * 64)


def _stage(
    random_: random.Random,
    signals: Sequence[dict[str, Any]],
    number: int,
    stages: int,
    demanding: float,
    most_steps: int,
) -> dict[str, Any]:
    stage: dict[str, Any] = {"id": f"t{number}", "name": f"Stage {number}, so called", "summary": "s", "ahead": "a"}
    if random_.random() < demanding:
        stage["requires"] = {
            signal["id"]: [
                of["id"] for of in random_.sample(signal["options"], random_.randint(1, len(signal["options"]) - 1))
            ]
            for signal in random_.sample(signals, min(len(signals), random_.randint(1, 5)))
        }
    aim = min(number + 1, stages - 1)
    if number < stages - 1 and random_.random() < 0.2:
        aim = random_.randint(number + 1, stages - 1)
        stage["aim"] = f"t{aim}"
    helping = random_.random() < 0.5
    stage["steps"] = []
    for step in range(random_.randint(0, most_steps)):
        changed = random_.sample(signals, min(len(signals), random_.randint(1, 3)))
        changes = {}
        for signal in changed:
            targets = random_.sample(signal["options"], len(signal["options"]))
            if helping:
                targets.sort(key=lambda of: of["of_100"][number] - of["of_100"][aim])
            changes[signal["id"]] = [of["id"] for of in targets[: random_.randint(1, 2)]]
        effort = random_.choice(["low", "medium", "high"])
        stage["steps"].append({"id": f"p{number}-{step}", "do": f'Do "{step}", now', "why": "w", "effort": effort})
        if number < stages - 1:
            stage["steps"][-1]["changes"] = changes
    return stage


@st.composite
def tables(draw: st.DrawFn, model: Model, max_rows: int = 40) -> list[list[str]]:
    """Rows with a header: most cells are answers in some spelling, some are empty, unknown, or no answer at all."""
    random_ = random.Random(draw(st.integers(0, 2**32)))
    bad = draw(st.sampled_from([0.0, 0.02]))
    names = [signal.id for signal in model.signals if random_.random() < 0.95] or [model.signals[0].id]
    rows = [["who", *names]]
    for number in range(draw(st.integers(0, max_rows))):
        who = random_.choice([f"b{number}", f'"{number}", the', "ένα; δύο", "", " ", "=1+1"])
        rows.append([who, *(_cell(random_, model.signal(name), bad) for name in names)])
    return rows


def _cell(random_: random.Random, signal: Signal, bad: float) -> str:
    if random_.random() < bad:
        return random_.choice(["nonsense", "101", "-1", "1.000", "o9", "x\x07"])
    option = random_.choice(signal.options)
    label = option.label if isinstance(option.label, dict) else {"en": option.label}
    choices = ["", option.id, option.id, option.id, option.id.upper(), label["en"], label["el"].upper(), DONT_KNOW]
    if signal.number is not None:
        choices += ["7", "7,5", "10", "99.9", f"{random_.random() * 100:.3f}"]
    return random_.choice(choices)


def as_csv(rows: Sequence[Sequence[str]], delimiter: str = ",", line_end: str = "\n") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    return out.getvalue().encode()


NOW = datetime(2026, 9, 30, 12, tzinfo=UTC)


class Done(NamedTuple):
    """What a run left behind."""

    output: Path
    rejects: list[dict[str, str]]
    summary: Summary


def run_batch(
    model: Model,
    source: Path,
    folder: Path,
    engine: Literal["stream", "columnar"],
    format: TableFormat = "csv",  # noqa: A002  # as the command calls it
    *,
    encoding: str = "utf-8",
    spreadsheet_safe: bool = False,
    resume: bool = False,
    subject: str | None = None,
    block: int | None = None,
    full: bool = False,
    progress: Any = lambda _: None,
) -> Done:
    """A whole run by one engine, into files of that engine."""
    output, rejects = folder / f"{engine}.{format}", folder / f"{engine}.rejects.csv"
    asked = Request(
        source=str(source), destination=Destination(output, rejects, rejects_asked_for=True, resume=resume),
        format=format, now=NOW, layout=Layout(id=subject, encoding=encoding), full=full, engine=engine,
        spreadsheet_safe=spreadsheet_safe,
    )  # fmt: skip
    made = prepare(asked, Classifier(model), block=block)
    try:
        summary = made.go(Limits(), lambda _: None, progress)
    finally:
        made.source.close()
    dialect = made.table.dialect
    with rejects.open(encoding=dialect.encoding, newline="") as file:
        return Done(output, list(csv.DictReader(file, delimiter=dialect.delimiter)), summary)


def write_subjects(path: Path, rows: int, bad: float = 0.3) -> Path:
    """Subjects of all kinds, some of them repeated, some that cannot be read."""
    random_ = random.Random(7)
    lines = ["who,accounts,attitude,months_active"]
    for _ in range(rows):
        name = f"b{random_.randint(0, rows)}"
        odd = random_.random() < bad
        who = random_.choice([name, '"one, two"', '"a\nb"']) if odd else name
        accounts = random_.choice(["none", "idle", "in_use", "", *(["many"] if odd else [])])
        lines.append(f"{who},{accounts},{random_.choice(['angry', 'hopeful', ''])},{random_.randint(0, 600)}")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path
