"""`model fit`: what it learns, when it refuses, and that it changes nothing but numbers in the author's file."""

import contextlib
import csv
import difflib
import io
import json
import math
import random
import re
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path
from statistics import fmean, stdev
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from stagecli.authoring.fit import FEWEST, fit, with_counts
from stagecli.authoring.labelled import Labelled
from stagecli.authoring.population import Population
from stagecli.authoring.rewrite import rewritten
from stagecli.authoring.sample import Sample
from stagecli.classifier import Classifier
from stagecli.classifier.gates import counted
from stagecli.classifier.posterior import standings
from stagecli.cli.main import main
from stagecli.errors import FileError
from stagecli.model import Model
from stagecli.model_file import load_model
from stagecli.model_file.bundled import BUNDLED, bundled_path
from stagecli.model_file.parsed import read_model_file
from tests.benchmarks.fit import half_random, labelled, wrong
from tests.conftest import MODELS, Run, examples
from tests.ladders import BUNDLED as SOCIAL_MEDIA
from tests.ladders import CLASSIFIERS, SMALL, yes_or_no


def write_rows(model: Model, subjects: Sequence[Labelled], file: Path) -> str:
    """Labelled subjects as a table."""
    signals = [signal.id for signal in model.signals]
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["name", "stage", *signals])
        for subject in subjects:
            label = model.stages[subject.stage].id
            rows.writerow([subject.name, label, *(subject.answers.get(signal, "") for signal in signals)])
    return str(file)


def sample(rows: Sequence[Labelled]) -> Sample:
    return Sample.labelled(CLASSIFIERS["small"], rows)


# --- learning


def test_counts_join_the_authors_frequencies_which_are_worth_a_number_of_subjects() -> None:
    subjects = [Labelled("", {"copies": "some"}, 0, frozenset())] * 30
    fitted = with_counts(SMALL, sample(subjects), 10)
    missing, some = fitted.signals[0].options
    assert (missing.of_100[0], some.of_100[0]) == pytest.approx((100 * 8 / 40, 100 * (2 + 30) / 40))
    assert (missing.of_100[1], some.of_100[1]) == pytest.approx((10, 90))  # nobody at that stage: the author's
    for old, new in zip(SMALL.signals[1:], fitted.signals[1:], strict=True):
        for before, after in zip(old.options, new.options, strict=True):
            assert after.of_100 == pytest.approx(before.of_100)  # whose columns add up to 100


def test_an_answer_behind_a_closed_gate_is_not_counted() -> None:
    subjects = [Labelled("", {"copies": "missing", "often": "weekly"}, 1, frozenset())] * 30
    often = with_counts(SMALL, sample(subjects), 10).signal("often")
    assert often.options[1].of_100 == pytest.approx(SMALL.signal("often").options[1].of_100)


def test_it_wins_back_most_of_what_a_wrong_table_loses() -> None:
    random_ = random.Random(3)
    broken = wrong(SOCIAL_MEDIA, half_random, random_)
    found = fit(broken, labelled(SOCIAL_MEDIA, 300, "test"), seed=3)
    judges = Population.drawn(Classifier(SOCIAL_MEDIA), 300, correlation=0, seed="judges")
    right, lost, won = (
        judges.read(Classifier(model)).verdicts.right.mean() for model in (SOCIAL_MEDIA, broken, found.model)
    )
    assert won - lost > 0.75 * (right - lost)
    assert found.better
    assert found.after.log_loss < found.before.log_loss
    assert found.labels == (50,) * 6
    assert found.model.calibration.fitted_to == 300


def test_what_is_written_is_in_tenths_that_add_up_to_100() -> None:
    fitted = fit(SMALL, labelled(SMALL, 60, "tenths")).model
    for signal in fitted.signals:
        for stage in range(3):
            column = [option.of_100[stage] for option in signal.options]
            assert sum(round(10 * value) for value in column) == 1000
            assert all(round(10 * value) == pytest.approx(10 * value) for value in column)


def test_rows_of_one_subject_count_as_one_subject_together() -> None:
    rows = [
        Labelled("Bakery", {"copies": "some"}, 0, frozenset()),
        Labelled(" Bakery", {"copies": "missing"}, 0, frozenset()),
        Labelled("Bakery", {"copies": "missing"}, 0, frozenset()),
        Labelled("Bakery", {"copies": "missing"}, 1, frozenset()),
        Labelled("Garage", {"copies": "missing"}, 0, frozenset()),
        Labelled("", {"copies": "some"}, 0, frozenset()),
        Labelled("", {"copies": "some"}, 0, frozenset()),
    ]
    missing, some = with_counts(SMALL, sample(rows), 10).signals[0].options
    shares = (10 * 0.2 + 2 + 1 / 4) / (10 + 3 + 3 / 4), (10 * 0.9) / (10 + 1 / 4)
    assert some.of_100[:2] == pytest.approx([100 * share for share in shares])
    assert missing.of_100[:2] == pytest.approx([100 - 100 * share for share in shares])
    assert sample(rows).labels(3) == pytest.approx([3.75, 0.25, 0])


