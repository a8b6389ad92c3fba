"""How a long stage tells whoever watches how far it is."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told about stages; a terminal draws bars, a script hears nothing."""

    def start(self, stage: str, total: int | None) -> None:
        """A stage begins; ``total`` steps if known."""

    def more(self, steps: int) -> None:
        """The stage turned out to have that many more steps."""

    def step(self, steps: int = 1) -> None:
        """That many steps are done."""

    def finish(self) -> None:
        """The stage is over."""


class Silent:
    """Tells nobody."""

    def start(self, stage: str, total: int | None) -> None:
        """Nothing is shown."""

    def more(self, steps: int) -> None:
        """Nothing is shown."""

    def step(self, steps: int = 1) -> None:
        """Nothing is shown."""

    def finish(self) -> None:
        """Nothing is shown."""
