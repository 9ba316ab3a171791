"""What was measured of sources, in ordered sections: what the ladder reads of it first, then all else."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from stagecli.assessment.localized import LocalizedModel
from stagecli.measures import EXAMPLES, MEASURES, Note, Observed, Source
from stagecli.messages import message, message_or_none
from stagecli.model import Model, Signal
from stagecli.observed import named_in, observed_answers, read_by
from stagecli.report.measured import reason, resting, side_by_side, table, with_alike
from stagecli.report.sections import Content, Paragraph, Points, Section
from stagecli.report.wording import date_in_words


class ObservedSource(Struct, frozen=True):
    """What was measured of one source, in the words of one language."""

    heading: str
    sections: tuple[Section, ...]


def observed_sources(observed: Observed, model: Model, language: str) -> list[ObservedSource]:
    """What was measured, a source at a time.

    Args:
        observed: from `observe`, with measures of each source by itself if they do not go together.
        model: whose signals they may answer.
        language: of the words.

    """
    texts = LocalizedModel(model, language)
    sources, found = observed.sources, []
    for number, source in enumerate(sources, start=1):
        own = _own(observed, number - 1)
        heading = _heading(source, language)
        is_dated = source.until is not None  # otherwise nothing has a value, and a note says why
        notes = _notes(source, language, "observed_notes" if is_dated else "observed_nothing")
        sections = [_all(own, texts), notes] if is_dated else [notes]
        if len(sources) > 1:
            heading = message("source_of", language, heading=heading, number=number, count=len(sources))
        elif is_dated and reads_something(observed.answering(), model):
            sections = [*_read(own, texts), _rest(own, texts), notes]
        found.append(ObservedSource(heading, _filled(sections)))
    if len(sources) > 1 and reads_something(observed.answering(), model):
        found.insert(
            0,
            ObservedSource(message("sources_together", language, count=len(sources)), _filled(_read(observed, texts))),
        )
    if observed.subject and found:
        found[0] = replace(found[0], heading=f"{observed.subject}: {found[0].heading}")
    return found


def _own(observed: Observed, number: int) -> Observed:
    """What was measured of one of the sources."""
    source = observed.sources[number]
    of_it = {name: replace(each, source=0) for name, each in observed.measures.items() if each.source == number}
    return Observed(sources=(source,), measures=source.measures or of_it)


def _heading(source: Source, language: str) -> str:
    days = {}
    if source.from_ is not None and source.until is not None:
        days = {"first": date_in_words(source.from_, language), "last": date_in_words(source.until, language)}
    if source.kind == "git":
        return message("source_git", language, **days)
    if source.kind == "csv":  # which nobody exported
        return message("source_table" if days else "source_table_undated", language, **days)
    kind = message(f"export_kind.{source.kind}", language)
    return message("source_export" if days else "source_export_undated", language, kind=kind, **days)


def _filled(sections: Iterable[Section]) -> tuple[Section, ...]:
    return tuple(section for section in sections if section.blocks)


def reads_something(observed: Observed, model: Model) -> bool:
    """Whether a ladder's rules read any of these measures, with a value or without."""
    names = {*observed.measures, *(name for source in observed.sources for name in source.measures)}
    return not names.isdisjoint(read_by(model))


def _read(observed: Observed, texts: LocalizedModel) -> Iterator[Section]:
    """What a ladder reads of it: the answers, and the signals that were not measured."""
    yield from _answers(observed, texts)
    yield _unseen(observed, texts)


def _answers(observed: Observed, texts: LocalizedModel) -> Iterator[Section]:
    """Every signal that was measured, as a section: the answer, and what it rests on."""
    for signal, found in observed_answers(texts.model, observed.values()).items():
        said = message("observed_unfit", texts.language) if found.option is None else with_alike(signal, found, texts)
        points = ("", said), *(("", _resting(name, observed, texts)) for name in found.measures)
        yield Section(texts.question(signal), (Points("", tuple(points)),))


def _resting(name: str, observed: Observed, texts: LocalizedModel) -> str:
    examples = ", ".join(observed.measures[name].examples[:EXAMPLES])
    shown = resting(name, observed, texts)
    return f"{shown}: {examples}" if examples else shown


