"""Names of files for pages about subjects: readable, the same whatever the order, and safe on every file system."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from stagecli.labels import normalise

_LONGEST = 50  # characters before the ending; of four bytes each, and decomposed, they still fit 255
_RESERVED = re.compile("con|nul|aux|prn|(com|lpt)[0-9]|index")  # devices on Windows, and the page that lists the others
_MORE = 6  # digits of the hash that tell names apart, and as many again if that is not enough


def page_names(subjects: Iterable[str]) -> dict[str, str]:
    """A file name that ends in `.html` for each different subject, in the order of the subjects.

    No two are the same where a file system, or a reader, ignores case, accents or the form of Unicode. All names that
    would be get digits from the hash of the subject's own name, so that no page depends on who came first.
    """
    stems = {subject: _stem(subject) for subject in subjects}
    digits = dict.fromkeys(stems, 0)
    while True:
        names = {subject: _told_apart(subject, stem, digits[subject]) for subject, stem in stems.items()}
        uses = Counter(key for name in names.values() for key in _keys(name))
        unclear = [
            subject
            for subject, name in names.items()
            if _RESERVED.fullmatch(normalise(name)) or any(uses[key] > 1 for key in _keys(name))
        ]
        if not unclear:
            return {subject: f"{name}.html" for subject, name in names.items()}
        for subject in unclear:
            digits[subject] += _MORE


def _stem(subject: str) -> str:
    """The letters and digits of a name, with the marks on them, and a hyphen for all between."""
    stem = ""
    for letter in unicodedata.normalize("NFC", subject.lower()):
        is_mark = stem[-1:] not in ("", "-") and unicodedata.category(letter).startswith("M")
        stem += letter if letter.isalnum() or is_mark else "-"
    return re.sub("-+", "-", stem).strip("-")[:_LONGEST].rstrip("-") or "page"


def _told_apart(subject: str, stem: str, digits: int) -> str:
    if not digits:
        return stem
    hashed = sha256(subject.encode("utf-8", "surrogatepass")).hexdigest()[:digits]
    return f"{stem[: _LONGEST - digits - 1].rstrip('-')}-{hashed}"


def _keys(name: str) -> set[str]:
    """What else a name may be taken for: by a reader, and by a file system that ignores case and Unicode's form.

    Neither says all that the other does: a reader takes `ᾳ` for `α`, case folding for `αι`.
    """
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())
    return {normalise(name), folded}
