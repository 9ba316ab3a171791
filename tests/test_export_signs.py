"""Each export is known by exactly one reader, by its paths alone."""

import pytest

from stagecli.observe.exports import google_business, linkedin, mastodon, posts_table, tiktok, x, youtube

READERS = [each.READER for each in (x, mastodon, tiktok, linkedin, youtube, google_business, posts_table)]
PATHS = {
    "x": ["Your archive.html", "data/manifest.js", "data/account.js", "data/tweets.js", "data/like.js"],
    "mastodon": ["outbox.json", "actor.json", "likes.json", "avatar.png"],
    "tiktok": ["user_data_tiktok.json"],
    "linkedin": ["Shares.csv", "Comments.csv", "Registration.csv", "Profile.csv", "Connections.csv", "messages.csv"],
    "youtube": [
        f"Takeout/YouTube and YouTube Music/{path}"
        for path in ("video metadata/videos.csv", "comments/comments.csv", "channels/channel.csv", "history/a.json")
    ],
    "google_business": [
        "Takeout/Google Business Profile/account-100/location-200/reviews.json",
        "Takeout/Google Business Profile/account-100/location-200/data.json",
        "Takeout/Maps (your places)/Reviews.json",
    ],
}


@pytest.mark.parametrize("folder", ["", "a folder/", "a folder/another/"])
@pytest.mark.parametrize("kind", PATHS)
def test_an_export_is_known_by_one_reader(kind: str, folder: str) -> None:
    paths = [f"{folder}{path}" for path in PATHS[kind]]
    assert [reader.kind for reader in READERS if any(map(reader.signs.search, paths))] == [kind]
    assert [reader.kind for reader in READERS if any(map(reader.wanted.search, paths))] == [kind]
    assert [reader.kind for reader in READERS if reader.other_form and any(map(reader.other_form.search, paths))] == []


@pytest.mark.parametrize(
    "path",
    [
        "your_instagram_activity/media/posts_1.json",
        "content/posts_1.json",
        "comments/post_comments.json",
        "this_profile's_activity_across_facebook/posts/profile_posts_1.json",
        "this_profile's_activity_across_facebook/comments_and_reactions/comments.json",
        "messages/inbox/somebody/message_1.json",
        "start_here.html",
        "holiday/photo.jpg",
        "readme.txt",
    ],
)
def test_other_exports_are_not_theirs(path: str) -> None:
    for reader in READERS:
        for pattern in (reader.wanted, reader.signs, reader.other_form):
            assert pattern is None or not pattern.search(path)


def test_patterns_take_no_time_on_the_longest_paths() -> None:
    paths = [
        f"{start}{middle * 9_000}{end}"
        for start in ("", "Takeout/")
        for middle in ("TikTok", "YouTube", "/", " ", "a/")
        for end in ("", ".txt", ".json")
    ]
    for reader in READERS:
        for pattern in (reader.wanted, reader.signs, reader.other_form):
            assert pattern is None or not any(pattern.search(path) for path in paths)
