"""Texts of results, ladders and answers files."""

TEXTS: dict[str, tuple[str, str]] = {
    "interrupted": ("Interrupted.", "Διακόπηκε."),
    "status_clear": ("Stage {stage}, clear ({percent})", "Στάδιο {stage}, ξεκάθαρα ({percent})"),
    "status_likely": ("Probably stage {stage} ({percent})", "Πιθανότατα στάδιο {stage} ({percent})"),
    "status_between": (
        "Most likely stage {stage} ({percent}), possibly stage {other} ({other_percent})",
        "Το πιο πιθανό: στάδιο {stage} ({percent}), ίσως και στάδιο {other} ({other_percent})",
    ),
    "status_unclear": (
        "Not clear yet; closest to stage {stage} ({percent})",
        "Δεν είναι ακόμη ξεκάθαρο· πιο κοντά στο στάδιο {stage} ({percent})",
    ),
    "result": ("Result", "Αποτέλεσμα"),
    "ladder": ("The ladder", "Η κλίμακα"),
    "name": ("Name", "Όνομα"),
    "balance": (
        "How much each answer speaks for stage {stage} rather than stage {other}.",
        "Πόσο μιλά κάθε απάντηση για το στάδιο {stage} και όχι για το στάδιο {other}.",
    ),
    "speaks": ("For or against", "Υπέρ ή κατά"),
    "here": ("you are here", "είστε εδώ"),
    "closest": ("closest", "πιο κοντά"),
    "summary": ("At stage {stage}, typically: {summary}", "Στο στάδιο {stage}, συνήθως: {summary}"),
    "or_here": ("or here", "ή εδώ"),
    "ruled_out": ("ruled out", "αποκλείεται"),
    "spoke_for": (
        "Why we think so",
        "Γιατί το λέμε",
    ),
    "spoke_against": (
        "What does not fit",
        "Τι δεν ταιριάζει",
    ),
    "and_more": ("and {number} more", "και {number} ακόμη"),
    "surprises": ("Unusual for this stage", "Ασυνήθιστο γι’ αυτό το στάδιο"),
    "surprise": (
        "“{label}” is more typical of stage {number}, “{name}”.",
        "Το «{label}» ταιριάζει περισσότερο στο στάδιο {number}, «{name}».",
    ),
    "stages_ruled_out": (
        "Stages ruled out by your answer to “{question}”: {numbers}.",
        "Στάδια που αποκλείει η απάντησή σας στην ερώτηση «{question}»: {numbers}.",
    ),
    "not_counted": (
        "Not counted, because other answers say that it does not apply: {question}",
        "Δεν μέτρησε, γιατί από άλλες απαντήσεις φαίνεται ότι δεν σας αφορά: {question}",
    ),
    "worth_asking": ("Questions that would settle it best", "Ερωτήσεις που θα το ξεκαθάριζαν καλύτερα"),
    "ahead": ("What comes next", "Τι ακολουθεί"),
    "next_stage": ("Next is stage {number}, “{name}”.", "Επόμενο είναι το στάδιο {number}, «{name}»."),
    "aim": (
        "The steps aim at stage {number}, “{name}”.",
        "Τα βήματα στοχεύουν στο στάδιο {number}, «{name}».",
    ),
    "last_stage": ("This is the last stage.", "Αυτό είναι το τελευταίο στάδιο."),
    "steps": ("Steps for this week", "Βήματα γι’ αυτή την εβδομάδα"),
    "steps_if": (
        "If it is stage {stage}: steps for this week",
        "Αν είναι το στάδιο {stage}: βήματα γι’ αυτή την εβδομάδα",
    ),
    "upkeep": ("What keeps you here", "Τι σας κρατά εδώ"),
    "why": ("Why: {why}", "Γιατί: {why}"),
    "effort_low": ("little effort", "λίγος κόπος"),
    "effort_medium": ("some effort", "μέτριος κόπος"),
    "effort_high": ("a lot of effort", "πολύς κόπος"),
    "after_step": ("after step {number}", "μετά το βήμα {number}"),
    "no_steps": (
        "You already do everything that the ladder advises at this stage. What is left takes time.",
        "Κάνετε ήδη όλα όσα προτείνει η κλίμακα σε αυτό το στάδιο. Τα υπόλοιπα θέλουν χρόνο.",
    ),
    "way_one": (
        "If you only do one thing, do {step}.",
        "Αν κάνετε μόνο ένα πράγμα, κάντε το {step}.",
    ),
    "way_many": (
        "If you only do {count} things, do {steps}.",
        "Αν κάνετε μόνο {count} πράγματα, κάντε τα {steps}.",
    ),
    "way_none": (
        "These steps are not enough by themselves: feelings and results take time to follow.",
        "Αυτά τα βήματα δεν αρκούν από μόνα τους: η διάθεση και τα αποτελέσματα έρχονται με τον χρόνο.",
    ),
    "and": ("and", "και"),
    "coverage": (
        "Based on {answered} of {applicable} questions.",
        "Με βάση {answered} από τις {applicable} ερωτήσεις.",
    ),
    "judgement": (
        "These percentages are an estimate; they have not been checked against real businesses yet.",
        "Αυτά τα ποσοστά είναι εκτίμηση· δεν έχουν ελεγχθεί ακόμη με πραγματικές επιχειρήσεις.",
    ),
    "fitted": (
        "These percentages are an estimate; they combine the author's judgement with {subjects} cases whose stage "
        "was known.",
        "Αυτά τα ποσοστά είναι εκτίμηση· συνδυάζουν την κρίση του συντάκτη με {subjects} περιπτώσεις γνωστού σταδίου.",
    ),
    "explain": ("Answer by answer", "Μία μία οι απαντήσεις"),
    "explain_how": (
        "Each bar says how far an answer moves the balance from stage {other} to stage {stage} (in nats).",
        "Κάθε μπάρα δείχνει πόσο γέρνει η απάντηση τη ζυγαριά από το στάδιο {other} προς το στάδιο {stage} (σε nats).",
    ),
    "prior": ("before any answer", "πριν από κάθε απάντηση"),
    "total": ("together", "συνολικά"),
    "question": ("Question", "Ερώτηση"),
    "answer": ("Answer", "Απάντηση"),
    "stage": ("Stage", "Στάδιο"),
    "probability": ("Probability", "Πιθανότητα"),
    "all_answers": ("All answers", "Όλες οι απαντήσεις"),
    "dont_know": ("don't know", "δεν ξέρω"),
    "not_asked": ("not answered", "χωρίς απάντηση"),
    "not_applicable": ("does not apply", "δεν σας αφορά"),
    "model_line": ("Ladder {id} {version}, {time}", "Κλίμακα {id} {version}, {time}"),
    "stages_more": (
        "“stagecli stages 3” shows one stage; “stagecli assess” finds yours.",
        "Με «stagecli stages 3» βλέπετε ένα στάδιο· με «stagecli assess» βρίσκετε το δικό σας.",
    ),
    "typical": ("Typical answers", "Συνηθισμένες απαντήσεις"),
    "of_100": ("{number} of 100", "{number} στα 100"),
    "changes": ("Changes: {changes}", "Αλλάζει: {changes}"),
    "questions": ("Questions", "Ερωτήσεις"),
    "size": ("{stages} stages, {signals} questions", "{stages} στάδια, {signals} ερωτήσεις"),
    "quote": ("“{text}”", "«{text}»"),
    "confidence": ("Confidence", "Βεβαιότητα"),
    "word_clear": ("clear", "ξεκάθαρα"),
    "word_likely": ("likely", "πιθανότατα"),
    "word_between": ("between two", "ανάμεσα σε δύο"),
    "word_unclear": ("unclear", "όχι ξεκάθαρα"),
    "template_intro": (
        "Answers for “{title}”. Put an option after each colon; leave empty what you do not know.",
        "Απαντήσεις για «{title}». Γράψτε μία επιλογή μετά από κάθε «:»· ό,τι δεν ξέρετε, αφήστε το κενό.",
    ),
    "template_number": ("a number of {unit}, from {low} to {high}", "αριθμός ({unit}), από {low} έως {high}"),
    "template_gate": ("only if {conditions}", "μόνο αν {conditions}"),
    "or": (
        "or",
        "ή",
    ),
    "number_2": (
        "two",
        "δύο",
    ),
    "number_3": (
        "three",
        "τρία",
    ),
    "number_4": (
        "four",
        "τέσσερα",
    ),
    "number_5": (
        "five",
        "πέντε",
    ),
    "number_6": (
        "six",
        "έξι",
    ),
    "number_7": (
        "seven",
        "επτά",
    ),
    "number_8": (
        "eight",
        "οκτώ",
    ),
    "steps_folded": (
        "More steps: {count}. With --explain you see them all.",
        "Ακόμη βήματα: {count}. Με --explain τα βλέπετε όλα.",
    ),
    "steps_more": (
        "More steps",
        "Περισσότερα βήματα",
    ),
    "weight_for_a_lot": (
        "for, a lot",
        "υπέρ, πολύ",
    ),
    "weight_for_a_little": (
        "for, a little",
        "υπέρ, λίγο",
    ),
    "weight_against_a_lot": (
        "against, a lot",
        "κατά, πολύ",
    ),
    "weight_against_a_little": (
        "against, a little",
        "κατά, λίγο",
    ),
    "weight_nothing": (
        "hardly anything",
        "σχεδόν τίποτα",
    ),
    "contradicts": (
        "Your answer to “{question}” contradicts what stage {stage} requires, but no other stage fits better.",
        "Η απάντησή σας στην ερώτηση «{question}» δεν συμβιβάζεται με το στάδιο {stage}, αλλά κανένα άλλο δεν "
        "ταιριάζει καλύτερα.",
    ),
    "lifts": ("needed for stage {stage}", "απαραίτητο για το στάδιο {stage}"),
}
"""English and Greek, side by side."""
