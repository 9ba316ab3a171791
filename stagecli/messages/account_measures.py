"""Measures of an account by its export, why some have no value, and what to know of them."""

TEXTS: dict[str, tuple[str, str | None]] = {
    "measure.account.months": ("Age of the account", "Ηλικία του λογαριασμού"),
    "formula.account.months": (
        "The whole months from the day the account was opened to the day of the export.",
        "Οι ολόκληροι μήνες από το άνοιγμα του λογαριασμού ως τη μέρα της εξαγωγής.",
    ),
    "measure.account.months_at_least": ("Age of the account, at least", "Ηλικία του λογαριασμού, τουλάχιστον"),
    "formula.account.months_at_least": (
        "Where the export does not say when the account was opened: the whole months since the first thing in it.",
        "Όταν η εξαγωγή δεν λέει πότε άνοιξε ο λογαριασμός: οι ολόκληροι μήνες από το πρώτο πράγμα που υπάρχει μέσα.",
    ),
    "measure.account.days_since_sign_of_life": ("Days since a sign of life", "Μέρες από το τελευταίο σημάδι ζωής"),
    "formula.account.days_since_sign_of_life": (
        "The days since a person last posted, commented or answered in public; what a feed posts does not count, "
        "nor does a review received.",
        "Πόσες μέρες πέρασαν από τότε που κάποιος ανέβασε, σχολίασε ή απάντησε κάτι δημόσια· δεν μετρούν όσα "
        "ανεβαίνουν αυτόματα, ούτε οι κριτικές των πελατών.",
    ),
    "measure.posts.weeks_with_a_post": ("Weeks with a post", "Εβδομάδες με ανάρτηση"),
    "formula.posts.weeks_with_a_post": (
        "Of the weeks that are judged, the share in which something was posted.",
        "Από τις εβδομάδες που εξετάζονται, το μερίδιο όσων είχαν κάποια ανάρτηση.",
    ),
    "minimum.posts.weeks_with_a_post": ("8 weeks.", "8 εβδομάδες."),
    "measure.posts.weeks_judged": ("Weeks judged", "Εβδομάδες που εξετάζονται"),
    "formula.posts.weeks_judged": (
        "The whole weeks since the account was opened, or since the first thing in the export; 26 at most.",
        "Οι ολόκληρες εβδομάδες από το άνοιγμα του λογαριασμού ή από το πρώτο πράγμα στην εξαγωγή· το πολύ 26.",
    ),
    "measure.posts.counted": ("Posts", "Αναρτήσεις"),
    "formula.posts.counted": (
        "The public posts of the last 26 weeks that are still there; stories, replies and shared posts do not count.",
        "Οι δημόσιες αναρτήσεις των τελευταίων 26 εβδομάδων που υπάρχουν ακόμη· δεν μετρούν τα stories, οι απαντήσεις "
        "και οι κοινοποιήσεις.",
    ),
    "measure.posts.per_week": ("Posts a week", "Αναρτήσεις την εβδομάδα"),
    "formula.posts.per_week": (
        "The posts of the weeks that are judged, divided by these weeks.",
        "Οι αναρτήσεις των εβδομάδων που εξετάζονται διά τις εβδομάδες αυτές.",
    ),
    "minimum.posts.per_week": ("8 weeks.", "8 εβδομάδες."),
    "measure.posts.median_gap": ("Usual gap between posts", "Συνηθισμένο κενό ανάμεσα σε αναρτήσεις"),
    "formula.posts.median_gap": (
        "The median number of days between one post and the next, in the last 26 weeks.",
        "Πόσες μέρες μεσολαβούν από τη μία ανάρτηση ως την επόμενη (διάμεσος), στις τελευταίες 26 εβδομάδες.",
    ),
    "minimum.posts.median_gap": ("3 posts in the last 26 weeks.", "3 αναρτήσεις στις τελευταίες 26 εβδομάδες."),
    "measure.posts.longest_gap": ("Longest gap between posts", "Μεγαλύτερο κενό ανάμεσα σε αναρτήσεις"),
    "formula.posts.longest_gap": (
        "The most days without a post in the last 26 weeks, counted from the first post there; the silence up to "
        "the export counts, too.",
        "Οι περισσότερες συνεχόμενες μέρες χωρίς ανάρτηση στις τελευταίες 26 εβδομάδες, από την πρώτη τους ανάρτηση "
        "και μετά· μετρά και η σιωπή ως την εξαγωγή.",
    ),
    "minimum.posts.longest_gap": ("A post in the last 26 weeks.", "Μία ανάρτηση στις τελευταίες 26 εβδομάδες."),
    "measure.posts.days_since_last": ("Days since the last post", "Μέρες από την τελευταία ανάρτηση"),
    "formula.posts.days_since_last": (
        "The whole days from the last post to the export.",
        "Οι ολόκληρες μέρες από την τελευταία ανάρτηση ως την εξαγωγή.",
    ),
    "measure.posts.clients_known": ("Posts whose program is known", "Αναρτήσεις με γνωστό πρόγραμμα"),
    "formula.posts.clients_known": (
        "Of the posts of the last 26 weeks, the share of which the export says what program sent them.",
        "Από τις αναρτήσεις των τελευταίων 26 εβδομάδων, το μερίδιο όσων η εξαγωγή λέει με ποιο πρόγραμμα ανέβηκαν.",
    ),
    "measure.posts.feed_share": ("Share that a feed posted", "Ποσοστό που ανέβηκε αυτόματα"),
    "formula.posts.feed_share": (
        "Of these posts, the share sent by programs that fill a page from elsewhere, such as IFTTT, dlvr.it or "
        "WordPress.com.",
        "Από αυτές, το μερίδιο όσων τις έστειλαν προγράμματα που γεμίζουν μια σελίδα από αλλού, π.χ. IFTTT, dlvr.it ή "
        "WordPress.com.",
    ),
    "measure.posts.scheduler_share": ("Share that was scheduled", "Ποσοστό που προγραμματίστηκε"),
    "formula.posts.scheduler_share": (
        "Of these posts, the share sent by programs with which people schedule what they wrote, such as Buffer or "
        "Hootsuite.",
        "Από αυτές, το μερίδιο όσων ανέβηκαν με προγράμματα όπου προγραμματίζει κανείς όσα έγραψε, π.χ. Buffer ή "
        "Hootsuite.",
    ),
    "measure.talk.per_week": ("Comments on others' pages a week", "Σχόλια σε άλλες σελίδες την εβδομάδα"),
    "formula.talk.per_week": (
        "The comments on other people's pages in the last 26 weeks, divided by the weeks that are judged.",
        "Τα σχόλια σε σελίδες άλλων στις τελευταίες 26 εβδομάδες διά τις εβδομάδες που εξετάζονται.",
    ),
    "minimum.talk.per_week": ("8 weeks.", "8 εβδομάδες."),
    "measure.talk.on_own_per_week": ("Comments on your own page a week", "Σχόλια στη δική σας σελίδα την εβδομάδα"),
    "formula.talk.on_own_per_week": (
        "The comments below one's own posts in the last 26 weeks, divided by the weeks that are judged; not those "
        "within ten minutes of a post, which are often its hashtags.",
        "Τα σχόλια του λογαριασμού κάτω από δικές του αναρτήσεις στις τελευταίες 26 εβδομάδες διά τις εβδομάδες που "
        "εξετάζονται· όχι όσα μπήκαν μέσα σε δέκα λεπτά από μια ανάρτηση, που συνήθως είναι τα hashtags της.",
    ),
    "minimum.talk.on_own_per_week": ("8 weeks.", "8 εβδομάδες."),
    "measure.talk.replies_per_week": ("Replies to others a week", "Απαντήσεις σε άλλους την εβδομάδα"),
    "formula.talk.replies_per_week": (
        "The replies to other people in the last 26 weeks, wherever they are, divided by the weeks that are judged.",
        "Οι απαντήσεις σε άλλους στις τελευταίες 26 εβδομάδες, όπου κι αν έγιναν, διά τις εβδομάδες που εξετάζονται.",
    ),
    "minimum.talk.replies_per_week": ("8 weeks.", "8 εβδομάδες."),
    "measure.reviews.received": ("Reviews received", "Κριτικές πελατών"),
    "formula.reviews.received": (
        "The reviews of the last 26 weeks that are older than seven days: younger ones may still be answered.",
        "Οι κριτικές των τελευταίων 26 εβδομάδων που έχουν περάσει τις επτά μέρες: οι νεότερες ίσως απαντηθούν ακόμη.",
    ),
    "measure.reviews.answered_share": ("Reviews answered", "Κριτικές που απαντήθηκαν"),
    "formula.reviews.answered_share": (
        "Of these reviews, the share that was answered.",
        "Από αυτές τις κριτικές, το μερίδιο όσων απαντήθηκαν.",
    ),
    "minimum.reviews.answered_share": ("One such review.", "Μία τέτοια κριτική."),
    "measure.reviews.hours_to_answer": ("Hours to an answer", "Ώρες ως την απάντηση"),
    "formula.reviews.hours_to_answer": (
        "The median number of hours from a review to its answer, as it was last changed: no less than the first "
        "answer took.",
        "Πόσες ώρες περνούν από την κριτική ως την απάντηση (διάμεσος), όπως διορθώθηκε τελευταία: όχι λιγότερες από "
        "όσες χρειάστηκε η πρώτη.",
    ),
    "minimum.reviews.hours_to_answer": ("One review that was answered.", "Μία κριτική που απαντήθηκε."),
    "minimum.exports": (
        "Measures of an account need its export, and the day it was made: all is counted back from that day.",
        "Όσα μετριούνται σε έναν λογαριασμό χρειάζονται την εξαγωγή των δεδομένων του και τη μέρα που έγινε: όλα "
        "μετρούν από εκείνη την ημέρα προς τα πίσω.",
    ),
    "reason.export_day_unknown": (
        "nobody knows when the export was made: --until says it",
        "δεν είναι γνωστό πότε έγινε η εξαγωγή: το λέτε με --until",
    ),
    "reason.too_few_weeks": (
        "fewer than 8 weeks can be judged",
        "οι εβδομάδες που μπορούν να εξεταστούν είναι λιγότερες από 8",
    ),
    "reason.too_few_posts": (
        "fewer than 3 posts in the last 26 weeks",
        "λιγότερες από 3 αναρτήσεις στις τελευταίες 26 εβδομάδες",
    ),
    "reason.no_post": ("there is no post", "δεν υπάρχει καμία ανάρτηση"),
    "reason.no_post_lately": (
        "no post in the last 26 weeks",
        "καμία ανάρτηση στις τελευταίες 26 εβδομάδες",
    ),
    "reason.nothing_there": ("there is nothing to tell it from", "δεν υπάρχει τίποτα που να το δείχνει"),
    "reason.posts_missing": (
        "the list of posts is not in the export",
        "από την εξαγωγή λείπουν οι αναρτήσεις",
    ),
    "reason.posts_hidden": (
        "later posts are there, but not public ones",
        "υπάρχουν νεότερες αναρτήσεις, που όμως δεν είναι δημόσιες",
    ),
    "reason.other_account_unknown": (
        "of another account it is not known",
        "για έναν άλλον λογαριασμό δεν είναι γνωστό",
    ),
    "reason.posts_in_many_files": (
        "the posts are in more files than are opened",
        "οι αναρτήσεις είναι σε περισσότερα αρχεία απ’ όσα ανοίγονται",
    ),
    "reason.talk_missing": (
        "the list of comments is not in the export",
        "από την εξαγωγή λείπουν τα σχόλια",
    ),
    "reason.page_unknown": (
        "the export does not say on whose pages the comments are",
        "από την εξαγωγή δεν φαίνεται σε ποιων τις σελίδες είναι τα σχόλια",
    ),
    "reason.clients_unknown": (
        "the export does not say what programs sent the posts",
        "από την εξαγωγή δεν φαίνεται με ποια προγράμματα ανέβηκαν οι αναρτήσεις",
    ),
    "reason.no_review": (
        "no review in the last 26 weeks that is older than 7 days",
        "καμία κριτική στις τελευταίες 26 εβδομάδες που να έχει περάσει τις 7 μέρες",
    ),
    "reason.no_answer": ("none of the reviews was answered", "δεν απαντήθηκε καμία κριτική"),
    "note.exported": (
        "Counted back from {day}, the day the export was made.",
        "Όλα μετρούν από τη μέρα της εξαγωγής και πίσω: {day}.",
    ),
    "note.exported_by_entries": (
        "Counted back from {day}, the day the export was made, as the times of the files in it have it.",
        "Όλα μετρούν από τη μέρα της εξαγωγής και πίσω: {day}, όπως δείχνει η ώρα των αρχείων που έχει μέσα.",
    ),
    "note.export_day_unknown": (
        "The export does not say when it was made, and all is counted back from then. Say when you asked for it: "
        "--until 2026-01-31.",
        "Η εξαγωγή δεν λέει πότε έγινε, και όλα μετρούν από τότε προς τα πίσω. Πείτε πότε τη ζητήσατε: "
        "--until 2026-01-31.",
    ),
    "note.until_after_export": (
        "Counted back from {day}, not from --until: the export was made then, and what came after is not in it.",
        "Όλα μετρούν προς τα πίσω από τη μέρα της εξαγωγής ({day}) και όχι από το --until: ό,τι έγινε μετά δεν "
        "υπάρχει μέσα.",
    ),
    "note.personal": (
        "This is a person's export, not a business's, so no answers follow from it. If the account is the business's "
        "own, add --kind {kind}.",
        "Η εξαγωγή είναι προσωπικού λογαριασμού, όχι επιχείρησης, γι’ αυτό δεν βγαίνουν απαντήσεις. Αν ο λογαριασμός "
        "είναι της επιχείρησης, προσθέστε --kind {kind}.",
    ),
    "note.range_cut": (
        "The export seems to begin only on {day}: perhaps “All time” was not chosen. What came before is not in it, so "
        "the weeks are counted from there, and the numbers say “at least”.",
        "Η εξαγωγή φαίνεται να αρχίζει αργότερα από τον λογαριασμό ({day}): ίσως δεν ζητήσατε όλο το χρονικό διάστημα "
        "(All time). Τα παλιότερα λείπουν, γι’ αυτό οι εβδομάδες μετρούν από εκεί και οι αριθμοί είναι «τουλάχιστον».",
    ),
    "note.export_is_old": (
        "This export is of {day}. Ask for a new one: what was measured more than 90 days ago does not count.",
        "Η εξαγωγή είναι παλιά ({day}). Ζητήστε καινούργια: ό,τι μετρήθηκε πριν από 90 μέρες και πάνω δεν "
        "υπολογίζεται.",
    ),
    "note.no_post_there": (
        "There are no posts in it: none was made, all were deleted or archived, or it was not asked for “All time”.",
        "Δεν έχει καμία ανάρτηση: ή δεν έγινε ποτέ, ή διαγράφηκαν ή αρχειοθετήθηκαν όλες, ή η εξαγωγή δεν ζητήθηκε για "
        "όλο το χρονικό διάστημα (All time).",
    ),
    "note.later_left_out": (
        "Left out, since it happened after {day}: {number} entries.",
        "Δεν μέτρησαν, γιατί έγιναν μετά το τέλος ({day}): {number} καταχωρίσεις.",
    ),
    "note.entries_too_early": (
        "Left out, since they are dated before the platform existed: {number} entries.",
        "Δεν μέτρησαν, γιατί έχουν ημερομηνία πριν υπάρξει η πλατφόρμα: {number} καταχωρίσεις.",
    ),
    "note.entries_unread": (
        "Entries that could not be read: {number}.",
        "Καταχωρίσεις που δεν διαβάστηκαν: {number}.",
    ),
    "note.parts_without_data": (
        "Of the exports you gave, {number} had nothing to read: HTML instead of JSON, or a part without posts.",
        "Από τις εξαγωγές που δώσατε, {number} δεν είχαν τίποτα να διαβαστεί: HTML αντί για JSON, ή κομμάτι χωρίς "
        "αναρτήσεις.",
    ),
    "note.files_left_out": (
        "Files that were not read, since their names lead out of it or are too long, or they are links: {number}.",
        "Αρχεία που δεν διαβάστηκαν, γιατί το όνομά τους οδηγεί έξω από αυτή ή είναι υπερβολικά μεγάλο, ή είναι "
        "σύνδεσμοι: {number}.",
    ),
    "ask.account.days_since_sign_of_life": (
        "Is another account the one in use, or do you answer in messages, which are not read?",
        "Χρησιμοποιείτε άλλον λογαριασμό, ή απαντάτε με μηνύματα, που δεν διαβάζονται;",
    ),
    "ask.account.days_since_sign_of_life.in_use": (
        "Does somebody else still post, or have you just started again?",
        "Μήπως ανεβάζει κάτι κάποιος άλλος, ή ξαναρχίσατε πρόσφατα;",
    ),
    "ask.account.months": (
        "Was there an earlier account, or was this one not used at first?",
        "Υπήρχε παλιότερος λογαριασμός, ή αυτός έμεινε στην αρχή χωρίς χρήση;",
    ),
    "ask.account.months_at_least": (
        "Was the account somebody else's before?",
        "Ανήκε ο λογαριασμός πριν σε κάποιον άλλον;",
    ),
    "ask.posts.days_since_last": (
        "Do you post elsewhere, or only stories, or were posts deleted?",
        "Ανεβάζετε αλλού, ή μόνο stories, ή μήπως διαγράφηκαν αναρτήσεις;",
    ),
    "ask.posts.counted": (
        "Do you post elsewhere, or only stories, or were posts deleted?",
        "Ανεβάζετε αλλού, ή μόνο stories, ή μήπως διαγράφηκαν αναρτήσεις;",
    ),
    "ask.posts.weeks_with_a_post": (
        "Does somebody else post, does a website fill the page, or has the rhythm changed only lately?",
        "Ανεβάζει κάποιος άλλος, γεμίζει τη σελίδα ένα site, ή άλλαξε ο ρυθμός μόλις τώρα τελευταία;",
    ),
    "ask.posts.feed_share": (
        "Was something connected once that still posts by itself?",
        "Μήπως είχε συνδεθεί κάποτε κάτι που ανεβάζει ακόμη μόνο του;",
    ),
    "ask.posts.scheduler_share": (
        "Does somebody use a tool to post, or did they, for a while?",
        "Χρησιμοποιεί κάποιος εργαλείο για τις αναρτήσεις, ή το έκανε μόνο για λίγο;",
    ),
    "ask.talk.per_week": (
        "Does somebody else write those comments, or are they not talk about the business?",
        "Γράφει κάποιος άλλος αυτά τα σχόλια, ή δεν αφορούν την επιχείρηση;",
    ),
    "ask.talk.on_own_per_week": (
        "Does somebody else answer in your name?",
        "Απαντά κάποιος άλλος εκ μέρους σας;",
    ),
    "ask.reviews.answered_share": (
        "Is it different with comments and messages than with reviews?",
        "Είναι αλλιώς με τα σχόλια και τα μηνύματα απ’ ό,τι με τις κριτικές;",
    ),
    "unit.months": ("{number} months", "{number} μήνες"),
    "unit.months_one": ("{number} month", "{number} μήνας"),
    "unit.weeks": ("{number} weeks", "{number} εβδομάδες"),
    "unit.weeks_one": ("{number} week", "{number} εβδομάδα"),
    "unit.hours": ("{number} hours", "{number} ώρες"),
    "unit.hours_one": ("{number} hour", "{number} ώρα"),
    "unit.posts": ("{number} posts", "{number} αναρτήσεις"),
    "unit.posts_one": ("{number} post", "{number} ανάρτηση"),
    "unit.comments": ("{number} comments", "{number} σχόλια"),
    "unit.comments_one": ("{number} comment", "{number} σχόλιο"),
    "unit.replies": ("{number} replies", "{number} απαντήσεις"),
    "unit.replies_one": ("{number} reply", "{number} απάντηση"),
    "unit.reviews": ("{number} reviews", "{number} κριτικές"),
    "unit.reviews_one": ("{number} review", "{number} κριτική"),
    "unit_name.months": ("months", "μήνες"),
    "unit_name.weeks": ("weeks", "εβδομάδες"),
    "unit_name.hours": ("hours", "ώρες"),
    "unit_name.posts": ("posts", "αναρτήσεις"),
    "unit_name.comments": ("comments", "σχόλια"),
    "unit_name.replies": ("replies", "απαντήσεις"),
    "unit_name.reviews": ("reviews", "κριτικές"),
    "counted.weeks": ("{number} weeks", "{number} εβδομάδες"),
    "counted.weeks_one": ("{number} week", "{number} εβδομάδα"),
    "counted.posts": ("{number} posts", "{number} αναρτήσεις"),
    "counted.posts_one": ("{number} post", "{number} ανάρτηση"),
    "counted.comments": ("{number} comments", "{number} σχόλια"),
    "counted.comments_one": ("{number} comment", "{number} σχόλιο"),
    "counted.replies": ("{number} replies", "{number} απαντήσεις"),
    "counted.replies_one": ("{number} reply", "{number} απάντηση"),
    "counted.reviews": ("{number} reviews", "{number} κριτικές"),
    "counted.reviews_one": ("{number} review", "{number} κριτική"),
}
"""English and Greek, side by side. A measure's name, unit, reason or note is the key's second part."""