def test_priors_are_learned_on_request_and_the_authors_are_worth_their_strength_at_each_stage() -> None:
    rows = [Labelled("", {"copies": "some"}, stage, frozenset()) for stage in [0] * 5 + [2] * 15]
    kept, learned = (with_counts(SMALL, sample(rows), 10, priors=priors) for priors in (False, True))
    assert kept.stages == SMALL.stages  # whose priors are 2, 1 and 1
    assert [stage.prior for stage in learned.stages] == pytest.approx([20 / 50, 7.5 / 50, 22.5 / 50])


def rows_of_some(seed: int, subjects: int, names: str = "n") -> list[Labelled]:
    """Rows of subjects of the small ladder, up to three each, with labels that may differ."""
    random_ = random.Random(seed)
    drawn = labelled(SMALL, 3 * subjects + 6, f"{seed}")
    random_.shuffle(drawn)
    found = []
    for subject in range(subjects):
        stage = drawn[subject].stage
        alike = [each for each in drawn if each.stage == stage or random_.random() < 0.05]
        found += [
            replace(each, name=f"{names}{subject}" if names else "")
            for each in random_.sample(alike, random_.randint(1, 3))
        ]
    return found


@given(st.integers(0, 2**32), st.integers(2, 40))
@examples(25)
def test_every_subject_is_judged_once_and_never_on_both_sides(seed: int, subjects: int) -> None:
    whole = sample(rows_of_some(seed, subjects) + rows_of_some(seed, 3, names=""))
    judged_on: list[int] = []
    for rest, others in whole.folds(f"{seed}"):
        assert not set(rest.subjects) & set(others.subjects)
        assert sorted([*rest.subjects, *others.subjects]) == sorted(whole.subjects)
        assert others.weights.sum() == pytest.approx(len(set(others.subjects)))
        judged_on += others.subjects.tolist()
        for nested, nested_others in rest.folds("inner"):
            assert not set(nested.subjects) & set(nested_others.subjects)
    assert sorted(judged_on) == sorted(whole.subjects)


@given(st.lists(st.integers(0, 2), min_size=5, max_size=60), st.integers(0, 9))
@examples(25)
def test_every_fold_gets_its_share_of_each_stage(stages: list[int], seed: int) -> None:
    rows = [Labelled(f"{n}", {"copies": "some"}, stage, frozenset()) for n, stage in enumerate(stages) for _ in "ab"]
    for _, others in sample(rows).folds(f"{seed}"):
        assert others.labels(3) == pytest.approx([stages.count(stage) / 5 for stage in range(3)], abs=1)


@given(st.integers(0, 2**32))
@examples(10)
def test_neither_the_order_of_rows_nor_repeating_them_changes_any_number(seed: int) -> None:
    rows = rows_of_some(seed, 24)
    shuffled = random.Random(seed).sample(rows, len(rows))
    expected = fit(SMALL, rows, priors=True)
    assert fit(SMALL, shuffled, priors=True) == expected
    assert replace(fit(SMALL, rows * 3, priors=True), rows=len(rows)) == expected
    assert expected.subjects == expected.model.calibration.fitted_to == 24


