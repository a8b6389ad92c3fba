"""The demo goes the whole way, and what it removed stands close to its written truth."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodcause.base.errors import UsageError
from goodcause.demo.tour import Seen, Tour, take_tour
from goodcause.engine.processes import Processes
from goodcause.pipeline.progress import Silent

# Not a seed that anything was looked at under while detectors were written.
SEED = 90210


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    folder = tmp_path_factory.mktemp("tour") / "demo"
    folder.mkdir()
    tour = Tour(folder=folder, applications=6, seed=SEED)
    return take_tour(tour, Processes(2, log=folder / "worker.log"), Silent())


def share(seen: Seen, name: str) -> float:
    return float(seen.score[name].split()[0])


def test_fields_are_removed_and_what_must_stay_stays(seen: Seen) -> None:
    assert share(seen, "fields removed") >= 0.9
    assert share(seen, "fields over-removed") <= 0.02


def test_most_of_the_times_and_places_go(seen: Seen) -> None:
    assert share(seen, "narrative removed") >= 0.75


def test_hardly_a_reason_goes_with_a_time_or_a_place(seen: Seen) -> None:
    assert share(seen, "narrative over-removed") <= 0.06


def test_the_tour_ends_by_naming_three_files_worth_opening(seen: Seen) -> None:
    assert len(seen.worth_opening) == 3
    for path, why in seen.worth_opening:
        assert Path(path.partition(" (page")[0]).is_file()
        assert why


def test_a_second_tour_into_the_same_folder_is_refused(seen: Seen) -> None:
    folder = Path(seen.worth_opening[-1][0]).parents[3]
    with pytest.raises(UsageError, match="name another folder"):
        take_tour(Tour(folder=folder, applications=2, seed=1), Processes(1), Silent())
