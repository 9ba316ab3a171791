"""Encodings of text: the one that the user names, and the one that would read what is not UTF-8."""

import codecs
import re

from stagecli.errors import Message, UsageError, did_you_mean

UTF_16 = ("utf-16", "utf-16-le", "utf-16-be")
_COMMON = ("utf-8", "cp1253", "iso8859-7", "cp1252", "utf-16")
_WORD = re.compile(r"[^\W\d_]+")


def codec(encoding: str) -> str:
    """Look up a codec: UTF-16, or one whose line ends and delimiters are ASCII.

    Raises:
        UsageError: there is no such codec, or its line ends and delimiters are not ASCII.
    """
    try:
        name = codecs.lookup(encoding).name
        if name in UTF_16 or ('\n\r,;\t|"'.encode(name) == b'\n\r,;\t|"' and b"\n".decode(name) == "\n"):
            return name
    except (LookupError, ValueError, TypeError):
        hint = did_you_mean(encoding.lower(), _COMMON) or Message("such_as", known=", ".join(_COMMON))
        raise UsageError("no_such_encoding", given=encoding, hint=hint) from None
    raise UsageError("encoding_without_lines", given=encoding)


def how_to_read(data: bytes, tried: str) -> Message | None:
    """Say which encoding reads what the one that was tried does not, as far as the bytes can tell."""
    found = _likely(data, tried)
    return None if found is None else Message("read_with_encoding", encoding=found)


def _likely(data: bytes, tried: str) -> str | None:
    even, odd = data[::2].count(0), data[1::2].count(0)
    if max(even, odd) > max(1, 9 * min(even, odd)):  # every other byte of ASCII in UTF-16
        return "utf-16-be" if even > odd else "utf-16-le"
    above = sum(byte > 127 for byte in data)
    read = sum(len(letter.encode()) for letter in data.decode("utf-8", "ignore") if not letter.isascii())
    if 2 * read > above:  # it is UTF-8, apart from some damage
        return "utf-8" if tried != "utf-8" else None
    for encoding in ("cp1253", "cp1252"):
        text = data.decode(encoding, "replace")
        letters = sum(letter.isalpha() and not letter.isascii() for letter in text)
        words = (word for word in _WORD.findall(text) if not any(map(str.isascii, word)))
        in_words = sum(len(word) for word in words if len(word) > 1)
        if "\ufffd" not in text and 2 * letters > above and (encoding == "cp1252" or 2 * in_words > letters):
            return encoding  # Greek words have no Latin letters; in Western ones, few letters have accents
    return None
