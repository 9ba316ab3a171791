"""An account's own export as a source of measures: what a platform lets people download of their account.

- `source` is the way in: it lays what was measured of each account side by side, and says what they say together;
- `archive` opens a ZIP, a `.tar.gz`, a folder or a single file, all by the same rules, safely with anybody's:
  `export` is what it makes of each, `zip_archive`, `tar_archive` and `folder` how, within `limits` and by `paths`;
- `kinds` has all platforms' readers, and tells exports apart by what is in them;
- `reader` is what is known of one platform; `decoding` reads its JSON, `csv_rows` its CSV, and `times` its times; the
  readers themselves are `instagram`, `facebook`, `x`, `mastodon`, `tiktok`, `youtube`, `linkedin`, `google_business`
  and `posts_table`. `meta` is what Instagram and Facebook have in common; `instagram_2020` is an old layout, and
  `instagram_names` tells whose page a comment is on;
- `events` is the common form that they read into: times and kinds, and no text, name, address or path;
- `accounts` finds out which exports are of one account, and when they were made;
- `measuring` works measures out of an account's events; `clients` are programs that post.
"""
