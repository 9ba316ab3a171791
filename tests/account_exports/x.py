"""Exports of X."""

import json
import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from tests.account_exports.events import DAY, Event, Made, at, iso, rhythm, truth
from tests.account_exports.writing import PICTURE, Files, archive, dump

OWNER = "140000000001"
CLIENTS = {
    "Buffer": "https://buffer.com", "Hootsuite Inc.": "https://www.hootsuite.com", "dlvr.it": "https://dlvrit.com/",
    "Twitter Web App": "https://mobile.twitter.com", "Twitter for iPhone": "http://twitter.com/download/iphone",
}  # fmt: skip


def javascript(name: str, value: Any) -> str:
    return f"window.{name} = {json.dumps(value, indent=2, separators=(',', ' : '))}"


def exact(time: datetime, fraction: str) -> str:
    return iso(time).replace("Z", f".{fraction}Z")


def tweet(event: Event, number: int, owner: str = OWNER) -> dict[str, Any]:
    name = str(1700000000000000000 + number)
    texts = {"repost": "RT @keepout_friend: keepout", "reply": "@keepout_friend keepout &amp; thanks"}
    body: dict[str, Any] = {
        "edit_info": {
            "initial": {
                "editTweetIds": [name], "editableUntil": iso(event.time + timedelta(hours=1)), "editsRemaining": "5",
                "isEditEligible": True,
            },
        },
        "retweeted": False,  # also on retweets
        "source": f'<a href="{CLIENTS[event.client]}" rel="nofollow">{event.client}</a>' if event.client else "",
        "entities": {"hashtags": [], "symbols": [], "user_mentions": [], "urls": []},
        "display_text_range": ["0", "20"], "favorite_count": "1", "retweet_count": "0", "id_str": name, "id": name,
        "truncated": False, "favorited": False,
        "created_at": f"{event.time:%a %b %d %H:%M:%S +0000 %Y}",
        "full_text": texts.get(event.kind, "keepout &lt;3"),
        "lang": "el",
    }  # fmt: skip
    if event.kind in {"reply", "thread"}:
        target = owner if event.kind == "thread" else "222000111"
        before = "1690000000000000001"
        body |= {"in_reply_to_status_id_str": before, "in_reply_to_status_id": before}
        body |= {"in_reply_to_user_id_str": target, "in_reply_to_user_id": target}
        if number % 3:  # there is no name where the other account is gone
            body["in_reply_to_screen_name"] = "demo_xylo" if event.kind == "thread" else "keepout_friend"
    return {"tweet": body}


def account(opened: datetime) -> list[Any]:
    about = {
        "email": "keepout@example.org", "createdVia": "web", "username": "demo_xylo", "accountId": OWNER,
        "createdAt": exact(opened, "000"), "accountDisplayName": "Xylo (demo)",
    }  # fmt: skip
    return [{"account": about}]


def manifest(exported: datetime, first: int, second: int) -> dict[str, Any]:
    made = {
        "sizeBytes": "90000", "generationDate": exact(exported, "244"), "isPartialArchive": False,
        "maxPartSizeBytes": "53687091200",
    }  # fmt: skip
    parts = [
        {"fileName": "data/tweets.js", "globalName": "YTD.tweets.part0", "count": str(first)},
        {"fileName": "data/tweets-part1.js", "globalName": "YTD.tweets.part1", "count": str(second)},
    ]
    return {
        "userInfo": {"accountId": OWNER, "userName": "demo_xylo", "displayName": "Xylo (demo)"},
        "archiveInfo": made,
        "dataTypes": {"tweets": {"mediaDirectory": "data/tweets_media", "files": parts}},
    }


def new_files(tweets: Sequence[dict[str, Any]], exported: datetime, opened: datetime) -> Files:
    half = len(tweets) * 2 // 3
    deleted = tweet(Event(exported - 2 * DAY, "post", "Buffer"), 991)
    message = {"senderId": "222000111", "recipientId": OWNER, "text": "keepout", "createdAt": iso(exported)}
    talk = [{"dmConversation": {"conversationId": "1-2", "messages": [{"messageCreate": message}]}}]
    return {
        "Your archive.html": "<html>keepout</html>",
        "data/manifest.js": javascript("__THAR_CONFIG", manifest(exported, half, len(tweets) - half)),
        "data/account.js": javascript("YTD.account.part0", account(opened)),
        "data/tweets.js": javascript("YTD.tweets.part0", tweets[:half]),
        "data/tweets-part1.js": javascript("YTD.tweets.part1", tweets[half:]),
        "data/deleted-tweets.js": javascript("YTD.deleted_tweets.part0", [deleted]),
        "data/direct-messages.js": javascript("YTD.direct_messages.part0", talk),
        "data/like.js": javascript("YTD.like.part0", []),
        "data/tweets_media/1700000000000000000-x.jpg": PICTURE,
    }


