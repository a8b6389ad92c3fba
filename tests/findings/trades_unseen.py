"""Titles and employers written apart from the program's word lists, with the class of each.

``justice``: settled members of the order's class. ``held``: counsel decides. ``lay``: outside
criminal justice. One a line: title | employer.
"""

from __future__ import annotations

JUSTICE = """
Superior Ct. Judge | Placer County
Sup Ct Jdge |
Retired Municipal Court Judge |
Judge of the Court of Appeal (Ret.) | State of California
Presiding Judge, Juvenile Division | Superior Court
Associate Justice | Third District Court of Appeal
United States Magistrate Judge | Eastern District of California
U.S. District Judge |
Traffic Commissioner | Sacramento Superior Court
Family Court Commissioner |
Asst. District Attorney | Yolo County
Supervising Deputy District Attorney | Homicide unit
Deputy D.A. IV | County of El Dorado
Elected District Attorney | Amador County
Deputy Attorney General | California Department of Justice
Assistant United States Attorney |
Prosecutor, narcotics |
Patrol Deputy | Sacramento S.O.
Deputy Sheriff II (ret. 2001) | Contra Costa
Sheriff's Captain, retired |
Undersheriff | Sutter County
Chief of Police | City of Galt
Police Ofcr. | Rancho Cordova P.D.
Police Sgt., retired | San Francisco
Det. Sergeant | Stockton Police Department
Motor officer | Roseville PD
K-9 Officer | Folsom Police Dept.
Homicide Inspector (retired) | San Francisco Police Department
Lieutenant | Elk Grove Police
Cpl. | Davis Police Department
CHP Lieutenant |
Traffic officer | California Highway Patrol
Highway Patrol Captain, ret. |
Deputy Probation Officer III | Yolo County Probation
Supervising Probation Officer |
Sr. DPO | Sacramento County
Parole Agent II | CDC
Parole officer, retired | Calif. Youth Authority
Correctional Sgt. | Folsom State Prison
Correctional Lieutenant (Ret) | San Quentin
C/O | Calif. Dept. of Corrections
DA Investigator | Sacramento
Criminal Investigator | Office of the District Attorney
Chief Investigator | D.A.'s Office, Placer
Special Agent | Calif. Bureau of Narcotic Enforcement
Special Agent Supervisor | Department of Justice
Fish & Game Warden |
ABC Investigator | Alcoholic Beverage Control
State Park Ranger (peace officer) |
Level 830.1 peace officer | County
Former deputy sheriff, now contractor |
Attorney; formerly Deputy District Attorney 1981-88 | Own practice
Insurance adjuster (retired police officer) | State Farm
Constable, Galt Judicial District |
Deputy Marshal | Sacramento Municipal Court
Jail Captain | Sheriff's Department
Hon. (Ret.), Superior Court |
Trial judge | Butte County
Judge Pro Tem, Superior Court |
Justice of the Supreme Court of California |
Sr. Deputy District Attorney | Nevada County
Chief Assistant D.A. |
Career prosecutor, sexual assault unit |
Lieutenant (retired) | Sac. Co. Sheriff
Police Commander | Vacaville
Narcotics detective | Modesto P.D.
Airport police officer | Sacramento Int'l
Juvenile hall probation officer |
Adult parole agent |
Correctional peace officer |
Warden's lieutenant | California Department of Corrections
CHP sergeant, retired |
Welfare fraud investigator | District Attorney
Patrolman (ret.) | LAPD
Field training officer | Sacramento Police Department
School resource officer | Elk Grove Police Department
Bomb squad sergeant | Sheriff's Department
"""

HELD = """
Deputy Public Defender | County of Sacramento
Asst. Federal Defender |
Chief Assistant Public Defender, retired |
Honorary Deputy Sheriff |
Special Deputy (honorary) | Sacramento Sheriff
Reserve Officer, Level I | Auburn P.D.
Reserve Deputy Sheriff and dentist |
Sheriff's Reserve |
Police reserve | Citrus Heights
Court Clerk III | Superior Court
Courtroom clerk | Dept. 12
Official Court Reporter |
Court interpreter (Spanish) |
Judge's secretary |
Judicial assistant | Superior Court
Bailiff | Superior Court
Courtroom attendant |
911 Dispatcher |
Emergency Dispatcher II | Sheriff's Communications
Dispatch supervisor | CHP
Public safety dispatcher |
Criminalist | Crime Laboratory
Latent fingerprint examiner | DOJ
Forensic pathologist | Coroner's Office
Deputy Coroner |
Evidence technician | Police Department
Crime scene technician |
Jail nurse |
Registered nurse | Main Jail
Prison chaplain | Folsom
Correctional counselor |
Correctional cook | CDC
Volunteer in Partnership | Sheriff's Department
VIPS volunteer | Police Department
Search & Rescue volunteer |
Security officer | Arden Fair Mall
Armed guard | Loomis
Armored car driver | Brinks
Bodyguard |
Private investigator |
Bail bondsman |
Bail agent | Aladdin
Loss prevention agent | Macy's
Private patrol operator |
FBI Special Agent |
DEA agent, retired |
Deputy U.S. Marshal |
Border Patrol agent |
ATF |
Secret Service agent |
Records clerk | Sheriff's Department
Crossing guard | Police Department
Secretary | District Attorney's Office
Mechanic | Sheriff's fleet
Analyst | Department of Justice
Community service officer | Police Department
Parking enforcement | Police Department
Victim advocate | District Attorney
Paralegal | District Attorney's Office
Lawyer |
Attorney |
Investigator |
Special investigator | State of California
County employee |
Retired |
Government |
see attached |
Captain |
Chief |
Agent |
PD investigator | Public Defender's Office
Legal secretary | Superior Court
Jury commissioner's clerk | Superior Court
Deputy clerk | Municipal Court
Dispatcher | Galt Police
Toxicologist | County Crime Lab
Property officer | Sheriff's Department
Detention nurse |
Jail chaplain (volunteer) |
Mounted posse member | Sheriff's Department
Chaplain | Police Department
Night watchman |
Casino surveillance |
Executive protection specialist |
Fugitive recovery agent |
ICE officer |
Postal inspector |
Law enforcement instructor | Los Rios College
Crime analyst | Police Department
Process clerk | Sheriff's Civil Division
Court security | Superior Court
Self-employed |
n/a |
Civil servant |
Administrator | State of California
"""

