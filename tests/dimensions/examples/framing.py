"""Short articles that dwell on one consideration; flagged are the frames that are present."""

_ECONOMY = """Glass works to cut 400 jobs as prices fall

The Corvel glass works will cut 400 jobs, the company said on Monday, after profits fell by a third.
Energy costs have doubled, and sales to foreign markets have dropped.

Economists expect that unemployment in the region will rise to nine percent. Wages have stagnated,
and the banks have stopped lending to small businesses. The closure will cost the local economy
about 60 million crowns a year.

Shares in the company lost eight percent. Investors fear that its debts are larger than its assets.
"""
_CRIME = """Two men charged with murder of shopkeeper

Police in Corvel arrested two men on Sunday and charged them with the murder of a shopkeeper.

Detectives said the suspects had robbed the shop and stabbed its owner. The killers fled in a stolen
car. Officers found the knife in the river.

The two men have earlier convictions for burglary and assault. If they are convicted they face life
in prison. The number of murders in the city has doubled since last year, the police chief said.
"""
_HEALTH = """Hospitals fill as influenza spreads

Hospitals in the Valm province are full, doctors said on Thursday, as influenza spreads among the
old. Nine patients have died of the disease since Sunday.

Nurses treat the sick in corridors. Doctors urge people with asthma and heart disease to be
vaccinated. The virus causes high fever and pneumonia.

The health ministry said that vaccines and medicine would reach every clinic by Monday.
Epidemiologists expect the disease to infect a tenth of the population.
"""
_COURT = """Supreme court rules that land law violates constitution

The supreme court ruled on Friday that the land law violates the constitution. By five votes to four
the judges struck down the statute, since it denied owners their right to a hearing.

Lawyers for the farmers had argued that the law was illegal. The attorney general had appealed
against the ruling of a lower court.

The judges wrote that the constitution protects the rights of every citizen. The lawsuit began in
2019. Parliament has to amend the statute within a year.
"""

FLAG = (
    ("Economic", _ECONOMY),
    ("Crime and punishment", _CRIME),
    ("Health and safety", _HEALTH),
    ("Legality, constitutionality and jurisprudence", _COURT),
)
DO_NOT_FLAG = (
    ("Economic", _CRIME),
    ("Crime and punishment", _ECONOMY),
    ("Crime and punishment", _HEALTH),
    ("Health and safety", _COURT),
    ("Cultural identity", _ECONOMY),
    ("Morality", _ECONOMY),
)


def found(report):
    """Return the frames that are present."""
    return {frame.frame for frame in report.frames if frame.present}
