"""Texts of batches and portfolios."""

TEXTS: dict[str, tuple[str, str]] = {
    "batch_rows": (
        "Rows read: {read}. Written: {written}. Rejected: {rejected}.",
        "Γραμμές που διαβάστηκαν: {read}. Γράφτηκαν: {written}. Απορρίφθηκαν: {rejected}.",
    ),
    "rows_below_stage": (
        "Rows below stage {lowest}, which --fail-under asks for: {below} of {rows}.",
        "Γραμμές κάτω από το στάδιο {lowest}, που ζητά το --fail-under: {below} από {rows}.",
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
    "batch_columns": (
        "Questions that a column answers: {found} of {all}: {columns}.",
        "Ερωτήσεις στις οποίες απαντά μια στήλη: {found} από {all}: {columns}.",
    ),
    "batch_measures": ("Measures that a column holds: {columns}.", "Μετρήσεις που υπάρχουν σε στήλη: {columns}."),
    "batch_column": ("{signal} ('{column}')", "{signal} («{column}»)"),
    "batch_unused": ("Columns not used: {columns}.", "Στήλες που δεν χρησιμοποιήθηκαν: {columns}."),
    "batch_missing": (
        "Questions without a column: {signals}. --write-mapping looks for them in the cells, too.",
        "Ερωτήσεις χωρίς στήλη: {signals}. Το --write-mapping τις αναζητά και μέσα στα κελιά.",
    ),
    "mapping_written": (
        "Written: {file}. Edit it, then: stagecli batch {table} --mapping {file}",
        "Γράφτηκε: {file}. Διορθώστε το, και μετά: stagecli batch {table} --mapping {file}",
    ),
    "form_name": ("Name", "Όνομα"),
    "batch_unread_rejected": (
        "Rows rejected for single cells only: {rows}. With --bad-answers blank they are assessed without those cells.",
        "Γραμμές που απορρίφθηκαν μόνο για κάποιο κελί: {rows}. Με --bad-answers blank αξιολογούνται χωρίς αυτό.",
    ),
    "batch_unread_map": (
        "What such cells mean is said once in a mapping file: --write-mapping mapping.yaml proposes it, and --mapping "
        "mapping.yaml reads it.",
        "Τι σημαίνουν τέτοια κελιά το λέτε μία φορά, σε αρχείο αντιστοίχισης: το προτείνει το --write-mapping "
        "mapping.yaml και το διαβάζει το --mapping mapping.yaml.",
    ),
    "batch_unread_blank": (
        "Rows assessed without a cell that is no answer: {rows}. The column not_read names these cells, most often "
        "{cells}.",
        "Γραμμές που αξιολογήθηκαν χωρίς κάποιο κελί που δεν είναι απάντηση: {rows}. Τα κελιά γράφονται στη στήλη "
        "not_read, συχνότερα {cells}.",
    ),
    "form_gate": (
        "Only for those who answer {question} with {answers}.",
        "Μόνο για όσους απαντούν στο {question}: {answers}.",
    ),
    "mapping_intro": (
        "What the headings of this form mean. Edit it, then give it with --mapping. A line does nothing until you "
        "remove its #.",
        "Τι σημαίνουν οι επικεφαλίδες αυτής της φόρμας. Διορθώστε το και δώστε το με --mapping. Μια γραμμή δεν κάνει "
        "τίποτα, ώσπου να σβήσετε το # της.",
    ),
    "mapping_likely": (
        "{percent}% alike, and {fitting} of {cells} cells are answers; without # it is read so:",
        "μοιάζει κατά {percent}%, και {fitting} από {cells} κελιά είναι απαντήσεις· χωρίς το # διαβάζεται έτσι:",
    ),
    "mapping_answers_intro": (
        "What cells mean that are no answers. Write an option after the colon, or a label in quotes; remove the #.",
        "Τι σημαίνουν κελιά που δεν είναι απαντήσεις. Γράψτε μετά την άνω-κάτω τελεία μία απάντηση, με το όνομά της ή "
        "με τα λόγια της σε εισαγωγικά, και σβήστε το #.",
    ),
    "mapping_cells": ("cells: {count}", "κελιά: {count}"),
    "mapping_id_intro": (
        "The column that names the subject, as --id does.",
        "Η στήλη με το όνομα της επιχείρησης, όπως στο --id.",
    ),
    "mapping_date_intro": (
        "When it was answered: a column, or one day for all. date_format says what comes first: dmy, mdy or ymd.",
        "Πότε απαντήθηκε: μια στήλη, ή μία ημέρα για όλους. Το date_format λέει τι προηγείται: dmy, mdy ή ymd.",
    ),
    "mapping_bad_answers": (
        "A cell that is no answer: reject its row, or count as blank.",
        "Ένα κελί που δεν είναι απάντηση: reject απορρίπτει τη γραμμή του, blank μετρά σαν κενό.",
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
        "Στο αρχείο υπάρχουν ήδη στήλες με όνομα {columns}· όλες οι νέες στήλες αρχίζουν με «{prefix}».",
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
    "portfolio_printed": ("The full list is on the screen.", "Ο πλήρης κατάλογος βρίσκεται στην οθόνη."),
    "portfolio_file": ("All are in {file}.", "Όλες οι αξιολογήσεις βρίσκονται στο αρχείο {file}."),
    "portfolio_subject": ("Name", "Όνομα"),
    "portfolio_status": ("How clear", "Πόσο ξεκάθαρα"),
    "portfolio_find": ("Find", "Αναζήτηση"),
    "portfolio_any": ("Any", "Όλα"),
    "portfolio_shown": ("Shown: {shown} of {all}", "Εμφανίζονται: {shown} από {all}"),
    "portfolio_row": ("Row {row}", "Γραμμή {row}"),
    "portfolio_verdict": (
        "Second likeliest: stage {second}. Based on {answered} of {applicable} questions.",
        "Δεύτερο πιθανότερο: στάδιο {second}. Με βάση {answered} από τις {applicable} ερωτήσεις.",
    ),
    "portfolio_answered": ("Answers of {dates}", "Απαντήσεις: {dates}"),
    "portfolio_elsewhere": (
        "At a stage that the ladder no longer has, so not counted at any: {count}.",
        "Σε στάδιο που δεν υπάρχει πια στην κλίμακα, οπότε δεν μετρούν σε κανένα: {count}.",
    ),
    "portfolio_many": (
        "More than {most}: only those who stand out are listed here.",
        "Πάνω από {most} αξιολογήσεις: εδώ φαίνονται μόνο όσες ξεχωρίζουν.",
    ),
}
"""English and Greek, side by side."""