class ByHand:
    """Fitting with plain loops and the classifier of single subjects; only folds are dealt by the code under test."""

    def __init__(self, rows: Sequence[Labelled]) -> None:
        self.rows = {name: [row for row in rows if row.name == name] for name in sorted({row.name for row in rows})}
        self.names = list(self.rows)
        self.whole = sample(rows)

    def named(self, some: Sample) -> set[str]:
        return {self.names[subject] for subject in some.subjects}

    def learned(self, names: set[str], strength: float, slip: float, temperature: float) -> Model:
        signals = []
        for signal in SMALL.signals:
            options = []
            for option in signal.options:
                shares = []
                for stage in range(3):
                    author = option.of_100[stage] / sum(each.of_100[stage] for each in signal.options)
                    gave = dict.fromkeys((each.id for each in signal.options), 0.0)
                    for name in names:
                        for row in self.rows[name]:
                            answer = counted(CLASSIFIERS["small"], row.answers).get(signal.id)
                            if row.stage == stage and answer is not None:
                                gave[answer] += 1 / len(self.rows[name])
                    shares.append(100 * (strength * author + gave[option.id]) / (strength + sum(gave.values())))
                options.append(replace(option, of_100=tuple(shares)))
            signals.append(replace(signal, options=tuple(options)))
        calibration = replace(SMALL.calibration, slip=slip, temperature=temperature)
        return replace(SMALL, signals=tuple(signals), calibration=calibration)

    def losses(self, names: set[str], model: Model) -> dict[str, float]:
        classifier = Classifier(model)
        return {
            name: fmean(
                -math.log(standings(classifier, counted(classifier, row.answers)).posterior()[row.stage])
                for row in self.rows[name]
            )
            for name in names
        }

    def chosen(self, some: Sample, grid: Sequence[tuple[float, float, float]]) -> tuple[float, float, float]:
        loss = dict.fromkeys(grid, 0.0)
        for rest, others in some.folds("1/inner"):
            for choice in grid:
                loss[choice] += sum(self.losses(self.named(others), self.learned(self.named(rest), *choice)).values())
        return min(grid, key=loss.__getitem__)


def test_the_published_figures_are_those_of_a_nested_cross_validation_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    from stagecli.authoring import fit as module

    monkeypatch.setattr(module, "STRENGTHS", (1.0, 30.0))
    monkeypatch.setattr(module, "_SLIPS", (0.05, 0.2))
    monkeypatch.setattr(module, "_TEMPERATURES", (1.0, 2.0))
    grid = list(product((1.0, 30.0), (0.05, 0.2), (1.0, 2.0)))
    rows = rows_of_some(5, 24)
    found, hand = fit(SMALL, rows), ByHand(rows)
    after: dict[str, float] = {}
    often: dict[str, float] = {}
    for rest, others in hand.whole.folds("1/outer"):
        fitted = hand.learned(hand.named(rest), *hand.chosen(rest, grid))
        after |= hand.losses(hand.named(others), fitted)
        counts = [0.5, 0.5, 0.5]
        for name in hand.named(rest):
            for row in hand.rows[name]:
                counts[row.stage] += 1 / len(hand.rows[name])
        for name in hand.named(others):
            often[name] = fmean(-math.log(counts[row.stage] / sum(counts)) for row in hand.rows[name])
    before = hand.losses(set(hand.names), SMALL)
    assert found.before.log_loss == pytest.approx(fmean(before.values()))
    assert found.after.log_loss == pytest.approx(fmean(after.values()))
    assert found.frequencies.log_loss == pytest.approx(fmean(often.values()))
    for gain, other in ((found.over_before, before), (found.over_frequencies, often)):
        differences = [other[name] - after[name] for name in hand.names]
        assert gain["log_loss"].value == pytest.approx(fmean(differences))
        assert gain["log_loss"].standard_error == pytest.approx(stdev(differences) / math.sqrt(24))
    choice = (found.strength, found.model.calibration.slip, found.model.calibration.temperature)
    assert choice == hand.chosen(hand.whole, grid)


def test_repeated_rows_that_mean_nothing_teach_nothing() -> None:
    random_ = random.Random(1)
    rows = [
        Labelled(f"{n}", {name: random_.choice(["yes", "no"]) for name in "abcd"}, random_.randrange(2), frozenset())
        for n in range(60)
    ]
    options = tuple(yes_or_no(name, 30, 70) for name in "abcd")
    model = replace(SMALL, signals=options, stages=tuple(replace(stage, requires={}) for stage in SMALL.stages[:2]))
    found = fit(model, rows * 3)
    assert (found.subjects, found.rows, found.better) == (60, 180, False)


def test_a_model_that_knows_only_how_often_stages_occur_is_beaten_or_named() -> None:
    rare = [Labelled(f"{n}", {"x": "yes" if n % 2 else "no"}, int(n >= 36), frozenset()) for n in range(40)]
    stages = tuple(replace(stage, requires={}, prior=1, aim=None) for stage in SMALL.stages[:2])
    model = replace(SMALL, stages=stages, signals=(yes_or_no("x", 10, 90),))
    found = fit(model, rare)
    assert found.gains  # over the author's, who was sure and wrong
    assert not found.better
    assert found.frequencies.accuracy == 0.9
    assert found.frequencies.balanced_accuracy == 0.5
    assert found.over_frequencies["log_loss"].value < 0
    with_priors = fit(model, rare, priors=True)
    assert with_priors.over_frequencies["log_loss"].value == pytest.approx(0, abs=0.05)
    assert with_priors.model.stages[0].prior > 0.8


