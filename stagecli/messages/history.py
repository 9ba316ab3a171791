"""What the history and comparisons say."""

TEXTS: dict[str, tuple[str, str]] = {
    "previous": ("Since last time ({date})", "Από την προηγούμενη φορά ({date})"),
    "previous_undated": ("Since last time", "Από την προηγούμενη φορά"),
    "previous_up": (
        "Then it was stage {then} ({percent}), now it is stage {now}: a step forward.",
        "Τότε στο στάδιο {then} ({percent}), τώρα στο στάδιο {now}: ένα βήμα προς τα εμπρός.",
    ),
    "previous_down": (
        "Then it was stage {then} ({percent}), now it is stage {now}: a step back.",
        "Τότε στο στάδιο {then} ({percent}), τώρα στο στάδιο {now}: ένα βήμα προς τα πίσω.",
    ),
    "previous_same": (
        "It was stage {then} ({percent}) then, and still is.",
        "Τότε στο στάδιο {then} ({percent}), και τώρα στο ίδιο.",
    ),
    "previous_model": (
        "The ladder itself has changed since; 'stagecli history compare' shows how much of the difference that makes.",
        "Στο μεταξύ άλλαξε και η ίδια η κλίμακα· με «stagecli history compare» βλέπετε πόση διαφορά οφείλεται σε αυτό.",
    ),
    "previous_no_changes": ("The answers are the same.", "Οι απαντήσεις είναι οι ίδιες."),
    "previous_change": ("{question} {after} (before: {before})", "{question} {after} (πριν: {before})"),
    "history_saved": ("Saved in the history: {subject}.", "Αποθηκεύτηκε στο ιστορικό: {subject}."),
    "history_saved_many": ("Saved in the history: {count}.", "Αποθηκεύτηκαν στο ιστορικό: {count}."),
    "history_unused": (
        "The earlier assessments were not looked at. {reason}",
        "Οι προηγούμενες αξιολογήσεις δεν λήφθηκαν υπόψη. {reason}",
    ),
    "history_empty": (
        "Nothing is saved yet. Start with 'stagecli assess --name WHO --save'.",
        "Δεν έχει αποθηκευτεί ακόμη τίποτα. Ξεκινήστε με «stagecli assess --name ΟΝΟΜΑ --save».",
    ),
    "history_counts": (
        "Subjects: {subjects}. Assessments: {assessments}.",
        "Ονόματα: {subjects}. Αξιολογήσεις: {assessments}.",
    ),
    "history_more": (
        "The last {shown} are shown; --all shows all.",
        "Εμφανίζονται τα τελευταία {shown}· με --all τα βλέπετε όλα.",
    ),
    "history_earlier": (
        "Earlier ones: {count}; --all shows them.",
        "Παλαιότερες αξιολογήσεις: {count}· εμφανίζονται με --all.",
    ),
    "history_first": ("first", "πρώτη φορά"),
    "history_up": ("up from {before}", "ανέβηκε από το {before}"),
    "history_down": ("down from {before}", "κατέβηκε από το {before}"),
    "history_level": ("as before", "όπως πριν"),
    "history_when": ("When", "Πότε"),
    "history_trend": ("Trend", "Πορεία"),
    "history_forgotten": (
        "Forgotten: {subject}. Assessments removed: {count}.",
        "Διαγράφηκε από το ιστορικό: {subject}. Αξιολογήσεις που διαγράφηκαν: {count}.",
    ),
    "compare_progress": (
        "Progress: from stage {then} to stage {now}.",
        "Πρόοδος: από το στάδιο {then} στο στάδιο {now}.",
    ),
    "compare_regression": (
        "Regression: from stage {then} back to stage {now}.",
        "Υποχώρηση: από το στάδιο {then} στο στάδιο {now}.",
    ),
    "compare_same": ("The stage is the same: {now}.", "Το στάδιο παραμένει το ίδιο: {now}."),
    "compare_side": ("{date}: {headline}, {name}", "{date}: {headline}, {name}"),
    "compare_answers": ("What changed in the answers", "Τι άλλαξε στις απαντήσεις"),
    "compare_effect": (
        "The number says how far each change tips the balance from stage {other} to stage {now} (in nats).",
        "Ο αριθμός δείχνει πόσο γέρνει κάθε αλλαγή τη ζυγαριά από το στάδιο {other} προς το στάδιο {now} (σε nats).",
    ),
    "compare_done": ("Recommended then, and done", "Όσα προτάθηκαν τότε και έγιναν"),
    "compare_open": ("Recommended then, and still open", "Όσα προτάθηκαν τότε και εκκρεμούν ακόμη"),
    "compare_model": ("The answers, or the ladder?", "Οι απαντήσεις ή η κλίμακα;"),
    "compare_reread": (
        "The ladder has changed. By the present one, the earlier answers were stage {stage} ({percent}). Of the "
        "difference of {whole} stages, {model} is the ladder's and {subject} is the answers'.",
        "Η κλίμακα άλλαξε. Με τη σημερινή, οι παλαιότερες απαντήσεις θα έδειχναν το στάδιο {stage} ({percent}). Η "
        "διαφορά είναι {whole} στάδια: {model} οφείλονται στην κλίμακα και {subject} στις απαντήσεις.",
    ),
    "compare_reread_mean": (
        "(Counted by the mean of the stages, weighted by their probabilities.)",
        "(Υπολογίζεται με τον μέσο όρο των σταδίων, σταθμισμένο με τις πιθανότητές τους.)",
    ),
    "compare_no_model": (
        "The ladder has changed. To see how much of the difference is the ladder's, name the later one with --model.",
        "Η κλίμακα άλλαξε. Για να δείτε πόση διαφορά οφείλεται σε αυτήν, δώστε τη νεότερη κλίμακα με --model.",
    ),
}
"""English and Greek, side by side."""