def new(seed: str) -> Iterator[tuple[str, Made]]:
    chance = random.Random(f"x{seed}")
    opened, exported = at("2019-02-14 11:05:33"), at("2026-04-10 09:30:00")
    clients = (
        ["dlvr.it"] * 3 + ["Buffer"] * 4 + ["Hootsuite Inc."] + ["Twitter Web App"] * 2 + ["Twitter for iPhone"] * 2
    )
    times = rhythm(chance, at("2025-02-03"), at("2026-04-08"), 9, 3, skip=0.05)
    events = [Event(time, "post", chance.choice(clients)) for time in times]
    times = rhythm(chance, at("2025-03-01"), at("2026-04-09"), 26, 8)
    events += [Event(time, "reply", "Twitter for iPhone", on="others") for time in times]
    times = rhythm(chance, at("2025-05-01"), at("2026-04-01"), 70, 20)
    events += [Event(time, "thread", "Twitter Web App") for time in times]
    times = rhythm(chance, at("2025-05-01"), at("2026-04-01"), 45, 20)
    events += [Event(time, "repost", "Twitter for iPhone") for time in times]
    newest_first = sorted(events, key=lambda event: event.time, reverse=True)
    tweets = [tweet(event, number) for number, event in enumerate(newest_first)]
    # A mistake of the platform's, seen in 2025
    tweets.append(tweet(Event(at("1997-01-01 00:00:00"), "post", "Twitter Web App"), 990))
    tweets.append(tweets.pop(4))  # nearly in order, never quite
    files = new_files(tweets, exported, opened)

    def told(note: str) -> dict[str, Any]:
        return truth(
            events, source="x", exported=exported, exported_from="manifest", opened=opened, opened_from="account",
            note=note,
        )  # fmt: skip

    whole = archive(exported, files)
    note = "two tweet files; one tweet dated 1997 is an exporter bug and no event; deleted tweets do not count"
    yield "x.zip", Made(whole, told(note))
    deeper = {f"twitter-2026-04-10-ab12/{path}": data for path, data in files.items()}
    deeper["__MACOSX/twitter-2026-04-10-ab12/data/._tweets.js"] = b"\0\5\26\7" * 8
    note = "as x.zip, unpacked and zipped again on a Mac: one folder deeper, with resource forks"
    yield "x-rezipped.zip", Made(archive(exported, deeper), told(note))
    error = "a download that broke off: no central directory"
    yield "x-cut.zip", Made(whole[: len(whole) * 6 // 10], {"source": None, "error": error})


def old_files(events: Sequence[Event], opened: datetime) -> Files:
    """As to 2020: files at the top, no wrapper, a list that opens on the first line."""
    about = {"account": {"username": "demo_old", "accountId": "5", "createdAt": exact(opened, "000")}}
    bare = [dump(tweet(event, number, "5")["tweet"]) for number, event in enumerate(events)]
    return {
        "account.js": "window.YTD.account.part0 = [ {\n" + dump(about)[1:] + "]",
        "tweet.js": f"window.YTD.tweet.part0 = [ {', '.join(bare)} ]",
    }


def old(seed: str) -> Made:
    chance = random.Random(f"x old{seed}")
    opened, exported = at("2016-03-03 08:00:00"), at("2020-02-20 10:00:00")
    times = rhythm(chance, at("2019-01-01"), at("2019-09-01"), 10, 4)
    events = [Event(time, "post", "Twitter Web App") for time in times]
    told = truth(
        events, source="x", exported=exported, exported_from="zip times", opened=opened, opened_from="account",
        note="files at the top, no manifest, tweets without a wrapper",
    )  # fmt: skip
    return Made(archive(exported, old_files(events, opened)), told)


def made(seed: str) -> Iterator[tuple[str, Made]]:
    yield from new(seed)
    yield "x-old.zip", old(seed)
