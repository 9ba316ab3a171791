"""Messages about an account's own export."""

TEXTS: dict[str, tuple[str, str | None]] = {
    "in_export": ("{file}: {problem}", "{file}: {problem}"),
    # What an export is of, with `of` before it
    "export_kind.instagram": ("Instagram", "το Instagram"),
    "export_kind.facebook": ("a Facebook page", "μια σελίδα στο Facebook"),
    "export_kind.facebook_profile": ("a Facebook profile", "ένα προφίλ στο Facebook"),
    "export_kind.x": ("X", "το X"),
    "export_kind.mastodon": ("Mastodon", "το Mastodon"),
    "export_kind.tiktok": ("TikTok", "το TikTok"),
    "export_kind.youtube": ("YouTube", "το YouTube"),
    "export_kind.linkedin": ("LinkedIn", "το LinkedIn"),
    "export_kind.google_business": ("Google Business Profile", "το Google Business Profile"),
    "export_kind.csv": ("a table of posts", "έναν πίνακα αναρτήσεων"),
    # What a file in it holds
    "member.posts": ("posts", "αναρτήσεις"),
    "member.comments": ("comments", "σχόλια"),
    "member.account": ("account", "στοιχεία λογαριασμού"),
    "member.reviews": ("reviews", "κριτικές"),
    "member.made": ("day of the export", "μέρα της εξαγωγής"),
    # Why it is not read
    "export_cut": (
        "the file is broken off, as when a download stops halfway. Download it again.",
        "το αρχείο είναι κομμένο, σαν να σταμάτησε η λήψη στη μέση. Κατεβάστε το ξανά.",
    ),
    "export_unreadable": (
        "the archive is damaged and cannot be unpacked. Download it again.",
        "το αρχείο έχει χαλάσει και δεν αποσυμπιέζεται. Κατεβάστε το ξανά.",
    ),
    "export_packed_otherwise": (
        "a file in it is packed in a way that stagecli cannot unpack. Unpack it yourself, and give the folder.",
        "ένα αρχείο μέσα του είναι συμπιεσμένο με τρόπο που το stagecli δεν γνωρίζει. Αποσυμπιέστε το εσείς και δώστε "
        "τον φάκελο.",
    ),
    "export_not_opened": ("it cannot be read: {why}.", "δεν διαβάζεται: {why}."),
    "export_no_file": (
        "this is neither a file nor a folder. Save it to a file first.",
        "δεν είναι ούτε αρχείο ούτε φάκελος. Αποθηκεύστε το πρώτα σε αρχείο.",
    ),
    "export_no_files": (
        "the archive is empty. Ask the platform for it again.",
        "το αρχείο είναι άδειο. Ζητήστε το ξανά από την πλατφόρμα.",
    ),
    "export_locked": (
        "the archive is locked with a password. Unpack it yourself, and give the folder.",
        "το αρχείο έχει κωδικό. Αποσυμπιέστε το εσείς και δώστε τον φάκελο.",
    ),
    "export_bomb": (
        "it would unpack to far more than an export holds, so it is not read. Download it again, from the platform.",
        "αποσυμπιεσμένο θα γινόταν πολύ μεγαλύτερο από μια εξαγωγή, γι’ αυτό δεν διαβάζεται. Κατεβάστε το ξανά από την "
        "πλατφόρμα.",
    ),
    "export_too_large": (
        "what would be read is larger than {limit} MB, which no account's export is. Download it again, from the "
        "platform.",
        "όσα θα διαβάζονταν ξεπερνούν τα {limit} MB, κάτι που δεν συμβαίνει σε εξαγωγή λογαριασμού. Κατεβάστε το ξανά "
        "από την πλατφόρμα.",
    ),
    "export_too_many_files": (
        "it holds more than {limit} files. Ask the platform for posts and comments only, without photos and videos.",
        "έχει πάνω από {limit} αρχεία. Ζητήστε από την πλατφόρμα μόνο αναρτήσεις και σχόλια, χωρίς φωτογραφίες και "
        "βίντεο.",
    ),
    "export_too_many_opened": (
        "it holds more than {limit} files of posts and comments, which no account's export does. Give one export.",
        "έχει πάνω από {limit} αρχεία με αναρτήσεις και σχόλια, κάτι που δεν συμβαίνει σε εξαγωγή λογαριασμού. Δώστε "
        "μία εξαγωγή.",
    ),
    "export_too_many_entries": (
        "it holds more than {limit} entries, which no account's export does. Download it again, from the platform.",
        "έχει πάνω από {limit} εγγραφές, κάτι που δεν συμβαίνει σε εξαγωγή λογαριασμού. Κατεβάστε το ξανά από την "
        "πλατφόρμα.",
    ),
    "export_html": (
        "this export of {kind} is in HTML, for looking at. Ask for it again, and choose the format “JSON” and the date "
        "range “All time”.",
        "αυτή η εξαγωγή από {kind} είναι σε HTML, για να τη βλέπετε στην οθόνη. Ζητήστε την ξανά και διαλέξτε μορφή "
        "«JSON» και όλο το χρονικό διάστημα (All time).",
    ),
    "export_text": (
        "this export of {kind} is plain text (TXT). Ask for it again, and choose the format “JSON”.",
        "αυτή η εξαγωγή από {kind} είναι απλό κείμενο (TXT). Ζητήστε την ξανά και διαλέξτε μορφή «JSON».",
    ),
    "export_without_posts": (
        "this is a part of an export of {kind} that has no posts in it. Give all parts at once; or ask for it again, "
        "with posts and comments.",
        "αυτό είναι κομμάτι μιας εξαγωγής από {kind}, χωρίς αναρτήσεις. Δώστε όλα τα κομμάτια μαζί· ή ζητήστε την "
        "ξανά, με αναρτήσεις και σχόλια.",
    ),
    "export_of_nothing": (
        "there is nothing in it to measure: no posts, comments or reviews.",
        "δεν έχει τίποτα να μετρηθεί: ούτε αναρτήσεις, ούτε σχόλια, ούτε κριτικές.",
    ),
    "export_unknown": (
        "stagecli does not recognise this as an export or a git clone. `stagecli guide observe` says what is read, and "
        "how to get it.",
        "το stagecli δεν το αναγνωρίζει, ούτε ως εξαγωγή ούτε ως git clone. Τι διαβάζεται και πώς το παίρνετε: "
        "`stagecli guide observe`.",
    ),
    "export_is_measures": (
        "this is a file of measures already. Give it to assess with --answers.",
        "αυτό είναι ήδη αρχείο μετρήσεων. Δώστε το στο assess με --answers.",
    ),
    "export_archive_inside": (
        "only archives are inside. Give those, not what holds them.",
        "μέσα έχει μόνο συμπιεσμένα αρχεία. Δώστε εκείνα και όχι αυτό που τα περιέχει.",
    ),
    "export_of_other_kind": (
        "this is not an export of {given}, as --kind says, but of {kind}.",
        "δεν είναι εξαγωγή από {given}, όπως λέει το --kind, αλλά από {kind}.",
    ),
    "export_of_no_such_kind": (
        "this is not an export of {given}, as --kind says.",
        "δεν είναι εξαγωγή από {given}, όπως λέει το --kind.",
    ),
    "export_other_language": (
        "this export of {kind} is not in English, and only English ones can be read. Set the language of your Google "
        "account to English, and ask for it again.",
        "αυτή η εξαγωγή από {kind} δεν είναι στα αγγλικά, και διαβάζονται μόνο οι αγγλικές. Γυρίστε τη γλώσσα του "
        "λογαριασμού Google στα αγγλικά και ζητήστε την ξανά.",
    ),
    "export_damaged": (
        "a file in it ({what}) cannot be read: it is damaged, or laid out in a way that is not known. Ask for the "
        "export again.",
        "ένα αρχείο μέσα του ({what}) δεν διαβάζεται: έχει χαλάσει ή είναι γραμμένο με άγνωστο τρόπο. Ζητήστε την "
        "εξαγωγή ξανά.",
    ),
    "export_damaged_at": (
        "a file in it ({what}) cannot be read from byte {byte} on: it is damaged, or laid out in a way that is not "
        "known. Ask for the export again.",
        "ένα αρχείο μέσα του ({what}) δεν διαβάζεται από το byte {byte} και μετά: έχει χαλάσει ή είναι γραμμένο με "
        "άγνωστο τρόπο. Ζητήστε την εξαγωγή ξανά.",
    ),
    "export_mostly_unread": (
        "{unread} of {all} entries in it cannot be read: it is damaged, or laid out in a way that is not known. Ask "
        "for the export again.",
        "{unread} από τις {all} εγγραφές του δεν διαβάζονται: έχει χαλάσει ή είναι γραμμένο με άγνωστο τρόπο. Ζητήστε "
        "την εξαγωγή ξανά.",
    ),
    "posts_table_headings": (
        "a table of posts has the headings date,kind,client in its first line; at least date is needed.",
        "ένας πίνακας αναρτήσεων έχει στην πρώτη γραμμή τις επικεφαλίδες date,kind,client· χρειάζεται τουλάχιστον η "
        "date.",
    ),
    "posts_table_no_date": (
        "line {line}: the date cannot be read. Write dates as 2026-01-31 or 2026-01-31T09:30Z.",
        "γραμμή {line}: η ημερομηνία δεν διαβάζεται. Γράψτε τις ημερομηνίες όπως εδώ: 2026-01-31 ή 2026-01-31T09:30Z.",
    ),
    "posts_table_no_kind": (
        "line {line}: the kind is none of {kinds}. Empty means post.",
        "γραμμή {line}: το είδος δεν είναι κάποιο από τα {kinds}. Το κενό σημαίνει post.",
    ),
}
"""English and Greek, side by side."""
