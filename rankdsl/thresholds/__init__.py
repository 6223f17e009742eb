"""What a decision asks of people in writing, and what it really takes."""

from rankdsl.thresholds.parts import DecisionThresholds, Line, Measured, State, Taken, Written
from rankdsl.thresholds.thresholds import thresholds

__all__ = ["DecisionThresholds", "Line", "Measured", "State", "Taken", "Written", "thresholds"]