# --- writing


def changed_lines(old: str, new: str) -> list[str]:
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=0)
    return [line for line in lines if line.startswith(("-", "+")) and not line.startswith(("---", "+++"))]


@pytest.mark.parametrize("name", [*BUNDLED, str(MODELS / "small.yaml")])
def test_nothing_but_numbers_changes_in_the_file(name: str, tmp_path: Path) -> None:
    parsed = read_model_file(name)
    assert parsed.model is not None
    fitted = fit(parsed.model, labelled(parsed.model, 24, "layout")).model
    text = rewritten(parsed, fitted)
    old = (bundled_path(name) if name in BUNDLED else Path(name)).read_text("utf-8")
    for line in changed_lines(old, text):
        assert "of_100" in line or line[1:].startswith("calibration: {"), line
    assert len(old.splitlines()) == len(text.splitlines())
    file = tmp_path / "fitted.yaml"
    file.write_text(text, "utf-8")
    assert load_model(file).model == replace(fitted, sha256=load_model(file).model.sha256)


HEAD = """\
# ένα σχόλιο
schema: 1
id: tiny
version: "1"
title: Tiny
{calibration}stages:   # the ladder
  - {{id: low, name: Low, summary: L, ahead: M}}
  - {{id: high, name: High, summary: H, ahead: N}}
signals:
"""
FLOW = """\
  - id: posting
    question: "Πόσο συχνά;"
    options:
      - {id: never, label: Never, of_100: [80, 20]} # mostly
      - {id: weekly, label: Weekly, of_100: [20,80]}
"""
BLOCK = """\
  - id: posting
    question: Often?
    options:
      - id: never
        label: Never
        of_100:
          - 80 # low
          - 20
      - id: weekly
        label: Weekly
        of_100: [
          20, # low
          80]
"""
ANCHOR = """\
  - id: posting
    question: Often?
    options:
      - {id: never, label: Never, of_100: &half [50, 50]}
      - {id: weekly, label: Weekly, of_100: *half}
"""
NEW = ((12.5, 30.1), (87.5, 69.9))


def refitted(model: Model) -> Model:
    options = tuple(
        replace(option, of_100=row) for option, row in zip(model.signals[0].options, NEW, strict=True)
    )  # fmt: skip
    calibration = replace(model.calibration, slip=0.05, temperature=1.5, fitted_to=40)
    return replace(model, signals=(replace(model.signals[0], options=options),), calibration=calibration)


@pytest.mark.parametrize("signals", [FLOW, BLOCK, ANCHOR], ids=["flow", "block", "anchor"])
@pytest.mark.parametrize(
    ("calibration", "written"),
    [
        ("", "calibration: {slip: 0.05, temperature: 1.5, fitted_to: 40}\n"),
        ("calibration: {}  # none\n", "calibration: {slip: 0.05, temperature: 1.5, fitted_to: 40}  # none\n"),
        ("calibration: {slip: 0.2}\n", "calibration: {temperature: 1.5, fitted_to: 40, slip: 0.05}\n"),
        ("calibration:\n    decide_at: 0.7 # so\n    slip: '0.2'\n",
         "calibration:\n    decide_at: 0.7 # so\n    temperature: 1.5\n    fitted_to: 40\n    slip: 0.05\n"),
    ],
)  # fmt: skip
def test_numbers_are_written_where_they_stand(calibration: str, written: str, signals: str, tmp_path: Path) -> None:
    file = tmp_path / "tiny.yaml"
    file.write_text(HEAD.format(calibration=calibration) + signals, "utf-8")
    parsed = read_model_file(file)
    assert parsed.model is not None, parsed.problems
    new = refitted(parsed.model)
    text = rewritten(parsed, new)
    assert text.startswith(HEAD.format(calibration=written).split("signals:")[0])
    file.write_text(text, "utf-8")
    assert load_model(file).model == replace(new, sha256=load_model(file).model.sha256)
    if signals == BLOCK:
        assert "          - 12.5 # low\n          - 30.1\n" in text
        assert "          87.5, # low\n          69.9]" in text
    if signals == FLOW:
        assert "{id: never, label: Never, of_100: [12.5, 30.1]} # mostly\n" in text


