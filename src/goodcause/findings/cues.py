"""The words by which a sentence tells of something that keeps happening, or shows that it does not.

One pattern a cue; ``vulnerability`` weighs them. A learned model takes the same cues as features.
"""

from __future__ import annotations

import re

from goodcause.findings.wordlists import either

_ADVERB = (
    r"(?:(?:usually|often|always|then|still|generally|normally|typically|also|alone|sometimes|must"
    r"|have to|will|[a-z]+ly)\s+){0,2}"
)
_STATIVE = either(
    r"""
    am (?:told|not|a|an|the|currently|aware|under|willing|familiar)
    own|owned|believe|feel|know|think|understand|hope|request|declare|hereby|certify|wish|would
    want|need|fear|had|did|do not|don't|swear|agree|live|reside|see|support|respectfully|ask|was
    were|have|has|employ|recommend|appreciate|thank|supervise|sentence|prosecute|try|represent
    could|cannot|can't|should|may|might|never|no longer|used to|look|consider|find|also know
    """
)
_PAST_FORMS = (
    r"(?:went|came|saw|told|said|left|got|took|made|met|gave|heard|kept|drove|began|became|brought"
    r"|bought|sold|sent|spoke|ran|fell|found|felt|lost|paid|put|rode|stood|thought|wrote|knew)"
)
_EXPOSED = either(
    r"""
    carry|deposit|walk|drive|jog|run|lock|close|open|park|deliver|courier|transport|haul|collect
    get off|get home|get out|leave|arrive|commute|travel|ride|bike|take|bring|meet|service|empty
    count|sleep|hike|fish|cycle|exercise|rest|return|camp|patrol|unload|load|attend|swim|drop|feed
    staff|shuttle|hunt|unlock|practice|train|golf|shop|pick up|go|come|stop|make|stay|work late
    """
)
_S_FORMS = either(
    r"""
    carries|deposits|walks|drives|jogs|parks|delivers|transports|collects|leaves|arrives|commutes
    travels|rides|takes|works late|closes|opens|locks|waits|gets off|services|runs|stays|sleeps
    """
)
_DONE = either(
    r"""
    opened|closed|unlocked|emptied|collected|deposited|locked|delivered|picked up|transported
    counted|moved|left|parked|unattended|alone|empty|taken|carried|serviced|refilled|home|away
    gone|out|made|by (?:herself|himself)|garaged|kept|stored|stacked|hidden|guarded|loaded
    """
)
_KIN = (
    r"(?:my|our|the)\s+(?:(?:elderly|teenage|oldest|youngest|disabled)\s+)?(?:wife|husband"
    r"|daughters?|sons?|kids|children|family|mother|father|employees?|clerks?|cashiers?|manager"
    r"|partner|nurse|crew|driver|messenger|roommate|sister|girls|boys|spouse|ex|ex-husband|ex-wife"
    r"|household|nanny|sitter|tellers?|couriers?)"
)

HABIT = re.compile(
    rf"\b(?:I|we)\s+{_ADVERB}(?!{_STATIVE}\b)(?!\w{{3,}}ed\b)(?!{_PAST_FORMS}\b)[a-z]+\b",
    re.IGNORECASE,
)
"""I or we, and a verb of doing in the present."""

KIN_HABIT = re.compile(
    rf"\b{_KIN}\s+(?:and I\s+)?(?:(?:\w+ly|often|also|always)\s+)?"
    r"(?:[a-z]+s|is|are|walk|work|ride|drive|close|open|stay|wait|expect|leave)\b"
    r"|\b(?:daughter|son|wife|husband|mother|clerk|courier|manager|partner)\s+[a-z]+s\b",
    re.IGNORECASE,
)
"""Somebody of the household or the business, and a verb in the present."""

