"""The wordings of labels: what offices print over the same box, misspellings among them."""

from __future__ import annotations

from random import Random

_WORDINGS = {
    "last": ("Last Name", "Last", "Surname"),
    "first": ("First Name", "First", "Given Name"),
    "middle": ("Middle Name", "Middle", "M.I. / Middle"),
    "name": (
        "Applicant Name (Last, First, Middle)",
        "Name (Last, First, Middle)",
        "Full Name of Applicant",
        "Applicant's Name",
    ),
    "aka": (
        "Applicant Name (maiden name or other name(s) used)",
        "Maiden Name or Other Names Used",
        "Other names (maiden, AKA)",
        "A.K.A. / Maiden",
    ),
    "residence_city": (
        "City and County of Residence",
        "City & County of Residence",
        "County of Residence",
    ),
    "citizenship": ("Country of Citizenship", "Citizenship", "Citizen of"),
    "dob": ("Date of Birth", "DOB", "D.O.B.", "Birth Date", "Date of Brith", "Birthdate", "Born"),
    "pob": (
        "Place of Birth (City, County, State)",
        "Place of Birth",
        "Birthplace",
        "POB",
        "Birth Place (City/State)",
    ),
    "height": ("Height", "Hgt", "Ht."),
    "weight": ("Weight", "Wgt", "Wt."),
    "eyes": ("Color Eyes", "Eyes", "Eye Color"),
    "hair": ("Color Hair", "Hair", "Hair Color"),
    "age": ("Age",),
    "ssn": (
        "Social Security No.",
        "Social Security Number",
        "SSN",
        "Soc. Sec. No.",
        "S.S. #",
        "Social Securtiy No.",
        "Soc Sec #",
    ),
    "licence": (
        "California DL No./ID No.",
        "Driver's License No.",
        "CDL #",
        "Drivers Lic. No.",
        "Operator's License",
        "Calif. DL / ID",
        "OLN",
    ),
    "licence_limits": ("Driver's License Restrictions", "DL Restrictions"),
    "home": (
        "Residence Address (Number, Street, Apt., City, State, Zip)",
        "Residence Address",
        "Home Address",
        "Recidence Address",
        "Res. Address",
        "Address of Residence",
        "Home Addr.",
    ),
    "mail": ("Mailing Address (if different)", "Mailing Address, if different"),
    "phone": (
        "Home/Personal Phone Numbers",
        "Home Phone",
        "Home Telephone",
        "Res. Phone",
        "Hm. Phone",
        "Telephone (Residence)",
        "Night Phone",
    ),
    "spouse": ("Spouse's Name and Address", "Name & Address of Spouse", "Spouse (name, address)"),
    "occupation": ("Applicant Occupation", "Occupation", "Occupation / Profession", "Trade"),
    "employer": ("Business/Employer Name", "Employer", "Name of Business or Employer", "Firm"),
    "office_phone": ("Business Phone Number", "Business Phone", "Work Phone", "Bus. Ph."),
    "office": ("Business Address", "Employer's Address", "Work Address", "Bus. Address"),
    "prior": (
        "List all previous home addresses for the past five years",
        "Previous Addresses (last five years)",
        "Prior Residences, 5 yrs.",
        "Former Home Addresses",
    ),
    "mother": (
        "Mother's Maiden Name",
        "Mother's Name Before Marriage",
        "Mothers maiden nm.",
        "Maiden Name of Mother",
        "MMN",
    ),
    "weapon": ("Make", "Manufacturer"),
    "reason": (
        "Details of Reason for Applicant Desiring a CCW License (use additional sheets if needed)",
        "Reason for Desiring License",
        "State fully your reasons",
        "Good Cause Statement",
    ),
    "permit": ("CCW No.", "Prior Permit No.", "License No."),
    "interview": ("Date of Interview", "Interviewed On", "Interview Date"),
}

_PLAIN_SHARE = 0.35


def wording(rng: Random, key: str) -> str:
    """One wording of a label; the plainest is the likeliest."""
    every = _WORDINGS[key]
    return every[0] if rng.random() < _PLAIN_SHARE else rng.choice(every)


def first_wording(key: str) -> str:
    """The wording of the state's own form."""
    return _WORDINGS[key][0]
