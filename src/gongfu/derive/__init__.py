"""Derived indicators: figures worked out from series by formulas that are declared as data, with units checked."""
