"""Words that any paper may hold: one of these alone, removed, cannot be looked for by value."""

from __future__ import annotations

_WORDS = """
a about above across after afternoon again all also always am an and any apartment apt are
around as at ave avenue away back be because been before between birth blvd born both boulevard
but by ca california calif came can city closed could county court current date day days
deceased did do does door down drive each early east either email evening every everyone family
father few first for friday from full gave get go gone good had half has have he her here him
his home hour hours house how i if in info into is it its job jr just know lane last late later
leave left less letter like live lives made make male female many may me middle mid midnight
minute minutes monday money month morning most mother move much must my name near never new next
night nights no none noon north not now number of off office often on once one only open or
other our out over own pm present private rd refer road same saturday school see self separate
several she shift since so some someone south st state states still store street such sunday
take ten than that the their them then there these they this those three through thursday time
times to today together town tuesday two twelve twenty under unit united unknown until up usa us
used various very was we wednesday week weekday weekdays weekend weekends weekly weeks well went
were west what when where which while white black brown green gray grey blue red who will with
within without woman work works would year years yes yet you young your zip january february
march april june july august september october november december king hill wood park rose bell
stone lake rivers banks field fields long short price rich page bush cook baker carpenter hunter
fisher mason smith johnson williams jones davis miller wilson moore taylor anderson thomas
jackson martin lee thompson harris clark lewis robinson walker allen wright scott hall adams
campbell carter roberts garcia martinez hernandez lopez gonzalez
"""

COMMON = frozenset(_WORDS.split())
"""Plain words of time and place, colours, months, and the commonest surnames."""