def test_a_file_in_braces_throughout_is_rewritten_too(tmp_path: Path) -> None:
    options = '[{"id": "a", "label": "A", "of_100": [80, 20]}, {"id": "b", "label": "B", "of_100": [20, 80]}]'
    stages = ", ".join(f'{{"id": "{name}", "name": "N", "summary": "s", "ahead": "a"}}' for name in "xy")
    text = f'{{"schema": 1, "id": "t", "version": "1", "title": "T", "stages": [{stages}],' \
           f' "signals": [{{"id": "ab", "question": "Q", "options": {options}}}]}}'  # fmt: skip
    file = tmp_path / "tiny.json"
    file.write_text(text, "utf-8")
    parsed = read_model_file(file)
    assert parsed.model is not None, parsed.problems
    new = refitted(parsed.model)
    file.write_text(rewritten(parsed, new), "utf-8")
    assert load_model(file).model == replace(new, sha256=load_model(file).model.sha256)


def test_frequencies_shared_through_an_alias_cannot_be_fitted_apart(tmp_path: Path) -> None:
    file = tmp_path / "shared.yaml"
    shared = FLOW.replace("    options:\n", "    options: &both\n")
    file.write_text(HEAD.format(calibration="") + shared + "  - {id: second, question: Q, options: *both}\n", "utf-8")
    parsed = read_model_file(file)
    assert parsed.model is not None, parsed.problems
    with pytest.raises(FileError) as error:
        rewritten(parsed, parsed.model)
    assert "these frequencies are shared through an alias" in str(error.value)
    assert error.value.problems[0].line == 15


SHARED = """\
  - id: posting
    question: Often?
    options:
      - {id: never, label: Never, of_100: &n [50, 50]}
      - {id: weekly, label: Weekly, of_100: [20, 80]}
  - id: calling
    question: Often?
    options:
      - {id: never, label: Never, of_100: *n}
      - {id: weekly, label: Weekly, of_100: [20, 80]}
"""


def test_an_alias_keeps_its_numbers_when_those_it_repeats_change(tmp_path: Path) -> None:
    file = tmp_path / "shared.yaml"
    file.write_text(HEAD.format(calibration="") + SHARED, "utf-8")
    parsed = read_model_file(file)
    assert parsed.model is not None
    first, second = parsed.model.signals
    options = tuple(replace(option, of_100=row) for option, row in zip(first.options, NEW, strict=True))
    new = replace(parsed.model, signals=(replace(first, options=options), second))
    file.write_text(rewritten(parsed, new), "utf-8")
    assert load_model(file).model.signals == new.signals


def test_a_number_that_another_repeats_is_refused_rather_than_lost(tmp_path: Path) -> None:
    file = tmp_path / "shared.yaml"
    text = SHARED.replace("&n [50, 50]", "[&q 50, 50]").replace("*n", "[*q, 50]")
    file.write_text(HEAD.format(calibration="") + text, "utf-8")
    parsed = read_model_file(file)
    assert parsed.model is not None
    first, second = parsed.model.signals
    options = tuple(replace(option, of_100=row) for option, row in zip(first.options, NEW, strict=True))
    with pytest.raises(FileError, match="some of its numbers are shared through anchors and aliases"):
        rewritten(parsed, replace(parsed.model, signals=(replace(first, options=options), second)))


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_and_windows_line_ends_stay(mark: bytes, tmp_path: Path) -> None:
    file = tmp_path / "windows.yaml"
    file.write_bytes(mark + (HEAD.format(calibration="") + FLOW).replace("\n", "\r\n").encode())
    parsed = read_model_file(file)
    assert parsed.model is not None
    data = rewritten(parsed, refitted(parsed.model)).encode()
    assert data.startswith(mark + b"# ")
    assert data.count(b"\r\n") == data.count(b"\n")


