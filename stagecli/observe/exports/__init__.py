"""An account's own export as a source of measures: what a platform lets people download of their account.

<<<<<<< HEAD
- `archive` opens a ZIP, a `.tar.gz`, a folder or a single file, all by the same rules, safely with anybody's:
  `export` is what it makes of each, `zip_archive`, `tar_archive` and `folder` how, within `limits` and by `names`;
- `reader` is what is known of one platform, and `decoding` reads its JSON; the readers themselves are `instagram`,
  `facebook`, `x`, `mastodon`, `tiktok`, `youtube`, `linkedin`, `google_business` and `posts_table`;
- `meta` is what the exports of Instagram and Facebook have in common; `instagram_2020` is an old layout of Instagram's,
  and `instagram_names` tells whose page a comment is on;
=======
- `archive` opens a ZIP, a `.tar.gz`, a folder or a single file, all by the same rules, safely with anybody's;
- `reader` is what is known of one platform; `decoding` reads its JSON, `csv_rows` its CSV, and `times` its times; the
  readers themselves are `instagram`, `facebook`, `x`, `mastodon`, `tiktok`, `youtube`, `linkedin`, `google_business`
  and `posts_table`;
>>>>>>> 0bed35c0cd01244c06513544cd7f3452a80dd632
- `kinds` has all readers, and tells exports apart by what is in them;
- `events` is the common form that they read into: times and kinds, and no text, name, address or path;
- `measuring` works measures out of it, and `together` lays several exports side by side.
"""
