"""Answers that a questionnaire returns: JSON for programs, or the same in one line that any mail carries.

The line is `stagecli[`, base64url of a JSON list, a full stop, its checksum as eight hexadecimal digits, `]stagecli`.
The checksum finds damage on the way; who wrote the line it does not prove.
"""

import base64
import re
import zlib

import msgspec
from msgspec import Struct

from stagecli.answers import Answer, Answers
from stagecli.errors import Message, Problem
from stagecli.yaml_document import Document, DocumentError

_FORM = "stagecli/answers/"  # how a contract begins, before its number
CONTRACT = f"{_FORM}1"
"""The form that is written and read."""
_NAMES = ("reference", "subject", "time", "language", "answers")

_IGNORED = "[\\s>=\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*"
"""What mail programs put into a long line: breaks, quotation marks, and characters that nobody sees."""


def _spread(*signs: str) -> str:
    """A pattern of signs with whatever is ignored between them."""
    return _IGNORED.join(signs)


_END = _spread(r"\]", *"stagecli")
_LINE = re.compile(
    _spread(*"stagecli", r"\[", f"(?P<inside>W{_IGNORED}z[^\\[\\]]*)(?P<end>{_END})?")  # the list begins with [1
    + "|" + _spread(r"\.", *["[0-9a-f]"] * 8, _END)
)  # fmt: skip
_INSIDE = re.compile(r"([A-Za-z0-9_-]+)\.([0-9a-f]{8})")


class ReturnedModel(Struct, frozen=True):
    """The ladder that a questionnaire was made of."""

    id: str
    version: str
    sha256: str


class Returned(Struct, frozen=True, kw_only=True):
    """What a questionnaire returns, as in its JSON."""

    contract: str = CONTRACT
    model: ReturnedModel
    reference: str | None = None
    subject: str | None = None
    time: str | None = None
    language: str | None = None
    answers: dict[str, str | float]
    """By signal id: an option id, a number, or `dont_know`."""

    def given(self) -> Answers:
        """What was answered; a number as yet without its option."""
        return {signal: _answer(given) for signal, given in self.answers.items()}


def _answer(given: str | float) -> Answer:
    """An option, or a number: as text, if YAML was read, but no option's id begins like one."""
    try:
        number = float(given) if str(given)[:1] in "-0123456789" else None
    except ValueError:
        number = None
    return Answer(str(given), "file", number)


def is_returned(contract: str) -> bool:
    """Whether a contract is that of returned answers, in any form."""
    return contract.startswith(_FORM)


def answers_line(returned: Returned) -> str:
    """The line of returned answers, byte for byte as the questionnaire's own script writes it."""
    import json  # only to write one: msgspec writes some numbers and signs in another way than browsers

    answers = {
        signal: int(given) if isinstance(given, float) and given.is_integer() else given
        for signal, given in returned.answers.items()
    }
    model, (*names, _) = returned.model, _NAMES
    fields = [1, model.id, model.version, model.sha256, *(getattr(returned, name) for name in names), answers]
    written = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()
    inside = base64.urlsafe_b64encode(written).rstrip(b"=")
    return f"stagecli[{inside.decode()}.{zlib.crc32(inside):08x}]stagecli"


def has_line(text: str) -> bool:
    """Whether a line of answers, or a part of one with a mark, is in a text."""
    return _LINE.search(text) is not None


def lines_in(text: str, file: str) -> list[Document]:
    """The lines of answers in a text, each as the document that its questionnaire would have downloaded.

    Raises:
        DocumentError: a line is cut or damaged.

    """
    found = []
    for line in _LINE.finditer(text):
        root = _decoded(re.sub(_IGNORED, "", line["inside"])) if line["end"] else None
        if root is None:
            what, number = Message("line_damaged" if line["end"] else "line_cut"), text.count("\n", 0, line.start()) + 1
            raise DocumentError(Problem(file, number, None, "", what, Message("copy_the_line_whole")))
        found.append(Document(file, root, (), ()))
    return found


def _decoded(inside: str) -> dict[str, object] | None:
    """What is between the marks, as a questionnaire's JSON has it; None if it is damaged."""
    whole = _INSIDE.fullmatch(inside)
    if whole is None or zlib.crc32(whole[1].encode()) != int(whole[2], 16):
        return None
    try:
        fields = msgspec.json.decode(base64.urlsafe_b64decode(f"{whole[1]}==="))
        form, model_id, version, sha256, *others = fields
    except (ValueError, TypeError, RecursionError):
        return None
    model = {"id": model_id, "version": version, "sha256": sha256}
    return {"contract": f"{_FORM}{form}", "model": model, **dict(zip(_NAMES, others, strict=False))}
