"""Facebook's own exports in JSON: of a page, and of a person's profile."""

from collections.abc import Sequence

from msgspec import Raw, Struct, field

from stagecli.observe.exports.archive import Export
from stagecli.observe.exports.decoding import entry, listed
from stagecli.observe.exports.events import Account, AccountEvent, Moment, moment
from stagecli.observe.exports.meta import Documents, LabelledValue, Seconds, flat, without_repeats
from stagecli.observe.exports.reader import ExportReader, ends

_PAGE_FOLDER = "this_profile.s_activity_across_facebook/"
_PROFILE_FOLDERS = r"your_(?:facebook_activity|activity_across_facebook)/"
_PAGE_PAGES = r"profile_posts_\d+"
_PROFILE_PAGES = r"your_posts(?:__check_ins__photos_and_videos)?_\d+"
_IS_NEWEST = ends(r"(?:profile_posts|your_posts(?:__check_ins__photos_and_videos)?)_1\.json")
_PAGE_POSTS = rf"{_PAGE_PAGES}\.json"
_PROFILE_POSTS = rf"{_PROFILE_PAGES}\.json"
# A reel is often among the posts too, at the same second; videos.json repeats posts at the time of the upload. Posts in
# groups, the archive and the trash are apart and not of the page.
_REELS = r"(?:reels|short_videos)/your_reels(?:_\d+)?\.json"
_COMMENTS = r"comments(?:_\d+)?\.json"
_PAGE_COMMENTS = rf"{_PAGE_FOLDER}comments_and_reactions/{_COMMENTS}"
_PROFILE_COMMENTS = rf"(?<!{_PAGE_FOLDER})comments(?:_and_reactions)?/{_COMMENTS}"
_ABOUT = r"profile_information/profile_information\.json"
_REGISTRATION = r"registration_information\.json"
_NO_POSTS = r"posts/no-data\.txt"
_NO_COMMENTS = r"comments(?:_and_reactions)?/no-data\.txt"


class _Words(Struct):
    post: Raw = Raw(b"")


class _Link(Struct):
    url: Raw = Raw(b"")


class _Attached(Struct):
    media: Raw = Raw(b"")
    external_context: _Link | None = None


class _Attachment(Struct):
    data: list[_Attached] = field(default_factory=list)


class _FacebookPost(Struct):
    timestamp: Seconds = 0
    data: list[_Words] = field(default_factory=list)
    attachments: list[_Attachment] = field(default_factory=list)


class _FacebookComment(Struct):
    timestamp: Seconds = 0


class _ProfileName(Struct):
    full_name: str = ""


class _ProfileDetails(Struct):
    name: _ProfileName = field(default_factory=_ProfileName)
    profile_uri: str = ""
    registration_timestamp: Seconds = 0


class _ProfileDocument(Struct):
    profile_v2: _ProfileDetails = field(default_factory=_ProfileDetails)


class _Registration(Struct):
    timestamp: Seconds = 0
    label_values: list[LabelledValue] = field(default_factory=list)


def _post(post: _FacebookPost) -> list[AccountEvent] | None:
    """A post by its shape, since the title that says what it is is a sentence in the account's language.

    Words, a picture or a video, or a link with an address make a post. That takes in a new cover picture, which only
    its title tells from a picture without words. A link without an address and no words is another's post, shared.
    What has none of these is no post: a group that was joined, an event, a friend.
    """
    if not post.timestamp:
        return None
    attached = [one for attachment in post.attachments for one in attachment.data]
    links = [one.external_context for one in attached if one.external_context]
    if any(map(_has_content, [*(w.post for w in post.data), *(a.media for a in attached), *(a.url for a in links)])):
        return [AccountEvent(time=post.timestamp, kind="post")]
    return [AccountEvent(time=post.timestamp, kind="repost")] if links else []


def _has_content(raw: Raw) -> bool:
    """Whether there is anything in it; what it says is not decoded."""
    return bytes(raw) not in {b"", b'""', b"null", b"{}"}


def _comment(comment: _FacebookComment) -> list[AccountEvent] | None:
    # Whose page it is on, only a sentence tells, in the account's language
    return [AccountEvent(time=comment.timestamp, kind="comment")] if comment.timestamp else None


def _about(part: Documents) -> list[_ProfileDetails]:
    raws = (raw for path in part.paths(_ABOUT) for raw in listed(part.read(path), "account"))
    return [about.profile_v2 for raw in raws if (about := entry(raw, _ProfileDocument)) is not None]


def _names(export: Export) -> frozenset[str]:
    # Two cafés may have one name, and one café another later: the address has the id
    names = (about.profile_uri or about.name.full_name for about in _about(Documents(export)))
    return frozenset(name for name in names if name)


def _opened(part: Documents) -> Moment | None:
    registered = (about.registration_timestamp for about in _about(part))
    files = part.records(_REGISTRATION, "account", _Registration)
    filed = (
        time for file in files for time in (file.timestamp, *(one.timestamp_value for one in flat(file.label_values)))
    )
    return min((time for time in (*registered, *filed) if time > 0), default=None)


def _account(part: Documents, posts: list[str], comments: list[str], opened: Moment | None) -> Account:
    files = [
        *part.events(posts, "posts", _FacebookPost, _post),
        *part.events(comments, "comments", _FacebookComment, _comment),
    ]
    return Account(
        events=without_repeats(files),
        opened=opened,
        has_posts=any(map(_IS_NEWEST.search, posts)) or bool(part.paths(_NO_POSTS)),
        has_talk=bool(comments or part.paths(_NO_COMMENTS)),
        unread=sum(file.unread for file in files),
    )


def _read_page(parts: Sequence[Export]) -> list[Account]:
    # When a page was opened stands in its owner's own export only
    documents = [Documents(part) for part in parts]
    return [_account(part, part.paths(_PAGE_POSTS, _REELS), part.paths(_PAGE_COMMENTS), None) for part in documents]


def _read_profile(parts: Sequence[Export]) -> list[Account]:
    documents = [Documents(part) for part in parts]
    return [
        _account(part, part.paths(_PROFILE_POSTS, _REELS), part.paths(_PROFILE_COMMENTS), _opened(part))
        for part in documents
    ]


BORN = moment(2004, 2, 4)
PAGE = ExportReader(
    kind="facebook",
    born=BORN,
    wanted=ends(_PAGE_POSTS, _REELS, _PAGE_COMMENTS, _ABOUT),
    signs=ends(rf"{_PAGE_FOLDER}.*", _PAGE_POSTS, rf"{_PAGE_PAGES}\.html"),
    other_form=ends(rf"{_PAGE_FOLDER}(?!messages/).*+(?<=\.html)", rf"{_PAGE_PAGES}\.html"),
    names=_names,
    read=_read_page,
)
PROFILE = ExportReader(
    kind="facebook_profile",
    born=BORN,
    wanted=ends(_PROFILE_POSTS, _REELS, _PROFILE_COMMENTS, _ABOUT, _REGISTRATION),
    signs=ends(rf"{_PROFILE_FOLDERS}.*", _PROFILE_POSTS, rf"{_PROFILE_PAGES}\.html"),
    other_form=ends(rf"{_PROFILE_FOLDERS}(?!messages/).*+(?<=\.html)", rf"{_PROFILE_PAGES}\.html"),
    names=_names,
    read=_read_profile,
    personal=True,
)
