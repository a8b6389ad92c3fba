"""The verifier reports each fault that is installed into a volume which the pipeline made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from goodcause.base.geometry import Box, union
from goodcause.programs.tesseract import find_data
from goodcause.verification.canonical import things
from goodcause.verification.content import inflated, words_of
from goodcause.verification.depth import Depth
from goodcause.verification.secret import Verdict
from goodcause.verification.verify import verify

from tests.verification.faults import catalogue, surgery
from tests.verification.faults.catalogue import Fault, Site
from tests.verification.faults.making import NO_OCR, Made, made, signed

NOWHERE = Site(Box(300, 400, 2200, 480), Box(310, 410, 700, 460))
FREE = 2500  # pixels from the top: a row of the first page that nothing is printed in
PAGES = tuple(f"CCW000000{n}" for n in range(1, 7))
READ = next(
    depth
    for depth in (Depth(ocr_pages=1, ocr_regions=None, seed=seed) for seed in range(100))
    if depth.sample(PAGES, 1) == {PAGES[0]}
)
"""The one page that the faults are in, and every region."""


@pytest.fixture(scope="module")
def volumes(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Made]:
    return made(tmp_path_factory.mktemp("faults"))


def site(volume: Made, bates: str) -> Site:
    """Where the first removal of a page lies, and its label."""
    region = next(r for r in volume.regions if r.bates == bates)
    if not (volume.folder / f"IMAGES/0001/{bates}.pdf").exists():
        return Site(region.boxes[0], region.boxes[0])
    parts = list(things((volume.folder / f"IMAGES/0001/{bates}.pdf").read_bytes()))
    image, content = parts[surgery.IMAGE - 1].value, parts[surgery.CONTENT - 1].stream
    assert isinstance(image, dict)
    assert content is not None
    size = int(str(image["Width"])), int(str(image["Height"]))
    words = words_of(inflated(content), *size)
    label = [w.box for w in words if w.box.meets(region.boxes[0]) and w.text in region.label]
    return Site(region.boxes[0], union(label[:3]))


def names(families: Mapping[str, Mapping[str, Fault]]) -> list[tuple[str, str]]:
    return [(family, name) for family, faults in families.items() for name in faults]


def catalogued(one: Site, tone: Site) -> Mapping[str, Mapping[str, Fault]]:
    return {
        "pixels": catalogue.in_pixels(one, FREE),
        "read": catalogue.to_be_read(one, FREE),
        "greys": catalogue.in_greys(tone),
        "layers": catalogue.in_layers(one, FREE),
        "objects": catalogue.in_objects(),
        "side files": catalogue.in_side_files(),
        "images": catalogue.in_single_images(one, FREE),
    }


ALL = names(catalogued(NOWHERE, NOWHERE))


def test_there_are_as_many_faults_as_the_issue_asks_for() -> None:
    assert len(ALL) >= 60
    assert len({name for _, name in ALL}) == len(ALL)


def copied(volume: Made, root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(volume.folder).as_posix(): path.read_bytes()
        for path in volume.folder.rglob("*")
        if path.is_file()
    }


def judged(volume: Made, files: dict[str, bytes], root: Path, depth: Depth = NO_OCR) -> Verdict:
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    signed(root)
    return verify(root, secrets=volume.secrets, regions=volume.regions, depth=depth)


@pytest.mark.parametrize(("family", "name"), ALL)
def test_a_planted_fault_is_reported(
    family: str, name: str, volumes: Mapping[str, Made], tmp_path: Path
) -> None:
    if family == "read" and find_data() is None:
        pytest.skip("Tesseract's data is not installed")
    volume = volumes["VOL002" if family == "images" else "VOL001"]
    first = volumes["VOL001"]
    families = catalogued(site(first, "CCW0000001"), site(first, "CCW0000006"))
    plant, check = families[family][name]
    files = copied(volume, tmp_path)
    before = dict(files)
    plant(files)
    assert files != before

    depth = READ if family == "read" else NO_OCR
    found = {p.check for p in judged(volume, files, tmp_path / volume.folder.name, depth).problems}

    assert check in found


@pytest.mark.parametrize("name", ["VOL001", "VOL002"])
def test_the_volumes_without_a_fault_are_sound(
    name: str, volumes: Mapping[str, Made], tmp_path: Path
) -> None:
    volume = volumes[name]

    assert judged(volume, copied(volume, tmp_path), tmp_path / name).problems == ()


def test_a_changed_file_beside_its_old_manifest_is_reported(
    volumes: Mapping[str, Made], tmp_path: Path
) -> None:
    volume = volumes["VOL001"]
    files = copied(volume, tmp_path)
    old = files["manifest.sha256"]
    files[catalogue.NATIVE] += b"Another Donor,50\r\n"
    root = tmp_path / "VOL001"
    judged(volume, files, root)
    (root / "manifest.sha256").write_bytes(old)

    verdict = verify(root, secrets=volume.secrets, regions=volume.regions, depth=NO_OCR)

    assert {problem.check for problem in verdict.problems} == {"I8"}
