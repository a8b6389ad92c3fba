"""The words by which each occupation of the order's vocabulary is named.

The first occupation whose words are met wins; the narrow ones (honorary deputy, reserve deputy,
court clerk) therefore stand before the wide ones whose words they contain.
"""

from __future__ import annotations

import re

from goodcause.findings.wordlists import either

FORMER = re.compile(
    r"\b(?:retired|ret'?d?\b\.?|former(?:ly)?|ex-|emerit\w+|past|previous(?:ly)?"
    r"|until (?:19|20)\d\d|used to be|served as|for \w+ years until)",
    re.IGNORECASE,
)
NO_TITLE = re.compile(
    either(
        r"""
        judge of (?!the|a |an |california|superior|municipal)\w+
        judge (?:at|for) (?:the )?(?:\w+ )?(?:county |state )?(?:fair|shows?|contests?)
        (?:dog|horse|cat|livestock|baking|beauty|gymnastics) (?:show )?(?:judge|marshal)
        (?:wine|bbq|figure skating|karate|contest|show|talent|rodeo) (?:show )?(?:judge|marshal)
        judge of the (?:dog|horse|cat|fair|show|contest)\w*
        officer of (?:the|a) (?:bank|company|corp\w*|club|church|union)
        (?:chief|corporate|executive|financial|operating)(?: \w+)? officer
        (?:information|bank|loan|trust|compliance|escrow)(?: \w+)? officer
        (?:medical|customs house|title|petty|warrant|commissioned)(?: \w+)? officer
        (?:naval|army|military|first|second|safety)(?: \w+)? officer
        officer manager
        to judge\b
        \w+ & (?:judge|marshall?|sheriff|justice)\b
        (?:judge|marshall?|sheriff|justice) & \w+
        (?:judge|sheriff|marshall?|constable|deputy|bailiff) (?:&|and) (?:sons?|co|daughters)\b
        (?:judge|sheriff|marshall?) (?:&|and) (?:associates|partners|brothers|bros)\b
        (?:constable|deputy|bailiff) (?:&|and) (?:associates|partners|brothers|bros)\b
        (?:judge|marshall?|sheriff)(?:'?s)? (?:street|st|avenue|ave|road)\b
        (?:judge|marshall?|sheriff)(?:'?s)? (?:rd|lane|ln|way|court|blvd)\b
        (?:commissioner|deputy|bailiff)(?:'?s)? (?:street|st|avenue|ave|road)\b
        (?:commissioner|deputy|bailiff)(?:'?s)? (?:rd|lane|ln|way|court|blvd)\b
        (?:judge|marshall?|sheriff|commissioner|deputy|bailiff)(?:'?s)? (?:drive|dr|deli|inn|pub)\b
        (?:judge|marshall?|sheriff)(?:'?s)? (?:cafe|plumbing|roofing|realty|electric|motors)\b
        (?:commissioner|deputy|bailiff)(?:'?s)? (?:cafe|plumbing|roofing|realty|electric|motors)\b
        (?:parade|grand|fire|air|race|course|golf) marshall?
        (?:planning|harbor|fire|baseball|insurance|league|arts|water|parks?) commissioner
        commissioner of (?:deeds|baseball|insurance)
        fire (?:captain|chief|lieutenant|fighter)
        captain of
        deputy (?:director|clerk|assessor|registrar)
        patent prosecutor
        marshall? (?:arts|field)
        justice of the peace of mind
        sheriff'?s? (?:contractor|vendor|supplier)
        (?:judge|marshall?)\W+(?:of )?(?:\w+\W+){0,3}?(?:bake-?off|cook-?off|fairs?|festival|games
        + |shows?|contests?|competitions?|pageants?|tournaments?|parade|races?|rodeo)\b
        detective (?:novel\w*|fiction|stor(?:y|ies)|writer|author)
        (?:tennis|food|basketball|volleyball|racquetball|handball|squash|motor|sports) courts?
        (?:community|public) service (?:officer|aide|assistant)
        (?:animal control|code enforcement|parking(?: control| enforcement)?) officer
        (?:judge|marshall?|sheriff|constable|deputy|bailiff|justice|commissioner|magistrate)'?s?
        + (?:'s)? (?:chambers )?(?:plumbing|electric\w*|roofing|realty|motors?|saloon|steakhouse
        + |bar|grill|restaurant|elementary|middle|high|schools?|farms?|ranch|vineyards?|winery
        + |construction|builders?|building|insurance|auto\w*|tires?|towing|transport\w*|trucking
        + |foods?|markets?|mart|dairy|orchards?|nursery|pools?|heating|painting|landscap\w*
        + |cleaners|bakery|jewel\w*|pharmacy|drugs?|medical|dental|chiropractic|consult\w*
        + |enterprises?|inc|llc|corp\w*|company|industries|systems|software|animal|hotel|motel
        + |lounge|tavern|brew\w*|press|books?|gallery|studios?|flor\w*|hardware|lumber|supply
        + |rentals?|storage|photo\w*|catering|coffee|diner|pizza|liquors?|guns?|arms)\b
        """
    ),
    re.IGNORECASE,
)

