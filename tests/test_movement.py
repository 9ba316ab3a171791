"""How subjects moved between two times: who is compared with what, who moved, and what moved them."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from stagecli.answers import from_values
from stagecli.assessment import Assessment, StageReference, assess
from stagecli.assessment.localized import LocalizedModel
from stagecli.batch.history_portfolio import history_portfolio
from stagecli.batch.rereading import EarlierStage, reread
from stagecli.classifier import Classifier
from stagecli.comparison import compare
from stagecli.errors import UsageError
from stagecli.history import History
from stagecli.history.periods import before_and_now
from stagecli.history.stored import SavedAssessment
from stagecli.model import Model
from stagecli.movement import Movement, Moves, TwoAssessments
from stagecli.render.portfolio import render_portfolio
from tests.conftest import examples
from tests.ladders import CLASSIFIERS, SMALL, some_answers
from tests.tables import models

NOTHING, COPYING = {"copies": "missing"}, {"copies": "some", "often": "rarely", "age": "40"}
SAFE = {"copies": "some", "often": "weekly", "age": "3", "tested": "tested"}
TURNED = replace(
    SMALL,
    version="3",
    sha256="3" * 64,
    signals=tuple(
        replace(signal, options=tuple(replace(each, of_100=each.of_100[::-1]) for each in signal.options))
        for signal in SMALL.signals
    ),
    stages=tuple(replace(stage, requires={}) for stage in SMALL.stages),
)
"""A later version of the ladder that reads every answer the other way round."""


def assessed(subject: str, time: str, answers: dict[str, str], model: Model = SMALL) -> Assessment:
    return assess(Classifier(model), from_values(model, dict(answers), "program"), subject=subject, time=time)


def history_of(path: Path, *assessments: Assessment, later: Iterable[Assessment] = ()) -> History:
    """A history with assessments by the small ladder, and later ones by the one that is turned."""
    history = History(path / "h.db")
    history.save(assessments, SMALL)
    history.save(later, TURNED)
    return history


def movement(history: History, since: str | None = None, until: str | None = None, language: str = "en") -> Movement:
    model = history.ladders()[0][0]
    found = history_portfolio(
        history, model, language, since=since, until=until, classifier_of=lambda saved: Classifier(saved.model)
    ).movement
    assert found is not None
    return found


# --- which assessments are compared


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (None, None, ("c", "d")),
        (None, "2026-07-01", ("b", "c")),
        (None, "2026-01-31", (None, "a")),
        (None, "2025-12-31", (None, None)),
        ("2026-04-01", None, ("a", "d")),
        ("2026-04-02", None, ("b", "d")),
        ("2026-04-01", "2026-07-01", ("a", "c")),
        ("2026-01-01", None, (None, "d")),
        ("2027-01-01", None, ("d", None)),
        ("2026-07-01T12:00:00Z", None, ("b", "d")),
        ("2026-07-01T12:00:01Z", None, ("c", "d")),
        (None, "2026-07-01T11:59:59Z", ("a", "b")),
    ],
)
def test_before_is_the_last_one_earlier_and_now_the_last_one_of_all(
    since: str | None, until: str | None, found: tuple[str | None, str | None]
) -> None:
    times = [("2026-01-15", "a"), ("2026-04-01", "b"), ("2026-07-01T12:00:00Z", "c"), ("2026-10-01", "d")]
    assert before_and_now(times, since, until) == found


def test_what_was_mended_on_the_same_day_is_not_what_was_before() -> None:
    times = [("2026-01-15", "a"), ("2026-04-01", "wrong"), ("2026-04-01", "mended")]
    assert before_and_now(times, None, None) == ("a", "mended")
    assert before_and_now(times, "2026-04-01", None) == ("a", "mended")
    assert before_and_now(times[1:], None, None) == (None, "mended")


@given(
    times=st.lists(st.dates(), unique=True).map(lambda days: sorted(day.isoformat() for day in days)),
    bounds=st.tuples(st.dates(), st.dates()).map(sorted),
)
def test_periods_hold_for_any_days(times: list[str], bounds: list[Any]) -> None:
    since, until = (day.isoformat() for day in bounds)
    before, now = before_and_now([(time, time) for time in times], since, until)
    assert before == max((time for time in times if time < since), default=None)
    assert now == max((time for time in times if since <= time <= until), default=None)


# --- who moved


def test_everybody_is_counted_once(tmp_path: Path) -> None:
    with history_of(
        tmp_path,
        assessed("Up", "2026-01-10", NOTHING),
        assessed("Down", "2026-01-10", SAFE),
        assessed("Same", "2026-01-10", SAFE),
        assessed("Gone", "2026-01-10", COPYING),
        assessed("Up", "2026-04-10", SAFE),
        assessed("Down", "2026-04-10", NOTHING),
        assessed("Same", "2026-04-11", SAFE),
        assessed("New", "2026-04-10", COPYING),
    ) as history:
        found = movement(history, "2026-04-01")
    assert (found.since, found.until) == ("2026-04-01", None)
    counts = found.counts
    assert (counts.progress, counts.regression, counts.same, counts.unknown) == (1, 1, 1, 0)
    assert found.by_answers == counts
    assert found.came == ("New",)
    assert [(each.subject, each.before.stage.id, each.before.time) for each in found.left] == [
        ("Gone", "copying", "2026-01-10")
    ]
    assert found.table == ((0, 0, 1), (0, 0, 0), (1, 0, 1))
    assert found.ladder is None
    up, down = found.movers
    assert (up.subject, up.direction, up.before.stage.id, up.now.stage.name, up.cause) == (
        "Up", "progress", "none_yet", "Safe", "answers",
    )  # fmt: skip
    assert (down.subject, down.direction, down.now.time) == ("Down", "regression", "2026-04-10")
    assert {step.id: step.count for step in found.steps} == {"buy-a-disk": 1, "copy-weekly": 1, "test-a-restore": 1}


def test_without_a_day_the_last_two_of_each_are_compared_and_nobody_left(tmp_path: Path) -> None:
    with history_of(
        tmp_path,
        assessed("A", "2025-01-10", SAFE),
        assessed("A", "2025-06-10", NOTHING),
        assessed("A", "2026-01-10", SAFE),
        assessed("Once", "2020-01-10", COPYING),
    ) as history:
        found = movement(history)
    assert (found.counts.progress, found.came, found.left) == (1, ("Once",), ())


def test_certain_movers_come_first_and_those_between_stages_are_uncertain(tmp_path: Path) -> None:
    between = {"copies": "some"}
    with history_of(
        tmp_path,
        assessed("A", "2026-01-10", NOTHING),
        assessed("B", "2026-01-10", NOTHING),
        assessed("A", "2026-04-10", between),
        assessed("B", "2026-04-10", SAFE),
    ) as history:
        found = movement(history)
    assert [(mover.subject, mover.uncertain) for mover in found.movers] == [("B", False), ("A", True)]
    assert (found.uncertain.progress, found.counts.progress) == (1, 2)


def test_a_step_counts_as_reported_only_if_its_answer_changed(tmp_path: Path) -> None:
    weekly = {"copies": "missing", "often": "weekly"}  # the step is done, though its question does not apply
    with history_of(tmp_path, assessed("A", "2026-01-10", weekly), assessed("A", "2026-04-10", SAFE)) as history:
        found = movement(history)
    assert "copy-weekly" not in [step.id for step in found.steps]
    assert "buy-a-disk" in [step.id for step in found.steps]


# --- the ladder's part


def test_what_the_ladder_did_is_told_apart_from_what_the_answers_did(tmp_path: Path) -> None:
    with history_of(
        tmp_path,
        assessed("Ladder", "2026-01-10", NOTHING),
        assessed("Hidden", "2026-01-10", NOTHING),
        assessed("Both", "2026-01-10", COPYING),
        later=[
            assessed("Ladder", "2026-04-10", NOTHING, TURNED),
            assessed("Hidden", "2026-04-10", SAFE, TURNED),
            assessed("Both", "2026-04-10", SAFE, TURNED),
        ],
    ) as history:
        found = movement(history)
    assert [(mover.subject, mover.cause) for mover in found.movers] == [("Ladder", "ladder"), ("Both", "answers")]
    assert found.ladder is not None
    part = found.ladder
    assert (part.reread, part.unread, part.shifted, part.by_ladder, part.hidden) == (3, 0, 2, 1, 1)
    assert (found.counts.progress, found.counts.regression, found.counts.same) == (1, 1, 1)
    assert (found.by_answers.progress, found.by_answers.regression, found.by_answers.same) == (0, 2, 1)


def test_a_stage_that_the_ladder_has_lost_gives_no_direction() -> None:
    old = assessed("A", "2026-01-10", COPYING)
    renamed = tuple(replace(stage, id="other") if stage.id == "copying" else stage for stage in SMALL.stages)
    model = replace(SMALL, stages=renamed, sha256="4" * 64)
    new = assessed("A", "2026-04-10", SAFE, model)
    moves = Moves(LocalizedModel(model, "en"))
    moves.add(TwoAssessments(old, SMALL, new, model), StageReference(number=2, id="other"))
    found = moves.found(None, None)
    assert (found.counts.unknown, found.movers, sum(map(sum, found.table)), found.outside) == (1, (), 0, 1)
    assert found.by_answers.progress == 1


def test_where_the_ladder_has_lost_a_stage_it_is_called_by_its_name_and_everybody_is_listed(tmp_path: Path) -> None:
    fewer = tuple(replace(stage, aim=None) for stage in SMALL.stages if stage.id != "copying")
    short = tuple(
        replace(s, options=tuple(replace(o, of_100=(o.of_100[0], o.of_100[2])) for o in s.options))
        for s in SMALL.signals
    )
    model = replace(SMALL, stages=fewer, signals=short, version="4", sha256="4" * 64)
    with History(tmp_path / "h.db") as history:
        history.save([assessed("A", "2026-01-10", NOTHING), assessed("A", "2026-02-10", COPYING)], SMALL)
        history.save([assessed("B", "2026-03-10", SAFE, model)], model)
        ladder = history.ladders()[0][0]
        found = history_portfolio(
            history, ladder, "en", since=None, until=None, classifier_of=lambda saved: Classifier(saved.model)
        )
    assert (ladder.version, found.assessed, sum(stage.count for stage in found.stages)) == ("4", 2, 1)
    assert (sum(found.status.values()), found.status["between"]) == (2, 1)
    assert found.notes == ("At a stage that the ladder no longer has, so not counted at any: 1.",)
    assert [(each.subject, each.elsewhere) for each in found.subjects] == [("A", "Copying"), ("B", "")]
    text = render_portfolio(found, ladder, "markdown", None)
    assert "| A | 1 → “Copying” | uncertain |" in text
    assert "Not in the table, since the ladder no longer has one of their stages: 1." in text
    assert "| A | Copying |" in text


def test_without_the_ladder_nobody_knows_what_moved_them() -> None:
    old, new = assessed("A", "2026-01-10", NOTHING), assessed("A", "2026-04-10", SAFE, replace(SMALL, sha256="5" * 64))
    moves = Moves(LocalizedModel(SMALL, "en"))
    moves.add(TwoAssessments(old, SMALL, new, SMALL), None)
    found = moves.found(None, None)
    assert [mover.cause for mover in found.movers] == ["unknown"]
    assert found.ladder is not None
    assert (found.ladder.unread, found.by_answers.progress) == (1, 0)


@given(st.data())
@examples(30)
def test_answers_read_again_at_once_and_one_by_one_are_at_the_same_stage(data: st.DataObject) -> None:
    old: Model = data.draw(models(max_stages=5, max_signals=6))
    turned = tuple(replace(s, options=tuple(replace(o, of_100=o.of_100[::-1]) for o in s.options)) for s in old.signals)
    new = replace(old, signals=turned[: data.draw(st.integers(1, len(turned)))], sha256="1" * 64)
    new = replace(new, signals=tuple(replace(s, only_if={}) for s in new.signals))
    new = replace(new, stages=tuple(replace(s, requires={}, steps=()) for s in new.stages))
    classifier, pairs = Classifier(new), []
    for _ in range(data.draw(st.integers(1, 5))):
        sides = []
        for model in (old, new):
            answers = data.draw(some_answers(model).filter(lambda found: any(v != "dont_know" for v in found.values())))
            try:
                sides.append(assess(Classifier(model), from_values(model, dict(answers), "program"), subject="A"))
            except UsageError:  # no answer counts
                return
        pairs.append((SavedAssessment(sides[0], old, complete=True), SavedAssessment(sides[1], new, complete=True)))
    texts = LocalizedModel(old, "en"), LocalizedModel(new, "en")
    one_by_one = [compare(old_.assessment, new_.assessment, texts, classifier).reread for old_, new_ in pairs]
    assert [each.stage and each.stage.id for each in reread(pairs, lambda _: classifier)] == [
        None if each is None else each.stage.id for each in one_by_one
    ]
    assert reread(pairs, lambda _: None) == [EarlierStage(None)] * len(pairs)


def test_what_the_same_ladder_assessed_is_not_read_again() -> None:
    saved = SavedAssessment(assessed("A", "2026-01-10", COPYING), SMALL, complete=True)

    def never(_: SavedAssessment) -> Classifier:
        raise AssertionError("nothing to compile")

    assert reread([(saved, saved)], never) == [EarlierStage(saved.assessment.stage)]
    assert CLASSIFIERS["small"].stages[1] == saved.assessment.stage.id
