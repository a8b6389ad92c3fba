"""The ledger knows what is done, and forgets it when input, code or parameters change."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from goodcause.base.errors import StoppedError
from goodcause.store import ledger
from goodcause.store.ledger import LEASE, MAX_ATTEMPTS, Lease, Unit
from goodcause.store.matter import Matter, new_matter, open_matter
from goodcause.store.models import WorkRow


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Matter:
    return new_matter(
        tmp_path_factory.mktemp("ledger") / "case", "order", "schema: order-file/0.1\n"
    )


@pytest.fixture
def matter(case: Matter) -> Matter:
    """The case with an empty ledger."""
    opened = open_matter(case.folder)
    WorkRow.objects.all().delete()
    return opened


def unit(fingerprint: str = "f1") -> Unit:
    return Unit(name="read:s000001:1", kind="read", fingerprint=fingerprint)


def leased(fingerprint: str = "f1", holder: str = "me") -> Lease:
    ledger.enqueue([unit(fingerprint)])
    (lease,) = ledger.claim([unit(fingerprint)], holder)
    return lease


def at(seconds: float) -> Callable[[], float]:
    """A clock that stands."""
    return lambda: seconds


def test_a_done_unit_answers_with_its_output(matter: Matter) -> None:
    ledger.done(leased(), '{"pages": "abc"}', 0.5)

    assert ledger.finished([unit()]) == {"read:s000001:1": '{"pages": "abc"}'}
    assert WorkRow.objects.get().attempt == 1
    assert open_matter(matter.folder) == matter
    assert ledger.finished([unit()]) != {}


@pytest.mark.usefixtures("matter")
def test_what_was_done_under_another_fingerprint_does_not_count() -> None:
    ledger.done(leased("f1"), "{}", 0.5)

    assert ledger.finished([unit("f2")]) == {}


@pytest.mark.usefixtures("matter")
def test_a_unit_is_given_up_on_after_its_last_attempt_and_not_before() -> None:
    ends = [ledger.failed(leased(), "it died", most=MAX_ATTEMPTS) for _ in range(MAX_ATTEMPTS)]

    assert ends == ["ready"] * (MAX_ATTEMPTS - 1) + ["quarantined"]
    assert ledger.quarantined([unit()]) == {"read:s000001:1": "it died"}
    assert [(g.unit, g.kind, g.reason) for g in ledger.given_up()] == [
        ("read:s000001:1", "read", "it died")
    ]


@pytest.mark.usefixtures("matter")
def test_changed_input_gives_a_unit_its_attempts_back() -> None:
    for _ in range(MAX_ATTEMPTS):
        ledger.failed(leased("f1"), "it died", most=MAX_ATTEMPTS)

    assert ledger.quarantined([unit("f2")]) == {}
    assert ledger.failed(leased("f2"), "it died", most=MAX_ATTEMPTS) == "ready"


@pytest.mark.usefixtures("matter")
def test_a_leased_unit_is_not_leased_to_another_while_its_lease_holds() -> None:
    ledger.enqueue([unit()])
    assert len(ledger.claim([unit()], "me", at(1000))) == 1

    assert ledger.claim([unit()], "you", at(1000)) == []
    assert ledger.claim([unit()], "you", at(1000 + LEASE - 1)) == []


@pytest.mark.usefixtures("matter")
def test_a_renewed_lease_lasts_from_its_renewal() -> None:
    ledger.enqueue([unit()])
    ledger.claim([unit()], "me", at(1000))
    assert ledger.renew("me", at(1100)) == 1

    assert ledger.claim([unit()], "you", at(1000 + LEASE)) == []
    assert len(ledger.claim([unit()], "you", at(1100 + LEASE))) == 1
    assert ledger.renew("me") == 0


@pytest.mark.usefixtures("matter")
@pytest.mark.parametrize("back", [2 * LEASE, 3600, 10**9])
def test_a_clock_set_back_keeps_no_unit_from_being_taken_over(back: float) -> None:
    ledger.enqueue([unit()])
    ledger.claim([unit()], "dead", at(2 * 10**9))
    now = 2 * 10**9 - back

    assert len(ledger.claim([unit()], "me", at(now - 1))) == 1


@pytest.mark.usefixtures("matter")
@pytest.mark.parametrize("back", [1, LEASE / 2, LEASE - 1])
def test_a_clock_set_back_by_less_than_a_lease_takes_no_lease_away(back: float) -> None:
    ledger.enqueue([unit()])
    ledger.claim([unit()], "dead", at(1000))

    assert ledger.claim([unit()], "me", at(1000 - back)) == []
    assert len(ledger.claim([unit()], "me", at(1000 + LEASE))) == 1


@pytest.mark.usefixtures("matter")
def test_what_an_overtaken_holder_brings_is_not_written() -> None:
    old = leased(holder="slow")
    ledger.free()
    new = leased(holder="quick")

    assert new.attempt == old.attempt + 1
    assert ledger.done(old, '"late"', 9.0) is None
    assert ledger.failed(old, "late", most=1) == "leased"
    assert ledger.finished([unit()]) == {}
    assert ledger.done(new, '"first"', 1.0) == '"first"'
    assert ledger.done(old, '"late"', 9.0) == '"first"'
    assert WorkRow.objects.get().seconds == 1.0


@pytest.mark.usefixtures("matter")
def test_telling_twice_that_a_unit_is_done_counts_once() -> None:
    lease = leased()

    assert [ledger.done(lease, "{}", 1.0), ledger.done(lease, "{}", 1.0)] == ["{}", "{}"]
    assert WorkRow.objects.get().attempt == 1


@pytest.mark.usefixtures("matter")
def test_a_lost_lease_is_not_the_fault_of_its_unit() -> None:
    for _ in range(MAX_ATTEMPTS + 2):
        leased(holder="killed")
        ledger.free()

    assert ledger.failed(leased(), "it died", most=MAX_ATTEMPTS) == "ready"


@pytest.mark.usefixtures("matter")
def test_a_command_of_another_version_is_not_fought_over_units() -> None:
    ledger.enqueue([unit("f1")])
    ledger.enqueue([unit("f2")])

    with pytest.raises(StoppedError, match="another version"):
        ledger.claim([unit("f1")], "me")


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("claim", "done", "fail", "renew", "wait", "back")),
        st.sampled_from(("a", "b", "c")),
    ),
    max_size=30,
)


@pytest.mark.usefixtures("matter")
@hypothesis_settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_holders_do_at_whatever_hour_only_the_newest_lease_writes(
    steps: list[tuple[str, str]],
) -> None:
    WorkRow.objects.all().delete()
    ledger.enqueue([unit()])
    now, newest, written = 10_000.0, 0, ""
    held: dict[str, Lease] = {}
    for step, who in steps:
        if step == "claim":
            for lease in ledger.claim([unit()], who, at(now)):
                assert lease.attempt > newest
                held[who], newest = lease, lease.attempt
        elif step == "done" and who in held:
            stands = ledger.done(held[who], f'"{who}"', 1.0)
            if not written and held[who].attempt == newest and stands is not None:
                written = f'"{who}"'
            assert stands in {None, written}
        elif step == "fail" and who in held:
            ledger.failed(held[who], "it died", most=10**6)
        elif step == "renew":
            ledger.renew(who, at(now))
        now += {"wait": LEASE, "back": -2 * LEASE}.get(step, 1.0)

    assert ledger.finished([unit()]) == ({unit().name: written} if written else {})
