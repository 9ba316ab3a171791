"""The page of a questionnaire says what the report says, and reads numbers as the terminal does."""

import random
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any, get_args

import pytest
from msgspec import Struct
from msgspec.structs import replace

from stagecli.answers import DONT_KNOW, Answer, Answers, NoSuchOption, bin_of, match
from stagecli.assessment import assess
from stagecli.classifier import Classifier
from stagecli.cli.interview import first_sentence
from stagecli.errors import Message, UsageError
from stagecli.labels import bare
from stagecli.model import Model, Number, Signal, every_language
from stagecli.model_file import load_model
from stagecli.render.questionnaire.ladder_data import ladder_data
from stagecli.render.questionnaire.message_data import message_data
from stagecli.render.questionnaire.number_data import in_javascript, number_data
from stagecli.render.questionnaire.script import script
from stagecli.report import report
from stagecli.report.sections import Content
from tests.browser import browser
from tests.hardening.questionnaire import generated
from tests.ladders import BUNDLED, SMALL
from tests.test_numbers import DAYS, MEANINGS, MONTHS, ON_A_DAY, TODAY

__all__ = ["browser"]  # the fixture

LANGUAGES = ("en", "el")
SCRIPT = script("number_words.js", "assessment.js", "report.js", "interview.js")
MESSAGES = message_data(SCRIPT, LANGUAGES)
RUN = """
window.reports = ({ data, messages, subjects }) => subjects.map(({ answers, ...who }) => {
  const ladder = ladderOf(data);
  const found = assess(ladder, new Map(answers), who);
  return found && Object.keys(messages).map((language) => report(ladder, messages, found, language));
});
window.numbersRead = ({ signal, numbers, messages, texts, day }) => texts.map((text) => {
  const { key, values, ...found } = readNumber(signal, numbers, text, day);
  return key ? [key, ...Object.keys(messages).map((each) => message(messages, each, key, values))] : found;
});
window.firstSentences = (texts) => texts.map(firstSentence);
window.bared = (texts) => texts.map(bare);
window.written = (given) => given.map(([number, digits]) => general(number, digits));
"""


@pytest.fixture(scope="module")
def run(browser: Any) -> Iterator[Callable[..., Any]]:
    context = browser.new_context(timezone_id="Europe/Athens")
    page = context.new_page()
    page.add_script_tag(content=SCRIPT + RUN)
    yield lambda name, given: page.evaluate(f"(given) => {name}(given)", given)
    context.close()


def some_answers(random_: random.Random, model: Model) -> Answers:
    """Any answers in any order, whether their gates are open or not; few or many of them, a few not known."""
    share = random_.choice([0.1, 0.5, 0.9, 1])
    found: dict[str, Answer] = {}
    for signal in random_.sample(model.signals, len(model.signals)):
        if random_.random() >= share:
            continue
        if random_.random() < 0.1:
            found[signal.id] = Answer(DONT_KNOW, "asked")
        elif signal.number is not None and random_.random() < 0.7:
            number = round(random_.uniform(signal.number.min, signal.number.max), random_.choice([0, 2, 9]))
            found[signal.id] = Answer(bin_of(signal, number), "asked", number)
        else:
            found[signal.id] = Answer(random_.choice(signal.options).id, "asked")
    return found


def by_index(model: Model, answers: Answers) -> list[Any]:
    """Answers as the page has them."""
    at = {signal.id: index for index, signal in enumerate(model.signals)}
    options = {signal.id: [option.id for option in signal.options] for signal in model.signals}
    return [
        [at[signal], {"option": -1 if given.option == DONT_KNOW else options[signal].index(given.option),
                      "number": given.number}]
        for signal, given in answers.items()
    ]  # fmt: skip


def as_the_page_has_it(value: Any) -> Any:
    """A report in plain values: names in camel case, and the kind of each block."""
    if isinstance(value, Struct):
        fields = {_camel(name): as_the_page_has_it(getattr(value, name)) for name in value.__struct_fields__}
        return {**({"kind": type(value).__name__.lower()} if isinstance(value, get_args(Content)) else {}), **fields}
    return [as_the_page_has_it(each) for each in value] if isinstance(value, tuple) else value


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))


def fitted(model: Model) -> Model:
    """The same ladder, fitted to subjects; its stages are not equally common, and all of them require one answer."""
    first = model.signals[0]
    stages = tuple(
        replace(stage, prior=float(at), requires={first.id: (first.options[0].id,)})
        for at, stage in enumerate(model.stages, start=1)
    )
    return replace(model, stages=stages, calibration=replace(model.calibration, fitted_to=1234, field_test=None))


