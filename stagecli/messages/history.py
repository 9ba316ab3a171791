"""Texts of the history and of comparisons."""

TEXTS: dict[str, tuple[str, str]] = {
    "previous": ("Since last time ({date})", "Από την προηγούμενη φορά ({date})"),
    "previous_undated": ("Since last time", "Από την προηγούμενη φορά"),
    "previous_model": (
        "The ladder itself has changed since; 'stagecli history compare' shows how much of the difference that makes.",
        "Στο μεταξύ άλλαξε και η ίδια η κλίμακα· με «stagecli history compare» βλέπετε πόση διαφορά οφείλεται σε αυτό.",
    ),
    "previous_no_changes": ("The answers are the same.", "Οι απαντήσεις είναι οι ίδιες."),
    "previous_change": ("{question} {after} (before: {before})", "{question} {after} (πριν: {before})"),
    "history_saved": ("Saved in the history: {subject}.", "Αποθηκεύτηκε στο ιστορικό: {subject}."),
    "history_saved_many": ("Saved in the history: {count}.", "Αποθηκεύτηκαν στο ιστορικό: {count}."),
    "history_saved_already": (
        "Already saved: {subject}, with the same answers at the same time. Nothing was added.",
        "Υπάρχει ήδη στο ιστορικό: {subject}, με τις ίδιες απαντήσεις και την ίδια ημερομηνία. Δεν προστέθηκε τίποτα.",
    ),
    "history_already_many": (
        "Already saved, with the same answers at the same time, so not added again: {count}.",
        "Υπήρχαν ήδη στο ιστορικό, με τις ίδιες απαντήσεις και την ίδια ημερομηνία, και δεν προστέθηκαν ξανά: {count}.",
    ),
    "history_several": (
        "Names with several assessments of one time, by different answers: {count}, such as {names}. If they are "
        "several subjects, give each its own name; if an earlier import was wrong, take it back with 'stagecli history "
        "forget --all --at'.",
        "Ονόματα με περισσότερες αξιολογήσεις για την ίδια στιγμή, με διαφορετικές απαντήσεις: {count}, όπως {names}. "
        "Αν είναι διαφορετικές επιχειρήσεις, δώστε στην καθεμία δικό της όνομα· αν ήταν λάθος μια προηγούμενη "
        "εισαγωγή, πάρτε την πίσω με «stagecli history forget --all --at».",
    ),
    "history_unnamed": (
        "Rows that name nobody, so that they were not saved: {count}.",
        "Γραμμές που δεν ονομάζουν κανέναν, και γι’ αυτό δεν αποθηκεύτηκαν: {count}.",
    ),
    "history_other_ladders": (
        "Assessments by other ladders, left out: {count} ({ladders}). --model chooses another ladder.",
        "Αξιολογήσεις με άλλες κλίμακες, που δεν περιλαμβάνονται: {count} ({ladders}). Με --model διαλέγετε "
        "άλλη κλίμακα.",
    ),
    "history_show_others": (
        "Assessments by other ladders, not shown: {count}. --model chooses another ladder.",
        "Αξιολογήσεις με άλλες κλίμακες, που δεν εμφανίζονται: {count}. Με --model διαλέγετε άλλη κλίμακα.",
    ),
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
    "history_when": ("When", "Πότε"),
    "history_trend": ("Trend", "Πορεία"),
    "history_forgotten": (
        "Forgotten: {subject}. Assessments removed: {count}.",
        "Διαγράφηκε από το ιστορικό: {subject}. Αξιολογήσεις που διαγράφηκαν: {count}.",
    ),
    "history_taken_back": (
        "Taken back: what was saved of {subject} for {at}. Assessments removed: {count}.",
        "Διαγράφηκε ό,τι είχε αποθηκευτεί για «{subject}» με ημερομηνία {at}. Αξιολογήσεις που διαγράφηκαν: {count}.",
    ),
    "history_day_taken_back": (
        "Taken back: all that was saved for {at}. Assessments removed: {count}. Subjects: {subjects}.",
        "Διαγράφηκε ό,τι είχε αποθηκευτεί με ημερομηνία {at}. Αξιολογήσεις που διαγράφηκαν: {count}. Ονόματα: "
        "{subjects}.",
    ),
    "history_take_back": (
        "Remove all that was saved for {at}, for good? Assessments: {count}. Subjects: {subjects}. Type y for yes; "
        "Enter means no.",
        "Να διαγραφεί οριστικά ό,τι αποθηκεύτηκε με ημερομηνία {at}; Αξιολογήσεις: {count}. Ονόματα: {subjects}. "
        "Γράψτε ν για ναι· με Enter, όχι.",
    ),
    "history_nothing_removed": ("Nothing was removed.", "Δεν διαγράφηκε τίποτα."),
    "climb": ("The climb so far", "Η πορεία ως τώρα"),
    "climb_how": (
        "The dot is the stage; the line shows the stages that together have at least 90% of the probability.",
        "Η κουκκίδα δείχνει το στάδιο· η γραμμή, τα στάδια που μαζί συγκεντρώνουν τουλάχιστον 90% της πιθανότητας.",
    ),
    "compare_side": ("{date}: {headline}, {name}", "{date}: {headline}, {name}"),
    "compare_answers": ("What changed in the answers", "Τι άλλαξε στις απαντήσεις"),
    "compare_measures": ("What changed in the measures", "Τι άλλαξε στις μετρήσεις"),
    "compare_effect": (
        "How much each change speaks for stage {now} rather than stage {other}.",
        "Πόσο δείχνει κάθε αλλαγή προς το στάδιο {now} και όχι προς το στάδιο {other}.",
    ),
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
    "previous_progress": (
        "Then it was stage {then} ({percent}), now it is stage {now}: a step forward.",
        "Τότε ήσασταν στο στάδιο {then} ({percent}), τώρα στο στάδιο {now}: ανεβήκατε.",
    ),
    "previous_progress_uncertain": (
        "Then it was stage {then} ({percent}), now it is stage {now}: perhaps a step forward, but that is uncertain.",
        "Τότε ήσασταν στο στάδιο {then} ({percent}), τώρα στο στάδιο {now}: ίσως ανεβήκατε, αλλά είναι αβέβαιο.",
    ),
    "previous_regression": (
        "Then it was stage {then} ({percent}), now it is stage {now}: a step back.",
        "Τότε ήσασταν στο στάδιο {then} ({percent}), τώρα στο στάδιο {now}: κατεβήκατε.",
    ),
    "previous_regression_uncertain": (
        "Then it was stage {then} ({percent}), now it is stage {now}: perhaps a step back, but that is uncertain.",
        "Τότε ήσασταν στο στάδιο {then} ({percent}), τώρα στο στάδιο {now}: ίσως κατεβήκατε, αλλά είναι αβέβαιο.",
    ),
    "previous_same": (
        "It was stage {then} ({percent}) then, and still is.",
        "Τότε ήσασταν στο στάδιο {then} ({percent}), και τώρα στο ίδιο.",
    ),
    "previous_same_uncertain": (
        "It was stage {then} ({percent}) then, and seems to be still; that is uncertain.",
        "Τότε ήσασταν στο στάδιο {then} ({percent}), και τώρα φαίνεται το ίδιο· είναι όμως αβέβαιο.",
    ),
    "previous_unknown": (
        "The stage of that time is no longer on the ladder, so nothing can be said of the direction.",
        "Το τότε στάδιο δεν υπάρχει πια στην κλίμακα, οπότε δεν μπορεί να φανεί προς τα πού πήγε.",
    ),
    "previous_unknown_uncertain": (
        "The stage of that time is no longer on the ladder, so nothing can be said of the direction.",
        "Το τότε στάδιο δεν υπάρχει πια στην κλίμακα, οπότε δεν μπορεί να φανεί προς τα πού πήγε.",
    ),
    "history_progress": ("up from {before}", "ανέβηκε από το {before}"),
    "history_progress_uncertain": ("perhaps up from {before} (uncertain)", "ίσως ανέβηκε από το {before} (αβέβαιο)"),
    "history_regression": ("down from {before}", "κατέβηκε από το {before}"),
    "history_regression_uncertain": (
        "perhaps down from {before} (uncertain)",
        "ίσως κατέβηκε από το {before} (αβέβαιο)",
    ),
    "history_same": ("as before", "όπως πριν"),
    "history_same_uncertain": ("as before (uncertain)", "όπως πριν (αβέβαιο)"),
    "history_unknown": ("the ladder has changed", "άλλαξε η κλίμακα"),
    "history_unknown_uncertain": ("the ladder has changed", "άλλαξε η κλίμακα"),
    "compare_progress": (
        "Progress: from stage {then} to stage {now}.",
        "Πρόοδος: από το στάδιο {then} στο στάδιο {now}.",
    ),
    "compare_progress_uncertain": (
        "Uncertain, but perhaps progress: from stage {then} to stage {now}.",
        "Αβέβαιο, ίσως πρόοδος: από το στάδιο {then} στο στάδιο {now}.",
    ),
    "compare_regression": (
        "Regression: from stage {then} back to stage {now}.",
        "Υποχώρηση: από το στάδιο {then} στο στάδιο {now}.",
    ),
    "compare_regression_uncertain": (
        "Uncertain, but perhaps a regression: from stage {then} back to stage {now}.",
        "Αβέβαιο, ίσως υποχώρηση: από το στάδιο {then} στο στάδιο {now}.",
    ),
    "compare_same": ("The stage is the same: {now}.", "Το στάδιο παραμένει το ίδιο: {now}."),
    "compare_same_uncertain": (
        "Uncertain, but the stage seems to be the same: {now}.",
        "Μάλλον έμεινε στο στάδιο {now}, αλλά είναι αβέβαιο.",
    ),
    "compare_unknown": (
        "The earlier stage is no longer on the ladder, so nothing can be said of the direction.",
        "Το παλαιότερο στάδιο δεν υπάρχει πια στην κλίμακα, οπότε δεν μπορεί να φανεί η κατεύθυνση.",
    ),
    "compare_unknown_uncertain": (
        "The earlier stage is no longer on the ladder, so nothing can be said of the direction.",
        "Το παλαιότερο στάδιο δεν υπάρχει πια στην κλίμακα, οπότε δεν μπορεί να φανεί η κατεύθυνση.",
    ),
    "compare_done": (
        "Your answers have changed as these steps asked",
        "Οι απαντήσεις σας άλλαξαν όπως ζητούσαν αυτά τα βήματα",
    ),
    "compare_open": ("Steps recommended then, and still open", "Βήματα που προτάθηκαν τότε και εκκρεμούν ακόμη"),
    "history_parted": (
        "The history kept these names as one subject; they are subjects of their own now: {names}. 'stagecli "
        "history rename' joins two.",
        "Το ιστορικό θεωρούσε αυτά τα ονόματα ένα και το ίδιο· τώρα είναι χωριστά: {names}. Με «stagecli history "
        "rename» ενώνονται δύο.",
    ),
    "history_not_parted": (
        "Some assessments of these do not say whose they are, so they stay as they were: {names}.",
        "Κάποιες αξιολογήσεις τους δεν λένε ποιανού είναι, γι’ αυτό μένουν όπως ήταν: {names}.",
    ),
    "history_nearly": (
        "A new subject: '{subject}'. The history also has {names}; if that is who you mean, use that name.",
        "Νέο όνομα: «{subject}». Στο ιστορικό υπάρχει και: {names}· αν εννοείτε αυτό, δώστε εκείνο το όνομα.",
    ),
    "history_renamed": (
        "Renamed: {old} is now {new}. Assessments: {count}.",
        "Μετονομάστηκε: {old}, τώρα {new}. Αξιολογήσεις: {count}.",
    ),
    "history_joined": (
        "Joined: the assessments of {old} are now with those of {new}. Moved: {count}.",
        "Ενώθηκαν: οι αξιολογήσεις του ονόματος {old} είναι τώρα στο {new}. Μεταφέρθηκαν: {count}.",
    ),
    "history_claimed": (
        "The history already has “{subject}”. Are these answers theirs? Type y for yes; Enter means no.",
        "Στο ιστορικό υπάρχει ήδη το όνομα «{subject}». Αφορούν αυτό το όνομα οι απαντήσεις; Γράψτε ν για ναι· με "
        "Enter, όχι.",
    ),
    "history_which": (
        "The history has nobody called “{subject}”, but a name that is nearly the same. Type its number if that "
        "is who you mean, or press Enter for a new subject.",
        "Στο ιστορικό δεν υπάρχει «{subject}», αλλά υπάρχει σχεδόν το ίδιο όνομα. Γράψτε τον αριθμό του αν "
        "εννοείτε αυτό, ή πατήστε Enter για νέο όνομα.",
    ),
    "choose_again": (
        "Type a number from 1 to {count}, or press Enter.",
        "Γράψτε έναν αριθμό από το 1 έως το {count}, ή πατήστε Enter.",
    ),
    "answers_dropped": (
        "The ladder has changed since; these answers no longer fit and are left out: {signals}.",
        "Η κλίμακα άλλαξε από τότε· αυτές οι απαντήσεις δεν ταιριάζουν πια και παραλείπονται: {signals}.",
    ),
    "history_nearly_many": (
        "New subjects that are nearly called like others in the history: {count}, such as {names}. 'stagecli history "
        "rename' joins two.",
        "Νέα ονόματα που μοιάζουν πολύ με άλλα στο ιστορικό: {count}, όπως {names}. Με «stagecli history rename» "
        "ενώνονται δύο.",
    ),
}
"""English and Greek, side by side."""
