"""Funnel: how many of those registered came how far, each with its denominator."""

from wadah.core.statistics.funnel import STEPS, FunnelStep, StepDefinition, make_funnel

__all__ = ["STEPS", "FunnelStep", "StepDefinition", "make_funnel"]
