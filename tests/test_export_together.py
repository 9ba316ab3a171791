"""Several exports at once: which are of one account, when they were made, and what they say together."""

import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from stagecli.errors import UsageError
from stagecli.measures import Observed
from stagecli.model_file import load_model
from stagecli.observe import Scope, observe
from stagecli.observe.exports.accounts import united
from stagecli.observe.exports.events import DAY, Account, AccountEvent
from stagecli.observed import observed_answers
from tests.git_histories import at
from tests.repositories import Builder

END = datetime(2026, 3, 31, 12, tzinfo=UTC)
NOW = datetime(2026, 6, 1, tzinfo=UTC)
Write = Callable[..., str]


def ago(days: float) -> float:
    return END.timestamp() - days * DAY


def iso(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def x_archive(
    days: Sequence[float], *, who: str | None = "1", opened: float = 900, made: float | None = 0, **more: Any
) -> dict[str, str]:
    """An export of X with tweets so many days before the end."""
    tweets = [
        {
            "tweet": {
                "id_str": f"{n}",
                "created_at": f"{moment(day):%a %b %d %H:%M:%S +0000 %Y}",
                "full_text": "t",
                **more,
            }
        }
        for n, day in enumerate(days)
    ]
    files = {"data/tweets.js": f"window.YTD.tweets.part0 = {json.dumps(tweets)}"}
    if made is not None:
        manifest = {"userInfo": {"accountId": who}, "archiveInfo": {"generationDate": iso(ago(made))}}
        files["data/manifest.js"] = f"window.__THAR_CONFIG = {json.dumps(manifest)}"
    if who is not None:
        own = [{"account": {"accountId": who, "createdAt": iso(ago(opened))}}]
        files["data/account.js"] = f"window.YTD.account.part0 = {json.dumps(own)}"
    return files


def moment(days: float) -> datetime:
    return datetime.fromtimestamp(ago(days), UTC)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(name: str, files: Mapping[str, str], at: datetime = END) -> str:
        with zipfile.ZipFile(tmp_path / name, "w") as out:
            for path, text in files.items():
                out.writestr(zipfile.ZipInfo(path, at.timetuple()[:6]), text)
        return str(tmp_path / name)

    return write


@pytest.fixture
def table(tmp_path: Path) -> Write:
    def table(name: str, days: Sequence[float]) -> str:
        (tmp_path / name).write_text("date,kind,client\n" + "".join(f"{iso(ago(day))},post,\n" for day in days))
        return str(tmp_path / name)

    return table


def look(*sources: str, **scope: Any) -> Observed:
    return observe(sources, Scope(now=NOW, **scope))


def values(found: Observed) -> dict[str, Any]:
    return found.values()


def notes(found: Observed) -> list[list[str]]:
    return [[note.key for note in source.notes] for source in found.sources]


def test_one_export_has_its_measures_above(write: Write) -> None:
    found = look(write("x.zip", x_archive([1, 8, 15])))
    (source,) = found.sources
    assert (source.kind, source.from_, source.until, source.measures) == ("x", "2026-03-16", "2026-03-31", {})
    assert values(found)["posts.counted"] == 3
    assert notes(found) == [["exported", "range_cut"]]


def test_exports_of_one_account_are_one(write: Write) -> None:
    older, newer = write("older.zip", x_archive([100, 30, 20], made=10)), write("newer.zip", x_archive([30, 5]))
    for sources in ((older, newer), (newer, older)):
        found = look(*sources)
        assert [(source.kind, source.until) for source in found.sources] == [("x", "2026-03-31")]
        assert values(found)["posts.counted"] == 4


def test_a_part_that_names_nobody_joins_the_only_account(write: Write) -> None:
    part = write("part.zip", x_archive([40], who=None, made=None))
    assert values(look(write("x.zip", x_archive([100, 5])), part))["posts.counted"] == 3
    assert values(look(part, write("x.zip", x_archive([100, 5]))))["posts.counted"] == 3


def test_a_part_that_names_nobody_stands_alone_beside_two_accounts(write: Write) -> None:
    one, two = (write(f"{who}.zip", x_archive([100, 5], who=who)) for who in "12")
    found = look(one, write("part.zip", x_archive([40], who=None, made=None)), two)
    counted = [source.measures["posts.counted"].value for source in found.sources]
    assert counted == [2, 1, 2]


def test_posts_are_those_of_the_account_with_most_weeks_with_a_post(write: Write) -> None:
    seldom = write("seldom.zip", x_archive([1, 2, 3, 4, 5, 180], who="1", opened=300))
    often = write("often.zip", x_archive([5, 12, 19, 180], who="2", opened=1500))
    for sources in ((seldom, often), (often, seldom)):
        found = look(*sources)
        at = sources.index(often)
        assert found.measures["posts.counted"].value == 4
        assert found.measures["posts.counted"].source == found.measures["talk.replies_per_week"].source == at
        assert found.measures["account.months"].source == at  # the older one
        assert found.measures["account.days_since_sign_of_life"].source == 1 - at  # the one seen last
        assert [source.measures["posts.counted"].value for source in found.sources] == [
            (6, 4)[source == often] for source in sources
        ]


def test_of_accounts_with_as_many_weeks_the_one_with_more_posts_counts_then_the_first(write: Write) -> None:
    one, more = write("1.zip", x_archive([5, 12, 170])), write("2.zip", x_archive([5, 6, 12, 170], who="2"))
    assert look(one, more).measures["posts.counted"].source == 1
    same = write("3.zip", x_archive([6, 13, 171], who="3"))
    assert look(one, same).measures["posts.counted"].source == look(same, one).measures["posts.counted"].source == 0


def test_an_age_that_is_only_a_least_one_holds_where_it_is_greater(write: Write, table: Write) -> None:
    x, posts = write("x.zip", x_archive([100, 5], opened=200)), table("posts.csv", [900, 300, 5])
    found = look(x, posts, until=END.date())
    assert "account.months" not in found.measures
    assert found.measures["account.months_at_least"].value == 29
    found = look(write("y.zip", x_archive([100, 5], opened=1200)), posts, until=END.date())
    assert found.measures["account.months"].value == 39
    assert "account.months_at_least" not in found.measures


def test_a_persons_export_is_shown_and_answers_nothing(write: Write) -> None:
    shares = "Date,ShareLink,ShareCommentary\n" + "".join(f"{moment(day):%Y-%m-%d %H:%M:%S},,\n" for day in (5, 200))
    person = write("linkedin.zip", {"Shares.csv": shares})
    alone = look(person)
    assert (alone.measures, alone.sources[0].measures["posts.counted"].value) == ({}, 1)
    assert notes(alone) == [["exported_by_entries", "personal"]]
    beside = look(person, write("x.zip", x_archive([100, 50])))
    assert {each.source for each in beside.measures.values()} == {1}
    named = look(person, kinds=["linkedin"])
    assert (values(named)["posts.counted"], notes(named)) == (1, [["exported_by_entries"]])


def test_a_single_file_is_of_the_platform_that_its_name_says_before_what_its_contents_do(tmp_path: Path) -> None:
    shares, posts = tmp_path / "Shares.csv", tmp_path / "anything.csv"
    for file in (shares, posts):
        file.write_text(f"Date,ShareLink\n{moment(5):%Y-%m-%d %H:%M:%S},\n")
    assert [source.kind for source in look(str(shares)).sources] == ["linkedin"]
    assert [source.kind for source in look(str(posts)).sources] == ["csv"]


def test_a_kind_may_be_named_beside_others(write: Write) -> None:
    x = write("x.zip", x_archive([100, 5]))
    assert look(x, kinds=["linkedin", "x"]).sources[0].kind == "x"
    with pytest.raises(UsageError) as error:
        look(x, kinds=["mastodon"])
    assert str(error.value) == f"{x}: this is not an export of Mastodon, as --kind says, but of X."


def test_a_day_to_count_back_from_is_taken_to_its_end_and_a_moment_as_it_is(write: Write) -> None:
    x = write("x.zip", x_archive([0.1, 30, 100]))
    assert values(look(x, until=END.date()))["posts.days_since_last"] == 0
    midnight = datetime(2026, 3, 31, tzinfo=UTC)
    earlier = look(x, until=midnight)
    assert values(earlier)["posts.days_since_last"] == 29
    assert notes(earlier) == [["later_left_out"]]


def test_no_day_after_the_export_is_counted_back_from_since_what_came_then_is_not_in_it(write: Write) -> None:
    later = look(write("x.zip", x_archive([400, 30])), until=datetime(2026, 5, 1, tzinfo=UTC).date())
    assert values(later)["posts.days_since_last"] == 30
    assert (later.sources[0].until, notes(later)) == ("2026-03-31", [["until_after_export"]])
    assert later.sources[0].notes[0].values == {"day": "2026-03-31"}


def test_a_day_before_the_export_shows_how_things_were_and_a_range_that_is_cut_stays_cut(write: Write) -> None:
    cut = write("x.zip", x_archive(range(2, 364, 7), opened=1500))
    found = look(cut, until=datetime.fromtimestamp(ago(200), UTC))
    assert (values(found)["posts.weeks_judged"], values(found)["posts.weeks_with_a_post"]) == (22, 1)
    assert "range_cut" in notes(found)[0]


def test_what_is_inside_goes_before_the_times_of_another_parts_entries(write: Write) -> None:
    whole = write("x.zip", x_archive([100, *range(0, 60, 3)]))
    packed_again = write("old.zip", x_archive([100], who="1", made=None), datetime(2026, 5, 30))
    for sources in ((whole, packed_again), (packed_again, whole)):
        found = look(*sources)
        assert (found.sources[0].until, notes(found)) == ("2026-03-31", [["exported"]])
        assert values(found)["posts.days_since_last"] == 0


def test_the_times_of_entries_hold_where_something_happened_after_what_is_inside(write: Write) -> None:
    older = write("older.zip", x_archive([100, 30], made=20))
    newer = write("newer.zip", x_archive([100, 5], made=None))
    assert look(older, newer).sources[0].until == "2026-03-31"


def test_an_account_of_which_nothing_is_known_is_never_the_busiest(write: Write, table: Write) -> None:
    young = write("x.zip", x_archive([1, 2, 3, 8, 9, 15], opened=40))
    undated = table("posts.csv", [100, 5])
    for sources in ((young, undated), (undated, young)):
        found = look(*sources)
        assert found.measures["posts.counted"].value == 6
        assert found.measures["posts.counted"].source == sources.index(young)


def test_that_nobody_posts_any_more_is_not_said_while_it_is_not_known_of_one_account(
    write: Write, table: Write
) -> None:
    silent, undated = write("x.zip", x_archive([500, 120])), table("posts.csv", [100, 5])
    assert values(look(silent))["posts.days_since_last"] == 120
    found = look(silent, undated)
    assert found.measures["posts.days_since_last"].reason == "other_account_unknown"
    assert "posting" not in observed_answers(load_model().model, found.values())
    place = "Takeout/Google Business Profile/account-1/location-2"
    reviews = {"reviews": [{"name": "accounts/1/locations/2/reviews/a", "createTime": iso(ago(9))}]}
    beside = look(silent, write("reviews.zip", {f"{place}/reviews.json": json.dumps(reviews)}))
    assert values(beside)["posts.days_since_last"] == 120
    gone = look(write("gone.zip", x_archive([500])), undated)
    assert gone.measures["posts.counted"].reason == "other_account_unknown"


def test_two_tables_of_posts_are_two_accounts_and_the_same_one_twice_is_one(table: Write) -> None:
    one, two = table("1.csv", [100, 5]), table("2.csv", [99, 6])
    assert [source.kind for source in look(one, two, until=END.date()).sources] == ["csv", "csv"]
    assert values(look(one, table("copy.csv", [100, 5]), until=END.date()))["posts.counted"] == 2


def test_of_several_kinds_that_are_named_a_file_is_the_one_that_it_is(table: Write) -> None:
    for kinds in (["tiktok", "csv"], ["csv", "tiktok"]):
        assert look(table("posts.csv", [5]), kinds=kinds).sources[0].kind == "csv"


def test_a_product_that_has_nothing_to_read_leaves_the_others_of_an_export(write: Write) -> None:
    place = "Takeout/Google Business Profile/account-1/location-2"
    reviews = {"reviews": [{"name": "accounts/1/locations/2/reviews/a", "createTime": iso(ago(9))}]}
    files = {f"{place}/reviews.json": json.dumps(reviews), "Takeout/YouTube and YouTube Music/subscriptions/a.csv": ""}
    assert [source.kind for source in look(write("takeout.zip", files)).sources] == ["google_business"]
    with pytest.raises(UsageError) as error:
        look(youtube := write("youtube.zip", {path: "" for path in files if "YouTube" in path}))
    assert str(error.value).startswith(f"{youtube}: this is a part of an export of YouTube that has no posts in it.")


def test_an_export_is_no_clone(write: Write) -> None:
    x = write("x.zip", x_archive([5]))
    for kinds in (["git"], ["git", "git"]):
        with pytest.raises(UsageError) as error:
            look(x, kinds=kinds)
        assert str(error.value) == f"There is no git repository in '{x}'. Give its top folder."
    assert look(x, kinds=["git", "x"]).sources[0].kind == "x"


@pytest.mark.parametrize("entries", [datetime(1980, 1, 1), datetime(2026, 3, 25), datetime(2027, 1, 1)])
def test_the_times_of_entries_are_not_believed_if_something_is_later_or_they_lie_ahead(
    write: Write, entries: datetime
) -> None:
    found = look(write("x.zip", x_archive([100, 5], made=None), entries))
    assert values(found) == {}
    assert found.measures["posts.counted"].reason == "export_day_unknown"
    assert (found.sources[0].until, notes(found)) == (None, [["export_day_unknown"]])


def test_the_times_of_entries_say_when_an_export_was_made_where_nothing_inside_does(write: Write) -> None:
    found = look(write("x.zip", x_archive([100, 5], made=None), datetime(2026, 4, 5)))
    assert (found.sources[0].until, notes(found)) == ("2026-04-05", [["exported_by_entries"]])


def test_a_file_or_folder_is_of_no_day_but_the_one_that_is_given(table: Write) -> None:
    posts = table("posts.csv", [100, 5])
    assert values(look(posts)) == {}
    assert values(look(posts, until=END.date()))["posts.days_since_last"] == 5


def test_what_is_for_clones_alone_is_refused_for_an_export(write: Write) -> None:
    x = write("x.zip", x_archive([100, 5]))
    for option, value in (("days", 30), ("tags", "v*"), ("path", "src")):
        with pytest.raises(UsageError) as error:
            look(x, **{option: value})
        assert str(error.value) == f"--{option} is for git clones, and '{x}' is none. Leave it out."


def test_a_clone_and_an_export_are_told_together_and_several_clones_apart(write: Write, tmp_path: Path) -> None:
    clones = []
    for name in ("one", "two"):
        with Builder(tmp_path / name) as builder:
            builder.commit({"a.py": "0"}, at(0))
        clones.append(str(builder.path))
    x = write("x.zip", x_archive([100, 5]))
    both = look(x, clones[0])
    assert [source.kind for source in both.sources] == ["git", "x"]
    assert both.measures["posts.counted"].source == 1
    assert "git.days_since_change" in both.measures
    apart = look(x, *clones)
    assert ([source.kind for source in apart.sources], apart.measures) == (["git", "git", "x"], {})
    assert apart.sources[2].measures["posts.counted"].value == 2


def test_what_is_there_twice_counts_once_and_the_newer_export_holds() -> None:
    post, answered, bare = (
        AccountEvent(time=1, kind="post"),
        AccountEvent(time=5, kind="review", answered=9),
        AccountEvent(time=5, kind="review"),
    )
    older = Account(events=[post, post, bare], exported=10, opened=3, has_posts=True, unread=1)
    newer = Account(events=[post, answered], exported=20, has_reviews=True, unread=2)
    for parts in ([older, newer], [newer, older]):
        found = united(parts)
        assert sorted(found.events, key=lambda event: event.time) == [post, post, answered]
        assert (found.opened, found.has_posts, found.has_reviews, found.has_talk) == (3, True, True, False)
        assert found.unread == 3


def test_an_export_that_is_mostly_unreadable_is_refused(write: Write) -> None:
    files = x_archive([100, 5])
    files["data/tweets-part1.js"] = 'window.YTD.tweets.part1 = [{"tweet": {"created_at": "soon"}}]'
    with pytest.raises(UsageError) as error:
        look(damaged := write("x.zip", files))
    assert str(error.value) == (
        f"{damaged}: 1 of 3 entries in it cannot be read: it is damaged, or laid out in a way that is not known. Ask "
        "for the export again."
    )


def test_a_few_unreadable_entries_are_counted(write: Write) -> None:
    files = x_archive([400, *range(1, 20)])
    files["data/tweets-part1.js"] = 'window.YTD.tweets.part1 = [{"tweet": {"created_at": "soon"}}]'
    found = look(write("x.zip", files))
    assert notes(found) == [["exported", "entries_unread"]]
    assert found.sources[0].notes[1].values == {"number": 1}


def test_a_table_without_rows_has_nothing_to_measure(table: Write) -> None:
    with pytest.raises(UsageError) as error:
        look(empty := table("posts.csv", []))
    assert str(error.value) == f"{empty}: there is nothing in it to measure: no posts, comments or reviews."
    with pytest.raises(UsageError):
        look(empty, kinds=["csv"])


def test_a_part_that_has_nothing_to_read_is_noted_beside_others(write: Write) -> None:
    found = look(write("x.zip", x_archive([400, 5])), write("media.zip", {"data/note-tweet.js": ""}))
    assert notes(found) == [["exported", "parts_without_data"]]


def test_an_old_export_is_told_of_first(write: Write) -> None:
    found = observe([write("x.zip", x_archive([400, 5]))], Scope(now=datetime(2027, 1, 1, tzinfo=UTC)))
    assert notes(found) == [["export_is_old", "exported"]]


def test_nothing_among_messages_is_opened_whatever_it_is_called(write: Write) -> None:
    files = x_archive([400, 5]) | {
        "messages/inbox/somebody/tweets-part1.js": "keepout",
        "x/inbox/account.js": "keepout",
    }
    assert values(look(write("x.zip", files)))["posts.counted"] == 1
    early = {
        "media.json": json.dumps({"photos": [{"taken_at": iso(ago(5))}]}),
        "messages/inbox/somebody/profile.json": "keepout",
        "messages/inbox/somebody/comments.json": "keepout",
    }
    assert values(look(write("instagram.zip", early)))["posts.counted"] == 1


def test_a_part_of_messages_alone_is_still_known_for_what_it_is(write: Write) -> None:
    with pytest.raises(UsageError) as error:
        look(part := write("part.zip", {"your_instagram_activity/messages/inbox/somebody/1.jpg": ""}))
    assert str(error.value).startswith(f"{part}: this is a part of an export of Instagram that has no posts in it.")
