"""What a number is a number of, where a currency, a percent sign or a unit stands next to it."""

from dataclasses import dataclass

from corpus.figures.figure import Kind


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit: a value in it, times `factor` plus `offset`, is the value in the dimension's base unit."""

    kind: Kind
    unit: str | None
    dimension: str | None
    currency: str | None = None
    factor: float = 1.0
    offset: float = 0.0

    def in_base(self, value: float) -> float:
        """The value in base units; exact where the factor is one."""
        return float(value) if self.factor == 1.0 and not self.offset else value * self.factor + self.offset


COUNT = Measure("count", None, None)
FRACTION = Measure("count", None, "fraction")
TIMES = Measure("multiple", "times", "multiple")
PERCENT = Measure("percent", "percent", "percent")
PERCENTAGE_POINTS = Measure("percentage_points", "percentage point", "percentage_points")
BASIS_POINTS = Measure("percentage_points", "basis point", "percentage_points", factor=0.01)