@given(st.integers(0, 2**32))
@examples(25)
def test_any_numbers_survive_writing_and_reading(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    random_ = random.Random(seed)
    parsed = read_model_file(MODELS / "small.yaml")
    assert parsed.model is not None
    new = replace(
        parsed.model,
        signals=tuple(
            replace(signal, options=tuple(
                replace(option, of_100=tuple(random_.randint(1, 1000) / 10 for _ in option.of_100))
                for option in signal.options
            ))
            for signal in parsed.model.signals
        ),
    )  # fmt: skip
    file = tmp_path_factory.getbasetemp() / "numbers.yaml"
    file.write_text(rewritten(parsed, new), "utf-8")
    assert load_model(file).model == replace(new, sha256=load_model(file).model.sha256)


# --- the command


class Fitted(NamedTuple):
    """The bundled ladder with half of its columns wrong, labelled subjects from the right one, what is made of them."""

    model: str
    rows: str
    output: str
    said: str
    """On standard error."""


@pytest.fixture(scope="session")
def fitted(tmp_path_factory: pytest.TempPathFactory) -> Fitted:
    folder = tmp_path_factory.mktemp("fitted")
    model, output = folder / "broken.yaml", folder / "fitted.yaml"
    model.write_text(
        rewritten(read_model_file("social-media"), wrong(SOCIAL_MEDIA, half_random, random.Random(3))), "utf-8"
    )
    rows = write_rows(SOCIAL_MEDIA, labelled(SOCIAL_MEDIA, 120, "command"), folder / "rows.csv")
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        code = main([
            "model", "fit", str(model), "--cases", rows, "--strength", "5", "-o", str(output), "--summary", "json",
        ])  # fmt: skip
    assert code == 0
    return Fitted(str(model), rows, str(output), said.getvalue())


def test_the_fitted_model_is_the_result_and_the_comparison_the_conversation(
    fitted: Fitted, run: Callable[..., Run]
) -> None:
    done = run("model", "fit", fitted.model, "--cases", fitted.rows, "--strength", "5")
    assert done.code == 0
    assert "on subjects not learned from" in done.err
    output = Path(fitted.output)
    assert output.read_text("utf-8") == done.out
    summary = json.loads(fitted.said.splitlines()[-1])
    assert summary["better"]
    assert summary["measures"]["after"]["log_loss"] < summary["measures"]["before"]["log_loss"]
    said = run("assess", "--model", str(output), "--attitude", "angry").out
    assert "combine the author's judgement with 120 cases whose stage was known" in " ".join(said.split())
    assert (
        "Its numbers combine the author's estimates with 120 labelled subjects."
        in run("model", "check", str(output)).out
    )
    greek = run("assess", "--model", str(output), "--attitude", "angry", "--lang", "el").out
    assert "με 120 περιπτώσεις" in " ".join(greek.split())
    assert json.loads(run("assess", "--model", str(output), "--attitude", "angry", "--format", "json").out)["model"][
        "fitted_to"
    ] == 120  # fmt: skip


def test_a_model_that_is_no_better_is_not_written(run: Callable[..., Run], tmp_path: Path) -> None:
    right = tmp_path / "right.yaml"  # subjects drawn from it are independent: its temperature of 1 is right
    right.write_text((MODELS / "small.yaml").read_text("utf-8").replace("temperature: 1.5", "temperature: 1"), "utf-8")
    rows = write_rows(SMALL, labelled(load_model(right).model, 60, "honest"), tmp_path / "rows.csv")
    output = tmp_path / "never.yaml"
    done = run("model", "fit", str(right), "--cases", rows, "-o", str(output), "--summary", "none")
    assert (done.code, done.out) == (1, "")
    why = (
        r"on subjects that it did not learn from, the fitted model is no better\. The log loss (falls|rises) by "
        r"0\.\d{3} nats, give or take 0\.\d{3}\. More labelled subjects may show more\."
    )
    assert re.fullmatch(f"Nothing was written: {why}", done.err.splitlines()[-1])
    assert not output.exists()
    forced = run("model", "fit", str(right), "--cases", rows, "-o", str(output), "--summary", "none", "--force")
    assert forced.code == 0
    assert re.fullmatch(f"Written because of --force, although {why}", forced.err.splitlines()[-1])
    assert load_model(output).model.calibration.fitted_to == 60


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--strength", "0"], "--strength: '0' is not a number above 0, such as 10."),
        (["--strength", "many"], "--strength: 'many' is not a number above 0, such as 10."),
        (["-o", "{model}"], "-o is '{model}', which is read. Name another file."),
        (["-o", "{rows}"], "-o is '{rows}', which is read. Name another file."),
        (["--seed", "x"], "--seed: 'x' is not a whole number from 0 to 4,294,967,295."),
        (["--label", "accounts"], None),
    ],
)
def test_what_cannot_be_fitted_is_refused(
    options: list[str], message: str | None, run: Callable[..., Run], tmp_path: Path
) -> None:
    model = tmp_path / "model.yaml"
    model.write_bytes(bundled_path("social-media").read_bytes())
    rows = write_rows(SOCIAL_MEDIA, labelled(SOCIAL_MEDIA, 24, "refused"), tmp_path / "rows.csv")
    options = [option.replace("{model}", str(model)).replace("{rows}", rows) for option in options]
    done = run("model", "fit", str(model), "--cases", rows, *options)
    assert (done.code, done.out) == (2, "")
    if message is not None:
        assert done.err == message.replace("{model}", str(model)).replace("{rows}", rows) + "\n"
    assert model.read_bytes() == bundled_path("social-media").read_bytes()