ROUTINE = re.compile(
    r"\bmy (?:\w+ )?(?:locker|desk|car|truck|van|bedroom|space|place|stall|spot) is (?:in|on|at|by"
    r"|under"
    r"|behind)\b|\b(?:is|are)\s+\w+(?:ed|en|t)\s+by\s+(?:me|my|our)\b|"
    r"\bmy (?:shift|run|route|commute|drive|walk|rounds?|day|night|work ?day)\s+(?:is|are|runs?"
    r"|ends"
    r"|starts|begins|takes)\b",
    re.IGNORECASE,
)
BARE_HABIT = re.compile(
    rf"(?:^|[;:,]\s+|\band\s+|\bwho\s+|\bthen\s+|\bwhen I\s+|\bmust\s+)(?:{_EXPOSED}|{_S_FORMS})\b"
    r"|\b(?:gone|away|out of town|by (?:my|her|him)self|alone)\b"
    rf"|\b(?:is|are|gets?)\s+{_DONE}\b|\b(?:I am|I'm|we are|we're)\b"
    r"|\bmy (?:shift|run|route|commute|drive|walk|rounds?|day|night|work ?day)\b",
    re.IGNORECASE,
)
ALONE = re.compile(
    r"\b"
    + either(
        r"""
        alone|by (?:my|him|her)self|on my own|unescorted|unaccompanied|unarmed|single-?handed
        no ?one (?:else|beside|with)|nobody else|only (?:one)|unattended|solo
        no ?one (?:else|beside|with)|nobody else|only (?:person)|unattended|solo
        no ?one (?:else|beside|with)|nobody else|only (?:\w+ on (?:duty|call))|unattended|solo
        no (?:guard|camera|telephone|phone|cell|escort|light|partner|backup)s?
        """
    )
    + r"\b",
    re.IGNORECASE,
)
VALUABLES = re.compile(
    r"(?:\$\d|\b"
    + either(
        r"""
        cash|receipts|deposits?|money|payroll|jewel\w*|gems|stones|diamonds|gold|coins?|bullion
        night deposit\w*|night bag|bank bag|bag|safe|vault|proceeds|rents?|rent money
        collections|narcotics|drugs
        night drop
        samples?|sample case|valuables|inventory|merchandise|till|atms?|checks|currency|watches
        furs|firearms|guns|take|earnings|tips|controlled substances|prescriptions|keys
        """
    )
    + r"\b)",
    re.IGNORECASE,
)
GUARD = re.compile(
    r"\b(?:alarm|cameras?|security system|gate code|combination|burglar bars|locks?)\b[^.;]{0,60}?"
    r"\b(?:out|off|broken|dead|not work\w*|doesn't work|disabled|none|no longer)\b"
    r"|\b(?:has|have|with|there (?:is|are)) no (?:alarm|cameras?|fence|gate|guard|lights?|lock"
    r"|neighbou?rs|telephone|phone)\b"
    r"|\b(?:miles?|minutes?|hours?) from (?:any|the nearest|help)\b",
    re.IGNORECASE,
)
PAST = re.compile(
    r"\b"
    + either(
        r"""
        was|were|had|did|told|said|followed|robbed|attacked|threatened|shot|stole|broke|came|went
        called|reported|saw|found|approached|grabbed|pointed|entered|took|left|tried|happened
        occurred|assaulted|stalked|kicked|fired|served as|lived|worked|testified|arrested
        convicted|used to|carried|drove|walked|deposited|attended|graduated|received|completed
        spoke|met|got|made|discontinued|closed|sold|stopped|ended|moved|burglarized|vandalized
        mugged|responded
        """
    )
    + r"\b",
    re.IGNORECASE,
)
PASSIVE = re.compile(
    r"\b(?:is|are|be|being|been|gets?|am|'m|'re)\s+(?:\w+ly\s+|not\s+)?\w+", re.IGNORECASE
)
"""A participle after one of these is no past tense: "which is made at nine"."""
PRESENT = re.compile(
    r"\b(?:I am|I'm|we are|we're|is|are|has to|have to|must|continue to|still|keeps?)\b",
    re.IGNORECASE,
)
_WHO = r"(?:^|\b(?:I|we|he|she|they|who|applicant|my\s+\w+|our\s+\w+)\s+)(?:(?:\w+ly|also)\s+)?"
_VERBS = (
    r"(?:carry|work|transport|drive|walk|take|make|handle|keep|go|travel|leave|deposit|close|use)"
)
NEGATED = re.compile(
    rf"{_WHO}(?:do|does|did|will|would|can|am|is|are|have|has)(?:\s+not|n't)\s+(?:\w+\s+){{0,2}}?"
    rf"{_VERBS}\b|{_WHO}(?:never|no longer|used to|quit|stopped|ceased)\b"
    r"|\bdiscontinued\b|\bformer(?:ly)?\s+(?:route|job|business|shift|store)\b"
    r"|\bnot\s+(?:at|during|after)\b",
    re.IGNORECASE,
)
PUBLIC = re.compile(
    r"\b"  # every line begins with a word
    + either(
        r"""
        \b(?:interview(?:ed)?|appointment)\b
        \b(?:hearing|range (?:test|hours|time|qualification)|qualification)\b
        (?<!after )(?<!before )(?<!outside )\b(?:office|store|business|public|shop|banking) hours
        \b(?:posted|lobby|counter|visiting) hours\b
        \b(?:board|council|commission|committee|lodge|club)(?: of \w+)? meets\b
        \bhours (?:of operation|are|posted)\b
        \bopen (?:to the public|from|daily|\d|mon|tue|wed|thu|fri|sat|sun|seven|six|five|every)
        \b(?:store|shop|office|market|club|museum|library|gym|range) (?:is |was )?open\b
        \b(?:dept|department|courtroom|room|rm)\.?\s+\d+\s*$
        \b(?:class(?:es)?|course|training|academy) (?:is|was|on|will|meets?|begins?|starts?)\b
        \b(?:orientation|seminar|exam|test) (?:is|was|on|will|meets?|begins?|starts?)\b
        \b(?:please|call|contact|bring|report to|mail|return this|complete|submit)\b.{0,50}
        + \b(?:form|application|us|fee|between|questions|appointment|this office)\b
        \b(?:meeting|breakfast|luncheon|conference|picnic) (?:is|was|on|will|held)\b
        \b(?:fundraiser|dinner) (?:is|was|on|will|held)\b
        \b(?:expires?|expiration|valid|issued|effective|due|payable|dated|renew\w*|processed)\b
        \bsocial events?\b
        \bwarrants?\b.{0,30}\bcleared\b
        \b(?:license|permit|licensee|permittee)s? (?:shall|may|must|will|is required)\b
        \b(?:it is|is) (?:unlawful|prohibited)\b
        \b(?:thank you|sincerely|dear|respectfully)\b
        \b(?:known|employed|knew) (?:the )?(?:applicant|him|her|mr|ms|mrs)\b
        \b(?:trial|arraignment|sentencing|motion|deposition)\b.{0,40}
        + \b(?:set|calendared|scheduled|heard)\b
        """
    ),
    re.IGNORECASE,
)
EXPOSED = re.compile(rf"\b(?:{_EXPOSED}|{_S_FORMS}|{_DONE})\b", re.IGNORECASE)
"""A verb of being about with others not near, or with what they want."""
PERFECT = re.compile(r"\b(?:I|we)\s+have\s+(?:been\s+\w+ing|\w+(?:ed|en))\b", re.IGNORECASE)
THIRD_HABIT = re.compile(r"(?:He|She)\s+(?!is\b|was\b|has\b|says\b)[a-z]+s\b")
"""He or she, and a verb in the present: perhaps one of the household."""
THIRD = re.compile(
    r"^(?:[\"'(]*)(?:He|She|They|The (?:man|men|suspect|subject|victim|deputy|officer|sheriff|court"
    r"|defendants?|department|witness)|Two men|A man|Someone|Somebody|Deputies|Officers|Police)\b"
)
WAITS = re.compile(
    r"\b(?:waits?|follows?|parks?|sits?|watch(?:es)?|shows up|stands?|drives? by|lurks?|knows?)\b",
    re.IGNORECASE,
)
_NUMERAL = "".join(
    rf"(?<!{word} )(?<!{word.upper()} )"
    for word in ("Article", "Title", "Part", "Count", "Section", "Class", "Phase", "Exhibit")
)
OWN = re.compile(
    rf"(?<![\w.,(-]){_NUMERAL}I(?=\s+(?:[a-z(]|[A-Z]{{2,}}\b)|,\s|'(?:m|ve|d|ll)\b)"
    r"|(?<![\w.,(-])(?:[Ii]'m|my|My|MY|me)(?![\w.)'-])"
    r"|(?i:\b(?:applicant|victim|licensee|permittee|informant|interviewee)\b)"
    rf"|(?i:\b{_KIN}\b)"
)
"""Words for the applicant or the household: the sentence, or its passage, is about them."""
SHARED = re.compile(r"\b(?:[Ww]e|[Oo]ur|us|[Hh]is|[Hh]er|[Hh]e|[Ss]he)\b")
"""Words that may be about them: so speak a company's policy and a statute as well."""
NO_SUBJECT = re.compile(
    rf"^\W*(?:(?:alone|often|usually|regularly|also|must)\s+)?(?:{_EXPOSED}|{_S_FORMS}|\w+ing)\s",
    re.IGNORECASE,
)
"""A note without a subject, as applicants write into boxes: "Carry receipts to the bank"."""
ADDRESSED = re.compile(
    r"\?|\b(?:you|your|yours|shall|(?:all|each|any)\s+\w+\s+must|members|users)\b", re.IGNORECASE
)
"""A question or a rule put to the reader: policies, statutes and manuals speak so."""
SPOT = re.compile(r"\b(?:row|level|space|stall|slip|floor)\s+\w{1,3}\b", re.IGNORECASE)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
