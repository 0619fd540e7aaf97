"""Word lists that tell names from other capitalised words.

Source: written for biascheck from the usage of English-language news; closed
classes (days, months, honorifics, prepositions) are complete, open classes hold
the common members.
"""

from __future__ import annotations

from typing import Final

from biascheck.segmentation.lexicon import word_set

CALENDAR: Final = word_set(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July August September October November December Mon Tue Tues Wed Thu Thur Thurs Fri "
    "Sat Sun Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Christmas Easter Thanksgiving "
    "Ramadan Halloween Lent Passover Hanukkah Eid AM PM ET EST EDT PT PST GMT UTC BST CET"
)

# A courtesy title says "person" and nothing else.
HONORIFICS: Final = word_set("Mr Mrs Ms Miss Mx Dr Sir Dame Lord Lady Mister Madam Prof Rev Fr Sr")

# Titles of office; the last word of a longer title ("Deputy Prime Minister") is enough.
OFFICES: Final = word_set(
    "President Minister Chancellor Premier Senator Sen Sens Representative Rep Reps Congressman "
    "Congresswoman Governor Gov Govs Mayor Secretary Ambassador Speaker Justice Judge General "
    "Gen Colonel Col Lieutenant Lt Captain Capt Major Maj Sergeant Sgt Admiral Adm Commander "
    "Officer Chief Sheriff Detective Commissioner Director Chairman Chairwoman Chair King Queen "
    "Prince Princess Pope Cardinal Archbishop Bishop Father Sister Brother Imam Rabbi Ayatollah "
    "Sheikh Emir Sultan Professor Doctor Attorney Prosecutor Spokesman Spokeswoman Spokesperson "
    "Leader Councillor Councilman Councilwoman Alderman Delegate Comrade Baroness Baron Count "
    "Duke Duchess Cpl Pvt CEO Coach Reverend Pastor Superintendent Inspector Constable Envoy "
    "Czar Tem Whip"
)

# Words that stand before an office and belong to it.
OFFICE_MODIFIERS: Final = word_set(
    "Prime Vice Deputy Foreign Interior Defense Defence Finance Health Education Energy Justice "
    "Treasury State Press Attorney Chief Police Former Acting Interim Assistant Associate Home "
    "Environment Labor Labour Commerce Transport Transportation Trade Agriculture Economy "
    "Senior Supreme Lieutenant Major Brigadier Rear Homeland Security Majority Minority House "
    "Senate District Federal Executive Pro Managing Campaign Communications Opposition Crown "
    "First National"
)

ORGANISATION_HEADS: Final = word_set(
    "Ministry Department Dept Party Group Inc Corp Corporation Ltd LLC Co PLC Company "
    "University College School Hospital Church Court Committee Commission Council Agency "
    "Authority Administration Army Navy Police Force Forces Union Association Federation "
    "Foundation Institute Institution Center Centre Bank Fund Trust Society League Club "
    "Alliance Coalition Movement Front Brigade Brigades Network Airlines Airways Industries "
    "Systems Technologies Partners Caucus Campaign Parliament Assembly Congress Senate Office "
    "Bureau Board Service Services Organization Organisation Times Post Journal News Herald "
    "Tribune Gazette Telegraph Chronicle Observer Press Magazine Review Media Museum Guard "
    "Corps Command PAC Academy Labs Watch Cabinet Government Embassy Patrol Guardians Studios "
    "Entertainment Motors Airline"
)

LAW_HEADS: Final = word_set(
    "Act Bill Treaty Agreement Accord Accords Amendment Constitution Law Protocol Pact Deal "
    "Clause Resolution Rule Code Plan Order Program Programme"
)

EVENT_HEADS: Final = word_set(
    "War Wars Day Week Month Games Cup Olympics Olympic Election Elections Summit Conference "
    "Convention Award Awards Prize Festival Revolution Era Age Century Tour Championship Open "
    "Marathon Show Primary Caucuses Forum Night Weekend Friday Eve Crisis Season Session "
    "Hearing"
)

