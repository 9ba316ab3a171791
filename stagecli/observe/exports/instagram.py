"""Instagram's own export in JSON: posts, stories and comments of the account.

Three layouts are known: to 2020 (in `instagram_2020`), 2021 to 2023 and since 2024. The last two differ by folders, and
in how a comment is written, so files are known by the ends of their paths and entries by their shape.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec import Struct, field

from stagecli.observe.exports import instagram_2020
from stagecli.observe.exports.archive import Export
from stagecli.observe.exports.events import Account, AccountEvent, EventKind, Moment, moment
from stagecli.observe.exports.instagram_names import own_names, page_of
from stagecli.observe.exports.meta import Documents, LabelledValue, Seconds, flat, without_repeats
from stagecli.observe.exports.reader import ExportReader, ends

# Insights repeat some posts, with numbers about them, in files of the same names
_NOT_INSIGHTS = r"(?<!past_instagram_insights/)"
_POSTS = rf"{_NOT_INSIGHTS}posts_\d+\.json"
_NEWEST_POSTS = rf"{_NOT_INSIGHTS}posts_1\.json"
# Since 2026 there is posts.json too, of which posts_N.json is a part in another layout: it is read where it is alone
_LABELLED_POSTS = r"(?:media|content)/posts\.json"
# Reels and IGTV are posts of the page. Nobody says what “other content” is, but those who read it show it as posts, and
# in one export that was compared none of it was among the others.
_OTHER_POSTS = rf"{_NOT_INSIGHTS}(?:reels|igtv_videos|other_content)(?:_\d+)?\.json"
_STORIES = rf"{_NOT_INSIGHTS}stories(?:_\d+)?\.json"
# hype.json has comments on stories: all who may see the story see them
_COMMENTS = r"(?:(?:post|reels)_comments(?:_\d+)?|hype)\.json"
_PROFILE = r"(?:account|personal)_information/personal_information\.json"
_SIGNUP = r"(?:signup_information|(?:instagram_)?signup_details)\.json"
_REQUESTS = r"your_information_download_requests\.json"
# An empty section has no file but this
_NO_POSTS = (r"your_instagram_activity/(?:media|content)/no-data\.txt", r"content/no-data\.txt")
_NO_COMMENTS = r"comments/no-data\.txt"


class _Picture(Struct):
    creation_timestamp: Seconds = 0


class _InstagramPost(Struct):
    """A post, reel or story; a story is a picture by itself."""

    creation_timestamp: Seconds = 0
    timestamp: Seconds = 0
    media: list[_Picture] = field(default_factory=list)
    label_values: list[LabelledValue] = field(default_factory=list)

    def time(self) -> Moment:
        """With several pictures it is on the post, since theirs are of the upload; 0 if there is none."""
        pictures = max((picture.creation_timestamp for picture in self.media), default=0)
        return self.creation_timestamp or self.timestamp or pictures

    def is_draft(self) -> bool:
        """Whether it was never posted. Only the label says so, and what it is in other languages is not known."""
        return any(one.label == "Draft" and one.value in {True, "True"} for one in self.label_values)


class _Cell(Struct):
    value: str | int | float | bool | None = None
    timestamp: Seconds = 0


class _InstagramRecord(Struct):
    """A comment, or anything about the account: cells under labels, in three shapes."""

    title: str | None = None
    timestamp: Seconds = 0
    string_list_data: list[_Cell] = field(default_factory=list)
    string_map_data: dict[str, _Cell] = field(default_factory=dict)
    label_values: list[LabelledValue] = field(default_factory=list)

    def page_texts(self) -> list[str]:
        """Of a comment: the texts of which one may name the page's owner. A text that is alone is the comment."""
        texts = [text for _, text in self.texts() if text.strip()]
        return texts if self.string_list_data or len(texts) > 1 else []

    def texts(self) -> Iterator[tuple[str, str]]:
        """Its labels and texts but those of a list, where the title is what names another account."""
        cells = ((label, cell.value) for label, cell in self.string_map_data.items())
        labelled = ((one.label or "", one.value) for one in flat(self.label_values))
        found = chain([("", self.title)], cells, labelled)
        return ((label, text) for label, text in found if isinstance(text, str))

    def times(self) -> list[Moment]:
        """All times in it: cells without one have 0."""
        cells = (cell.timestamp for cell in chain(self.string_list_data, self.string_map_data.values()))
        labelled = (one.timestamp_value for one in flat(self.label_values))
        return [time for time in chain([self.timestamp], cells, labelled) if time > 0]


