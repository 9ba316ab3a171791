"""A movement in words: what every format says of how subjects moved, and of what moved them."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from stagecli.assessment.contract import StageRecord
from stagecli.messages import message
from stagecli.movement import Directions, Movement, Mover, ReportedStep
from stagecli.report.wording import count, date_in_words, days_in_words

MOST_NAMES = 500
"""Most subjects listed one by one of those who moved, came or left; JSON has all."""
_MOST_STEPS = 12
_MOST_STEP_NAMES = 5


class Names(Struct, frozen=True):
    """Subjects in a list, cut off if it is very long."""

    heading: str
    names: tuple[str, ...]
    more: str
    """How many more there are; empty if these are all."""


class MoverRow(Struct, frozen=True):
    """A subject at another stage now."""

    subject: str
    direction: str
    """`progress` or `regression`."""
    cells: tuple[str, ...]
    """From which stage to which, whether that is certain, and, if the ladder changed, what moved it."""


class MovementReport(Struct, frozen=True, kw_only=True):
    """A movement in the words of one language."""

    heading: str
    dates: str
    """From which days the assessments before and now are."""
    counts: tuple[tuple[str, str, str], ...]
    """How many, what is counted, and how many of them are uncertain; empty if none is."""
    outside: str
    """How many are not in the table, and why; empty if all are."""
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    """Of each stage, the lowest first: its number and name, and how many of those there before are at each now."""
    ladder: tuple[str, ...]
    """What changed because the ladder did, as sentences; none if one version assessed everybody."""
    mover_headings: tuple[str, ...]
    movers: tuple[MoverRow, ...]
    movers_more: str
    steps: tuple[tuple[str, str], ...]
    """How many, and the step with the first of their names."""
    steps_more: str
    lists: tuple[Names, ...]
    """Who came and who left."""
    renamed: str
    """The advice for a subject that left and came under a new name; empty if that cannot be."""


def movement_report(movement: Movement, language: str) -> MovementReport:
    """Put a movement into words."""

    def say(key: str, **values: object) -> str:
        return message(f"movement_{key}", language, **values)

    headings = ["who", "moved", "certain", *(["cause"] if movement.ladder is not None else [])]
    shown = movement.movers[:MOST_NAMES]
    left = [
        say("left_from", subject=each.subject, stage=_stage(each.before.stage, movement, language))
        for each in movement.left[:MOST_NAMES]
    ]
    lists = [
        _names(say("came"), movement.came, len(movement.came), language),
        _names(say("left"), left, len(movement.left), language),
    ]
    return MovementReport(
        heading=_heading(movement, language),
        counts=tuple(_counts(movement, language)),
        outside=say("outside", count=count(movement.outside, language)) if movement.outside else "",
        rows=tuple(
            (f"{stage.number} {stage.name}", row) for stage, row in zip(movement.stages, movement.table, strict=True)
        ),
        ladder=tuple(_ladder(movement, language)),
        mover_headings=tuple(say(key) for key in headings),
        movers=tuple(_mover(each, movement, language) for each in shown),
        movers_more=_more(len(movement.movers), MOST_NAMES, language),
        dates=_dates(movement, language),
        steps=tuple((count(step.count, language), _step(step, language)) for step in movement.steps[:_MOST_STEPS]),
        steps_more=_more(len(movement.steps), _MOST_STEPS, language),
        lists=tuple(each for each in lists if each.names),
        renamed=say("renamed") if movement.came and movement.left else "",
    )


def _heading(movement: Movement, language: str) -> str:
    since, until = (date_in_words(each, language) for each in (movement.since, movement.until))
    key = f"{'since' if since else 'last'}{'_until' if until else ''}"
    return message(f"movement_{key}", language, since=since, until=until)


def _counts(movement: Movement, language: str) -> Iterator[tuple[str, str, str]]:
    for key in Directions.__struct_fields__:
        number, doubtful = getattr(movement.counts, key), getattr(movement.uncertain, key)
        if number or key != "unknown":
            said = message("movement_uncertain", language, count=count(doubtful, language))
            shown = doubtful and key != "unknown"
            yield count(number, language), message(f"movement_{key}", language), said if shown else ""
    yield count(len(movement.came), language), message("movement_came", language), ""
    if movement.left or movement.since is not None:  # otherwise nobody can have left
        yield count(len(movement.left), language), message("movement_left", language), ""


def _ladder(movement: Movement, language: str) -> Iterator[str]:
    """What the ladder did, and what the answers did."""
    part, answers = movement.ladder, movement.by_answers
    if part is None:
        return
    numbers = {key: count(getattr(part, key), language) for key in part.__struct_fields__}
    ways = {key: count(getattr(answers, key), language) for key in answers.__struct_fields__}
    yield message("movement_reread", language, **numbers)
    yield message("movement_by_answers", language, **ways)
    for key in ("by_ladder", "hidden", "unread"):
        if getattr(part, key):
            yield message(f"movement_{key}", language, **numbers)


def _stage(stage: StageRecord, movement: Movement, language: str, *, named: bool = True) -> str:
    """A stage's number on the present ladder, and its name; the name alone if that ladder does not have it."""
    if stage.id not in {each.id for each in movement.stages}:
        return message("quote", language, text=stage.name)
    return f"{stage.number} {stage.name}" if named else str(stage.number)


def _mover(mover: Mover, movement: Movement, language: str) -> MoverRow:
    then, now = _stage(mover.before.stage, movement, language, named=False), _stage(mover.now.stage, movement, language)
    certain = message("movement_not_sure" if mover.uncertain else "movement_sure", language)
    causes = [message(f"movement_cause_{mover.cause}", language)] if movement.ladder is not None else []
    return MoverRow(mover.subject, mover.direction, (f"{then} → {now}", certain, *causes))


def _names(heading: str, names: Sequence[str], total: int, language: str) -> Names:
    return Names(heading, tuple(names[:MOST_NAMES]), _more(total, MOST_NAMES, language))


def _step(step: ReportedStep, language: str) -> str:
    """A step, and some of who reports it."""
    names = [*step.subjects[:_MOST_STEP_NAMES], *(["…"] if step.count > _MOST_STEP_NAMES else [])]
    return message("movement_step", language, do=step.do, names=", ".join(names))


def _dates(movement: Movement, language: str) -> str:
    if movement.before_dates is None or movement.now_dates is None:
        return ""
    before, now = (days_in_words(dates, language) for dates in (movement.before_dates, movement.now_dates))
    return message("movement_dates", language, before=before, now=now)


def _more(total: int, shown: int, language: str) -> str:
    more = total - shown
    return message("movement_more", language, count=count(more, language)) if more > 0 else ""