LAY = """
Owner, gun shop | River City Arms
Jewelry wholesaler |
Diamond broker | Self
Coin dealer | Gold Rush Numismatics
Pawn broker |
Restaurant owner | The Judge's Chambers Steakhouse
Bar manager | Sheriff's Saloon
Realtor | Coldwell Banker
Property manager | Marshall Properties
Apartment manager |
Pharmacist | Longs Drugs
Physician | Kaiser
Dr. of dental surgery |
Veterinarian | Marshall Animal Clinic
Registered nurse | Mercy Hospital
Vice president and loan officer | First Northern Bank
Officer of the bank | River City Bank
Chief executive officer | Delta Lines
Chief financial officer |
Chief engineer | KCRA
Corporate officer | Judge & Marshall, Inc.
Escrow officer | Placer Title
Petty officer, U.S. Navy, retired |
Navy captain (ret.) | U.S. Navy
Airline captain | Delta Air Lines
Fire captain | Sacramento Metro Fire
Firefighter/paramedic |
Battalion chief | Folsom Fire Department
Sales agent | New York Life
Insurance agent | Farmers
Real estate agent |
Travel agent |
Ticket agent | Amtrak
Purchasing agent | Aerojet
Freight agent |
Sports agent |
Civil attorney | Downey Brand
Tax attorney | Own practice
Estate planning lawyer |
Patent attorney |
Divorce lawyer | Self employed
Wine judge and vintner |
Judge of dog shows |
Horse show judge |
County fair livestock judge |
Rodeo judge |
Figure skating judge |
Race marshal | Sonoma Raceway
Parade marshal and florist |
Golf course marshal | Haggin Oaks
Baseball umpire |
Commissioner of little league baseball |
Harbor commissioner | Port of Stockton
School superintendent | San Juan Unified
School principal |
Teacher | Sheriff Elementary School
College professor of criminology |
Bookkeeper |
CPA |
Check cashing store owner |
Liquor store owner |
Gas station owner |
Taxi driver |
Truck driver |
Tow truck operator |
Rancher |
Almond grower |
Contractor |
General contractor |
Electrical contractor | Bailiff Electric
Plumber | Constable Plumbing
Roofer | Sheriff & Sons Roofing
Machinist |
Software engineer |
Clergyman |
Minister |
Rabbi |
Actor |
Television reporter | KXTV
Newspaper editor |
Photographer |
Process server |
Repossession agent |
Locksmith |
Gunsmith |
Firearms instructor |
Martial arts instructor |
Taxidermist |
Auctioneer |
Vending machine route owner |
Money courier | family business
Rent collector |
Homemaker |
Housewife |
Student | Sacramento State
State Senator |
Assemblyman |
City councilman |
County supervisor |
Lobbyist |
Court reporting school owner |
Tennis court builder |
Food court manager |
Title officer | First American
Safety officer | Granite Construction
Compliance officer | Wells Fargo
Medical officer |
Postmaster |
Letter carrier | U.S. Postal Service
Hospital administrator |
Psychologist |
Social worker |
Game show host |
Prosecco importer |
Parolee housing developer |
Judgment recovery specialist |
Justice Mart owner |
Detective novelist |
Marshal arts studio |
Appliance repair |
Barber | Liberty Barbers
Beekeeper |
Bartender | The Bench & Bar
Boat builder |
Card dealer | Limelight Card Room
Chiropractor |
Claims officer | State Farm
Chief operating officer | Tower Records
Construction foreman | Teichert
Court sports equipment sales |
Criminal law professor | McGeorge
Customs broker |
Deputy director | Crocker Art Museum
Dog trainer |
Dairy inspector for a co-op |
Executive officer | Builders Exchange
First officer | United Airlines
Florist | Marshall's Flowers
Funeral director |
Furniture maker |
Grocer |
Head judge | county bake-off
Jeweler | Sheriff's Diamonds
Justice studies student | CSUS
Loan officer |
Marshal | Highland Games
Merchant marine captain |
Nightclub owner |
Notary public |
Nurse practitioner |
Optometrist |
Organist | Trinity Cathedral
Payroll manager |
Pest control | Orkin
Pilot |
President | Lawman Products Inc.
Producer | Court TV
Publisher | The Daily Recorder
Radiologist |
Restaurateur |
School board member |
Scrap metal dealer |
Semi-retired farmer |
Stockbroker |
Surveyor |
Tailor |
Tax collector's bookkeeper |
Theater manager |
Union officer | Teamsters Local 150
Upholsterer |
Warehouse captain | Raley's
Welder |
Winemaker |
Writer of police procedurals |
"""


def rows(text: str) -> list[tuple[str, str]]:
    """Each title with its employer."""
    pairs = (line.partition("|") for line in text.strip().splitlines())
    return [(title.strip(), employer.strip()) for title, _, employer in pairs]
