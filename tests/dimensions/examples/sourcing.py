"""Texts with and without a source; flagged are the speakers, and "a quote" if there is any."""

FLAG = (
    (
        "Mara Orlen",
        'The harbour closed on Friday. "We had no choice but to close it," said Mara Orlen.',
    ),
    (
        "Pavel Drent",
        (
            "The strike goes on. Pavel Drent said that thirty people would lose their jobs at the "
            "end of the year."
        ),
    ),
    (
        "Tove Brandt",
        (
            'The lake is closed to skaters. "The ice is too thin this week," Tove Brandt told '
            "reporters on Sunday."
        ),
    ),
    (
        "a quote",
        (
            "The bridge is shut until May. The engineers said on Tuesday that the piers had been "
            "cracked since last winter, according to a report by the ministry."
        ),
    ),
)
DO_NOT_FLAG = (
    ("a quote", "The train left Lind at seven on Tuesday morning. It arrived in Ostren at noon."),
    ("a quote", "The river rose by a metre on Sunday. Two roads near Corvel are under water."),
    ("a quote", "The old theatre reopens in June. It has new seats and a larger stage."),
    (
        "Ilse Tarn",
        'Ilse Tarn listened from the gallery. "The bakery will be sold," said Mara Orlen.',
    ),
)


def found(report):
    """Return the speakers, and whether anything is quoted at all."""
    speakers = {quote.speaker for quote in report.quotes if quote.speaker}
    return speakers | ({"a quote"} if report.quotes else set())
