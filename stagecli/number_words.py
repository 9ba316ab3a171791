"""Numbers as people write them: `7,5`, "about 3 years", "ενάμιση χρόνο", "since March 2019".

Texts come as `labels.bare` leaves them, without case and accents, and the words below are spelled like that. The page
of a questionnaire reads numbers by the same words and patterns, which have no look-behind: older browsers lack it.
"""

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from stagecli.dates import month_named
from stagecli.errors import Message
from stagecli.labels import bare
from stagecli.numbers import THOUSANDS, parse_number


class Quantity(NamedTuple):
    """What a text means, in the signal's own unit."""

    least: float
    most: float
    """The same, but for a year without its month."""
    counted: bool = False
    """Whether it was counted back from a day."""


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


PIECES = {  # these need a unit: "a" alone is no number
    **dict.fromkeys(("a", "an"), 1.0),
    **dict.fromkeys(("half", "half a", "half an", "μισο", "μισοσ", "μιση", "μισησ"), 0.5),
}
WORDS = {
    **PIECES,
    **{word: float(number) for number, words in enumerate((
        "zero μηδεν", "one ενα ενασ εναν ενοσ μια μιασ", "two δυο", "three τρια τρεισ τριων",
        "four τεσσερα τεσσερισ τεσσερεισ τεσσαρων", "five πεντε", "six εξι", "seven επτα εφτα", "eight οκτω οχτω",
        "nine εννεα εννια", "ten δεκα", "eleven εντεκα ενδεκα", "twelve δωδεκα",
    )) for word in words.split()},
    **{word: number + 0.5 for number, words in enumerate((
        "εναμιση εναμισησ εναμισι μιαμιση μιαμισησ μιαμισι", "δυομισι δυομιση", "τρεισημισι τριαμισι τρεισημιση",
        "τεσσερισημισι τεσσεραμισι τεσσερισημιση", "πεντεμισι πεντεμιση",
    ), start=1) for word in words.split()},
}  # fmt: skip
YEARS = ("year", "years", "χρονοσ", "χρονο", "χρονια", "ετοσ", "ετη")
"""Units that mean a year: with one of them, "since 2019" can be counted."""
EARLIEST = 1900

_ABOUT = (
    r"about|approx(imately)?(?!\w)\.?|around|roughly|circa|nearly|almost|περιπου|σχεδον|γυρω στ\w+|κοντα στ\w+|καπου"
)
BEFORE = re.compile(
    rf"^((({_ABOUT}|over|more than|at least|for|every|(for )?the (last|past)|πανω απο|περισσοτερ\w+ απο|τουλαχιστον|"
    r"εδω και|για|καθε|πριν( απο)?|(τα|τον|την|τουσ|τισ) τελευται\w+)(?!\w)|[~≈]) ?)+"
)
AFTER = re.compile(
    rf"( ?\+| ({_ABOUT}|or (so|more|longer)|ago|now|already|τωρα|πριν|και (κατι|πανω)|η (και )?περισσοτερ\w+))+$"
)
SINCE = re.compile(
    rf"(?P<since>(((ever )?since|from|απο)( (το|τον|την?|τα|τισ))? )(({_ABOUT}) )?)?"
    r"((?P<year>\d{4})([-/.](?P<month>0?[1-9]|1[0-2])([-/.]\d\d?)?)?|((?P<month_>0?[1-9]|1[0-2])[-/.]|"
    r"(\d\d?(st|nd|rd|th)?( of)? )?(?P<name>[^\W\d_]{3,})[.,]?( \d\d?,)?( of| του)? )(?P<year_>\d{4}))"
)

_PART = r"(?: ?[1-7]⁄[2-8])"
_COUNT = rf"(?:[1-7]⁄[2-8]|\d+(?:[.,]\d+)?|(?:{any_of(WORDS)})(?!\w))"
HALF = re.compile(r"(\d) 1/2(?!\w)|(\w) (?:and (?:a )?half|και μισ(?:οσ?|ησ?))(?!\w)")
RANGE = re.compile(
    rf"(?:^|\W){_COUNT}{_PART}?([ _-]?[^\W\d_]+)?( ?[-–—−/…] ?| (to|or|till|until|η|με|εωσ|ωσ|μεχρι) ){_COUNT}|"
    r"between |μεταξυ "
)
UNITS = "UNITS"
"""Where a signal's units stand in `TERM`."""
TERM = (
    rf"({_COUNT})({_PART})?(?: ?\+)?(?:[ -]?({UNITS}|(?!(?:and|και|{any_of(WORDS)})(?!\w))[^\W\d_]+)(?![^\W\d_])\.?"
    rf"({_PART})?)?"
)
"""A count, and usually its unit."""
BETWEEN = r"(?:,? (?:and|και) |, ?| )"
"""What stands between two of them."""
VAGUE = re.compile(
    r"(?:^|\W)(few|many|some|several|couple|lots?|long time|while|less|under|up to|λιγ\w+|μερικ\w+|πολλ\w+|πολυ\w*|"
    r"αρκετ\w+|καμποσ\w+|καποι\w+|κατω απο|μεχρι)(?!\w)"
)
HYPHEN = re.compile(r"([^\W\d_])[-_]+(?=[^\W\d_])")
LONGEST = 80
"""Characters: longer texts are no numbers."""

