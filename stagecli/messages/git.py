"""Error messages about a git repository that is read."""

TEXTS: dict[str, tuple[str, str]] = {
    "git_no_program": (
        "git was not found. Install it, or put its folder into PATH.",
        "Δεν βρέθηκε το git. Εγκαταστήστε το ή προσθέστε τον φάκελό του στο PATH.",
    ),
    "git_no_repository": (
        "There is no git repository in '{folder}'. Give its top folder.",
        "Δεν υπάρχει αποθετήριο git στον φάκελο «{folder}». Δώστε τον ανώτερο φάκελό του.",
    ),
    "git_reftable": (
        "'{folder}' keeps its branches in a way that is not read here ({given}). Clone it, and give the clone.",
        "Το «{folder}» φυλάει τους κλάδους του με τρόπο που δεν διαβάζεται εδώ ({given}). Κλωνοποιήστε το και δώστε "
        "το αντίγραφο.",
    ),
    "git_not_plain": (
        "'{file}' is no plain file, and nothing else belongs there. Clone the repository, and give the clone.",
        "Το «{file}» δεν είναι κανονικό αρχείο, όπως θα έπρεπε. Κλωνοποιήστε το αποθετήριο και δώστε το αντίγραφο.",
    ),
    "git_too_large": (
        "'{file}' is larger than {most} bytes, too large for what it is.",
        "Το «{file}» ξεπερνά τα {most} byte και είναι υπερβολικά μεγάλο για το είδος του.",
    ),
    "git_unreadable": ("'{file}' cannot be read: {why}.", "Το «{file}» δεν διαβάζεται: {why}."),
    "git_damaged": (
        "The git repository in '{where}' is damaged or incomplete. 'git fsck' says what is wrong with it.",
        "Το αποθετήριο git στο «{where}» είναι κατεστραμμένο ή ελλιπές. Με «git fsck» βλέπετε τι του συμβαίνει.",
    ),
    "git_incomplete": (
        "'{where}' is a partial clone, and what is needed of it was never fetched. Make a full clone.",
        "Το «{where}» είναι μερικό αντίγραφο και λείπουν όσα χρειάζονται. Κάντε ένα πλήρες αντίγραφο.",
    ),
    "git_no_main_line": (
        "HEAD names the branch '{branch}', which does not exist. Switch to the main branch, or clone the repository.",
        "Το HEAD δείχνει στον κλάδο «{branch}», που δεν υπάρχει. Μεταβείτε στον κύριο κλάδο ή κλωνοποιήστε το "
        "αποθετήριο.",
    ),
    "git_stopped": (
        "git gave no answer for {seconds} seconds and was ended.",
        "Το git δεν απάντησε για {seconds} δευτερόλεπτα και τερματίστηκε.",
    ),
    "git_too_much": (
        "The git repository is larger than what can be read here, or made to look so.",
        "Το αποθετήριο git είναι μεγαλύτερο από όσο μπορεί να διαβαστεί εδώ, ή έτσι το έκαναν να φαίνεται.",
    ),
}