_TABLE: tuple[tuple[str, str], ...] = (
    (
        "honorary_deputy",
        r"""
        (?:deputy|sheriff|marshal)\W+(?:sheriff\W+)?honorary
        honorary (?:deputy|sheriff|officer|marshal|badge)
        special deputy \(?honorary
        honorary member of the sheriff
        """,
    ),
    (
        "reserve_deputy",
        r"""
        reserve (?:deputy|officer|sheriff|police|sergeant|peace officer)
        (?:deputy|officer)[, (]+reserve\b
        (?:police|sheriff'?s?(?: office| department)?|level (?:i{1,3}|[1-3]))[, (]+reserve\b
        \breservist\b
        reserve level
        sheriff'?s reserve
        auxiliary (?:deputy|officer)
        """,
    ),
    (
        "public_defender",
        r"""
        public defender
        federal defender
        conflict(?:s)? (?:panel )?defender
        """,
    ),
    (
        "da_investigator",
        r"""
        \bd\.?a\.?'?s?(?: office)?,? (?:(?:criminal|chief|senior|supervising) )?investigator
        district attorney'?s?(?: office)?,? (?:(?:criminal|chief|senior) )?investigator
        district attorney'?s?(?: office)?,? (?:(?:welfare fraud|supervising) )?investigator
        investigator\W+(?:\w+\W+){0,5}?(?:d\.?a\.?\b|district attorney)
        """,
    ),
    (
        "crime_lab_civilian",
        r"""
        crime lab\w*
        criminalist
        forensic (?:scientist|technician|chemist)
        latent print
        fingerprint (?:examiner|technician)
        evidence technician
        property clerk
        """,
    ),
    (
        "dispatcher",
        r"""
        dispatcher
        911 operator
        communications operator
        call[- ]taker
        """,
    ),
    (
        "court_staff",
        r"""
        (?:court|courtroom|superior court)\s+(?:clerk|reporter|administrator|interpreter|attendant)
        (?:judicial|judge'?s|jury|calendar)\s+(?:clerk|reporter|administrator|interpreter|attendant)
        (?:court|courtroom|superior court)\s+(?:executive|staff|assistant)
        (?:judicial|judge'?s|jury|calendar)\s+(?:executive|staff|assistant)
        (?:court|courtroom|superior court)\s+(?:secretary|services|commissioner'?s clerk)
        (?:judicial|judge'?s|jury|calendar)\s+(?:secretary|services|commissioner'?s clerk)
        clerk of (?:the )?court
        court research attorney
        judicial (?:secretary|assistant|clerk)
        law clerk to
        (?:clerk|secretary)[,]? (?:to |of |for |at )?(?:the )?(?:hon|judge|superior|municipal)
        (?:reporter|interpreter)[,]? (?:to |of |for |at )?(?:the )?(?:hon|judge|superior|municipal)
        """,
    ),
    (
        "corrections_civilian",
        r"""
        (?:jail|prison|corrections?|correctional|detention)\s+(?:cook|nurse|teacher|clerk)
        (?:jail|prison|corrections?|correctional|detention)\s+(?:chaplain|counsel+or|records|food)
        (?:jail|prison)\s+(?:maintenance|librarian|psychologist|physician)
        (?:corrections?|correctional|detention)\s+(?:maintenance|librarian|psychologist|physician)
        (?:jail|prison)\s+(?:doctor|civilian|aide|technician|instructor)
        (?:corrections?|correctional|detention)\s+(?:doctor|civilian|aide|technician|instructor)
        (?:nurse|cook|teacher|chaplain)[, ]+(?:at |in )?(?:the )?(?:\w+ ){0,3}(?:jail|prison)
        (?:librarian|dentist)[, ]+(?:at |in )?(?:the )?(?:\w+ ){0,3}(?:jail|prison)
        (?:physician|psychologist|clerk)[, ]+(?:at |in )?(?:the )?(?:\w+ ){0,3}(?:jail|prison)
        (?:nurse|cook)[, ]+(?:at |in )?(?:the )?(?:\w+ ){0,3}(?:correctional (?:facility|center))
        (?:teacher)[, ]+(?:at |in )?(?:the )?(?:\w+ ){0,3}(?:correctional (?:facility|center))
        (?:chaplain)[, ]+(?:at |in )?(?:the )?(?:\w+ ){0,3}(?:correctional (?:facility|center))
        (?:nurse|cook)[, ]+(?:at |in )?(?:the )?(?:\w+ ){0,3}(?:department of corrections)
        (?:teacher|chaplain)[, ]+(?:at |in )?(?:the )?(?:\w+ ){0,3}(?:department of corrections)
        (?:nurse|cook|teacher|chaplain)[, ]+(?:at |in )?(?:the )?(?:\w+ ){0,3}(?:main jail)
        (?:librarian)[, ]+(?:at |in )?(?:the )?(?:\w+ ){0,3}(?:correctional (?:facility|center))
        (?:dentist)[, ]+(?:at |in )?(?:the )?(?:\w+ ){0,3}(?:correctional (?:facility|center))
        (?:physician)[, ]+(?:at |in )?(?:the )?(?:\w+ ){0,3}(?:correctional (?:facility|center))
        (?:psychologist)[, ]+(?:at |in )?(?:the )?(?:\w+ ){0,3}(?:correctional (?:facility|center))
        (?:clerk)[, ]+(?:at |in )?(?:the )?(?:\w+ ){0,3}(?:correctional (?:facility|center))
        (?:librarian|dentist)[, ]+(?:at |in )?(?:the )?(?:\w+ ){0,3}(?:department of corrections)
        (?:librarian|dentist)[, ]+(?:at |in )?(?:the )?(?:\w+ ){0,3}(?:main jail)
        (?:physician)[, ]+(?:at |in )?(?:the )?(?:\w+ ){0,3}(?:department of corrections)
        (?:psychologist|clerk)[, ]+(?:at |in )?(?:the )?(?:\w+ ){0,3}(?:department of corrections)
        (?:physician|psychologist|clerk)[, ]+(?:at |in )?(?:the )?(?:\w+ ){0,3}(?:main jail)
        custody assistant
        """,
    ),
    (
        "bailiff",
        r"""
        \bbailiff\b
        """,
    ),
    (
        "coroner",
        r"""
        \bcoroner\b
        medical examiner
        """,
    ),
    (
        "federal_agent",
        r"""
        \bf\.?b\.?i\.?\b(?: special)? agent
        federal (?:agent|officer|air marshal|protective)
        (?:u\.?s\.?|united states) (?:deputy )?marshal
        deputy u\.?s\.? marshal
        secret service
        \bd\.?e\.?a\.?\b
        \batf\b
        border patrol
        customs (?:agent|officer|inspector)
        ins agent
        postal inspector
        special agent\W+(?:\w+\W+){0,2}?(?:f\.?b\.?i|irs|u\.?s)
        bureau of prisons
        """,
    ),
    (
        "volunteer",
        r"""
        \bvolunteer\b
        search and rescue member
        citizen patrol
        police explorer
        (?:sheriff'?s|police) (?:vips?|stars?)\b
        """,
    ),
    (
        "private_security",
        r"""
        security (?:guard|officer|director|manager|patrol)
        (?:armed|unarmed|night|gate|mall|casino|bank|hospital|campus) guards?
        security (?:specialist|consultant|supervisor|agent|services?)
        bodyguard
        watch(?:man|woman)
        surveillance
        (?:fugitive|bail) recovery
        executive protection
        armou?red (?:car|truck|transport)
        loss prevention
        private (?:patrol|security|investigator|detective)
        bail (?:agent|bonds?\w*|enforcement)
        bounty hunter
        alarm response
        \bp\.?i\.?\b
        """,
    ),
    (
        "magistrate",
        r"""
        magistrate
        """,
    ),
    (
        "court_commissioner",
        r"""
        (?:court|superior court|municipal court|family)\s+(?:court )?commissioner
        (?:family law|traffic|juvenile|judicial|probate)\s+(?:court )?commissioner
        commissioner[, ]+(?:of the |sacramento |placer |yolo )?(?:county )?(?:superior)(?: court)?
        commissioner[, ]+(?:of the |sacramento |placer |yolo )?(?:county )?(?:municipal)(?: court)?
        commissioner[, ]+(?:of the |sacramento |placer |yolo )?(?:county )?(?:juvenile)(?: court)?
        commissioner[, ]+(?:of the |sacramento |placer |yolo )?(?:county )?(?:family)(?: court)?
        ^commissioner$
        court referee
        juvenile referee
        judge pro tem(?:pore)?
        """,
    ),
    (
        "judge",
        r"""
        (?<![&\w])judge\b(?!'s| shows?)
        \bjurist\b
        \bhon(?:orable)?\b\W+(?:\w+\W+){0,3}?(?:superior|municipal|appellate|supreme) court
        \bjustice\b[, ]+(?:of the |california |court|third|supreme|state)
        (?:associate|presiding|chief|supreme court|appellate) justice
        \bjustice,? (?:court|ret)
        ^(?:retired )?justice$
        """,
    ),
    (
        "prosecutor",
        r"""
        (?:deputy|assistant|chief(?: deputy)?)\s+(?:district attorney|d\.?a\.?\b)
        (?:supervising|county|asst\.?|dep\.?)\s+(?:district attorney|d\.?a\.?\b)
        (?:deputy|assistant|chief(?: deputy)?)\s+(?:dist\.? att\w*|city attorney.{0,12}prosecut\w*)
        (?:supervising|county|asst\.?|dep\.?)\s+(?:dist\.? att\w*|city attorney.{0,12}prosecut\w*)
        \bddas?\b
        \badas?\b
        prosecut(?:or|ing attorney)
        ^(?:the )?(?:retired |former |elected |county |current )*district attorney
        (?:attorney)[, ]+(?:for |with |at |in )?(?:the )?(?:\w+ ){0,3}(?:district attorney)
        (?:lawyer|counsel)[, ]+(?:for |with |at |in )?(?:the )?(?:\w+ ){0,3}(?:district attorney)
        (?:attorney)[, ]+(?:for |with |at |in )?(?:the )?(?:\w+ ){0,3}(?:d\.?a\.?'?s office)
        (?:lawyer|counsel)[, ]+(?:for |with |at |in )?(?:the )?(?:\w+ ){0,3}(?:d\.?a\.?'?s office)
        district attorney,? (?:of|county|ret|for)
        deputy attorney general
        (?:assistant|asst\.?) (?:u\.?s\.?|united states) attorney
        \bausa\b
        """,
    ),
    (
        "probation_officer",
        r"""
        (?:deputy |senior |supervising |chief |juvenile )?probation (?:officer)
        (?:deputy |senior |supervising |chief |juvenile )?probation (?:supervisor|dept?\w* officer)
        \bdpo\b
        probation[, ]+(?:deputy|supervising)
        chief probation
        """,
    ),
    (
        "parole_agent",
        r"""
        parole (?:agent|officer|administrator)
        """,
    ),
    (
        "correctional_officer",
        r"""
        correction(?:al|s)? (?:officer|sergeant|lieutenant|captain|deputy)
        prison guard
        jail guard
        \bcdc (?:officer|sergeant|lieutenant)
        correctional peace officer
        \bc/o\b,? (?:cdc|folsom|(?:calif\w*\.? )?(?:dept\.?|department) of corr)
        (?:officer|sergeant|lieutenant)[, ]+(?:cdc\b|cdcr\b)
        (?:officer|sergeant|lieutenant)[, ]+(?:(?:california )?department of corrections)
        (?:officer|sergeant|lieutenant)[, ]+(?:folsom prison|folsom state)
        """,
    ),
    (
        "chp_officer",
        r"""
        (?:\bchp\b|c\.h\.p\.|highway patrol)(?:\W+\w+){0,2}?\W*(?:officer|sergeant|captain)
        (?:\bchp\b|c\.h\.p\.|highway patrol)(?:\W+\w+){0,2}?\W*(?:lieutenant|commander|patrolman)
        (?:officer|sergeant)\W+(?:\w+\W+){0,3}?(?:chp\b|c\.h\.p|highway patrol)
        (?:captain|lieutenant|commander)\W+(?:\w+\W+){0,3}?(?:chp\b|c\.h\.p|highway patrol)
        highway patrolman
        state traffic officer
        """,
    ),
    (
        "state_special_agent",
        r"""
        special agent
        (?:\bdoj\b)\W+(?:\w+\W+){0,2}?(?:agent|warden|investigator|officer)
        (?:department of justice)\W+(?:\w+\W+){0,2}?(?:agent|warden|investigator|officer)
        (?:bureau of narcotic\w*)\W+(?:\w+\W+){0,2}?(?:agent|warden|investigator|officer)
        (?:fish (?:and|&) game|\babc\b)\W+(?:\w+\W+){0,2}?(?:agent|warden|investigator|officer)
        (?:dmv|alcoholic beverage)\W+(?:\w+\W+){0,2}?(?:agent|warden|investigator|officer)
        game warden
        state (?:park )?(?:ranger|police)
        """,
    ),
    (
        "sworn_officer",
        r"""
        (?:deputy|under|assistant|chief deputy) ?-?sheriff
        sheriff'?s (?:deputy|sergeant|lieutenant|captain|detective|officer|commander|corporal|chief)
        ^(?:retired |former )?sheriff\b(?!'?s)
        police (?:officer|sergeant|lieutenant|captain|chief|detective|commander|corporal|inspector)
        chief of police
        peace officer
        law enforcement (?:officer|agent|supervisor)
        patrol (?:officer|man|deputy)
        patrolman
        policeman
        policewoman
        police$
        homicide (?:detective|inspector|investigator)
        ^detective\b
        \blapd\b
        \bspd\b
        (?:sergeant|sgt\.?|lieutenant|lt\.?)[,/ -]+(?:\w+[, ]+){0,4}?(?:sheriff|police)
        (?:sergeant|sgt\.?|lieutenant|lt\.?)[,/ -]+(?:\w+[, ]+){0,4}?(?:\bp\.?d\.?\b)
        (?:sergeant|sgt\.?|lieutenant|lt\.?)[,/ -]+(?:\w+[, ]+){0,4}?(?:\bs\.?o\.?\b|sheriff'?s)
        (?:captain|capt\.?|corporal|cpl\.?|detective)[,/ -]+(?:\w+[, ]+){0,4}?(?:sheriff|police)
        (?:captain|capt\.?)[,/ -]+(?:\w+[, ]+){0,4}?(?:\bp\.?d\.?\b|\bs\.?o\.?\b|sheriff'?s)
        (?:corporal|cpl\.?|detective)[,/ -]+(?:\w+[, ]+){0,4}?(?:\bp\.?d\.?\b)
        (?:corporal|cpl\.?|detective)[,/ -]+(?:\w+[, ]+){0,4}?(?:\bs\.?o\.?\b|sheriff'?s)
        (?:det\.?|officer|ofc\.?|deputy)[,/ -]+(?:\w+[, ]+){0,4}?(?:sheriff|police)
        (?:det\.?|officer|ofc\.?|deputy)[,/ -]+(?:\w+[, ]+){0,4}?(?:\bp\.?d\.?\b)
        (?:det\.?|officer|ofc\.?|deputy)[,/ -]+(?:\w+[, ]+){0,4}?(?:\bs\.?o\.?\b|sheriff'?s)
        (?:dep\.?|chief|inspector|commander|major)[,/ -]+(?:\w+[, ]+){0,4}?(?:sheriff|police)
        (?:dep\.?|chief)[,/ -]+(?:\w+[, ]+){0,4}?(?:\bp\.?d\.?\b|\bs\.?o\.?\b|sheriff'?s)
        (?:inspector|commander|major)[,/ -]+(?:\w+[, ]+){0,4}?(?:\bp\.?d\.?\b)
        (?:inspector|commander|major)[,/ -]+(?:\w+[, ]+){0,4}?(?:\bs\.?o\.?\b|sheriff'?s)
        marshal(?!l\b)\b
        constable
        city marshal
        ^(?:deputy|officer|sergeant|sgt\.?|trooper|undersheriff)(?: \(?(?:ret|retired).*)?$
        ^law enforcement$
        """,
    ),
)
RULES = tuple((name, re.compile(either(pattern), re.IGNORECASE)) for name, pattern in _TABLE)
"""Each occupation and its pattern, in order of precedence."""
