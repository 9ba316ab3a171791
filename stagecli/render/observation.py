"""The output of `observe`: as text, and as a file of measures in JSON or YAML."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from stagecli.measures import MEASURES, Observed
from stagecli.messages import message, message_or_none
from stagecli.model import Model
from stagecli.observed import observed_answers
from stagecli.render import as_json, as_text
from stagecli.render.screen import Screen
from stagecli.report.observation import ObservedSource
from stagecli.report.sections import Section


def text(sources: Sequence[ObservedSource], *, width: int, colour: bool) -> str:
    """What was measured of each source."""
    screen = Screen(width=width, colour=colour)
    for number, source in enumerate(sources):
        if number:
            screen.blank()
        screen.line(source.heading, "bold green")
        as_text.sections(screen, source.sections)
    return screen.text()


def listed(section: Section, *, width: int, colour: bool) -> str:
    """A section by itself."""
    screen = Screen(width=width, colour=colour)
    screen.line(section.heading, "bold green")
    for block in section.blocks:
        as_text.block(screen, block)
    return screen.text()


def json(document: Mapping[str, Any]) -> str:
    """A document in JSON."""
    return as_json.encoded(dict(document))


def yaml(document: Mapping[str, Any]) -> str:
    """A document in YAML."""
    import yaml as writer  # reading and writing YAML is rare

    written: str = writer.dump(
        dict(document), Dumper=writer.CSafeDumper, allow_unicode=True, sort_keys=False, width=110
    )
    return written


def measures_listed(language: str) -> dict[str, Any]:
    """All measures that stagecli knows, each with its unit or words, its title, how it is worked out, what it needs."""
    return {
        "contract": "stagecli/measures/1",
        "language": language,
        "measures": {
            name: {
                "unit": measure.unit,
                "words": list(measure.words),
                "title": message(f"measure.{name}", language),
                "formula": message(f"formula.{name}", language),
                "minimum": message_or_none(f"minimum.{name}", language),
            }
            for name, measure in MEASURES.items()
        },
    }


def measures_file(observed: Observed, model: Model) -> dict[str, Any]:
    """A file of measures; what follows from them is there to be seen, and is not read back."""
    found: dict[str, Any] = msgspec.to_builtins(observed)
    if observed.subject is None:
        del found["subject"]
    answers: Mapping[str, Any] = msgspec.to_builtins(observed_answers(model, observed.values()))
    first = [name for name in ("contract", "subject", "sources") if name in found]
    return {**{name: found[name] for name in first}, **found, "answers": answers}
