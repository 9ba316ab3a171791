"""The answers for real businesses: complete, apart, and read as README says."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from stagecli import load_model
from tests.field.evaluate import Outcome, interval, outcome, read, table

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")


def test_no_business_is_both_learned_from_and_unseen() -> None:
    ladder = load_model()
    names = [{row.business for row in read(name, ladder)} for name in ("answers.csv", "last.csv")]
    assert [len(some) for some in names] == [40, 20]
    assert not names[0] & names[1]


@pytest.mark.parametrize("name", ["answers.csv", "last.csv"])
def test_every_respondent_answers_for_every_business_and_its_label_is_one(name: str) -> None:
    rows = read(name, load_model())
    respondents, businesses = {row.respondent for row in rows}, {row.business for row in rows}
    assert len(respondents) >= 3
    assert {(row.respondent, row.business) for row in rows} == {(who, one) for who in respondents for one in businesses}
    assert len(rows) == len(respondents) * len(businesses)
    labels = {(row.business, row.labelled.stage, row.labelled.accept) for row in rows}
    assert len(labels) == len(businesses)


def test_readme_has_the_table_that_the_command_makes() -> None:
    found = re.search(r"<!-- field: .*-->\n(.*?)\n<!-- /field -->", README, re.DOTALL)
    assert found is not None
    assert found[1] == table()


def test_an_interval_is_drawn_by_business() -> None:
    one = Outcome("a", "b1", exact=True, accepted=True, within_one=True, log_loss=0.0, confidence=1.0, status="clear",
                  asked=3, applicable=3)  # fmt: skip
    other = one._replace(business="b2", exact=False)

    def exact(rows: Sequence[Outcome]) -> float:
        return sum(row.exact for row in rows) / len(rows)

    assert interval([one, one, one], exact) == (1.0, 1.0)
    assert interval([one] * 50 + [other] * 50, exact) == (0.0, 1.0)  # two businesses, however many rows


def test_the_ladder_and_readme_say_of_the_unseen_what_the_command_finds() -> None:
    ladder = load_model()
    rows = [outcome(ladder, row) for row in read("last.csv", ladder)]
    said = ladder.model.calibration.field_test
    assert said is not None
    shares = (sum(row.exact for row in rows) / len(rows), sum(row.accepted for row in rows) / len(rows))
    clear = [row.exact for row in rows if row.status == "clear"]
    readme = " ".join(README.split())
    assert f"the right stage {shares[0]:.0%} of the time; " in readme
    assert f"one that a reader accepts as well, {shares[1]:.0%}. " in readme
    assert f"of {len(clear)} results called `clear`, {sum(clear)} were exactly right" in readme
    assert (said.subjects, said.exact, said.accepted) == (20, *(round(share, 2) for share in shares))