def test_labels_that_mean_nothing_teach_nothing(run: Callable[..., Run], tmp_path: Path) -> None:
    random_ = random.Random(1)
    nonsense = [replace(each, stage=random_.randrange(3)) for each in labelled(SOCIAL_MEDIA, 120, "nonsense")]
    rows = write_rows(SOCIAL_MEDIA, nonsense, tmp_path / "rows.csv")
    done = run("model", "fit", "social-media", "--cases", rows, "--summary", "none")
    assert (done.code, done.out) == (1, "")
    said = (
        r"Nothing was written: on subjects that it did not learn from, the fitted model knows no more than how often "
        r"each stage occurs\. Its log loss is \d\.\d{3}, that of the labels' frequencies 1\.1\d\d\. Are the labels "
        r"right\?"
    )
    elsewhere = r" If the stages are as common elsewhere as among these subjects, try --fit-priors\."
    assert re.fullmatch(said + elsewhere, done.err.splitlines()[-1])
    done = run("model", "fit", "social-media", "--cases", rows, "--summary", "none", "--fit-priors")
    assert done.code == 1
    assert re.fullmatch(said, done.err.splitlines()[-1])


CONTRADICTING = "name,stage,copies,often,age,tested\nBakery,safe,missing,,,\n,safe,missing,weekly,,\n"


def with_contradictions(folder: Path) -> str:
    """Two rows that contradict what the last stage requires, and 60 of subjects that are as wrong numbers say."""
    rows = write_rows(SMALL, labelled(SMALL, 60, "sound"), folder / "sound.csv")
    text = Path(rows).read_text("utf-8").partition("\n")[2]
    file = folder / "rows.csv"
    file.write_text(CONTRADICTING + text, "utf-8")
    return str(file)


def test_labels_that_contradict_a_requirement_are_named_before_anything_is_fitted(
    run: Callable[..., Run], tmp_path: Path
) -> None:
    rows = with_contradictions(tmp_path)
    done = run("model", "fit", str(MODELS / "small.yaml"), "--cases", rows)
    assert (done.code, done.out) == (2, "")
    contradicts = "labelled safe, which requires copies: some, but the answer is missing"
    hint = "Mend the label, the answer or the stage's `requires`; --force leaves the row in."
    assert done.err == (
        f"{rows}:2: Bakery is {contradicts}. {hint}\n{rows}:3: a subject without a name is {contradicts}. {hint}\n"
    )
    greek = run("model", "fit", str(MODELS / "small.yaml"), "--cases", rows, STAGECLI_LANG="el")
    assert greek.err.splitlines()[0] == (
        f"{rows}:2: Bakery: το στάδιο που δηλώθηκε, safe, απαιτεί copies: some, αλλά η απάντηση είναι missing. "
        "Διορθώστε το στάδιο, την απάντηση ή το `requires` του σταδίου· με --force η γραμμή μετράει όπως είναι."
    )


def test_labels_that_contradict_a_requirement_stay_in_by_force_and_spoil_nothing(
    run: Callable[..., Run], tmp_path: Path
) -> None:
    rows = with_contradictions(tmp_path)
    broken = tmp_path / "broken.yaml"
    wrong_model = wrong(SMALL, half_random, random.Random(3))
    broken.write_text(rewritten(read_model_file(MODELS / "small.yaml"), wrong_model), "utf-8")
    done = run("model", "fit", str(broken), "--cases", rows, "--force", "--summary", "json")
    assert done.code == 0
    said = done.err.splitlines()
    assert said[:2] == [
        "With --force, labels stay in that contradict what their stage requires. They count as missed; all "
        "probabilities are judged as if nothing were required, so that these labels do not outweigh the others.",
        f"{rows}:2: Bakery is labelled safe, which requires copies: some, but the answer is missing.",
    ]
    found = json.loads(next(line for line in said if line.startswith("{")))
    assert found["subjects"] == 62
    assert found["measures"]["after"]["log_loss"] < 1.1  # that of guessing one of three
    assert found["better"]


def test_no_label_helps_its_own_prediction_where_others_contradict_a_requirement() -> None:
    free = replace(SMALL, stages=tuple(replace(stage, requires={}) for stage in SMALL.stages))
    rows = [Labelled(f"{n}", {"copies": "missing"}, n % 3, frozenset()) for n in range(60)]
    found, expected = fit(SMALL, rows), fit(free, rows)
    assert found.after.log_loss == expected.after.log_loss
    assert found.before.log_loss == expected.before.log_loss
    assert found.model.signals == expected.model.signals


