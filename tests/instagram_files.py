"""Files of an Instagram export, as it writes them, and what a reader makes of them."""

from typing import Any

from stagecli.observe.exports.events import Account, AccountEvent, EventKind

NEW = "your_instagram_activity"
POSTS = f"{NEW}/media/posts_1.json"
STORIES = f"{NEW}/media/stories.json"
REELS = f"{NEW}/media/reels.json"
COMMENTS = f"{NEW}/comments/post_comments_1.json"
PROFILE = "personal_information/personal_information/personal_information.json"
SIGNUP = "security_and_login_information/login_and_profile_creation/signup_details.json"
REQUESTS = f"{NEW}/other_activity/your_information_download_requests.json"
DAMAGED = (
    "a file in it ({what}) cannot be read{where}: it is damaged, or laid out in a way that is not known. Ask for the "
    "export again."
)
JUNE, JULY, AUGUST = 1_748_736_000, 1_751_328_000, 1_754_006_400


def written(text: str) -> str:
    """As Instagram writes it: each byte of the UTF-8 is a character."""
    return text.encode().decode("latin-1")


def picture(time: int) -> dict[str, Any]:
    return {"uri": "media/posts/202506/1.jpg", "creation_timestamp": time, "title": "words"}


def one_picture(time: int) -> dict[str, Any]:
    return {"media": [picture(time)]}


def cell(value: str = "", time: int = 0) -> dict[str, Any]:
    return {"href": "", "value": value, "timestamp": time}


def profile(user: str, label: str = "Username") -> dict[str, Any]:
    cells = {"Email": cell("Shop@example.org"), "Private Account": cell("False"), label: cell(user), "Bio": cell("")}
    return {"profile_user": [{"title": "User Information", "string_map_data": cells}]}


def comment(time: int, owner: str, *labels: str) -> dict[str, Any]:
    words, media_owner, when = labels or ("Comment", "Media Owner", "Time")
    return {"string_map_data": {words: {"value": "So good!"}, media_owner: {"value": owner}, when: {"timestamp": time}}}


def events(found: Account, kind: EventKind) -> list[AccountEvent]:
    return sorted((event for event in found.events if event.kind == kind), key=lambda event: event.time)


def times(found: Account, kind: EventKind = "post") -> list[int]:
    return [event.time for event in events(found, kind)]


def pages(found: Account) -> list[str | None]:
    return [event.on for event in events(found, "comment")]
