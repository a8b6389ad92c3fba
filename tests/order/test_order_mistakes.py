"""Each kind of mistake in an order file: its line, and a sentence that says what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodcause.base.errors import OrderError
from goodcause.order.load import load_order, packaged_order, parse_order

GOOD = """\
schema: order-file/0.1
case:
  caption: "Able v. Baker"
  court: "N.D. Test"
  number: "1:07-cv-00001"
  calendar: {profile: federal}
  producing_party: Defendants
  receiving_party: Plaintiffs
person_classes:
  judicial_law_enforcement:
    settled: [judge, prosecutor]
    unsettled: [dispatcher]
  layperson:
    complement_of: judicial_law_enforcement
  any_applicant:
    union_of: [judicial_law_enforcement, layperson]
categories: [ssn, home_address, home_phone, other_sensitive]
series:
  files: {title: "Files", role: applicant, tier: AEO, watermark: WM1}
  gifts: {title: "Gifts", role: donor, bates_prefix: GIF}
labels:
  removed: "(REMOVED)"
  tail: "XXX-XX-{last_four}"
tiers:
  AEO: {legend: "ATTORNEYS' EYES ONLY", may_see: [court]}
geometries:
  plain: {font_pt: 60, source: "ours"}
defaults: {action: leave}
orders:
  - id: FIRST
    kind: first_order
    dated: 2006-12-01
    rules:
      - {id: A1, action: must_produce, series: [files], categories: [ssn]}
      - {id: A2, action: must_mark_margin, series: [files], text: "{case.number}"}
      - {id: A3, action: must_answer, item: "Interrogatory 8"}
  - id: SECOND
    kind: second_order
    dated: 2007-02-07
    modifies: FIRST
    effects:
      - {rule: A1, becomes: superseded, by: [B1]}
      - {rule: A2, becomes: unsettled, until_decided: apply}
      - {rule: A3, becomes: continues}
    rules:
      - id: B1
        section: "2"
        action: may_remove
        basis: ["FRCP 26(c)"]
        harm: "identity theft"
        series: [files]
        class: layperson
        categories: [ssn]
        keep: last_four
        keep_label: tail
        label: removed
      - id: B2
        action: must_not_remove
        series: [gifts]
        categories: "*"
      - id: B3
        action: may_watermark
        series: [files]
        watermark: {id: WM1, text: "Do Not Copy", style: hollow, geometry: plain}
        then: [P-ASK]
procedures:
  P-ASK: {movant: Plaintiffs}
"""

# (what is written, what is written by mistake, words of the sentence[, another line's text])
SAMPLING = """\
sampling:
  seed: "lot"
  strata:
    - {name: typed, pages: 299, misses: 0, at_most: 0.01}
    - {name: scans, kinds: [scanned], pages: 20}
