"""Texts of how subjects moved between two times."""

TEXTS: dict[str, tuple[str, str]] = {
    "movement_last": ("What changed since the time before", "Τι άλλαξε από την προηγούμενη φορά"),
    "movement_last_until": (
        "What changed since the time before, as of {until}",
        "Τι άλλαξε από την προηγούμενη φορά, έως {until}",
    ),
    "movement_since": ("What changed since {since}", "Τι άλλαξε από {since}"),
    "movement_since_until": ("What changed from {since} to {until}", "Τι άλλαξε από {since} έως {until}"),
    "movement_progress": ("Moved forward", "Ανέβηκαν στάδιο"),
    "movement_regression": ("Moved back", "Κατέβηκαν στάδιο"),
    "movement_same": ("Stayed", "Έμειναν στο ίδιο στάδιο"),
    "movement_unknown": (
        "Their earlier stage is no longer on the ladder",
        "Το τότε στάδιό τους δεν υπάρχει πια στην κλίμακα",
    ),
    "movement_came": ("Without an earlier assessment", "Χωρίς προηγούμενη αξιολόγηση"),
    "movement_left": ("Not assessed again", "Δεν αξιολογήθηκαν ξανά"),
    "movement_left_from": ("{subject} (before: {stage})", "{subject} (πριν: {stage})"),
    "movement_uncertain": (
        "(uncertain: {count})",
        "(αβέβαιο για {count})",
    ),
    "movement_table": ("From stage to stage", "Από στάδιο σε στάδιο"),
    "movement_table_how": (
        "A row for each stage before, a column for each stage now: on the diagonal they stayed, right of it "
        "they moved forward, left of it back.",
        "Η γραμμή δείχνει σε ποιο στάδιο ήταν πριν, η στήλη σε ποιο είναι τώρα: στη διαγώνιο όσοι έμειναν, "
        "δεξιά της όσοι ανέβηκαν, αριστερά της όσοι κατέβηκαν.",
    ),
    "movement_outside": (
        "Not in the table, since the ladder no longer has one of their stages: {count}.",
        "Δεν φαίνονται στον πίνακα, γιατί κάποιο από τα στάδιά τους δεν υπάρχει πια στην κλίμακα: {count}.",
    ),
    "movement_then": ("Before", "Πριν"),
    "movement_now": ("Now", "Τώρα"),
    "movement_movers": ("Who moved", "Ποιοι άλλαξαν στάδιο"),
    "movement_who": ("Name", "Όνομα"),
    "movement_moved": ("From stage to stage", "Από ποιο στάδιο σε ποιο"),
    "movement_certain": (
        "How certain",
        "Πόσο σίγουρο",
    ),
    "movement_cause": ("What moved it", "Τι το άλλαξε"),
    "movement_sure": ("certain", "σίγουρο"),
    "movement_not_sure": ("uncertain", "αβέβαιο"),
    "movement_cause_answers": ("the answers", "οι απαντήσεις"),
    "movement_cause_ladder": ("the ladder alone", "μόνο η κλίμακα"),
    "movement_cause_both": ("the answers and the ladder", "οι απαντήσεις και η κλίμακα"),
    "movement_cause_unknown": ("cannot be told", "δεν φαίνεται"),
    "movement_more": ("And {count} more.", "Και {count} ακόμη."),
    "movement_steps": (
        "Steps recommended then, which those who moved forward report now",
        "Βήματα που είχαν προταθεί τότε και φαίνονται τώρα στις απαντήσεις όσων ανέβηκαν",
    ),
    "movement_step": ("{do} ({names})", "{do} ({names})"),
    "movement_dates": ("Before: {before}. Now: {now}.", "Πριν: {before}. Τώρα: {now}."),
    "movement_nobody": (
        "Nobody has an earlier assessment to compare with yet.",
        "Κανείς δεν έχει ακόμη προηγούμενη αξιολόγηση, οπότε δεν γίνεται σύγκριση.",
    ),
    "movement_ladder": ("The answers, or the ladder?", "Οι απαντήσεις ή η κλίμακα;"),
    "movement_reread": (
        "The ladder has changed in between. The earlier answers, read by the present one: {reread}. Of these,"
        " read as another stage than then, which is the ladder's doing: {shifted}.",
        "Στο μεταξύ άλλαξε η κλίμακα. Παλαιότερες αξιολογήσεις που οι απαντήσεις τους διαβάστηκαν ξανά με τη "
        "σημερινή: {reread}. Από αυτές, όσες δίνουν τώρα άλλο στάδιο απ’ ό,τι τότε, κάτι που οφείλεται στην "
        "κλίμακα: {shifted}.",
    ),
    "movement_by_answers": (
        "By what the answers alone changed: forward {progress}, back {regression}, stayed {same}.",
        "Αν μετρήσουν μόνο οι απαντήσεις: ανέβηκαν {progress}, κατέβηκαν {regression}, έμειναν {same}.",
    ),
    "movement_by_ladder": (
        "Moved only because the ladder changed: {by_ladder}.",
        "Άλλαξαν στάδιο μόνο επειδή άλλαξε η κλίμακα: {by_ladder}.",
    ),
    "movement_hidden": (
        "Moved by their answers, and back again by the ladder, so that they count as stayed: {hidden}.",
        "Θα άλλαζαν στάδιο με τις απαντήσεις τους, αλλά το αναίρεσε η αλλαγή της κλίμακας, οπότε μετρούν σε "
        "όσους έμειναν: {hidden}.",
    ),
    "movement_unread": (
        "The earlier answers cannot be read by the present ladder: {unread}.",
        "Παλαιότερες αξιολογήσεις που οι απαντήσεις τους δεν διαβάζονται με τη σημερινή κλίμακα: {unread}.",
    ),
    "movement_renamed": (
        "If one of these is the same subject under a new name, 'stagecli history rename OLD NEW' joins the two.",
        "Αν κάποιο από αυτά τα ονόματα έχει αλλάξει, με «stagecli history rename ΠΑΛΙΟ ΝΕΟ» ενώνετε το παλιό "
        "με το νέο.",
    ),
}
"""English and Greek, side by side."""
