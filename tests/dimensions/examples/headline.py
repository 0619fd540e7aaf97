"""Headlines above one and the same body; flagged is one that loads more than the body."""

_BODY = """

The council of Ostren voted on Monday to close the ferry to Lind at the end of the year. Eleven
members voted for the proposal and six against it.

The ferry carried 41,000 passengers last year. A bus will run every hour from January.
"""

FLAG = (
    ("gap", "Shameless council betrays its people in a disgusting ferry scam" + _BODY),
    ("gap", "Cruel and idiotic: how corrupt cowards murdered our beloved ferry" + _BODY),
    ("gap", "A pathetic disgrace! Reckless council wrecks the town it should serve" + _BODY),
)
DO_NOT_FLAG = (
    ("gap", "Council of Ostren votes to close ferry to Lind" + _BODY),
    ("gap", "Ferry between Ostren and Lind closes at the end of the year" + _BODY),
    ("gap", "Bus to replace ferry from January" + _BODY),
)
_GAP = 0.25


def found(report):
    """Return "gap" if the headline is judged clearly more loaded or subjective."""
    gap = report.scores["headline_gap"].value
    return {"gap"} if gap is not None and gap > _GAP else set()
