"""The output of `model test`."""

from collections.abc import Mapping

import msgspec
from rich.text import Text

from stagecli.authoring.reports.pictures import confusion, share
from stagecli.authoring.residuals import Misfit, Pair, Residuals
from stagecli.authoring.test import Miss, Result
from stagecli.model import Model
from stagecli.render.as_json import encoded
from stagecli.render.screen import Screen, cell, grid
from stagecli.report.wording import count, percent, plural

NAMES = {
    "accuracy": "accuracy: detected as labelled",
    "balanced_accuracy": "mean accuracy of the stages",
    "right_when_clear": "right when clear",
    "accepted": "detected as labelled or accepted",
    "within_one": "within one stage of the label",
    "ranked_probability_score": "ranked probability score",
    "log_loss": "log loss (nats)",
    "calibration_error": "expected calibration error",
}
SHARES = ("accuracy", "balanced_accuracy", "right_when_clear", "accepted", "within_one")
_FEWEST = 30  # subjects from which a percentile bootstrap can be trusted a little
_FEW = 20  # of a list that are shown
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
    rows = f", in {count(result.rows, 'en')} rows" if result.rows > result.subjects else ""
    screen.line(f"{source}: {plural(result.subjects, 'labelled subject')}{rows}", "bold")
    if result.unlabelled:
        screen.line(f"Rows without a label, left out: {result.unlabelled}.")
    if result.without_verdict:
        named = ", ".join(name or "without a name" for name in result.without_verdict)
        screen.line(f"Without an answer that counts, left out: {named}.")
    if not result.subjects:
        return
    screen.blank()
    _measures(screen, result)
    screen.blank()
    confusion(screen, result.stages, result.confusion, "labelled")
    if result.misses:
        screen.heading("Read otherwise than labelled")
        screen.line("How far each answer moves the balance, in nats; 0.7 doubles the odds.", "dim")
        for miss in result.misses[:_FEW]:
            _miss(screen, result, miss)
        _more(screen, len(result.misses))
    if result.residuals is not None:
        _residuals(screen, result.residuals)


def _measures(screen: Screen, result: Result) -> None:
    table = grid(34, 8, None)
    table.add_row("", "", Text("95% interval", "dim"))
    for name, each in ((name, result.measures[name]) for name in NAMES if name in result.measures):
        numbers = [shown(name, number) for number in (each.value, each.low, each.high)]
        clear = f" ({result.clear} of {result.rows})" if name == "right_when_clear" else ""
        table.add_row(
            cell(NAMES[name] + clear),
            Text(numbers[0], "bold"),
            Text(f"{numbers[1].removesuffix(' %')} to {numbers[2]}", "dim"),
        )
    screen.show(table)
    screen.line("Of the last three, less is better.", "dim")
    if result.subjects < _FEWEST:
        screen.line(
            f"With fewer than {_FEWEST} subjects the intervals of these are narrower than they should be.", "dim"
        )
    if result.calibrated is not None:
        even, low, high = (shown("calibration_error", of) for of in msgspec.structs.astuple(result.calibrated))
        screen.line(f"A perfectly calibrated ladder would have an error of {even} on these ({low} to {high}).", "dim")
    if result.readers is not None:
        readers, kappa = result.readers, result.readers.kappa
        screen.line(
            f"{readers.labels} labels of {plural(readers.subjects, 'subject')} agree with each other by a quadratic-"
            f"weighted kappa of {kappa.value:.2f} ({kappa.low:.2f} to {kappa.high:.2f}), the ladder with them by "
            f"{readers.ladder:.2f}. Where labels differ, no ladder can be right with all."
        )


def _residuals(screen: Screen, found: Residuals) -> None:
    tested = f"{plural(found.pairs_tested, 'pair')} of signals and {plural(found.options_tested, 'option')}"
    if not found.pairs and not found.misfits:
        screen.blank()
        screen.line(f"Of {tested}, none contradicts the tables beyond chance.", "dim")
        return
    if found.pairs:
        screen.heading("Signals that hang together beyond the stage")
        for pair in found.pairs[:_FEW]:
            screen.line(" and ".join(pair.signals), "bold")
            screen.line(
                f"{pair.information:.2f} bits between {plural(pair.subjects, 'subject')}' answers, p {_p(pair)}",
                indent=2,
            )
            screen.line(_remedy(pair), indent=2)
        _more(screen, len(found.pairs))
        screen.line("Gates first, then test again: other pairs may hang on the same answer.", "dim")
    if found.misfits:
        screen.heading("Answers more or less frequent than the tables say")
        table = grid(34, 10, 10, None)
        table.add_row("", *(Text(head, "dim") for head in ("observed", "expected", "standardised residual")))
        for each in found.misfits[:_FEW]:
            numbers = (count(each.observed, "en"), f"{each.expected:.1f}", f"{each.residual:+.1f}, p {_p(each)}")
            table.add_row(cell(f"{each.signal} {each.option}"), *map(Text, numbers))
        screen.show(table)
        _more(screen, len(found.misfits))
    screen.line(f"Of {tested}; by permutation within stages and by draws, after Benjamini and Hochberg at 5%.", "dim")


def _p(tested: Pair | Misfit) -> str:
    return f"{tested.p_value:.3f}" if tested.p_value >= 0.001 else "below 0.001"


def _remedy(pair: Pair) -> str:
    if (gate := pair.gate) is not None:
        return (
            f"A gate: {gate.on} {' or '.join(gate.closing)} all but settles {gate.signal} ({share(gate.share)} answer "
            f"alike, {share(gate.expected)} by their stages alone). only_if: {{{gate.on}: [{', '.join(gate.options)}]}}"
        )
    if pair.weights:
        tried = " and ".join(f"{weight:g} for {signal}" for signal, weight in pair.weights.items())
        return f"A weight: what they share is counted twice. Try {tried}."
    if pair.correlation > 0:
        return "Their weights allow for that."
    return "They pull in opposite directions, so nothing is counted twice."


def _more(screen: Screen, whole: int) -> None:
    if whole > _FEW:
        screen.line(f"and {whole - _FEW} more; --format json has them all", "dim")


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
