"""The sentences that made applicants write, with their times and places marked.

``[t|...]`` is a time of vulnerability, ``[p|...]`` a place of one; both may be removed.
``[i|...]`` is a past incident, ``[m|...]`` a medical matter, ``[w|...]`` a weapon, ``[c|...]``
somebody else's telephone or address, ``[b|...]`` a place of work, ``[k|...]`` any other words a
hasty rule would take: all stay. ``$word`` is filled by chance (:mod:`goodcause.demo.narrative`).
"""

from __future__ import annotations

CASH = (
    "I carry the day's receipts to the bank [t|every $day and $day2 at about $clock].",
    "I deposit receipts at [p|the $bank on $road] [t|every $day after $hour].",
    "[t|$days], after the last customer has gone, I take the cash bag to [p|the night drop "
    "on $road].",
    "The payroll is fetched [t|on alternate $days] from [p|the $bank branch at $road and $road2].",
    "My route is [p|by the rear door and through the alley behind the $shop to the $road branch].",
    "I collect rents [t|on the first and second of each month] from tenants at [p|the $road "
    "fourplexes], nearly all of it in currency.",
    "[t|Four times a year] I buy stones in Los Angeles and rest at [p|the truck plaza outside "
    "$far] with sample cases in the car.",
    "The safe is opened [t|at $early each morning] before any of the staff arrive.",
    "It is my habit to count the drawers [t|between $hour and $hour2 on Sunday nights], alone, "
    "in [p|the back office facing $road].",
    "[t|Mondays and Thursdays] I courier stones to [p|the $road showroom].",
    "I fill the cash machines [t|between midnight and four] along [p|Highway 99 from Galt "
    "to $far].",
    "An assistant used to come along, but since spring I walk to [p|the $bank across $road] by "
    "myself [t|at closing, around $clock].",
    "Coins and tokens are emptied [t|each $day before daylight] at [p|our laundries on $road "
    "and $road2].",
    "The armored car no longer calls, so [t|on the 1st and the 15th] I drive the deposit "
    "to [p|$town] with no one beside me.",
    "Deposits exceed $amount and leave the building [t|at $clock, six days a week].",
    "At Christmas the bag is moved twice: [t|at $early in the forenoon and again at $clock].",
    "I bring home the gun show proceeds [t|on the last Sunday of each month] by way of [p|the "
    "levee road past $town].",
    "[t|From Thanksgiving to New Year's] I sleep at [p|the tree lot on $road] with the cash box.",
    "My brother and I load diamonds at [p|the freight door on the $road side] [t|about $hour "
    "every other $day].",
    "The bingo money, usually $amount, is in my trunk [t|$day nights until I reach "
    "home near $hour].",
)

NIGHT = (
    "I lock up [t|alone at $hour].",
    "I work [t|the late shift] and get off [t|at $clock].",
    "I walk to [p|the far employee lot on $road] by myself.",
    "My car is parked [p|on level 3 of the garage at $road and $road2].",
    "There is no guard at [p|the $road gate] [t|after $hour].",
    "[t|Weeknights after close] I am the only person in [p|the $shop building].",
    "I respond to alarms at [p|the warehouse on $road] [t|at any hour between $hour and dawn].",
    "I start my rounds [t|at $clock] from [p|the substation behind the $shop].",
    "[t|Three nights a week] I drive [p|Highway 16 to $town] and meet no other cars.",
    "The newspapers are picked up [t|at 2:30 every morning] under [p|the overpass at $road].",
    "I cross [p|the unlit footbridge by the $shop] on my way to the bus [t|a little past $hour].",
    "I wait for my ride [p|at the corner of $road and $road2], usually [t|from $hour to $hour2].",
    "I jog [p|the levee north of $town] [t|before dawn].",
    "Our tavern is emptied [t|at two o'clock] and I leave by [p|the side stairs on $road].",
    "I unload my taxi at [p|the yard on $road] when the fare day ends [t|around 3 a.m.].",
    "The swing crew leaves me to close [p|the $road yard] [t|every $day at $clock].",
)

STALKED = (
    "The ex waits [p|by the employee gate] when I get off [t|at $hour].",
    "[t|On Sunday mornings] I drive by myself to [p|my mother's place on $road], where there is "
    "no telephone.",
    "My daughter walks home [p|from the school on $road by the canal path] [t|at 3:15].",
    "I exchange the children with their father at [p|the $shop lot on $road] [t|on alternate "
    "Fridays at $clock].",
    "I attend class [t|Tuesday and Thursday evenings] in [p|the portable buildings at $town "
    "College].",
    "He knows that I ride the light rail from [p|the $road station] [t|on weekday mornings, about "
    "$early].",
    "My wife is by herself [t|weeknights until six].",
    "I stay with my sister at [p|the trailer court outside $town] [t|whenever he is released].",
    "I shop for groceries at [p|the $shop on $road], always [t|$day nights], because it is quiet.",
    "I am alone in the shop [t|from opening until noon on Saturdays].",
    "My counselling group lets out [t|at $clock on $days], and the only parking is [p|the "
    "unlit lot behind the $road church].",
    "I pick up my son at [p|the day care on $road] [t|a few minutes before $hour each evening].",
)

