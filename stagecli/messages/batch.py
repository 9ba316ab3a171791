"""Texts of batches and portfolios."""

TEXTS: dict[str, tuple[str, str]] = {
    "batch_rows": (
        "Rows read: {read}. Written: {written}. Rejected: {rejected}.",
        "Γραμμές που διαβάστηκαν: {read}. Γράφτηκαν: {written}. Απορρίφθηκαν: {rejected}.",
    ),
    "batch_blank": ("Blank rows, left out: {count}.", "Κενές γραμμές, που παραλείφθηκαν: {count}."),
    "batch_status": (
        "Clear: {clear}. Likely: {likely}. Between two stages: {between}. Unclear: {unclear}.",
        "Ξεκάθαρα: {clear}. Πιθανότατα: {likely}. Ανάμεσα σε δύο στάδια: {between}. Όχι ξεκάθαρα: {unclear}.",
    ),
    "batch_next_steps": ("Most frequent next steps", "Τα συχνότερα επόμενα βήματα"),
    "batch_repeated": (
        "Rows with an id that was there before: {count}, such as {examples}.",
        "Γραμμές με όνομα ή κωδικό που είχε ήδη εμφανιστεί: {count}, όπως {examples}.",
    ),
    "batch_nearly_repeated": (
        "Ids that differ from another only in case, accents, hyphens or spaces: {count}, such as {examples}. They "
        "count as different.",
        "Ονόματα ή κωδικοί που διαφέρουν από άλλους μόνο σε κεφαλαία, τόνους, παύλες ή κενά: {count}, όπως {examples}. "
        "Μετρούν ως διαφορετικά.",
    ),
    "batch_repeated_incomplete": (
        "Repeated ids were looked for among the first million only.",
        "Ο έλεγχος για επαναλήψεις κάλυψε μόνο το πρώτο εκατομμύριο ονόματα ή κωδικούς.",
    ),
    "batch_rejects": ("Rejected rows, each with its reason: {file}", "Ποιες γραμμές απορρίφθηκαν και γιατί: {file}"),
    "batch_near_miss": (
        "The column '{column}' matches no signal; did you mean '{signal}'?",
        "Η στήλη «{column}» δεν ταιριάζει με καμία ερώτηση· μήπως εννοούσατε «{signal}»;",
    ),
    "batch_split": (
        "The column '{column}' is not read: its signal is now {now}; choose one with --map.",
        "Η στήλη «{column}» δεν διαβάζεται: η ερώτησή της είναι τώρα {now}· διαλέξτε μία με --map.",
    ),
    "batch_overruled": (
        "The column '{column}' is not read: '{other}' is the signal '{signal}'.",
        "Η στήλη «{column}» δεν διαβάζεται: στην ερώτηση «{signal}» απαντά η στήλη «{other}».",
    ),
    "batch_names_taken": (
        "The input has columns named {columns}; the names of all added columns start with '{prefix}'.",
        "Το αρχείο έχει ήδη στήλες με τα ονόματα {columns}· όλες οι νέες στήλες αρχίζουν με «{prefix}».",
    ),
    "batch_progress": ("{rows} rows, {rate} a second", "{rows} γραμμές, {rate} το δευτερόλεπτο"),
    "portfolio": ("Portfolio", "Συνολική εικόνα"),
    "portfolio_count": ("Assessed: {count}", "Αξιολογήθηκαν: {count}"),
    "portfolio_stages": ("Where they stand", "Σε ποιο στάδιο βρίσκονται"),
    "portfolio_how_many": ("How many", "Πλήθος"),
    "portfolio_step": ("Next step", "Επόμενο βήμα"),
    "portfolio_closest": ("Closest to the next stage", "Πιο κοντά στο επόμενο στάδιο"),
    "portfolio_closest_how": (
        "Their second likeliest stage is the next one; the least sure come first.",
        "Το δεύτερο πιθανότερο στάδιό τους είναι το επόμενο· πρώτα οι πιο αβέβαιες περιπτώσεις.",
    ),
    "portfolio_unclear": ("Unclear: {count}", "Όχι ξεκάθαρα: {count}"),
    "portfolio_unclear_how": (
        "A few more answers would settle these; the least sure come first.",
        "Με λίγες ακόμη απαντήσεις θα ξεκαθάριζαν· πρώτα οι πιο αβέβαιες περιπτώσεις.",
    ),
    "portfolio_rejects": ("Rejected rows: {count}", "Γραμμές που απορρίφθηκαν: {count}"),
    "portfolio_line": ("Line", "Γραμμή"),
    "portfolio_value": ("What it says", "Τι γράφει"),
    "portfolio_reason": ("What is wrong", "Τι πρόβλημα έχει"),
    "portfolio_all": ("All assessments", "Όλες οι αξιολογήσεις"),
    "portfolio_printed": (
        "The full list is on the screen, and in {file}.",
        "Ο πλήρης κατάλογος βρίσκεται στην οθόνη και στο αρχείο {file}.",
    ),
    "portfolio_subject": ("Name", "Όνομα"),
    "portfolio_status": ("How clear", "Πόσο ξεκάθαρα"),
    "portfolio_find": ("Find", "Αναζήτηση"),
    "portfolio_any": ("Any", "Όλα"),
    "portfolio_shown": ("Shown: {shown} of {all}", "Εμφανίζονται: {shown} από {all}"),
    "portfolio_row": ("Row {row}", "Γραμμή {row}"),
    "portfolio_verdict": (
        "Second likeliest: stage {second}. Answered {answered} of {applicable} questions that apply.",
        "Δεύτερο πιθανότερο: στάδιο {second}. Απαντήσεις: {answered} στις {applicable} σχετικές ερωτήσεις.",
    ),
    "portfolio_many": (
        "More than {most}: only those who stand out are listed here. All are in {file}.",
        "Πάνω από {most} αξιολογήσεις: εδώ φαίνονται μόνο όσες ξεχωρίζουν. Όλες βρίσκονται στο αρχείο {file}.",
    ),
}
"""English and Greek, side by side."""
