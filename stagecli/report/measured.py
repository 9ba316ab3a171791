"""What was measured, in words: values, what they rest on, and where somebody says otherwise."""

from collections.abc import Iterable, Iterator

from stagecli.assessment import Assessment, MeasureChange
from stagecli.assessment.localized import LocalizedModel
from stagecli.assessment.signal_answers import SignalAnswer
from stagecli.measures import MEASURES, Observed, Value
from stagecli.messages import message, message_or_none
from stagecli.observed import ObservedAnswer, own_measure, read_by
from stagecli.report.sections import AnswerTable, Content, Paragraph, Points
from stagecli.report.wording import answer, plain


def title(name: str, texts: LocalizedModel) -> str:
    """What a measure is called; its name if nobody knows it."""
    own = texts.model.measures.get(name)
    return (
        message(f"measure.{name}", texts.language) if name in MEASURES else texts.localized(own.title) if own else name
    )


def value(name: str, found: Value, unit: str | None, texts: LocalizedModel) -> str:
    """A measure's value with its unit, or its word in words."""
    if isinstance(found, str):
        return message_or_none(f"word.{name}.{found}", texts.language) or found
    if unit == "share":
        return f"{plain(round(100 * found, 2), texts.language)}%"
    own, number = texts.model.measures.get(name), plain(found, texts.language)
    if own is not None and own.unit is not None and unit in (None, own_measure(name, own).unit):
        return f"{number} {texts.localized(own.unit)}"
    key = f"{unit}_one" if found == 1 else unit
    return message_or_none(f"unit.{key}", texts.language, number=number) or f"{number} {unit or ''}".rstrip()


def sample(name: str, observed: Observed, texts: LocalizedModel, *, period: bool = True) -> str:
    """What a value was counted from and over which months, as `18 releases, July 2025 to July 2026`; may be empty.

    Without `period` the months are said only if they are not those of the source.
    """
    measured, source, said = observed.measures[name], observed.source_of(name), []
    if measured.counted is not None and name in MEASURES:
        key = f"counted.{MEASURES[name].counted}{'_one' if measured.counted == 1 else ''}"
        said.append(message(key, texts.language, number=plain(measured.counted, texts.language)))
    if source is not None and source.until is not None and (period or measured.since is not None):
        first = measured.since or source.from_ or source.until
        months = [month(day, texts.language) for day in (first, source.until)]
        said.append(message("months_between", texts.language, first=months[0], last=months[1]))
    return ", ".join(said)


def month(day: str, language: str) -> str:
    """The month of a day, as `July 2025`."""
    year, number, _ = day.split("-")
    return f"{message('month_names', language).split()[int(number) - 1]} {year}"


def with_sample(name: str, observed: Observed, texts: LocalizedModel, *, period: bool = True) -> str:
    """A measure's value and in brackets what it rests on; or the reason why it has none."""
    measured = observed.measures[name]
    if measured.value is None:
        return message("not_measurable", texts.language, reason=reason(measured.reason or "", texts.language))
    found, rests_on = value(name, measured.value, measured.unit, texts), sample(name, observed, texts, period=period)
    return f"{found} ({rests_on})" if rests_on else found


def change(changed: MeasureChange, texts: LocalizedModel) -> str:
    """A measure and its two values, as `Days between releases: 61 → 34 days`; where there is none, the reason."""
    name, before, after = changed.name, changed.before, changed.after
    without = message("not_measurable", texts.language, reason=reason(changed.reason or "", texts.language))
    then, now = (without if each is None else value(name, each, changed.unit, texts) for each in (before, after))
    if isinstance(before, float) and isinstance(after, float) and changed.unit != "share":
        then = plain(before, texts.language)  # the unit is said once
    return message("measure_change", texts.language, title=title(name, texts), before=then, after=now)


def reason(key: str, language: str) -> str:
    """Why a measure has no value."""
    return message_or_none(f"reason.{key}", language) or key


def evidence(answered: SignalAnswer, observed: Observed, texts: LocalizedModel) -> str:
    """The measures that an answer rests on, with their values."""
    names = answered.measured.measures if answered.measured is not None else ()
    shown = (resting(name, observed, texts) for name in names if name in observed.measures)
    return side_by_side(shown, texts.language)


