"""Texts of the interview in a terminal, and its keys."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

Command: TypeAlias = Literal["help", "back", "dont_know", "quit"]

KEYS: Mapping[Command, tuple[str, ...]] = {
    "help": ("?", ";", "help", "βοηθεια", "voitheia"),
    "back": ("b", "β", "back", "πισω", "piso"),
    "dont_know": ("s", "σ", "ς", "skip"),
    "quit": ("q", "ε", "e", "quit", "save", "save and quit", "stop", "exit", "εξοδοσ", "αποθηκευση",
             "αποθηκευση και εξοδοσ", "τελοσ", "exodos"),
}  # fmt: skip
"""What may be typed instead of an answer, normalised. Greek letters are those of the same keys, but where q is, a Greek
keyboard has the question mark: quitting is ε. What means *don't know* as an answer is understood besides."""

TEXTS: dict[str, tuple[str, str]] = {
    "interview_intro": (
        "At most {questions} short questions, about {minutes}. Type the number of your answer and press Enter.",
        "Το πολύ {questions} σύντομες ερωτήσεις, περίπου {minutes}. Γράψτε τον αριθμό της απάντησής σας και πατήστε "
        "Enter.",
    ),
    "minute_one": ("a minute", "ένα λεπτό"),
    "minutes": ("{count} minutes", "{count} λεπτά"),
    "interview_keys": (
        "? = help, b = back, s = don't know, q = save and quit",
        "? = βοήθεια, β = πίσω, σ = δεν ξέρω, ε = αποθήκευση και έξοδος",
    ),
    "interview_keys_in_words": (
        "Here letters are answers; instead of keys, type words: ? = help, back, don't know, save",
        "Εδώ τα γράμματα είναι απαντήσεις· αντί για πλήκτρα γράψτε λέξεις: ? = βοήθεια, πίσω, δεν ξέρω, αποθήκευση",
    ),
    "interview_type_label": (
        "Type the answer itself, as it stands here.",
        "Γράψτε την ίδια την απάντηση, όπως τη βλέπετε εδώ.",
    ),
    "interview_unfinished": (
        "There is an unfinished interview ({time}, answers: {count}). Your first answer here replaces it. To go on "
        "with it instead, type:",
        "Υπάρχει ένα μισοτελειωμένο ερωτηματολόγιο ({time}, απαντήσεις: {count}). Η πρώτη απάντησή σας εδώ το "
        "αντικαθιστά. Για να συνεχίσετε εκείνο, πληκτρολογήστε:",
    ),
    "interview_unfinished_other": (
        "There is an unfinished interview of another ladder, '{model}' ({time}, answers: {count}). Your first answer "
        "here replaces it.",
        "Υπάρχει ένα μισοτελειωμένο ερωτηματολόγιο άλλης κλίμακας, «{model}» ({time}, απαντήσεις: {count}). Η πρώτη "
        "απάντησή σας εδώ το αντικαθιστά.",
    ),
    "interview_resumed": (
        "Going on where you stopped (answers: {count}).",
        "Συνεχίζουμε από εκεί που σταματήσατε (απαντήσεις: {count}).",
    ),
    "interview_dropped": (
        "The ladder has changed since; these answers no longer fit and are asked again: {signals}.",
        "Η κλίμακα άλλαξε από τότε· αυτές οι απαντήσεις δεν ταιριάζουν πια και θα ερωτηθούν ξανά: {signals}.",
    ),
    "interview_progress": ("Question {number}, at most {more} more", "Ερώτηση {number}, το πολύ άλλες {more}"),
    "interview_progress_one": ("Question {number}, at most one more", "Ερώτηση {number}, το πολύ άλλη μία"),
    "interview_progress_last": ("Question {number}, the last one", "Ερώτηση {number}, η τελευταία"),
    "interview_number": ("Type a number (in {unit}).", "Γράψτε έναν αριθμό (σε {unit})."),
    "interview_number_or_years": (
        "Type a number (in {unit}), or as in “{example}”.",
        "Γράψτε έναν αριθμό (σε {unit}) ή π.χ. «{example}».",
    ),
    "example_years": ("3 years", "3 χρόνια"),
    "interview_why": (
        "Why we ask: it shows whether you are nearer to “{one}” or to “{other}”.",
        "Γιατί ρωτάμε: η απάντηση δείχνει τι σας ταιριάζει πιο πολύ, «{one}» ή «{other}».",
    ),
    "interview_now": (
        "Your answer so far: {answer}. Enter keeps it.",
        "Η απάντησή σας ως τώρα: «{answer}». Πατήστε Enter για να την κρατήσετε.",
    ),
    "interview_fits": (
        "“{text}” fits {fitting}; type the number of the one you mean.",
        "Το «{text}» ταιριάζει με τις απαντήσεις {fitting}· γράψτε τον αριθμό αυτής που εννοείτε.",
    ),
    "interview_fits_labels": (
        "“{text}” fits {fitting}; type the whole of the one you mean.",
        "Το «{text}» ταιριάζει με τις απαντήσεις {fitting}· γράψτε ολόκληρη αυτή που εννοείτε.",
    ),
    "interview_no_such_label": (
        "“{text}” is not an answer here. Type one of the {count} answers as it stands above, or ? for help.",
        "Το «{text}» δεν είναι απάντηση εδώ. Γράψτε μία από τις {count} απαντήσεις όπως τη βλέπετε πιο πάνω ή ? για "
        "βοήθεια.",
    ),
    "interview_empty": ("Type an answer, or ? for help.", "Γράψτε μια απάντηση ή ? για βοήθεια."),
    "review_change": ("Change answer {number}", "Αλλαγή της απάντησης {number}"),
    "review_not_understood": (
        "“{text}” is not in the list, which goes from 1 to {count}.",
        "Το «{text}» δεν είναι στη λίστα, που πάει από το 1 έως το {count}.",
    ),
    "interview_first": ("This is the first question.", "Αυτή είναι η πρώτη ερώτηση."),
    "interview_not_understood": (
        "“{text}” is not an answer here. Type a number from 1 to {count}, or ? for help.",
        "Το «{text}» δεν είναι απάντηση εδώ. Γράψτε έναν αριθμό από το 1 έως το {count} ή ? για βοήθεια.",
    ),
    "interview_not_a_number": (
        "{why}. Type a number from {low} to {high}, or ? for help.",
        "{why}. Γράψτε έναν αριθμό από {low} έως {high} ή ? για βοήθεια.",
    ),
    "interview_half_letters": (
        "That did not arrive whole; please type it once more.",
        "Αυτό δεν ήρθε ολόκληρο· γράψτε το, παρακαλώ, ακόμη μία φορά.",
    ),
    "interview_stop_sure": (
        "That is enough: your answers point clearly enough to one stage.",
        "Αρκεί ως εδώ: οι απαντήσεις σας δείχνουν αρκετά καθαρά ένα στάδιο.",
    ),
    "interview_stop_settled": (
        "That is enough: no further answer could change the stage.",
        "Αρκεί ως εδώ: καμία άλλη απάντηση δεν θα άλλαζε το στάδιο.",
    ),
    "interview_stop_nothing_more": (
        "That is enough: the questions left would tell hardly anything more.",
        "Αρκεί ως εδώ: οι υπόλοιπες ερωτήσεις δεν θα έλεγαν σχεδόν τίποτα παραπάνω.",
    ),
    "interview_stop_long_enough": (
        "That is enough: the questions left would take too much of your time.",
        "Αρκεί ως εδώ: οι υπόλοιπες ερωτήσεις θα σας έπαιρναν πολύ χρόνο.",
    ),
    "interview_stop_all_asked": ("Those were all the questions.", "Αυτές ήταν όλες οι ερωτήσεις."),
    "review": ("Your answers", "Οι απαντήσεις σας"),
    "review_keys": (
        "Enter = result, a number = change that answer, b = back to the last question, q = save and quit",
        "Enter = αποτέλεσμα, αριθμός = αλλαγή εκείνης της απάντησης, β = πίσω στην τελευταία ερώτηση, "
        "ε = αποθήκευση και έξοδος",
    ),
    "review_keys_no_result": (
        "There is no result yet: it takes one answer other than “don't know”. A number = change that answer, b = back "
        "to the last question, q = save and quit",
        "Δεν βγαίνει ακόμη αποτέλεσμα: χρειάζεται μία απάντηση εκτός από το «δεν ξέρω». Αριθμός = αλλαγή εκείνης της "
        "απάντησης, β = πίσω στην τελευταία ερώτηση, ε = αποθήκευση και έξοδος",
    ),
    "interview_saved": (
        "Your answers are saved. To go on, type:",
        "Οι απαντήσεις σας αποθηκεύτηκαν. Για να συνεχίσετε, πληκτρολογήστε:",
    ),
    "interview_nothing_saved": ("Nothing was answered yet.", "Δεν έχετε απαντήσει ακόμη σε τίποτα."),
    "interview_not_kept": (
        "Your answers cannot be saved as you go: {reason}.",
        "Δεν γίνεται να αποθηκεύονται οι απαντήσεις σας όσο προχωράτε: {reason}.",
    ),
    "input_ended": (
        "The input ended before the interview did.",
        "Η πληκτρολόγηση σταμάτησε πριν τελειώσουν οι ερωτήσεις.",
    ),
    "keep_unnamed": (
        "Keep this result, to see next time what has changed? Type a name for it, or press Enter for no. A kept result "
        "also becomes a page: stagecli history show NAME -o page.html",
        "Να κρατήσουμε το αποτέλεσμα, για να δείτε την επόμενη φορά τι άλλαξε; Γράψτε ένα όνομα ή πατήστε Enter για "
        "όχι. Όσα κρατάτε γίνονται και σελίδα: stagecli history show ΟΝΟΜΑ -o page.html",
    ),
    "keep_named": (
        "Keep this result of {subject}, to see next time what has changed? y = yes, Enter = no. A kept result also "
        "becomes a page: stagecli history show NAME -o page.html",
        "Να κρατήσουμε το αποτέλεσμα ({subject}), για να δείτε την επόμενη φορά τι άλλαξε; ν = ναι, Enter = όχι. Όσα "
        "κρατάτε γίνονται και σελίδα: stagecli history show ΟΝΟΜΑ -o page.html",
    ),
    "keep_name": (
        "Type the name to keep it under, or press Enter for no.",
        "Γράψτε με ποιο όνομα να το κρατήσουμε ή πατήστε Enter για όχι.",
    ),
    "keep_yes_or_no": ("y = yes, Enter = no.", "ν = ναι, Enter = όχι."),
    "keep_page": ("To make a page of it, type:", "Για να το κάνετε σελίδα, πληκτρολογήστε:"),
    "interview_measured": (
        "Measured: {measured}. Enter answers the same.",
        "Μετρήθηκε: {measured}. Με Enter απαντάτε το ίδιο.",
    ),
    "interview_measured_beside": ("Measured: {measured}", "Μετρήθηκε: {measured}"),
    "interview_measured_old": ("Measured long ago: {measured}", "Μετρήθηκε πριν από καιρό: {measured}"),
    "interview_measured_unfit": (
        "Measured, but no answer of this question: {measured}",
        "Μετρήθηκε, αλλά δεν είναι απάντηση αυτής της ερώτησης: {measured}",
    ),
    "interview_was": ("Last time: {answer}.", "Την προηγούμενη φορά: «{answer}»."),
    "interview_last_time": (
        "Last time: {answer}. Enter keeps it.",
        "Την προηγούμενη φορά: «{answer}». Πατήστε Enter για να την κρατήσετε.",
    ),
}
"""English and Greek, side by side."""
