"""Labels as people and forms write them: with markup, codes or numbers around them, or several in one cell."""

import re
import unicodedata
from collections.abc import Mapping

# Patterns are compiled when they are first needed: that is a part of start-up.
_TAG = r"</?[a-zA-Z][^<>]*>"
_HUGE_ENTITY = r"&#[0-9]{9,};?"  # of no character; Python refuses numbers of thousands of digits
NO_WORD = r"(?:[^\w<>≤≥+#%]|_)+"  # the signs that are left tell C from C++, and less from more
_CODE = (
    r"\s*(?:"
    r"[\[(][A-Za-z]{0,5}\d[\w.]{0,12}[\])]\s*[-–—.:)]?(?!\d)"  # [G01Q02] and (3)
    r"|[A-Za-z]{0,4}\d[\w.]{0,12}?\s*[.:)\]](?!\d)"  # 1. and 7) and Q3_2. but not 2.5 or 1:30
    r"|[A-Za-z]{0,4}\d\w{0,12}(?:\s+[-–—]|[-–—](?=\s))(?!\s*\d)"  # 5 - label, but not 2 - 3 times or 2-weekly
    r")\s*"
)
_CODES = 3  # most codes in front of a text
_LONG = 2000  # characters; longer texts are no labels with codes
_CODE_BEHIND = r"\s*[\[(]\s*[A-Za-z]{0,3}\d{1,4}\s*[\])]\s*$"
_BETWEEN = r"[;|\n]|,(?=\s)"
_MOST_PIECES = 100  # of a cell that may hold several answers: labels are short, and forms have few questions of many


class _Bare(dict[int, int | None]):
    """For `str.translate`: drops accents and characters without a width; filled as characters are met."""

    def __missing__(self, code: int) -> int | None:
        dropped = unicodedata.combining(chr(code)) or unicodedata.category(chr(code)) == "Cf"
        self[code] = None if dropped else code
        return self[code]


_BARE = _Bare(str.maketrans("’‘ʼ", "'''"))  # to Unicode, the last is a letter


def bare(text: str) -> str:
    """Text without case, accents, final sigma and characters without a width, with plain apostrophes."""
    return (text if text.isascii() else unicodedata.normalize("NFKD", text).translate(_BARE)).casefold()


def normalise(text: str) -> str:
    """Text as it is compared: `bare`, and without hyphens or repeated spaces."""
    return " ".join(bare(text).replace("_", " ").replace("-", " ").split())


def position(text: str, count: int) -> int | None:
    """The index for a number from 1 to count; None if the text is no such number."""
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        return None
    return int(text) - 1 if 1 <= int(text) <= count else None


def without_markup(text: str) -> str:
    """Text without HTML's tags and entities, as form builders export their questions."""
    if "&" in text:
        import html  # takes longer than all the rest

        text = html.unescape(re.sub(_HUGE_ENTITY, "\ufffd", text))
    return re.sub(_TAG, " ", text) if "<" in text else text


def loosely(text: str) -> str:
    """Text as words alone, for comparison: no markup, case, accents, final sigma or punctuation."""
    return re.sub(NO_WORD, " ", bare(without_markup(text))).strip()


def readings(text: str) -> list[str]:
    """A text without markup, then without the codes before and behind it, such as `5 - ` and ` (5)`."""
    found = [without_markup(text)]
    if len(text) > _LONG:
        return found
    while len(found) <= _CODES and (code := re.match(_CODE, found[-1])) and (rest := found[-1][code.end() :]).strip():
        found.append(rest)
    return [*found, *(re.sub(_CODE_BEHIND, "", each) for each in found if re.search(_CODE_BEHIND, each))]


def has_letter(text: str) -> bool:
    """Whether there is a letter in it: only such texts are compared loosely, since -1 is not 1."""
    return any(map(str.isalpha, text))


def several(text: str, known: Mapping[str, str]) -> list[str]:
    """What the different labels in a text mean, in order; nothing unless all of it is labels.

    Labels have commas and semicolons themselves, so the longest run of pieces that is known is taken.

    Args:
        text: labels with semicolons, bars, line ends, or commas and spaces between them.
        known: labels, as `loosely` writes them, and what they mean.

    """
    pieces = [piece for each in re.split(_BETWEEN, text) if (piece := loosely(each))]
    found: dict[str, None] = {}
    at = 0
    while at < len(pieces) <= _MOST_PIECES:
        runs = ((end, known.get(" ".join(pieces[at:end]))) for end in range(min(len(pieces), at + 10), at, -1))
        at, meant = next(((end, meant) for end, meant in runs if meant is not None), (0, None))
        if meant is None:
            return []
        found[meant] = None
    return list(found)
