"""The output of `model test`."""

from collections.abc import Mapping

import msgspec
from rich.text import Text

from stagecli.authoring.measures import Interval, Measures
from stagecli.authoring.reports.pictures import confusion, share
from stagecli.authoring.test import Miss, Result
from stagecli.model import Model
from stagecli.render.as_json import encoded
from stagecli.render.screen import Screen, cell, grid
from stagecli.report.wording import percent, plural

NAMES = {
    "accuracy": "accuracy: detected as labelled",
    "balanced_accuracy": "mean accuracy of the stages",
    "accepted": "detected as labelled or accepted",
    "within_one": "within one stage of the label",
    "ranked_probability_score": "ranked probability score",
    "log_loss": "log loss (nats)",
    "calibration_error": "expected calibration error",
}
SHARES = ("accuracy", "balanced_accuracy", "accepted", "within_one")
_FEWEST = 30  # subjects from which a percentile bootstrap can be trusted a little
_FEW = 20  # misses that are shown
_SPEAKING = 3  # answers that are shown for each side of a miss


def as_text(results: Mapping[str, Result], *, width: int, colour: bool) -> str:
    """Every result as text, under the name of its source."""
    screen = Screen(width=width, colour=colour)
    for number, (source, result) in enumerate(results.items()):
        if number:
            screen.blank()
        _result(screen, source, result)
    return screen.text()


def as_json(model: Model, results: Mapping[str, Result]) -> str:
    """All results as JSON."""
    return encoded({
        "contract": "stagecli/model-test/1",
        "model": model.reference,
        "tests": [{"source": source, **msgspec.structs.asdict(result)} for source, result in results.items()],
    })  # fmt: skip


def _result(screen: Screen, source: str, result: Result) -> None:
    screen.line(f"{source}: {plural(result.subjects, 'labelled subject')}", "bold")
    if result.unlabelled:
        screen.line(f"Rows without a label, left out: {result.unlabelled}.")
    if result.without_verdict:
        named = ", ".join(name or "without a name" for name in result.without_verdict)
        screen.line(f"Without an answer that counts, left out: {named}.")
    if not result.subjects:
        return
    screen.blank()
    _measures(screen, result.measures, result.subjects)
    screen.blank()
    confusion(screen, result.stages, result.confusion, "labelled")
    if result.misses:
        screen.heading("Read otherwise than labelled")
        screen.line("How far each answer moves the balance, in nats; 0.7 doubles the odds.", "dim")
        for miss in result.misses[:_FEW]:
            _miss(screen, result, miss)
        if len(result.misses) > _FEW:
            screen.line(f"and {len(result.misses) - _FEW} more; --format json has them all", "dim")


def _measures(screen: Screen, measures: dict[str, Interval], subjects: int) -> None:
    table = grid(34, 8, None)
    table.add_row("", "", Text("95% interval", "dim"))
    for name in Measures.__struct_fields__:
        each = measures[name]
        numbers = [shown(name, number) for number in (each.value, each.low, each.high)]
        table.add_row(
            cell(NAMES[name]), Text(numbers[0], "bold"), Text(f"{numbers[1].removesuffix(' %')} to {numbers[2]}", "dim")
        )
    screen.show(table)
    screen.line("Of the last three, less is better.", "dim")
    if subjects < _FEWEST:
        screen.line(f"With fewer than {_FEWEST} subjects the intervals are narrower than they should be.", "dim")


def shown(name: str, value: float) -> str:
    """Format a measure: a share as a percentage, any other with three decimals."""
    return share(value) if name in SHARES else f"{value:.3f}"


def _miss(screen: Screen, result: Result, miss: Miss) -> None:
    label, detected = (result.stages.index(stage) + 1 for stage in (miss.label, miss.detected))
    accepted = "; the label accepts that" if miss.accepted else ""
    screen.line(f"{miss.name or 'Without a name'}", "bold")
    said = f"labelled {label}, detected {detected} ({miss.status}, {percent(miss.confidence)}){accepted}"
    screen.line(said, indent=2)
    speaking = {
        f"for {detected}": [each for each in miss.evidence if each.log_odds > 0][:_SPEAKING],
        f"for {label}": [each for each in reversed(miss.evidence) if each.log_odds < 0][:_SPEAKING],
    }
    for side, items in speaking.items():
        if items:
            told = ", ".join(f"{each.signal} {each.option} {abs(each.log_odds):.2f}" for each in items)
            screen.line(f"{side}: {told}", "dim", indent=2)
