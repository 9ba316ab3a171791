"""Error messages about a git repository that is read."""

TEXTS: dict[str, tuple[str, str]] = {
    "git_no_program": (
        "git was not found. Install it, or put its folder into PATH.",
        "Δεν βρέθηκε το git. Εγκαταστήστε το ή προσθέστε τον φάκελό του στο PATH.",
    ),
    "git_no_repository": (
        "There is no git repository in '{folder}'. Give its top folder.",
        "Στον φάκελο «{folder}» δεν υπάρχει git repository. Δώστε τον αρχικό φάκελο του repository.",
    ),
    "git_reftable": (
        "'{folder}' keeps its branches in a way that is not read here ({given}). Clone it, and give the clone.",
        "Το «{folder}» κρατά τα branches του με τρόπο που δεν διαβάζεται εδώ ({given}). Κάντε το clone και δώστε "
        "το clone.",
    ),
    "git_not_plain": (
        "'{file}' is no plain file, and nothing else belongs there. Clone the repository, and give the clone.",
        "Το «{file}» δεν είναι κανονικό αρχείο, όπως θα έπρεπε. Κάντε clone το repository και δώστε αυτό.",
    ),
    "git_too_large": (
        "'{file}' is larger than {most} bytes, too large for what it is.",
        "Το «{file}» ξεπερνά τα {most} byte και είναι υπερβολικά μεγάλο για το είδος του.",
    ),
    "git_unreadable": ("'{file}' cannot be read: {why}.", "Το «{file}» δεν διαβάζεται: {why}."),
    "git_damaged": (
        "The git repository in '{where}' is damaged or incomplete. Clone it anew, and give the clone.",
        "Το git repository στο «{where}» είναι κατεστραμμένο ή ελλιπές. Κάντε νέο clone και δώστε αυτό.",
    ),
    "git_incomplete": (
        "'{where}' is a partial clone, and what is needed of it was never fetched. Make a full clone.",
        "Το «{where}» είναι partial clone και λείπουν όσα χρειάζονται. Κάντε ένα πλήρες clone.",
    ),
    "git_no_main_line": (
        "HEAD names a branch that does not exist. Switch to the main branch, or clone the repository.",
        "Το HEAD δείχνει σε branch που δεν υπάρχει. Περάστε στο κύριο branch ή κάντε clone το repository.",
    ),
    "git_stopped": (
        "git gave no answer for {seconds} seconds and was ended.",
        "Το git δεν απάντησε για {seconds} δευτερόλεπτα και τερματίστηκε.",
    ),
    "git_too_much": (
        "The git repository is larger than what can be read here, or made to look so.",
        "Το git repository είναι μεγαλύτερο από όσο μπορεί να διαβαστεί εδώ, ή έτσι το έκαναν να φαίνεται.",
    ),
}
