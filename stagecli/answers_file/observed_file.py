"""Files of measures: what `stagecli observe` wrote, or what somebody wrote for measures of a ladder's own."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from stagecli.dates import is_day
from stagecli.errors import AnswersError, Message, Problem, did_you_mean, first, one_of
from stagecli.measures import CONTRACT, Measure, Measured, MeasureName, Observed, Source, is_exact, rounded
from stagecli.model import Model
from stagecli.observed import measures_of, wrong_number
from stagecli.yaml_document import Document, Path


class ObservedFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file of measures."""

    contract: Annotated[Literal["stagecli/observed/1"], Meta(description="The name and version of this contract.")]
    subject: Annotated[str | None, Meta(description="Who was measured.")] = None
    reference: Annotated[
        str | None, Meta(description="By which the sender of a questionnaire knows who was measured.")
    ] = None
    sources: Annotated[
        tuple[Source, ...],
        Meta(description="Where the measures are from, and the days that were looked at."),
    ] = ()
    measures: Annotated[
        dict[MeasureName, Measured],
        Meta(description="Each measure's value, or the reason why it has none."),
    ] = {}
    answers: Annotated[Any, Meta(description="What followed from them when this was written; not read.")] = None


def observed_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a file of measures."""
    schema: dict[str, Any] = msgspec.json.schema(ObservedFile)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:stagecli:schema:observed:1",
        "title": "File of measures",
        **schema,
    }


def is_observed(contract: str) -> bool:
    """Whether a contract is that of a file of measures, in any version."""
    return contract.startswith(CONTRACT[:-1])


def read_observed(model: Model, document: Document, *, in_result: bool = False) -> Observed:
    """The measures in a document.

    Args:
        model: whose own measures they may be.
        document: a file of measures, or that part of a result.
        in_result: whether a result holds them: another version of the model may have written it, so values that do
            not fit the one in use stay as they were; see `observed.fitting_values`.

    Raises:
        AnswersError: every problem, located.

    """
    try:
        file = msgspec.convert(document.root, ObservedFile, strict=False)
    except msgspec.ValidationError as error:
        from stagecli.model_file.structure import structural_problems

        schema = observed_schema()
        found = list(structural_problems(document, schema, Message("observed_starts_with", contract=CONTRACT)))
        raise AnswersError(first(found or [document.problem((), Message("verbatim", text=str(error)))])) from None
    problems = [*_sources(document, file)]
    known, measures = measures_of(model), {}
    for name, measured in file.measures.items():
        measure = known.get(name)
        if in_result and measure is not None and not _fits(measure, measured):
            measure = None
        value = _value(measured.value, measure)
        problems += _problems(document, file, name, replace(measured, value=value), measure)
        unit = measured.unit if measure is None else measure.unit
        if isinstance(value, float) and is_exact(value):
            value = rounded(unit, value)
        measures[name] = replace(measured, value=value, unit=unit)
    if problems:
        raise AnswersError(first(problems))
    return Observed(sources=file.sources, measures=measures, subject=file.subject)


def _fits(measure: Measure, measured: Measured) -> bool:
    """Whether a value has the measure's unit, or is one of its words."""
    if measure.unit is None:
        return measured.value is None or measured.value in measure.words
    return measured.unit in (None, measure.unit) and not isinstance(measured.value, str)


def _value(value: float | str | None, measure: Measure | None) -> float | str | None:
    """A value as it is meant: YAML's are texts."""
    if isinstance(value, str) and (measure is None or measure.unit is not None):
        try:
            return float(value)
        except ValueError:
            return value
    return value


def _sources(document: Document, file: ObservedFile) -> Iterator[Problem]:
    for index, source in enumerate(file.sources):
        here: Path = ("sources", index)
        days = {"from": source.from_, "until": source.until}
        for key, day in days.items():
            if day is not None and not is_day(day):
                yield document.problem((*here, key), Message("no_day", given=day), Message("day_as"))
        if source.measures and not file.measures:  # otherwise they are taken together above
            hint = Message("observe_one" if len(file.sources) > 1 else "observe_as_business", kind=source.kind)
            yield document.problem((*here, "measures"), Message("measured_apart"), hint, at_key=True)


def _problems(
    document: Document, file: ObservedFile, name: str, measured: Measured, measure: Measure | None
) -> Iterator[Problem]:
    here: Path = ("measures", name)
    value = measured.value
    if (value is None) == (measured.reason is None):
        yield document.problem(here, Message("value_or_reason"), Message("give_value"), at_key=True)
    if not 0 <= measured.source < max(1, len(file.sources)):
        yield document.problem((*here, "source"), Message("no_such_source", count=len(file.sources)))
    if measured.since is not None and not is_day(measured.since):
        yield document.problem((*here, "since"), Message("no_day", given=measured.since), Message("day_as"))
    if isinstance(value, float):
        wrong = wrong_number(measure or Measure(name=name), value, f"{value:.12g}")
        if wrong is not None:
            yield document.problem((*here, "value"), wrong)
    if measure is None or value is None:
        return
    if measure.unit is None and value not in measure.words:
        what = Message("never_says", name=name, word=str(value))
        hint = did_you_mean(str(value), measure.words) or one_of(measure.words)
        yield document.problem((*here, "value"), what, hint)
    elif measure.unit is not None and isinstance(value, str):
        yield document.problem((*here, "value"), Message("no_plain_number", given=value, unit=measure.unit))
    if measured.unit is not None and measured.unit != measure.unit:
        what = Message("measured_in", name=name, unit=measure.unit or "-", given=measured.unit)
        yield document.problem((*here, "unit"), what)