FRACTION = re.compile("[¼-¾⅓-⅞]")  # 2½ is not 21/2
RAISED = re.compile("[⁰¹²³⁴-⁹₀-₉]")  # nor is 36¹ 361


def spelled(given: str) -> str:
    """A text as `read` takes it; empty if it can be no number."""
    return "" if RAISED.search(given) else bare(FRACTION.sub(r" \g<0> ", given))


def read(text: str, units: Mapping[str, float], day: date | None) -> Quantity | Message:
    """What a text means, in the signal's own unit; otherwise why it is no number, as a clause that lacks the text.

    "about 3", "over 3" and "3+" are taken as 3. A range, an amount without a number and what may be a year are not
    guessed.

    Args:
        text: from `spelled`.
        units: what each unit is worth in the signal's own, which is among them.
        day: the day up to which "since 2019" counts; None where no day is meant.

    """
    text = " ".join(HYPHEN.sub(r"\1 ", text[: LONGEST + 1]).split()).rstrip(".!")
    if len(text) > LONGEST:
        return Message("not_a_number")
    if (number := parse_number(text)) is not None and not SINCE.fullmatch(text):
        return Quantity(number, number)
    if thousand := re.search(THOUSANDS, text):
        few = f"{float(thousand[1].replace(',', '.')):g}"
        return Message("ambiguous_number", many=re.sub("[.,]", "", thousand[1]), few=few)
    text = HALF.sub(r"\1\2 1⁄2", AFTER.sub("", BEFORE.sub("", text)))
    year = next((units[word] for word in YEARS if word in units), None)
    when = SINCE.fullmatch(text)
    if when and when["name"] and month_named(when["name"]) is None:
        when = None
    if when and year is not None and (when["since"] or EARLIEST <= int(when["year"] or when["year_"]) < 2100):
        return _since(when, year, day)
    if RANGE.search(text):
        return Message("several_numbers")
    return _amount(text, units) or Message("vague_number" if text in units or VAGUE.search(text) else "not_a_number")


def _since(when: re.Match[str], year: float, day: date | None) -> Quantity | Message:
    """How long something has lasted at the end of a day, in whole months: from the month named, or any of the year."""
    if not when["since"]:
        return Message("may_be_year", year=when[0])
    if day is None:
        return Message("since_without_day")
    now, begun = day.year * 12 + day.month, int(when["year"] or when["year_"]) * 12
    month = int(when["month"] or when["month_"] or (when["name"] and month_named(when["name"])) or 0)
    oldest, newest = begun + (month or 1), min(begun + (month or 12), now)
    if begun < EARLIEST * 12 or oldest > now:
        return Message("since_not_between", earliest=str(EARLIEST), day=day.isoformat())
    return Quantity((now - newest) * year / 12, (now - oldest) * year / 12, counted=True)


def _amount(text: str, units: Mapping[str, float]) -> Quantity | Message | None:
    """One number, or several of ever smaller units, as in "3 years and 2 months"; None if it is no such text."""
    term = TERM.replace(UNITS, any_of(map(re.escape, units)))
    if not re.fullmatch(f"{term}(?:{BETWEEN}{term})*", text):
        return None
    total, smallest, terms = 0.0, math.inf, re.findall(rf"(?:^|\W){term}", text)
    for count, part, name, more in terms:
        if count in PIECES and name not in units:
            return None
        if name and name not in units:
            return Message("unknown_unit", name=name)
        worth = units[name] if name else 1.0
        if len(terms) > 1 and (not name or worth >= smallest):
            return Message("several_numbers")
        total, smallest = total + (_value(count) + _value(part) + _value(more)) * worth, worth
    return Quantity(total, total)


def _value(count: str) -> float:
    """A count or a fraction as a number; 0 if it is empty."""
    if "⁄" in count:
        return int(count.strip()[0]) / int(count[-1])
    return WORDS[count] if count in WORDS else float(count.replace(",", ".") or 0)
