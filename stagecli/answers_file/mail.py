"""The texts of a saved mail, its attachments among them, in which answers may be."""

import contextlib
import re
from email.message import Message as Mail
from email.parser import BytesParser

from stagecli.answers_file.returned import has_line
from stagecli.errors import Message, Problem
from stagecli.labels import without_markup
from stagecli.yaml_document import DocumentError

_TYPE = re.compile(rb"(?i)[\r\n]content-type[^\r\n]*(?:(?:\r\n?|\n)[ \t][^\r\n]*)*")
_MOST_LINES = 10_000_000  # times parts: the parser compares each line with the boundary of every part that is open
_MOST_TYPES = 1_000_000_000  # squares of bytes: so its time grows with the length of a type


def texts(data: bytes, file: str) -> list[str]:
    """Every text in a mail, decoded; of the alternatives that it offers the first in which answers are.

    Raises:
        DocumentError: the mail is nested too deep, or has too many parts.

    """
    lines, parts = data.count(b"\n") + data.count(b"\r"), data.lower().count(b"boundary") + 1
    types = sum(len(each) ** 2 for each in _TYPE.findall(b"\n" + data))
    if lines * parts <= _MOST_LINES and types <= _MOST_TYPES:
        with contextlib.suppress(RecursionError):
            return _texts(BytesParser().parsebytes(data))
    raise DocumentError(Problem(file, None, None, "", Message("mail_too_deep"), Message("save_the_line")))


def _texts(mail: "Mail[str, str]") -> list[str]:
    parts = mail.get_payload()
    if isinstance(parts, list):  # also a mail that was forwarded whole
        read = [_texts(part) for part in parts if isinstance(part, Mail)]
        if mail.get_content_subtype() == "alternative":
            return next((texts for texts in read if any(map(has_line, texts))), [])
        return [text for texts in read for text in texts]
    data = mail.get_payload(decode=True)
    if not isinstance(data, bytes):
        return []
    charset = mail.get_content_charset("utf-8")
    # All others that are in use have ASCII where UTF-8 has it, and a line and JSON's signs are ASCII.
    text = data.decode(charset if charset in ("utf-7", "utf-16", "utf-16le", "utf-16be") else "utf-8-sig", "replace")
    return [without_markup(text) if mail.get_content_subtype() == "html" else text]
