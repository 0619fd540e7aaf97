"""Praise, blame and plain report; flagged is a target with the sign that its stance leans to."""

FLAG = (
    (
        "Orlen positive",
        (
            "Mara Orlen is a wonderful mayor. Orlen is brave, honest and wise, and Orlen deserves "
            "our admiration and thanks."
        ),
    ),
    (
        "Drent negative",
        (
            "Pavel Drent is a corrupt liar. Drent is a disgrace to this town, and Drent deserves "
            "our contempt for his cruelty."
        ),
    ),
    (
        "Tarn positive",
        (
            "We should thank Ilse Tarn, a brilliant and generous teacher. Tarn is the best thing "
            "that has happened to this school."
        ),
    ),
    (
        "Venn negative",
        (
            "Oskar Venn has failed again. Venn is an arrogant, incompetent minister, and Venn "
            "should be ashamed of his shameful record."
        ),
    ),
)
DO_NOT_FLAG = (
    ("Orlen negative", FLAG[0][1]),
    ("Drent positive", FLAG[1][1]),
    ("Tarn negative", FLAG[2][1]),
    ("Venn positive", FLAG[3][1]),
    ("Brandt negative", "Tove Brandt arrived in Lind on Monday. Brandt left the town on Tuesday."),
    ("Brandt positive", "Tove Brandt arrived in Lind on Monday. Brandt left the town on Tuesday."),
)
_LEANS = 0.4


def found(report):
    """Return each target's surname with the sign of the author's stance, if it leans."""
    leaning = [s for s in report.stances if s.score is not None and abs(s.score) > _LEANS]
    return {f"{s.target.split()[-1]} {'positive' if s.score > 0 else 'negative'}" for s in leaning}