def _unseen(observed: Observed, texts: LocalizedModel) -> Section:
    """The signals that were not measured, and why."""
    found = observed_answers(texts.model, observed.values())
    unseen = [signal for signal in texts.model.signals if signal.id not in found]
    why = [(texts.question(signal.id), _why_not(signal, observed, texts)) for signal in unseen if signal.observe]
    blocks: list[Content] = [Points("", tuple(why))] if why else []
    if without := [("", texts.question(signal.id)) for signal in unseen if not signal.observe]:
        blocks += [Paragraph(message("observed_no_trace", texts.language), soft=True), Points("", tuple(without))]
    return Section(message("observed_unseen", texts.language), tuple(blocks))


def _why_not(signal: Signal, observed: Observed, texts: LocalizedModel) -> str:
    """Why a signal has no answer: values that fit no rule, as far as a whole rule has them, or else what is missing."""
    rules = [named_in(rule) for rule in signal.observe]
    measured = observed.values()
    fit_none = dict.fromkeys(name for names in rules if measured.keys() >= {*names} for name in names)
    if fit_none:
        values = side_by_side((resting(name, observed, texts, period=False) for name in fit_none), texts.language)
        return message("observed_between", texts.language, values=values)
    missing = [observed.measures[name].reason for names in rules for name in names if name in observed.measures]
    reasons = dict.fromkeys(key for key in missing if key is not None)
    if reasons:
        return side_by_side((reason(key, texts.language) for key in reasons), texts.language)
    return message("observed_elsewhere" if len(observed.sources) == 1 else "observed_not_in_busiest", texts.language)


def _rest(observed: Observed, texts: LocalizedModel) -> Section:
    """All measures that were not shown with an answer."""
    shown = {name for found in observed_answers(texts.model, observed.values()).values() for name in found.measures}
    heading = message("observed_rest" if shown else "measured", texts.language)
    return _table(heading, [name for name in observed.measures if name not in shown], observed, texts)


def _all(observed: Observed, texts: LocalizedModel) -> Section:
    """All measures, where no answers follow from them."""
    return _table(message("measured", texts.language), list(observed.measures), observed, texts)


def _table(heading: str, names: Sequence[str], observed: Observed, texts: LocalizedModel) -> Section:
    return Section(heading, (table(names, observed, texts, period=False),) if names else ())


def _notes(source: Source, language: str, heading: str) -> Section:
    items = tuple(("", text) for note in source.notes if (text := note_in_words(note, language)))
    return Section(message(heading, language), (Points("", items),) if items else ())


def urgent_notes(observed: Observed, language: str) -> Iterator[str]:
    """Why nothing that was measured counts, so that it is told where the notes are not shown."""
    for source in observed.sources:
        for note in source.notes:
            if note.key in _URGENT and (text := note_in_words(note, language)) is not None:
                yield text


_URGENT = ("export_day_unknown", "export_is_old", "personal")


def note_in_words(note: Note, language: str) -> str | None:
    """A note as a sentence; None if nobody knows it."""
    days = {name: date_in_words(str(each), language) if name == "day" else each for name, each in note.values.items()}
    try:
        return message_or_none(f"note.{note.key}", language, **days)
    except (KeyError, ValueError, IndexError):
        return None


def every_measure(language: str) -> Section:
    """All measures that stagecli knows, each with its unit, how it is worked out and what it needs."""
    blocks: list[Content] = [Paragraph(message(f"minimum.{each}", language)) for each in ("habits", "exports")]
    for name, measure in MEASURES.items():
        says = message("says_words", language, words=", ".join(measure.words))
        if measure.unit is not None:
            says = message("says_numbers", language, unit=message(f"unit_name.{measure.unit}", language))
        points = [
            (f"{name}:", f"{message(f'measure.{name}', language)} – {says}."),
            ("", message(f"formula.{name}", language)),
        ]
        if (needs := message_or_none(f"minimum.{name}", language)) is not None:
            points.append(("", message("needs", language, what=needs)))
        blocks.append(Points("", tuple(points)))
    return Section(message("all_measures", language), tuple(blocks))
