from __future__ import annotations

import pytest

from goodcause.demo.generate import generate

from tests.demo.case import Case


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The whole case, as the demo makes it."""
    folder = tmp_path_factory.mktemp("whole")
    return Case(folder, generate(folder))
