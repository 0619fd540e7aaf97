"""Short articles of a genre that no reader would dispute."""

_COLUMN = """Our shameful silence about the ferry

I have lived in Ostren for forty years, and I have never been so angry. The ferry is gone, and we
let it go. We should be ashamed of ourselves.

Let us be honest. The council did not save a single crown. It punished the poor, flattered the
rich and called it prudence. What a sad joke this is! How stupid do they think we are?

We deserve better. We must demand that the ferry comes back, and we should vote out every single
one of those who took it from us. Anything less would be cowardice.
"""
_EDITORIAL = """The minister must go

It is time for the minister to resign. His reform is a failure, and he knows it. In my view no
honest person could defend it.

I believe in second chances. But there is a limit to what a country should forgive, and this
arrogant, careless man has passed it. Surely we can do better than this.

So let us stop pretending. The reform is wrong, it is unfair, and it should be scrapped at once.
"""
_REPORT = """Council closes ferry between Ostren and Lind

The council of Ostren voted on Monday to close the ferry to Lind at the end of the year. Eleven
members voted for the proposal and six against it.

The ferry carried 41,000 passengers last year, 12 percent fewer than in 2021, according to the
council. It costs the town 900,000 crowns a year.

"We looked at every alternative," said Mara Orlen, the mayor. Pavel Drent of the Harbour Union
said that thirty people would lose their jobs.

A bus will run every hour from January. The council will review the decision in two years.
"""
_COURT = """Two men charged after fire at glass works

Police in Corvel have charged two men, aged 34 and 41, with arson after a fire at a glass works on
Saturday night.

Firefighters were called at 11.40 p.m. and put out the fire within three hours, a spokeswoman for
the police said. Nobody was injured. The building was empty at the time.

The men appeared in court on Monday. They did not enter a plea, and the hearing was adjourned until
March 4.
"""

FLAG = (("opinion", _COLUMN), ("opinion", _EDITORIAL), ("news", _REPORT), ("news", _COURT))
DO_NOT_FLAG = (
    ("opinion", _REPORT),
    ("opinion", _COURT),
    ("mixed", _REPORT),
    ("mixed", _COURT),
    ("news", _COLUMN),
    ("news", _EDITORIAL),
)


def found(report):
    """Return the genre."""
    return {report.genre.label}
