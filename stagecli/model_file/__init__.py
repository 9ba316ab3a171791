"""Model files: YAML text to a sound `Model`, or every problem at once.

`load_model` is what everybody calls. The way of a file: bytes → `yaml_document` (values with positions) →
msgspec decodes into the classes of `stagecli.model` → `rules`. Only if something is wrong is it looked at again,
piece by piece: `structure` lists every departure from the JSON Schema, `rules` every broken reference in the
parts that could be decoded.
"""

import hashlib
import os
from collections.abc import Mapping
from itertools import islice
from pathlib import Path as FilePath
from typing import Any, TypeVar

import msgspec

from stagecli.errors import ModelError, Problem, UsageError, did_you_mean
from stagecli.model import Case, Language, Model, ModelFile, Signal, Stage
from stagecli.model_file.languages import missing_languages, unknown_languages
from stagecli.model_file.rules import Parts, findings
from stagecli.yaml_document import MAX_BYTES, Document, DocumentError, read_yaml

BUNDLED = ("social-media",)
"""Names of the ladders that come with the program, usable wherever a model file is."""

MAX_PROBLEMS = 200  # nobody mends more at once, and each near miss takes time to find


def load_model(source: str | os.PathLike[str] = BUNDLED[0]) -> Model:
    """Load a model from a file, or a bundled one by its name.

    Raises:
        ModelError: the file is not sound; all its problems.
        UsageError: there is no such file or bundled model.

    """
    data, name = _read(source)
    document = _document(data, name)
    return _model(document, hashlib.sha256(data).hexdigest())


def check_model(source: str | os.PathLike[str]) -> tuple[Model, tuple[Problem, ...]]:
    """Load a model, and also say what is sound but worth knowing: texts that lack a language.

    Raises:
        ModelError, UsageError: as `load_model`.

    """
    data, name = _read(source)
    document = _document(data, name)
    model = _model(document, hashlib.sha256(data).hexdigest())
    return model, tuple(missing_languages(document, model.languages))


def bundled_path(name: str) -> FilePath:
    """Where a bundled ladder is: inside an installed package, or beside it in a checkout."""
    if name not in BUNDLED:
        raise KeyError(name)
    package = FilePath(__file__).parent.parent
    inside = package / "stages.yaml"
    return inside if inside.exists() else package.parent / "stages.yaml"


def _read(source: str | os.PathLike[str]) -> tuple[bytes, str]:
    name = os.fspath(source)
    path = bundled_path(name) if name in BUNDLED else FilePath(name)
    try:
        with path.open("rb") as file:
            shown = name if name not in BUNDLED else path.name
            return file.read(MAX_BYTES + 1), shown.encode("utf-8", "backslashreplace").decode()
    except FileNotFoundError:
        bare = path.suffix == "" and len(path.parts) == 1
        hint = did_you_mean(name, BUNDLED) if bare else ""
        raise UsageError(
            f"There is no model file '{name}'. {hint or 'Bundled ladders: ' + ', '.join(BUNDLED) + '.'}"
        ) from None
    except (OSError, ValueError) as error:
        known = isinstance(error, OSError) and error.strerror
        reason = known or "no file can have this name"  # a ValueError: NUL, or half a character
        raise UsageError(f"The model file '{name}' cannot be read: {reason}.") from None


def _document(data: bytes, name: str) -> Document:
    try:
        return read_yaml(data, name)
    except DocumentError as error:
        raise ModelError([error.problem]) from None


def _model(document: Document, sha256: str) -> Model:
    try:
        file = msgspec.convert(document.root, ModelFile, strict=False)
    except msgspec.ValidationError as error:
        raise ModelError(_all_problems(document, str(error))) from None
    parts = Parts(
        stages=dict(enumerate(file.stages)),
        signals=dict(enumerate(file.signals)),
        cases=dict(enumerate(file.cases)),
        stage_ids=tuple(stage.id for stage in file.stages),
        signal_ids=tuple(signal.id for signal in file.signals),
    )
    problems = [*document.problems, *_broken_rules(document, parts, file.languages)]
    if problems:
        raise ModelError(_in_order(problems))
    return Model(**{name: getattr(file, name) for name in ModelFile.__struct_fields__}, sha256=sha256)


def _all_problems(document: Document, first: str) -> list[Problem]:
    """Every problem of a file that could not be decoded as a whole."""
    from stagecli.model_file.structure import structural_problems

    root = document.root
    problems = [*document.problems, *islice(structural_problems(document), MAX_PROBLEMS + 1)]
    if isinstance(root, Mapping):
        parts = Parts(
            stages=_decoded(root.get("stages"), Stage),
            signals=_decoded(root.get("signals"), Signal),
            cases=_decoded(root.get("cases"), Case),
            stage_ids=tuple(_ids(root.get("stages"))),
            signal_ids=tuple(_ids(root.get("signals"))),
        )
        told = {(problem.line, problem.column) for problem in problems}
        broken = _broken_rules(document, parts, _languages(root))
        problems += [problem for problem in broken if (problem.line, problem.column) not in told]
    # never silent, should the schema ever allow what the decoder refuses
    return _in_order(problems or [document.problem((), first)])


def _broken_rules(document: Document, parts: Parts, languages: tuple[str, ...]) -> list[Problem]:
    problems = [document.problem(*finding) for finding in islice(findings(parts), MAX_PROBLEMS + 1)]
    if languages:
        problems += islice(unknown_languages(document, languages), MAX_PROBLEMS + 1)
    return problems


def _languages(root: Mapping[str, Any]) -> tuple[str, ...]:
    """The languages of a broken file; empty if they cannot be read."""
    try:
        return msgspec.convert(root.get("languages", ("en",)), tuple[Language, ...])
    except msgspec.ValidationError:
        return ()


_Part = TypeVar("_Part")


def _decoded(items: Any, kind: type[_Part]) -> dict[int, _Part]:
    """Those items that are sound in themselves, by their index."""
    decoded: dict[int, _Part] = {}
    for index, item in enumerate(items if isinstance(items, list) else ()):
        try:
            decoded[index] = msgspec.convert(item, kind, strict=False)
        except msgspec.ValidationError:
            continue
    return decoded


def _ids(items: Any) -> list[str]:
    """The ids of all items, empty text for those that cannot be read."""
    ids = [item.get("id") if isinstance(item, dict) else None for item in (items if isinstance(items, list) else ())]
    return [name if isinstance(name, str) else "" for name in ids]


def _in_order(problems: list[Problem]) -> list[Problem]:
    """In file order, each once, and no more than can be mended."""
    ordered = sorted(dict.fromkeys(problems), key=lambda problem: (problem.line or 0, problem.column or 0))
    if len(ordered) > MAX_PROBLEMS:
        what, hint = f"there are more than {MAX_PROBLEMS} problems", "These are the first; mend them and check again."
        ordered[MAX_PROBLEMS:] = [Problem(ordered[0].file, None, None, "", what, hint)]
    return ordered
