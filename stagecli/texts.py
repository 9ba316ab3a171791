"""Interface strings, one entry a string, English and Greek side by side. Texts of a ladder are in its model."""

LANGUAGES = ("en", "el")
"""The languages of the interface; a model may have others, whose readers get the interface in English."""

DONT_KNOW_LABELS = (
    "don't know",
    "I don't know",
    "not sure",
    "δεν ξέρω",
    "δεν γνωρίζω",
    "δεν είμαι σίγουρος",
    "δεν είμαι σίγουρη",
)
"""What else is accepted for *don't know*, besides its id."""

_TEXTS: dict[str, tuple[str, str]] = {
    "status_clear": ("Stage {stage}, clear ({percent})", "Στάδιο {stage}, ξεκάθαρα ({percent})"),
    "status_likely": ("Probably stage {stage} ({percent})", "Πιθανότατα στάδιο {stage} ({percent})"),
    "status_between": (
        "Between stages {low} and {high} ({percents})",
        "Ανάμεσα στα στάδια {low} και {high} ({percents})",
    ),
    "status_unclear": (
        "Not clear yet; closest to stage {stage} ({percent})",
        "Δεν είναι ακόμη ξεκάθαρο· πιο κοντά στο στάδιο {stage} ({percent})",
    ),
    "here": ("you are here", "είστε εδώ"),
    "or_here": ("or here", "ή εδώ"),
    "ruled_out": ("ruled out", "αποκλείεται"),
    "spoke_for": ("What spoke for it, rather than stage {other}", "Τι συνηγορεί, έναντι του σταδίου {other}"),
    "spoke_against": ("What spoke against it", "Τι δείχνει αλλού"),
    "and_more": ("and {number} more", "και {number} ακόμη"),
    "surprises": ("Unusual for this stage", "Ασυνήθιστο γι’ αυτό το στάδιο"),
    "surprise": (
        "You said “{label}”; that is more typical of stage {number}, “{name}”.",
        "Είπατε «{label}»· αυτό ταιριάζει περισσότερο στο στάδιο {number}, «{name}».",
    ),
    "stages_ruled_out": (
        "Your answer to “{question}” rules out: stage {numbers}.",
        "Η απάντησή σας στο «{question}» αποκλείει: στάδιο {numbers}.",
    ),
    "not_counted": (
        "Not counted, because other answers say that it does not apply: {question}",
        "Δεν μέτρησε, γιατί άλλες απαντήσεις δείχνουν ότι δεν σας αφορά: {question}",
    ),
    "worth_asking": ("What would settle it best", "Τι θα το ξεκαθάριζε καλύτερα"),
    "ahead": ("What comes next", "Τι ακολουθεί"),
    "next_stage": ("Next is stage {number}, “{name}”.", "Επόμενο είναι το στάδιο {number}, «{name}»."),
    "aim": (
        "The steps aim at stage {number}, “{name}”.",
        "Τα βήματα στοχεύουν στο στάδιο {number}, «{name}».",
    ),
    "last_stage": ("This is the last stage.", "Αυτό είναι το τελευταίο στάδιο."),
    "steps": ("Steps for this week", "Βήματα για αυτή την εβδομάδα"),
    "upkeep": ("What keeps you here", "Τι σας κρατά εδώ"),
    "why": ("Why: {why}", "Γιατί: {why}"),
    "effort_low": ("little effort", "λίγος κόπος"),
    "effort_medium": ("some effort", "μέτριος κόπος"),
    "effort_high": ("much effort", "πολύς κόπος"),
    "after_step": ("after step {number}", "μετά το βήμα {number}"),
    "no_steps": (
        "You already do everything that this ladder advises here. What is left takes time.",
        "Κάνετε ήδη όσα συμβουλεύει εδώ αυτή η κλίμακα. Το υπόλοιπο θέλει χρόνο.",
    ),
    "shortest_way": ("The shortest way", "Ο συντομότερος δρόμος"),
    "way_one": (
        "Step {steps} alone would make your answers read as stage {number}.",
        "Μόνο με το βήμα {steps}, οι απαντήσεις σας θα έδειχναν στάδιο {number}.",
    ),
    "way_many": (
        "Steps {steps} together would make your answers read as stage {number}.",
        "Με τα βήματα {steps} μαζί, οι απαντήσεις σας θα έδειχναν στάδιο {number}.",
    ),
    "way_none": (
        "No set of these steps is enough by itself: feelings and results need time to follow.",
        "Κανένας συνδυασμός αυτών των βημάτων δεν αρκεί μόνος του: η διάθεση και τα αποτελέσματα θέλουν χρόνο.",
    ),
    "and": ("and", "και"),
    "coverage": (
        "{answered} of {applicable} questions that apply were answered.",
        "Απαντήθηκαν {answered} από τις {applicable} ερωτήσεις που σας αφορούν.",
    ),
    "judgement": (
        "The percentages rest on expert judgement, not yet on data.",
        "Τα ποσοστά βασίζονται στην κρίση ειδικού, όχι ακόμη σε δεδομένα.",
    ),
    "explain": ("Answer by answer", "Απάντηση προς απάντηση"),
    "explain_how": (
        "Each bar says how far an answer moves the balance from stage {other} to stage {stage} (in nats).",
        "Κάθε μπάρα δείχνει πόσο γέρνει μια απάντηση τη ζυγαριά από το στάδιο {other} στο στάδιο {stage} (σε nats).",
    ),
    "prior": ("before any answer", "πριν από κάθε απάντηση"),
    "total": ("together", "συνολικά"),
    "posterior": ("How likely each stage is", "Πόσο πιθανό είναι κάθε στάδιο"),
    "question": ("Question", "Ερώτηση"),
    "answer": ("Answer", "Απάντηση"),
    "stage": ("Stage", "Στάδιο"),
    "probability": ("Probability", "Πιθανότητα"),
    "all_answers": ("All answers", "Όλες οι απαντήσεις"),
    "dont_know": ("don't know", "δεν ξέρω"),
    "not_asked": ("not answered", "χωρίς απάντηση"),
    "not_applicable": ("does not apply", "δεν σας αφορά"),
    "assessment_of": ("{subject}: {title}", "{subject}: {title}"),
    "model_line": ("Ladder {id} {version}, {time}", "Κλίμακα {id} {version}, {time}"),
    "stages_more": (
        "“stagecli stages 3” shows one stage; “stagecli assess” finds yours.",
        "Με «stagecli stages 3» βλέπετε ένα στάδιο, με «stagecli assess» βρίσκετε το δικό σας.",
    ),
    "typical": ("Typical answers", "Συνηθισμένες απαντήσεις"),
    "of_100": ("{number} of 100", "{number} στους 100"),
    "changes": ("Changes: {changes}", "Αλλάζει: {changes}"),
    "questions": ("Questions", "Ερωτήσεις"),
    "quote": ("“{text}”", "«{text}»"),
    "template_intro": (
        "Answers for “{title}”. Put an option after each colon; leave out what you do not know or skip it.",
        "Απαντήσεις για «{title}». Γράψτε μία επιλογή μετά από κάθε άνω-κάτω τελεία· ό,τι δεν ξέρετε, αφήστε το κενό.",
    ),
    "template_number": ("a number of {unit}, from {low} to {high}", "αριθμός ({unit}), από {low} έως {high}"),
    "template_gate": ("only if {conditions}", "μόνο αν {conditions}"),
}


def say(key: str, language: str, **values: object) -> str:
    """An interface string in a language (English for languages that the interface does not speak)."""
    english, greek = _TEXTS[key]
    return (greek if language == "el" else english).format(**values)