def side_by_side(parts: Iterable[str], language: str) -> str:
    """Measures, answers or reasons in one line: what parts them in English is a question mark in Greek."""
    return f"{message('apart', language)} ".join(parts)


def with_alike(signal: str, found: ObservedAnswer, texts: LocalizedModel) -> str:
    """The answer that measures give, and the options that cannot be told from it."""
    labels = [texts.label(signal, option) for option in found.agreeing]
    if len(labels) == 1:
        return labels[0]
    others = side_by_side(labels[1:], texts.language)
    return message("observed_or", texts.language, answer=labels[0], others=others)


def resting(name: str, observed: Observed, texts: LocalizedModel, *, period: bool = True) -> str:
    """A measure by its title, with its value and what it rests on; `period` as in `sample`."""
    return f"{title(name, texts)}: {with_sample(name, observed, texts, period=period)}"


def otherwise(assessment: Assessment) -> list[SignalAnswer]:
    """The answers where what was measured differs from what somebody says."""
    return [each for each in assessment.answers if each.agrees is False]


def said_and_measured(assessment: Assessment, texts: LocalizedModel) -> Iterator[Content]:
    """Where both differ: both, what the measure rests on, which one counts, and one question about it."""
    found, observed = otherwise(assessment), assessment.observed
    if not found or observed is None:
        return
    for each in found:
        measured = each.measured
        if each.said is None or measured is None or measured.option is None:
            continue
        label = texts.label(each.signal, measured.option)
        yield Paragraph(texts.question(each.signal))
        yield Points(
            "",
            (
                (message("said", texts.language), answer(each.said, each.signal, texts)),
                (message("measured_to_be", texts.language), f"{label}. {evidence(each, observed, texts)}"),
            ),
        )
        counting = message(_COUNTING.get(measured.standing, "said_counts"), texts.language)
        yield Paragraph(f"{counting} {_asked(each, texts)}", soft=True)


_COUNTING = {"counted": "measured_counts", "not_counted": "said_counts_after_all"}
"""Which of the two counts where both differ; elsewhere what was said."""


def _asked(each: SignalAnswer, texts: LocalizedModel) -> str:
    """One question about why the two may differ; where less was measured than was said, another."""
    if each.measured is None:
        return ""
    name, said, found = each.measured.measures[0], each.said, each.measured.number
    less = found is not None and said is not None and said.number is not None and found < said.number
    other = message_or_none(f"ask_less.{name}" if less else f"ask.{name}.{each.measured.option}", texts.language)
    return other or message_or_none(f"ask.{name}", texts.language) or message("ask_measured", texts.language)


def measured_alone(assessment: Assessment, texts: LocalizedModel) -> Iterator[str]:
    """What was measured but does not count, each as a remark."""
    observed = assessment.observed
    for each in assessment.answers:
        measured = each.measured
        if observed is None or measured is None or measured.standing in ("counted", "said"):
            continue
        shown = evidence(each, observed, texts)
        if measured.option is not None:
            shown = f"{texts.label(each.signal, measured.option)}. {shown}"
        question = texts.question(each.signal)
        yield message(f"measured_{measured.standing}", texts.language, question=question, measured=shown)


def all_measured(assessment: Assessment, texts: LocalizedModel) -> Iterator[Content]:
    """Every measure that the ladder reads, or all if it reads none of them; with its value, or why it has none."""
    observed = assessment.observed
    if observed is None or not observed.measures:
        return
    read = read_by(texts.model)
    names = [name for name in observed.measures if name in read]
    if not names:
        yield Paragraph(message("ladder_reads_none", texts.language), soft=True)
    yield table(names or observed.measures, observed, texts)


def table(names: Iterable[str], observed: Observed, texts: LocalizedModel, *, period: bool = True) -> AnswerTable:
    """Measures, each with its value or the reason why it has none; `period` as in `sample`."""
    headings = (message("measure", texts.language), message("value", texts.language))
    rows = ((title(name, texts), with_sample(name, observed, texts, period=period)) for name in names)
    return AnswerTable(headings, tuple(rows))