def _post(post: _InstagramPost) -> list[AccountEvent] | None:
    return [] if post.is_draft() else _at(post.time(), "post")


def _story(story: _InstagramPost) -> list[AccountEvent] | None:
    return _at(story.time(), "story")


def _at(time: Moment, kind: EventKind) -> list[AccountEvent] | None:
    return [AccountEvent(time=time, kind=kind)] if time > 0 else None


def _own_names(part: Documents) -> frozenset[str]:
    records = part.records(_PROFILE, "account", _InstagramRecord)
    return frozenset(chain.from_iterable(own_names(record.texts()) for record in records)) | instagram_2020.own_names(
        part
    )


def _account(part: Documents, own: frozenset[str]) -> Account:
    def comments(record: _InstagramRecord) -> list[AccountEvent] | None:
        # A list may have several comments below one post; elsewhere it is the only time, or the first
        times = record.times() if record.string_list_data else record.times()[:1]
        on = page_of(record.page_texts(), own)
        return [AccountEvent(time=time, kind="comment", on=on) for time in times] or None

    numbered = part.paths(_POSTS)
    newest = part.paths(_NEWEST_POSTS) if numbered else part.paths(_LABELLED_POSTS)
    posts = (numbered or newest) + part.paths(_OTHER_POSTS)
    talk = part.paths(_COMMENTS)
    old = instagram_2020.read(part, own)
    files = [
        *part.events(posts, "posts", _InstagramPost, _post),
        *part.events(part.paths(_STORIES), "posts", _InstagramPost, _story),
        *part.events(talk, "comments", _InstagramRecord, comments),
        *old.files,
    ]
    return Account(
        events=without_repeats(files),
        opened=min(chain(_times(part, _SIGNUP, "account"), old.opened), default=None),
        exported=max(_times(part, _REQUESTS, "made"), default=None),
        has_posts=bool(newest or part.paths(*_NO_POSTS)) or old.has_posts,
        has_talk=bool(talk or part.paths(_NO_COMMENTS)) or old.has_talk,
        unread=sum(file.unread for file in files),
    )


def _times(part: Documents, pattern: str, what: str) -> Iterator[Moment]:
    return (time for record in part.records(pattern, what, _InstagramRecord) for time in record.times())


def _names(export: Export) -> frozenset[str]:
    # As one text: two accounts of one owner may have single texts in common, as a website or a gender
    names = " ".join(sorted(_own_names(Documents(export))))
    return frozenset({names} if names else ())


def _read(parts: Sequence[Export]) -> list[Account]:
    documents = [Documents(part) for part in parts]
    own = frozenset(chain.from_iterable(_own_names(part) for part in documents))
    return [_account(part, own) for part in documents]


READER = ExportReader(
    kind="instagram",
    born=moment(2010, 10, 6),
    wanted=ends(
        _POSTS,
        _LABELLED_POSTS,
        _OTHER_POSTS,
        _STORIES,
        _COMMENTS,
        _PROFILE,
        _SIGNUP,
        _REQUESTS,
        *instagram_2020.WANTED,
    ),
    signs=ends(
        r"your_instagram_activity/.*",
        r"(?:media|content)/(?:posts(?:_\d+)?|reels|stories|igtv_videos|archived_posts|profile_photos)\.json",
        r"media/(?:posts|reels|stories)/\d{6}/[^/]+",
        r"post_comments(?:_\d+)?\.json",
        r"login_and_account_creation/signup_information\.json",
        r"instagram_(?:signup_details|profile_information)\.json",
        _PROFILE,
        instagram_2020.MEDIA,
    ),
    other_form=ends(
        r"your_instagram_activity/(?!messages/).*+(?<=\.html)",
        r"(?:media|content)/(?:posts_\d+|reels|stories)\.html",
        r"post_comments(?:_\d+)?\.html",
    ),
    names=_names,
    read=_read,
    talk="pages",
)