DELIVERY = load_model("software-delivery").model
LADDERS = [(BUNDLED, 180), (DELIVERY, 180), (fitted(BUNDLED), 20), (fitted(DELIVERY), 20),
           *((generated(seed).model, 5) for seed in range(20))]  # fmt: skip
WHO = [None, "Μαρία & Co", " Cafe\u0301 <b>Ole\u0301</b> "]
TIMES = [None, "2026-11-26", "2026-03-28T22:30:00Z", "2026-12-31T22:00:00Z", "2024-02-29T21:59:59Z"]


@pytest.mark.usefixtures("in_athens")
def test_the_page_says_what_the_report_says(run: Callable[..., Any]) -> None:
    random_ = random.Random(11)
    compared = nothing_counts = 0
    for model, number in LADDERS:
        classifier = Classifier(model)
        subjects = [(some_answers(random_, model), random_.choice(WHO), random_.choice(TIMES)) for _ in range(number)]
        given = [{"answers": by_index(model, each), "subject": who, "time": time} for each, who, time in subjects]
        data = {"data": ladder_data(classifier, LANGUAGES), "messages": MESSAGES, "subjects": given}
        for (answers, who, time), found in zip(subjects, run("reports", data), strict=True):
            try:
                assessment = assess(classifier, answers, subject=who, time=time)
            except UsageError:
                assert found is None
                nothing_counts += 1
                continue
            for language, said in zip(LANGUAGES, found, strict=True):
                wanted = as_the_page_has_it(report(assessment, model, language, page=True))
                assert wanted.pop("by") == ""  # on the page it stands above every view
                for heard, meant in zip(said.pop("sections"), wanted.pop("sections"), strict=True):
                    assert heard == meant
                assert said == wanted
            compared += 1
    assert compared + nothing_counts == 500
    assert nothing_counts < 60


YEARS = replace(SMALL.signal("age"), number=Number(unit={"en": "years", "el": "χρόνια"}, min=0.0, max=2000.0))
SIGNALS = [(BUNDLED, MONTHS), (DELIVERY, DAYS), (SMALL, SMALL.signal("age")),
           (SMALL, YEARS)]  # fmt: skip


def by_match(signal: Signal, text: str) -> Any:
    notes: list[Message] = []
    try:
        found = match(signal, text, "asked", tell=notes.append, day=TODAY)
    except NoSuchOption as refused:
        return [refused.what.key, *(refused.what.text(language) for language in LANGUAGES)]
    at = -1 if found.option == DONT_KNOW else [option.id for option in signal.options].index(found.option)
    return {"option": at, "number": found.number, "counted": bool(notes)}


def compare_numbers(run: Callable[..., Any], texts: list[str]) -> int:
    compared = 0
    for model, signal in SIGNALS:
        signals = tuple(signal if each.id == signal.id else each for each in model.signals)
        data = ladder_data(Classifier(replace(model, signals=signals)), LANGUAGES)
        given = {
            "signal": next(each for each in data["signals"] if each["id"] == signal.id), "numbers": number_data(),
            "messages": MESSAGES, "texts": texts, "day": [TODAY.year, TODAY.month, TODAY.day],
        }  # fmt: skip
        for text, found in zip(texts, run("numbersRead", given), strict=True):
            assert found == by_match(signal, text), repr(text)
            compared += 1
    return compared


def test_the_page_reads_every_number_in_the_table(run: Callable[..., Any]) -> None:
    labels = chain.from_iterable((option.id, *every_language(option.label)) for option in MONTHS.options)
    texts = [*MEANINGS, *ON_A_DAY, *labels, "dont know", "Don’t know!", "δεν ξέρω", "n/a", "-", "?", "-0", "5.2019", ""]
    assert compare_numbers(run, texts) == 4 * len(texts)


PLAIN = ["3", "7,5", "2.5", "18", "one", "twelve", "δύο", "ενάμιση", "½", "2½", "a", "ΤΡΕΙΣ"]
COUNTS = [*PLAIN, ".5", "1.000", "12,345", "-1", "+4", "1e2", "0012", "700", "2019", "３", "٣", "1/2", "2 1/2", "36¹",
          "an", "half", "half a", "μισό", "τεσσερισήμισι", "3/2019", "2019-03", "15 March 2019", "Μάρτιο του 2019",
          "2,5.1", "1234567890.125", "0.00001"]  # fmt: skip
KNOWN = ["", "years", "year", "months", "μήνες", "ΧΡΌΝΙΑ", "χρόνος", "days", "μέρες"]
UNITS = [*KNOWN, "YEARS.", "weeks", "fortnight", "yeers", "straße", "x2", "y_z", "χρονιὰ", "half-years", "εξάμηνα"]
BEFORE = ["about", "approx.", "over", "since", "ever since", "από τον", "from", "εδώ και", "~", "for the last", "few",
          "less than", "γύρω στα", "the last", "between", "some", "(", "«", "είμαστε"]  # fmt: skip