def test_a_temperature_or_slip_that_ends_at_its_bound_is_told(run: Callable[..., Run], tmp_path: Path) -> None:
    right = tmp_path / "right.yaml"  # subjects drawn from it are independent: its temperature of 1 is right
    right.write_text((MODELS / "small.yaml").read_text("utf-8").replace("temperature: 1.5", "temperature: 6"), "utf-8")
    rows = write_rows(SMALL, labelled(load_model(right).model, 120, "bounds"), tmp_path / "rows.csv")
    asked = ("model", "fit", str(right), "--cases", rows, "--summary", "none")
    assert run(*asked).err.splitlines()[0] == (
        "The fitted temperature ends at its lower bound, 1: no smaller one is tried, but it might be better."
    )
    assert run(*asked, STAGECLI_LANG="el").err.splitlines()[0] == (
        "Η τιμή temperature κατέληξε στο κάτω όριό της, 1: μικρότερη δεν δοκιμάζεται, ίσως όμως ταίριαζε καλύτερα."
    )


def test_a_test_of_the_numbers_before_fitting_is_told_to_be_out_of_date(
    run: Callable[..., Run], tmp_path: Path
) -> None:
    model = tmp_path / "tested.yaml"
    tested = "field_test: {subjects: 9, exact: 0.4, accepted: 0.5}, temperature: 6"
    model.write_text((MODELS / "small.yaml").read_text("utf-8").replace("temperature: 1.5", tested), "utf-8")
    assert load_model(model).model.calibration.field_test is not None
    rows = write_rows(SMALL, labelled(SMALL, 60, "tested"), tmp_path / "rows.csv")
    told = "calibration.field_test tells of the numbers before fitting: remove it, or test anew.\n"
    assert told in run("model", "fit", str(model), "--cases", rows, "--summary", "none").err


def test_priors_are_written_where_they_stand_or_after_the_stages_first_key(
    run: Callable[..., Run], tmp_path: Path
) -> None:
    model = tmp_path / "model.yaml"
    model.write_text((MODELS / "small.yaml").read_text("utf-8").replace("temperature: 1.5", "temperature: 6"), "utf-8")
    drawn = labelled(SMALL, 120, "priors")
    rows = write_rows(SMALL, [each for each in drawn if each.stage == 0] * 2 + drawn, tmp_path / "rows.csv")
    done = run("model", "fit", str(model), "--cases", rows, "--fit-priors", "--strength", "10")
    assert done.code == 0
    assert changed_lines(model.read_text("utf-8"), done.out)[2:6] == [
        "-    prior: 2", "+    prior: 0.586957", "+    prior: 0.206522", "+    prior: 0.206522",
    ]  # fmt: skip
    assert "prior of none_yet                2                   0.586957" in done.err
    assert "The author's judgement counts as 10 subjects at each stage." in done.err


def test_labels_of_one_stage_are_refused_and_stages_without_any_named(run: Callable[..., Run], tmp_path: Path) -> None:
    one = [replace(each, stage=2) for each in labelled(SOCIAL_MEDIA, 24, "one")]
    rows = write_rows(SOCIAL_MEDIA, one, tmp_path / "one.csv")
    done = run("model", "fit", "social-media", "--cases", rows)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"{rows}: All labels are of one stage, so nothing can be learned of what tells stages apart.\n"
    some = [each for each in labelled(SOCIAL_MEDIA, 120, "some") if each.stage < 5]
    rows = write_rows(SOCIAL_MEDIA, some, tmp_path / "some.csv")
    said = run("model", "fit", "social-media", "--cases", rows).err
    assert "Without a labelled subject, these stages keep their author's numbers: evangelist." in " ".join(said.split())


def test_a_model_that_was_fitted_before_is_told_so(fitted: Fitted, run: Callable[..., Run]) -> None:
    said = run("model", "fit", fitted.output, "--cases", fitted.rows).err
    assert "The model was fitted before; if some of these subjects are the same" in " ".join(said.split())


def test_too_few_subjects_are_refused(run: Callable[..., Run], tmp_path: Path) -> None:
    rows = write_rows(SOCIAL_MEDIA, labelled(SOCIAL_MEDIA, 18, "few"), tmp_path / "rows.csv")
    done = run("model", "fit", "social-media", "--cases", rows)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"{rows}: 18 labelled subjects are too few to tell whether a fitted model is better. At least {FEWEST} are "
        "needed.\n"
    )