JUSTICE = (
    "[t|Most evenings between $hour and $hour2] I walk alone to [p|the county garage on $road].",
    "[t|On $days at 5:30 in the morning] I run on [p|the river parkway from the $road access].",
    "Defendants whom I have prosecuted have seen me at [p|the $road market where I stop] [t|each "
    "$day after work].",
    "I leave the secure lot [t|at $clock] and the first half mile is [p|the underpass at $road].",
    "A parolee recognized me at [p|my son's ball field on $road], where I coach [t|$day and "
    "$day2 at $hour].",
    "My wife opens [p|the stable on $road] by herself [t|at first light].",
    "I drive to the institution by [p|the frontage road past $town] [t|before the 0600 watch].",
    "I play cards [t|the second $day of every month] at [p|the lodge hall in $town].",
    "I am off duty and unarmed [t|every weekday between $hour and $hour2] while I take classes "
    "at [p|the $road campus].",
    "I fish [p|below the bridge at $town] [t|most Saturdays in season].",
)

AWAY = (
    "We are away [t|each August] and the house stands empty.",
    "The ranch is empty [t|the second week of every September], when the whole family is at "
    "the fair.",
    "I make the drive home over [p|the $road grade] [t|after the Thursday meeting lets out].",
    "Our cabin at [p|the end of the logging road above $far] is forty minutes from any deputy.",
    "I ride fence [p|along the north line above $town] [t|at daybreak during calving].",
    "[t|From June until October] I camp alone at [p|the diggings below $far].",
    "The alarm at [p|the cabin near $far] has been out since spring.",
    "I inspect wells [p|on the county road between $town and $far] [t|twice a week, starting at "
    "$clock].",
    "I haul stock to [p|the $town auction yard] [t|every other $day, leaving at three in the "
    "morning].",
    "The clinic drugs are moved through [p|the breezeway on $road] [t|shortly after $hour on "
    "$days].",
    "I tow disabled vehicles [t|nightly from $hour until $hour2] on [p|the causeway near $town].",
    "Real estate showings keep me in vacant houses [t|weekends from noon till dark], mostly in "
    "[p|the new tracts off $road].",
)

REMOVABLE = {"cash": CASH, "night": NIGHT, "stalked": STALKED, "justice": JUSTICE, "away": AWAY}

INCIDENTS = (
    "On [i|$date] I was robbed at gunpoint; the sheriff's report is [i|$report].",
    "In [i|$month and $month2 $year] two men in a brown van followed me from the store; I reported "
    "it both times ([i|Sheriff $report and $report2]).",
    "I was robbed on [i|$date at 11 p.m.] and the case was never solved.",
    "My brother's former wife has violated two restraining orders ([i|$docket]).",
    "The store was burglarized in [i|$month of $year].",
    "A customer was shot outside our door on [i|$date].",
    "On [i|$date] my tires were cut in front of the courthouse ([i|CR $report]).",
    "Someone fired at our truck in [i|the spring of $year] near the county line.",
    "He was convicted in [i|$month $year] and has written to me twice from prison.",
    "A window was broken on [i|the night of $date]; nothing was taken.",
)

COURT_INCIDENTS = (
    "On [i|$date] a man I had sentenced told a deputy that he would find out where I live; the "
    "threat is in [i|Sheriff's report $report].",
    "In [i|$year] I was assaulted by an inmate and lost a week of work.",
    "The caller said, on [i|$date], that I would not live to testify.",
    "A man shouted my name outside [b|Department 41] on [i|$date] and was removed.",
    "In [i|$month of $year] I testified against two members of a prison gang.",
)

KEPT = (
    "I own [k|$firm] and employ $few people.",
    "I do [k|not carry cash] and do not drive at night.",
    "I was interviewed [k|$day at 9 a.m. in Room 112] by the permit clerk.",
    "The range test is [k|$date at 1 p.m.] with a certified instructor.",
    "The hearing is set for [k|$date, 2:00 p.m., Department 3].",
    "Our store is [k|open 10 to 6 daily], as the sign says.",
    "I attended [k|the academy in Folsom in 1988].",
    "My former route was [k|discontinued in 1997].",
    "I served in the [k|United States Army from 1966 to 1969] and was honorably discharged.",
    "I carry my [w|$gun, serial number $serial], in a locked case.",
    "A prior license, [k|No. $permit], was issued by this county and never revoked.",
    "I see [m|Dr. $doctor for anxiety] because of this.",
    "I was treated for [m|high blood pressure] and am under no restriction.",
    "I have never been treated for [m|any mental illness].",
    "My mother can be reached at [c|$thirdphone].",
    "I was at the store on [k|$date] when the Sheriff spoke at our merchants' breakfast.",
    "I have lived in this county [k|since $year].",
    "The value of the stock I carry often exceeds [k|$amount].",
    "I have held business license [k|No. $permit] for many years.",
    "My grandfather founded the firm in [k|$year].",
    "The citation, [k|No. $citation], was dismissed.",
    "I am a judge of [k|dog shows] and travel with valuable animals.",
    "The bank is served by [k|an officer of First Valley Bank] who knows me well.",
    "I teach a public class on the parkway; the schedule was [k|printed in the newspaper].",
    "I was [k|born to do this job] and wish to go on doing it.",
    "I qualified with a score of [k|$score of 300].",
    "My late father was [k|a deputy sheriff in another county].",
    "The insurance company requires that [k|someone licensed] be with the goods.",
    "I completed [k|the sixteen hour course] offered by the Academy of Firearms Safety.",
    "I have [k|no arrests and no convictions] of any kind.",
    "The company's office is at [b|$office].",
    "I have handled firearms [k|since I was a boy] and own a safe.",
    "I ask for the license because [k|the goods I carry are easily sold].",
    "I am not a member of any [k|gun club] and seek no publicity.",
    "My neighbor, a retired teacher, has [k|known me for $few years].",
    "I do [k|not work nights any longer].",
    "The former owner was [k|killed in a robbery] at our counter.",
    "I once received [k|a commendation] for helping an officer who was down.",
)