AFTER = ["+", "ago", "or so", "περίπου", "and a half", "και μισό", "or more", "old", "!", "...", "has", ")"]
SINCE = [
    "since",
    "από το",
    "from May",
    "ever since Sept.",
    "από τον Οκτώβρη του",
    "since 5 Ιουλίου,",
    "since Ma",
    "Ιαν.",
]
JOINS = ["", "  ", "-", "_", " and ", ", ", " και ", " to ", "–", " ή ", "\u00a0", "\u200b", "\t", " or "]
NOISE = ["ς", "ΐ", "İ", "ß", "ﬁ", "²", "一", "٠", ".", "'", "\u0301", "#", "&"]


def drawn_text(random_: random.Random) -> str:
    """A count and a unit, or several, with what people write around them, and sometimes what nobody does."""

    def mostly(usual: Sequence[str], others: Sequence[str]) -> str:
        return random_.choice(usual if random_.random() < 0.7 else others)

    def term() -> str:
        return f"{mostly(PLAIN, COUNTS)}{mostly(' ', JOINS)}{mostly(KNOWN, UNITS)}"

    terms = mostly([" "], JOINS).join(term() for _ in range(random_.choice([1, 1, 1, 2, 3])))
    text = f"{mostly([''], BEFORE)} {terms}{mostly([' '], JOINS)}{mostly([''], AFTER)}"
    if random_.random() < 0.1:
        text = f"{random_.choice(SINCE)} {random_.randint(1970, 2029)}{mostly([''], AFTER)}"
    if random_.random() < 0.1:
        at = random_.randrange(len(text) + 1)
        text = text[:at] + random_.choice(NOISE) + text[at:]
    return random_.choice([text, text, text.upper(), text.title()])


def test_the_page_reads_any_number_as_the_terminal_does(run: Callable[..., Any]) -> None:
    random_ = random.Random(5)
    texts = [drawn_text(random_) for _ in range(3000)]
    assert compare_numbers(run, texts) == 12_000
    read = [by_match(MONTHS, text) for text in texts]
    assert 600 < sum(isinstance(each, dict) for each in read) < 2400
    assert len({each[0] for each in read if isinstance(each, list)}) >= 9


def test_the_page_takes_the_same_letters_for_the_same(run: Callable[..., Any]) -> None:
    codes = [code for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co")]
    found = run("bared", [chr(code) for code in codes])
    other = [chr(code) for code, text in zip(codes, found, strict=True) if text != bare(chr(code))]
    letters = [letter for letter in other if not unicodedata.name(letter).startswith("CHEROKEE")]
    assert letters == list("ᲀᲁᲂᲃᲄᲅᲆᲇᲈ")  # Old Church Slavonic
    assert run("bared", ["Σίσυφος ΣΑΣ", "Straße", "ΐ’"]) == ["σισυφοσ σασ", "strasse", "ι'"]


def test_the_page_writes_numbers_as_python_does(run: Callable[..., Any]) -> None:
    random_ = random.Random(3)
    numbers = [0.0, 0.5, 1e-5, 0.0001, 600.0, 1e12, 123456789012.0, 1e22, 1.0, -7.25, 99.999999999999]
    numbers += [random_.uniform(0, 10) * 10.0 ** random_.randint(-12, 20) for _ in range(2000)]
    given = [(number, digits) for number in numbers for digits in (6, 12, 15)]
    assert run("written", given) == [f"{number:.{digits}g}" for number, digits in given]


def test_the_page_takes_the_same_for_the_first_sentence(run: Callable[..., Any]) -> None:
    texts = [text for model in (BUNDLED, SMALL) for stage in model.stages for text in every_language(stage.summary)]
    texts += [
        "One. Two",
        "At 7.30 it opens. Then",
        "Ends here.",
        " Why? No! Yes; so",
        "Γιατί; Έτσι. Ναι",
        "A…\n\nb. c",
        "...",
    ]
    assert run("firstSentences", texts) == [first_sentence(text) for text in texts]


def test_no_pattern_looks_behind_which_browsers_of_2021_cannot() -> None:
    patterns = number_data()["patterns"]
    assert [name for name, pattern in patterns.items() if "(?<!" in pattern or "(?<=" in pattern] == []
    assert [name for name, pattern in patterns.items() if re.search(r"\\[wWdDbB]|\(\?P", pattern)] == []
    assert in_javascript(r"(?P<a>\w)[^\W\d_]\W[^\w.,]\d") == (
        r"(?<a>[\p{L}\p{N}_])[\p{L}\p{Nl}\p{No}][^\p{L}\p{N}_][^\p{L}\p{N}_.,]\p{Nd}"
    )
