"""Both engines give the same rows, and each row is what assessing that subject alone gives."""

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from stagecli.answers import from_values
from stagecli.assessment import assess
from stagecli.assessment.contract import to_contract
from stagecli.batch.columns import ADDED
from stagecli.batch.job import TableFormat
from stagecli.batch.records import is_blank
from stagecli.classifier import Classifier
from stagecli.errors import StagecliError
from stagecli.model import Model
from stagecli.model_file import load_model
from tests.conftest import examples
from tests.ladders import requiring, two_stages, yes_or_no
from tests.tables import Done, as_csv, models, run_batch, tables

pytest.importorskip("polars", reason="the columnar engine needs the extra 'batch'")
MILLIONTH = 1.5e-6
BUNDLED = load_model().model


def rows_of(done: Done, delimiter: str = ",") -> list[dict[str, str]]:
    if done.output.suffix == ".parquet":
        import polars as pl

        return [{name: str(cell) for name, cell in row.items()} for row in pl.read_parquet(done.output).to_dicts()]
    text = done.output.read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def assert_same(one: list[dict[str, str]], other: list[dict[str, str]]) -> None:
    """Equal but for the last digit of the confidence."""
    assert len(one) == len(other)
    for row, twin in zip(one, other, strict=True):
        confidence, expected = (float(r.pop("confidence").replace(",", ".")) for r in (row, twin))
        assert confidence == pytest.approx(expected, abs=MILLIONTH)
        assert row == twin


@examples(150)
@given(st.data(), models())
def test_both_engines_give_the_same_rows_and_rejects(data: st.DataObject, model: Model) -> None:
    rows = data.draw(tables(model))
    block = data.draw(st.sampled_from([64, 1000, 1 << 19]))
    format_: TableFormat = data.draw(st.sampled_from(["csv", "csv", "tsv", "parquet"]))
    delimiter = data.draw(st.sampled_from([",", ";", "\t"]))
    with TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "in.csv"
        source.write_bytes(as_csv(rows, delimiter, data.draw(st.sampled_from(["\n", "\r\n"]))))
        stream, columnar = (
            run_batch(model, source, folder, engine, format_, subject="who", block=block)
            for engine in ("stream", "columnar")
        )
        assert stream.rejects == columnar.rejects
        written = "\t" if format_ == "tsv" else ";" if delimiter == ";" else ","
        assert_same(rows_of(stream, written), rows_of(columnar, written))
        for field in ("rows", "stages", "status", "next_steps", "repeated"):
            assert getattr(stream.summary, field) == getattr(columnar.summary, field)
        assert stream.summary.rows.read == sum(not is_blank(row) for row in rows[1:])
        assert stream.summary.rows.written == len(rows_of(stream, written))
        assert stream.summary.rows.rejected == len(stream.rejects)


@examples(300)
@given(
    st.text(st.sampled_from('ab,,"\n\n\r\x01\0é'), max_size=80), st.sampled_from(["accounts\n", "accounts,attitude\n"])
)
def test_both_engines_read_any_text_alike(text: str, header: str) -> None:
    """Also with rows that are short, long or empty, stray quotes and control characters."""
    with TemporaryDirectory() as name:
        source = Path(name) / "in.csv"
        cells = text.replace("a", "none").replace("b", "angry")
        source.write_bytes((header + cells).encode())
        stream, columnar = (
            run_batch(BUNDLED, source, Path(name), engine, block=30) for engine in ("stream", "columnar")
        )
        assert stream.rejects == columnar.rejects
        assert stream.output.read_bytes() == columnar.output.read_bytes()
        assert stream.summary.rows == columnar.summary.rows


