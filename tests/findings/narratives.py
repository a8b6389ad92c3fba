"""Made sentences with the words that tell when or where marked; two sets and look-alikes.

``FIRST`` and ``SECOND`` were used to improve the grammar after their first runs (29 of 41 and 20
of 33 spans). ``THIRD`` was written after that and never used: it is the measure; leave it alone.
"""

from __future__ import annotations

FIRST = (
    "I pick up the bank bags from each of our laundromats and end at [the Bank of Stockton on"
    " Pacific Avenue].",
    "My sister drops the children with me [every second Friday at seven].",
    "[On the first Monday of every month] I bring the pull-tab money down [the back stairs of the"
    " Moose Lodge].",
    "I have to unlock the pharmacy alone [at 5:40 a.m.] and the narcotics cabinet is counted"
    " [before six].",
    "We leave the horses at [the Wilton arena] and trailer home [after dark on Sundays].",
    "[From Memorial Day through Labor Day] the cabin stands empty.",
    "My parking place is [stall 14 under the north tower].",
    "He knows that I take the bus from [Alhambra and Stockton] [at ten past six].",
    "I serve process [on weekday evenings between seven and nine].",
    "[Twice each month] I transport estate jewelry along [Interstate 80 between Auburn and Reno].",
    "My wife closes the yogurt shop by herself [Thursdays and Fridays].",
    "I walk the dog along [the canal behind Sierra Oaks School].",
    "I read meters in [the alleys off Franklin Boulevard] [starting at 5 in the morning].",
    "I am the only doctor on call [from midnight to eight].",
    "The payroll comes in cash and I hand it out [each Friday at noon].",
    "Our night depository is around [the side of the Rite Aid on Freeport].",
    "I deliver newspapers [between 2 and 5 a.m. seven days a week].",
    "Collections from the vending machines end at [the Natomas warehouse] [late in the evening].",
    "During deer season we are gone [the last two weeks of every September].",
    "I meet sellers at [the park-and-ride lot on Bradshaw Road] to inspect coins.",
    "My daughter is home alone [weekdays from three until I return at six].",
    "I swim at [the Arden Hills pool] [at five-thirty most mornings].",
    "Coming off shift I use [the stairwell on the Seventh Street side].",
    "I feed the cattle by flashlight [before sunup].",
    "I have choir practice [Wednesday nights] and return to a dark house.",
    "The gate at [the Elk Grove yard] is opened by me [at quarter to five every weekday].",
    "My ex-husband parks across from [the day care on Marconi] and watches.",
    "I count the offering with one other usher [after the eleven o'clock service each Sunday].",
    "We store the guns at [our lake house near Clearlake Oaks], where there are no neighbors.",
    "I show vacant houses alone [on weekends, mostly after four].",
    "I ride my bicycle home [at about one in the morning when the casino shift ends].",
    "Refund checks are cashed for me at [the Food 4 Less on Mack Road].",
)
SECOND = (
    "I audit registers at [the Pocket Road gas station] [once the midnight clerk has left].",
    "The limousine is garaged behind [the florist on Eleventh Avenue] [overnight].",
    "[Saturdays] find me alone behind the counter with the week's gold.",
    "My route for the soda machines finishes at [the Amtrak platform] [a little after ten].",
    "We winter in Yuma and the house sits dark [from November to March].",
    "She waters the neighbor's orchard [at first light] with nobody in earshot.",
    "I have carried the tips to [the drop box on Del Rio Lane] [every night this year].",
    "The kennel is unlocked by my son, who is fifteen, [at six sharp].",
    "I make house calls in [the Oak Park apartments] [on alternate Thursdays].",
    "Most of my fares want [the river landing at Discovery Park] [between bar closing and three].",
    "I tutor inmates' families [Monday through Wednesday evenings] at [the Broadway annex].",
    "My locker is in [the basement of the Elks building].",
    "Cash from the swap meet travels with me up [Highway 160] [on Sunday afternoons].",
    "[At the end of each quarter] I walk the tax deposits over to [the Wells branch on Capitol"
    " Mall].",
    "The school bus leaves my girls at [the mailbox on Dillard Road] [at 4:20].",
    "I am usually the last one out, [about half past one], through [the kitchen door].",
    "[Twice a day] the insulin courier and I meet in [the lower level of the Sutter garage].",
    "I sleep in the store [the night before every auction].",
    "My husband works in Nevada, so I am alone on the ranch [Tuesday to Friday].",
    "I test alarms at [the Power Inn warehouses] [after business hours].",
)
THIRD = (
    "The bingo hall lets me carry the pot to [the credit union on Auburn Boulevard] [Mondays before"
    " ten].",
    "I groom dogs alone in [the trailer behind the Herald feed store] [until nine most evenings].",
    "[Each payday] I walk the wages across [the footbridge at Guy West].",
    "My mother is by herself at [the duplex on Tangerine Avenue] [from eight to four].",
    "I play organ for [the early Mass on Sundays] and cross [the unlit lot on Twenty-first"
    " Street].",
    "Our armored pickup was cancelled, and now I drive the coins to [the Federal Reserve dock] [at"
    " half past three].",
    "I fuel the ambulance at [the county pumps on Branch Center] [around four every morning].",
    "I umpire at [the McKinley diamonds] [Tuesday and Thursday nights] and carry the gate money.",
    "[Between Christmas and the middle of January] nobody lives in the main house.",
    "I collect quarters from the car washes, ending at [the one on Northgate], [late Sunday].",
    "My bus stop is [the corner of Fruitridge and Stockton].",
    "I keep the bar's bank in my purse [from two a.m. until the Bank of America opens].",
    "The gem show pays me to sleep beside the cases [the third weekend of October every year].",
    "I lock [the roll-up door on Arcade Creek] myself [at close of business].",
    "I hike [the Clementine trail] with no phone signal [on my days off, Wednesday and Thursday].",
    "She knows I am at [the laundromat on Whitney] [Saturdays at seven in the morning].",
)
LOOK_ALIKES = (
    "I was held up at the Fulton Avenue store on December 12, 1996 at about 9:30 p.m.",
    "The applicant was interviewed on Monday, March 4, at ten in the morning.",
    "Our office is open Monday through Friday from 8 a.m. to 5 p.m.",
    "I attended Sacramento City College from 1981 to 1984.",
    "My brother was shot outside a bar in Reno in August 1992.",
    "Please return this application to the Permit Desk by Friday at noon.",
    "I no longer make the Tuesday night deposits.",
    "I have lived in Sacramento County since 1971.",
    "Trial is set for October 3 at 9:00 a.m. in Department 12.",
    "I own two restaurants and employ thirty people.",
    "The range is open to the public on Saturdays from nine to four.",
    "On two occasions in 1997 a man followed my wife from the market.",
    "Deputies arrived at about 11 p.m. and took a report.",
    "I completed a 16 hour course at the academy on May 2 and 3.",
    "I served in the Navy for six years and was honorably discharged.",
    "The permit expires at midnight on the last day of the month.",
    "The threat was left on our machine on a Sunday night.",
    "I have never been convicted of any crime in this or any other state.",
    "She filed for divorce in Placer County in the spring of 1999.",
    "The Board of Supervisors meets on Tuesdays at 9:30 in the morning.",
    "My store was burglarized three times last year.",
    "I am a member of the Folsom Rotary Club and the Chamber of Commerce.",
    "In 1995 I worked the night shift at the cannery on Richards Boulevard.",
    "The men drove off toward Highway 99 before the officers came.",
)
