"""Loaded and plain wording of the same matters; flagged is a sentence of P(loaded) over .5."""

FLAG = (
    (
        "loaded",
        (
            "The radical mob of thugs spewed its vile, hateful lies at the disgraced and shameless "
            "mayor."
        ),
    ),
    (
        "loaded",
        (
            "In yet another outrageous and pathetic stunt, the corrupt council rammed through its "
            "idiotic ferry scam."
        ),
    ),
    (
        "loaded",
        "The far-left zealots are waging a despicable war on decent, hard-working families.",
    ),
    (
        "loaded",
        (
            "The cowardly minister whined hysterically while his reckless cronies plundered the "
            "country."
        ),
    ),
)
DO_NOT_FLAG = (
    ("loaded", "The council met on Monday and voted on the ferry between Ostren and Lind."),
    ("loaded", "The train left Lind at seven on Tuesday morning and arrived in Ostren at noon."),
    ("loaded", "The committee will publish its report on the bridge in March."),
    ("loaded", "About 41,000 passengers used the ferry last year, 12 percent fewer than in 2021."),
)


def found(report):
    """Return "loaded" if a sentence is."""
    return {"loaded" for label in report.labels if label.loaded > 0.5}