"""

MISTAKES = [
    ("schema: order-file/0.1", "schema: order-file/9",
     "`schema` cannot be `order-file/9`; write `order-file/0.1`"),
    ("schema: order-file/0.1\n", "", "`schema` is missing in the file; write `schema: ...`"),
    ("  number: ", "  nmber: ", "`nmber` is no key of `case`; write `number`"),
    ('number: "1:07-cv-00001"', "number: 7", "`number` must be text; put it in quotes"),
    ('caption: "Able v. Baker"', 'caption: ""', "`caption` is empty"),
    ("profile: federal", "profile: fedral", "`profile` cannot be `fedral`; write `federal`"),
    ("settled: [judge,", "settled: [juge,", "`juge` is no occupation the program knows;"
     " write `judge`"),
    ("[dispatcher]", "[judge]", "`judge` is also under `unsettled`", "settled: [judge"),
    ("[judge, prosecutor]", "[judge, unknown]", "`unknown` settles no class by itself"),
    ("    complement_of: jud", "    settled: [bailiff]\n    complement_of: jud",
     "a class has one of `settled`, `complement_of` and `union_of`", "  layperson:\n"),
    ("complement_of: judicial_law_enforcement", "complement_of: layperson",
     "`layperson` cannot be defined by itself"),
    ("  layperson:\n", "  unsettled:\n", "`layperson` is no person class of this file",
     "    union_of"),
    ("[ssn, home_address,", "[ssn, home_adress,", "`home_adress` is no category the program knows;"
     " write `home_address`"),
    ("[ssn, home_address,", "[ssn, ssn,", "`ssn` stands twice in the list"),
    ("role: applicant", "role: aplicant", "`role` cannot be `aplicant`; write `applicant`"),
    ("tier: AEO,", "tier: AOE,", "`AOE` is no tier of this file; write `AEO`"),
    ("watermark: WM1}", "watermark: WM2}", "`WM2` is no watermark of this file; write `WM1`"),
    ("bates_prefix: GIF", "bates_prefix: gif", "must be one to eight capital letters"),
    ("bates_prefix: GIF", "bates_prefix: FILES", "Bates prefix FILES is that of `files` too"),
    ("{last_four}", "{last_five}", "`{last_five}` is no place in a label"),
    ("keep: last_four", "keep: lastfour", "`keep` cannot be `lastfour`; write `last_four`"),
    ("keep: last_four", "keep: year", "`keep: year` needs a `keep_label` whose words hold {year}",
     "keep_label: tail"),
    ("        keep: last_four\n", "", "nothing is kept; write `keep`, too"),
    ("        keep_label: tail\n", "", "needs a `keep_label`", "keep: last_four"),
    ("label: removed", "label: tail", "`tail` has a place in braces; use it as `keep_label`"),
    ("label: removed", "label: remove", "`remove` is no label of this file; write `removed`"),
    ('legend: "ATTORNEYS\' EYES ONLY", ', "", "no `legend` to print on its pages"),
    ("font_pt: 60", "font_pt: big", "`font_pt` must be a number"),
    ("font_pt: 60", "font_pt: 6000", "`font_pt` must be at most 200"),
    ("{action: leave}", "{action: remove}", "`action` cannot be `remove`; write"),
    ("dated: 2006-12-01", "dated: 2006-13-01", "2006-13-01 is not a day of the calendar"),
    ("dated: 2006-12-01", 'dated: "2006-12-01"', "`dated` must be a day; write YYYY-MM-DD"),
    ("dated: 2006-12-01", "dated: last winter", "`dated` must be a day; write YYYY-MM-DD"),
    ("    dated: 2006-12-01\n", "", "`dated` is missing", "  - id: FIRST"),
    ("dated: 2007-02-07", "dated: 2005-02-07", "SECOND is older than FIRST"),
    ("    modifies: FIRST", "    effective: 2007-01-01\n    modifies: FIRST",
     "an order cannot hold before it is dated", "effective: 2007-01-01"),
    ("id: SECOND", "id: FIRST", "the id `FIRST` is taken by the order above"),
    ("id: B2", "id: A1", "the id `A1` is taken by the rule above"),
    ("modifies: FIRST", "modifies: FRIST", "`FRIST` is no order of this file; write `FIRST`"),
    ("modifies: FIRST", "modifies: SECOND", "order SECOND cannot modify itself"),
    ("    kind: first_order", "    kind: first_order\n    modifies: [SECOND]",
     "FIRST and SECOND modify each other", "modifies: [SECOND]"),
    ("    modifies: FIRST\n", "", "A1 belongs to FIRST, which SECOND does not modify",
     "rule: A1, becomes"),
    ("{rule: A1, becomes", "{rule: A9, becomes", "`A9` is no rule of this file; write"),
    ("by: [B1]", "by: [A2]", "A2 is no rule of SECOND"),
    (", by: [B1]", "", "`superseded` needs `by`"),
    ("continues}", "continues, by: [B1]}", "`continues` takes no `by`"),
    ("{rule: A3, becomes: continues}", "{rule: A2, becomes: continues}",
     "A2 already has an effect here"),
    (", until_decided: apply", "", "`unsettled` needs `until_decided: apply`"),
    ("becomes: continues", "becomes: continued", "`becomes` cannot be `continued`; write"
     " `continues`"),
    ("action: may_remove", "action: may_remov", "`may_remov` is no action; write `may_remove`"),
    ("        action: may_remove\n", "", "this rule has no `action`", "id: B1"),
    ("series: [gifts]", "series: [gift]", "`gift` is no series of this file; write `gifts`"),
    ("series: [gifts]", "series: gifts", "`series` must be a list; write `[one, two]`"),
    ("series: [gifts]", "series: []", "`series` is empty; write at least one"),
    ("class: layperson", "class: laypeople", "`laypeople` is no person class of this file; write"
     " `layperson`"),
    ("        class: layperson", "        clas: layperson", "`clas` is no key of `may_remove`;"
     " write `class`"),
    ("categories: [ssn]\n        keep", "categories: [sssn]\n        keep",
     "`sssn` is no category of this file; write `ssn`"),
    ("categories: [ssn]\n        keep", 'categories: "*"\n        keep',
     "a removal of everything is no clause"),
    ('categories: "*"', 'categories: ["*", ssn]', "`*` already means every category"),
    ('basis: ["FRCP 26(c)"]', "basis: []", "`basis` is empty"),
    ('        harm: "identity theft"\n', "", "`harm` is missing", "id: B1"),
    ("label: removed", "label: removed\n        preapproved: [home_phone]",
     "nothing here asks for approval", "preapproved"),
    (", series: [files], categories: [ssn]}", "}", "write what must be produced"),
    ("{case.number}", "{case.nummer}", "`{case.nummer}` is no place in a margin"),
    ("style: hollow", "style: holow", "`style` cannot be `holow`; write `hollow`"),
    ("geometry: plain", "geometry: plane", "`plane` is no geometry of this file; write `plain`"),
    ("[P-ASK]", "[P-ASKS]", "`P-ASKS` is no procedure of this file; write `P-ASK`"),
    ("P-ASK: {movant", "P-ASK: {movent", "`movent` is no key of `P-ASK`; write `movant`"),
    ("  removed:", "  removed: a\n  removed:", "`removed` stands twice here (first at line",
     'removed: "(REMOVED)"'),
    ("series:\n  files", "series:\n  Files And More", "must be letters, digits"),
    ("  court: ", "\tcourt: ", "a tab indents this line; write spaces"),
    ("  AEO: {legend", "  AEO: {legend: [", "this is not YAML", ""),
    ("labels:\n", "labels: &all\n", "anchors (&) and aliases (*) are not read"),
    ("labels:\n", "labels: !!python/object:os.system\n", "is not read; leave it out", ""),
    ("labels:\n", "labels:\n  <<: 1\n", "merge keys (<<) are not read", "  <<: 1"),
    ("labels:\n", "labels:\n  ? [a]\n  : b\n", "a key must be one plain word", "  ? [a]"),
    ("orders:\n", "---\norders:\n", "a second document begins here"),
    ('"(REMOVED)"', '"(REMOVED\x07)"', "the character U+0007 cannot stand"),
    ('"(REMOVED)"', '"(REMOVED \ud800)"', "the character U+D800 cannot stand"),
    ('"(REMOVED)"', '"' + "R" * 61 + '"', "is longer than 60 characters"),
    ('"(REMOVED)"', '"(ENTFERNT Ü)"', "plain English text (ASCII)"),
    ("title: \"Gifts\"", "title: " + "[" * 40 + "]" * 40, "levels of nesting"),
]  # fmt: skip


def test_the_file_without_a_mistake_loads() -> None:
    order = parse_order(GOOD, "good.yaml")

    assert order.blockers() == ()
    assert order.warnings == ()


@pytest.mark.parametrize("case", MISTAKES, ids=lambda c: f"{c[1].strip()[:30]}-{c[2][:30]}")
def test_each_mistake_gets_its_line_and_says_what_to_write(case: tuple[str, ...]) -> None:
    right, wrong, sentence, *elsewhere = case
    assert GOOD.count(right) >= 1
    text = GOOD.replace(right, wrong, 1)

    with pytest.raises(OrderError) as caught:
        parse_order(text, "bad.yaml")

    line = _first_difference(text)
    if elsewhere:
        line = text[: text.index(elsewhere[0])].count("\n") + 1 if elsewhere[0] else 0
    found = [m for m in caught.value.message.splitlines() if sentence in m]
    assert found, caught.value.message
    if line:
        assert any(m.startswith(f"bad.yaml:{line}: ") for m in found), (line, found)


def _first_difference(text: str) -> int:
    same = next(i for i, (a, b) in enumerate(zip(text, GOOD, strict=False)) if a != b)
    return text.count("\n", 0, same) + 1


def test_there_are_many_kinds_of_mistake() -> None:
    assert len({sentence for _, _, sentence, *_ in MISTAKES}) >= 25


def test_every_mistake_is_told_one_a_line_in_the_order_of_the_file() -> None:
    text = GOOD.replace("role: donor", "role: doner").replace("label: removed", "label: gone")
    text = text.replace("[judge,", "[juge,").replace("dated: 2007-02-07", "dated: 2007-02-30")

    with pytest.raises(OrderError) as caught:
        parse_order(text, "bad.yaml")

    lines = caught.value.message.splitlines()
    numbers = [int(line.split(":")[1]) for line in lines]
    assert len(lines) == 4
    assert numbers == sorted(numbers)
    assert "`juge`" in lines[0]


def test_a_thousand_mistakes_do_not_flood_the_screen() -> None:
    text = GOOD.replace("[ssn, home_address", "[" + "sn, " * 1000 + "ssn, home_address")

    with pytest.raises(OrderError) as caught:
        parse_order(text, "bad.yaml")

    assert len(caught.value.message.splitlines()) <= 61


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "bad.yaml:1: the file is empty"),
        (b" \n\n# only a comment\n", "bad.yaml:1: "),
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n", "bad.yaml:2: this is not UTF-8 text"),
        (b"PK\x03\x04\x00\x00", "bad.yaml:1: the character U+0003"),
        (b"- a\n- b\n", "bad.yaml:1: an order file is keys with values"),
        (b"just words\n", "bad.yaml:1: an order file is keys with values"),
        (b"a: " + b"x" * 500_000, "bad.yaml:1: the file holds more than 400,000 characters"),
        (b"[" * 100_000, "bad.yaml:1: more than 16 levels of nesting"),
        (b"a: &x [1, 2]\nb: *x\n", "bad.yaml:1: anchors (&) and aliases (*) are not read"),
        (b"a: " + b"9" * 5000 + b"\n", "bad.yaml:1: "),
        (b"%YAML 9.9\n---\na: b\n", "bad.yaml:1: "),
        (b"a: 2007-1-1\n? \n", "bad.yaml:1: "),
        (b"a: b: c\n", "bad.yaml:1: this is not YAML"),
    ],
)
def test_what_is_no_order_file_at_all_gets_one_clear_sentence(
    tmp_path: Path, data: bytes, sentence: str
) -> None:
    path = tmp_path / "bad.yaml"
    path.write_bytes(data)

    with pytest.raises(OrderError) as caught:
        load_order(path)

    assert caught.value.message.startswith(sentence)


def test_a_bomb_of_aliases_is_refused_before_it_unfolds() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 60)
    )

    with pytest.raises(OrderError, match="anchors"):
        parse_order(bomb, "bomb.yaml")


def test_a_file_that_is_not_there_or_is_a_folder_is_told_so(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.yaml"):
        with pytest.raises(OrderError, match="cannot be opened"):
            load_order(path)


def test_an_unknown_packaged_order_is_told_which_there_are() -> None:
    with pytest.raises(OrderError, match="frcp-5-2, mehl-v-blanas"):
        packaged_order("../mehl-v-blanas")


def test_a_mark_of_byte_order_and_windows_line_ends_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "good.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())

    assert load_order(path).digest == parse_order(GOOD, "x").digest


@pytest.mark.parametrize(
    ("right", "wrong", "sentence"),
    [
        ("name: scans", "name: typed", "the stratum `typed` stands twice"),
        ("misses: 0", "misses: 299", "every page of the sample might be missed"),
        ("at_most: 0.01", "at_most: 0.005", "299 pages with 0 misses cannot show less than 0.0100"),
        ("kinds: [scanned]", "kinds: [scaned]", "cannot be `scaned`; write `scanned`"),
        ("pages: 20", "pages: 0", "must be at least 1"),
        ("  seed: ", "  sed: ", "`seed` is missing"),
    ],
)
def test_a_sampling_rule_that_proves_nothing_is_a_mistake(
    right: str, wrong: str, sentence: str
) -> None:
    assert parse_order(GOOD + SAMPLING, "good.yaml").sampling is not None

    with pytest.raises(OrderError) as caught:
        parse_order(GOOD + SAMPLING.replace(right, wrong), "bad.yaml")

    assert sentence in caught.value.message


def test_an_order_without_sampling_says_what_it_said_before_there_was_such_a_part() -> None:
    with_rule = parse_order(GOOD + SAMPLING, "x").digest

    assert parse_order(GOOD, "x").digest != with_rule
    assert parse_order(GOOD, "x").sampling is None
