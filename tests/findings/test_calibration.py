from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typesetting import page_of

from goodcause.findings.calibration import chance
from goodcause.findings.examine import examine, look

from benchmarks.detection.calibrate import curves, error, fit

SEEN = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=80)


@given(SEEN)
def test_a_stronger_finding_is_never_called_less_likely(seen: list[tuple[float, bool]]) -> None:
    strengths, shares = fit(seen, None)

    assert list(strengths) == sorted(strengths) and list(shares) == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)


@pytest.mark.parametrize("category", ["ssn", "vulnerability_time", "never_heard_of"])
@pytest.mark.parametrize("kind", ["form", "typed", "scan", "poor", "another"])
@given(a=st.floats(0, 1), b=st.floats(0, 1))
def test_the_curves_of_the_package_rise(category: str, kind: str, a: float, b: float) -> None:
    low, high = sorted((a, b))

    assert 0 <= chance(low, category, kind) <= chance(high, category, kind) <= 1


def test_what_is_fitted_means_what_it_says_on_the_same_findings() -> None:
    seen = [("ssn", "typed", 0.9, i % 4 != 0) for i in range(400)]
    seen += [("ssn", "typed", 0.3, i % 10 == 0) for i in range(400)]

    assert error(seen, None) > 0.15
    assert error(seen, curves(seen)) < 0.02


def test_an_examined_page_claims_what_the_curves_say() -> None:
    page = page_of("I carry the receipts to the night drop on Fulton every Friday at nine.")
    plain, claimed = (how("d1", [page], "applicant").findings for how in (look, examine))

    assert plain and [f.key for f in plain] == [f.key for f in claimed]
    for before, after in zip(plain, claimed, strict=True):
        wanted = chance(before.probability, before.category, "typed")
        assert after.probability == pytest.approx(wanted, abs=0.001)
