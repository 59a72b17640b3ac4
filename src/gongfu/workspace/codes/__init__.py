"""Code lists: units, periods, divisions, indicators."""

from gongfu.workspace.codes.errors import PeriodError, UnitError, UnknownCodeError
from gongfu.workspace.codes.lists import Code, CodeList, code_list, code_lists, read_code_list
from gongfu.workspace.codes.periods import Period, parse_period, year
from gongfu.workspace.codes.units import Unit, convert, factor_between, multiplier, parse_unit, unit, units

__all__ = [
    "Code",
    "CodeList",
    "Period",
    "PeriodError",
    "Unit",
    "UnitError",
    "UnknownCodeError",
    "code_list",
    "code_lists",
    "convert",
    "factor_between",
    "multiplier",
    "parse_period",
    "parse_unit",
    "read_code_list",
    "unit",
    "units",
    "year",
]