PLACE_HEADS: Final = word_set(
    "Street Avenue Road Square County City River Lake Mountain Mountains Island Islands Valley "
    "Province Region District Airport Park Beach Bay Sea Ocean Peninsula Strait Town Village "
    "Boulevard Coast Desert Territory Territories Heights Hills Springs Falls Canyon Harbor "
    "Harbour Port Gulf State Bridge Tunnel Pass Creek Forest Canal Plaza Tower Towers Terminal "
    "Station Stadium Highway Expressway Dam Reservoir Plateau Cape"
)

# Words that begin the name of a place ("Port Ellery"), whatever ends it.
PLACE_OPENERS: Final = word_set("Port Lake Mount Cape Fort Gulf Isle")

DIRECTIONS: Final = word_set(
    "North Northern South Southern East Eastern West Western Central Upper Lower Downtown "
    "Greater Northeast Northwest Southeast Southwest Northeastern Northwestern Southeastern "
    "Southwestern Mid"
)

# Lower-case words that may stand inside a person's name.
PARTICLES: Final = word_set(
    "de von van der den del della di da du la le ter bin bint ibn al el ben dos das ten af y"
)

LOCATIVES: Final = word_set(
    "in at near outside inside around across throughout within toward towards into onto from "
    "through outskirts"
)


# Offices that are surnames too: "Martin Luther King" bears no office.
OFFICE_SURNAMES: Final = word_set(
    "King Prince Bishop Judge Pope Major Justice Coach Baron Count Duke Chair Chief Dean "
    "Sheriff Cardinal Father Brother Sister Dame Lord Marshal"
)

# Words that never begin or end a name, wherever a capital gives them weight.
FUNCTION_WORDS: Final = word_set(
    "a an and are as at because been but by can could did do does for from had has have he her "
    "here his how i if in is it its just let like may me might more my no not of on or our she "
    "should so than that the their then there these they this those through to too under until "
    "up us was we were what when where which while who whom why will with would yes yet you "
    "your get now after before about never"
)

# Capitalised words that are neither names nor common words.
NO_NAMES: Final = word_set(
    "I'm I'd I've I'll TV OK PhD MD BA MA CFO PR Q A B C D God Internet Web Net DNA HIV AIDS "
    "GDP COVID Covid PC CV URL PDF ID FAQ DIY UFO Bible Earth SUV Founders English"
)

# Words that open sentences with a capital though they are no names.
OPENERS: Final = word_set(
    "a about above according across actually additionally after afterwards again against all "
    "almost along already also although always amid among an and another any anyone anything "
    "apparently are around as aside ask asked at back because before behind being below beneath "
    "besides between beyond both but by call can certainly clearly come consider contrary could "
    "currently critics despite did do does don't dozens during each earlier either else enough "
    "especially even eventually ever every everybody everyone everything except experts few "
    "finally first following for former fortunately forget from further furthermore generally "
    "get getting given go good had half has have having he hence her here hers herself hey him "
    "himself his how however hundreds i i'd i'll i'm i've if imagine in including indeed "
    "initially inside instead is isn't it it's its itself just keep last late later least less "
    "let let's like likewise long look many may maybe me meanwhile might millions more moreover "
    "most mostly much must my myself near nearly neither never nevertheless new next no nobody "
    "none nonetheless nor not nothing now obviously of off officials often oh ok okay on once "
    "one only or other others otherwise our ours out outside over overall own people perhaps "
    "plus police polls presumably previously probably protesters quite rather read really "
    "recall recent recently regarding regardless remember reporters reports researchers right "
    "same say says second see several shall she should similarly since so some somebody somehow "
    "someone something sometimes soon speaking sources state states still story studies such "
    "supporters sure take tell ten than thank thanks that that's the their theirs them then "
    "there there's therefore these they they're third this those though thousands three through "
    "throughout thus to today together tomorrow tonight too toward towards two under "
    "unfortunately unless unlike until up upon us use usually very via wait want was watch we "
    "we'll we're we've well went were what what's whatever when whenever where whereas wherever "
    "whether which while who who's whoever whom whose why will with within without witnesses "
    "won't would writing yes yesterday yet you you're your yours yourself zero voters lawmakers "
    "opponents advocates analysts activists democrats' updated breaking exclusive opinion photo "
    "image images video advertisement share related subscribe click follow credit caption "
    "editor's note correction update listen view comments reply four five six seven eight nine "
    "eleven twelve fifteen twenty thirty forty fifty sixty"
)
