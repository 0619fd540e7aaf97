"""Sentences whose role is beyond doubt; flagged is every role that occurs in the text."""

FLAG = (
    (
        "opinion",
        (
            "The council met on Monday and closed the ferry.\n\n"
            "This is a disgrace. The mayor should be ashamed of this foolish and cruel decision, "
            "and we must never forgive him for it."
        ),
    ),
    (
        "opinion",
        (
            "I believe that this government has failed us. Its plan is absurd, lazy and dangerous, "
            "and it deserves nothing but contempt."
        ),
    ),
    (
        "quote",
        (
            "The harbour closed on Friday.\n\n"
            '"We had no choice but to close it," said Mara Orlen, the director of the port. '
            '"The pier was no longer safe," she said.'
        ),
    ),
    (
        "quote",
        (
            "The bridge is shut until May. The engineers said on Tuesday that the piers were "
            "cracked, according to a report by the ministry."
        ),
    ),
    (
        "reporting",
        (
            "The train left Lind at seven on Tuesday morning and arrived in Ostren at noon. "
            "It carried two hundred passengers."
        ),
    ),
    (
        "boilerplate",
        (
            "The river rose by a metre on Sunday, and the police closed two roads.\n\n"
            "Sign up for our newsletter\n\n"
            "Share this article on Facebook\n\n"
            "Copyright 2024. All rights reserved."
        ),
    ),
)
DO_NOT_FLAG = (
    (
        "opinion",
        (
            "The council of Ostren met on Tuesday. It approved a budget of four million crowns for "
            "the repair of the bridge. Work begins in May."
        ),
    ),
    (
        "opinion",
        (
            "The harbour closed on Friday.\n\n"
            '"This is a disgrace, and the minister should resign," said Pavel Drent, the leader of '
            "the union."
        ),
    ),
    (
        "quote",
        (
            "The train left Lind at seven on Tuesday morning and arrived in Ostren at noon. "
            "It carried two hundred passengers."
        ),
    ),
    (
        "boilerplate",
        (
            "The train left Lind at seven on Tuesday morning and arrived in Ostren at noon. "
            "It carried two hundred passengers."
        ),
    ),
)


def found(report):
    """Return the roles that occur."""
    return {label.role for label in report.labels}