@pytest.mark.parametrize(
    "text",
    [
        'who,accounts\n"a\rb",none\n',
        'who,accounts\n"a\rb",none\n"c\nd",none\n',
        "who,months_active\nA,\u0663\nB,1\u0660\nC,3\n",
    ],
    ids=["a carriage return inside quotes", "and a line end", "digits of another alphabet"],
)
def test_both_engines_read_a_text_alike(text: str, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_bytes(text.encode())
    stream, columnar = (run_batch(BUNDLED, tmp_path / "in.csv", tmp_path, engine) for engine in ("stream", "columnar"))
    assert columnar.output.read_bytes() == stream.output.read_bytes()
    assert stream.rejects == columnar.rejects == []


def test_blank_rows_after_a_quote_that_stays_open_are_counted_by_both_engines(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text('who,accounts\nA,none\n"B,none\n,\n')
    for engine in ("stream", "columnar"):
        rows = run_batch(BUNDLED, tmp_path / "in.csv", tmp_path, engine).summary.rows
        assert (rows.read, rows.written, rows.rejected, rows.blank) == (2, 1, 1, 1)


@examples(60)
@given(st.data(), models(max_stages=6, max_signals=8))
def test_a_row_is_what_assessing_its_subject_alone_gives(data: st.DataObject, model: Model) -> None:
    rows = data.draw(tables(model, max_rows=8))
    names = rows[0]
    with TemporaryDirectory() as name:
        source = Path(name) / "in.csv"
        source.write_bytes(as_csv(rows))
        done = run_batch(model, source, Path(name), "columnar")
        written, rejected = iter(rows_of(done)), {int(reject["line"]) for reject in done.rejects}
    for number, cells in enumerate(rows[1:], start=2):
        if is_blank(cells):
            continue
        values = {signal: cell for signal, cell in zip(names[1:], cells[1:], strict=True) if cell}
        try:
            found = assess(Classifier(model), from_values(model, values, "file"))
        except StagecliError:
            assert number in rejected
            continue
        alone = to_contract(found, model, model.languages[0])
        step = alone["steps"][0] if alone["steps"] else None
        row = next(written)
        assert row["who"] == cells[0]
        assert float(row["confidence"]) == pytest.approx(alone["confidence"], abs=MILLIONTH)
        assert [row[name] for name in ADDED if name != "confidence"] == [
            str(alone["stage"]["number"]), alone["stage"]["id"], alone["stage"]["name"], alone["status"],
            alone["runner_up"]["id"], str(alone["coverage"]["answered"]), str(alone["coverage"]["applicable"]),
            *((step["id"], step["do"]) if step else ("", "")),
        ]  # fmt: skip
    assert next(written, None) is None


def at_the_limits() -> Model:
    """40 stages and 200 signals, as sharp and as heavy as can be; the stages require more and more, the last all."""
    signals = [yes_or_no(f"q{number:03}", *(100,) * 20, *(0,) * 20, weight=10) for number in range(200)]
    low, high = two_stages(*signals).stages
    changes = {signal.id: ("yes",) for signal in signals[:3]}
    low = structs.replace(low, steps=tuple(structs.replace(low.steps[0], id=name, changes=changes) for name in "ab"))
    stages = tuple(
        structs.replace(low if number < 39 else high, id=f"t{number}", name=f"t{number}", prior=1e6 if number else 1e-6)
        for number in range(40)
    )
    model = structs.replace(two_stages(*signals), stages=stages)
    model = structs.replace(model, calibration=structs.replace(model.calibration, slip=1e-6, temperature=1.0))
    needed = [number * 200 // 39 for number in range(40)]
    return requiring(model, *({signal.id: "yes" for signal in signals[:count]} for count in needed))


@pytest.mark.parametrize("every", [{"yes"}, {"no"}, {"yes", "no"}])
def test_at_the_limits_of_the_format_all_engines_agree(every: set[str]) -> None:
    model = at_the_limits()
    answers = {signal.id: sorted(every)[number % len(every)] for number, signal in enumerate(model.signals)}
    verdict = Classifier(model).verdict(answers)
    if every == {"no"}:
        assert [len(signals) for signals in verdict.violations] == [number * 200 // 39 for number in range(40)]
        assert (verdict.stage, verdict.runner_up, verdict.posterior[0]) == (0, 1, 1.0)
        assert [step.lifts for step in Classifier(model).advise(answers, 0).recommended] == [3, 3]
    advice = Classifier(model).advise(answers, verdict.stage).recommended
    with TemporaryDirectory() as name:
        source = Path(name) / "in.csv"
        source.write_bytes(as_csv([[*answers], [*answers.values()]]))
        for engine in ("stream", "columnar"):
            [row] = rows_of(run_batch(model, source, Path(name), engine))
            assert (row["stage_id"], row["runner_up"]) == (f"t{verdict.stage}", f"t{verdict.runner_up}")
            assert (row["status"], float(row["confidence"])) == (verdict.status, verdict.confidence)
            assert row["next_step_id"] == (advice[0].step.id if advice else "")
