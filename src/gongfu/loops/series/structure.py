"""The data structure of our figures for SDMX: dimensions, measure, attributes and code lists."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

AGENCY, STRUCTURE, VERSION = "GONGFU", "SERIES", "1.1.0"
STRUCTURE_ID = f"{AGENCY}:{STRUCTURE}({VERSION})"
TIME = "TIME_PERIOD"
MEASURE = "OBS_VALUE"
SCHEMA = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/2.0.0/sdmx-json-structure-schema.json"

Names = tuple[str, str]  # Chinese, English
DIMENSIONS: dict[str, Names] = {
    "FREQ": ("频度", "Frequency"),
    "REF_AREA": ("地区", "Reference area"),
    "PART": ("部分", "Part of the area"),
    "INDICATOR": ("指标", "Indicator"),
    "BOUNDARY": ("口径范围", "Boundary: which firms or things are counted"),
    "DEFINITION": ("定义", "Definition: how it is counted"),
    "KIND": ("类别", "Kind of figure"),
    "READING": ("读数序号", "Number of the figure among those of one key"),
}
ATTRIBUTES: dict[str, Names] = {
    "UNIT_MEASURE": ("单位", "Unit"),
    "COMPARATOR": ("比较", "= exactly, >= at least, <= at most, ~ about"),
    "OBS_VALUE_HIGH": ("上限", "Upper end of a range"),
    "LOW_80": ("80% 区间下限", "Lower end of the 80 % interval of a forecast"),
    "HIGH_80": ("80% 区间上限", "Upper end of the 80 % interval of a forecast"),
    "LOW_95": ("95% 区间下限", "Lower end of the 95 % interval of a forecast"),
    "HIGH_95": ("95% 区间上限", "Upper end of the 95 % interval of a forecast"),
    "OBS_STATUS": ("状态", "Status"),
    "MODE": ("方式", "Mode of a target: level, share, growth, increment, flow, multiple"),
    "INDICATOR_NAME": ("指标名称", "Indicator as the source calls it"),
    "PART_NAME": ("部分名称", "Part as the source calls it"),
    "BOUNDARY_NAME": ("口径范围名称", "Boundary as the source calls it"),
    "DEFINITION_NAME": ("定义名称", "Definition as the source words it"),
    "PUBLISHED": ("发布时间", "Day, month or year of publication"),
    "SOURCE": ("来源", "Source"),
    "PUBLISHER": ("发布单位", "Publisher"),
    "URL": ("网址", "Address of the source"),
    "LOCATOR": ("出处", "Place in the source"),
    "SOURCE_KIND": ("来源类别", "original, repost or secondary"),
    "NOTE": ("备注", "Note"),
}
COLUMNS = ("STRUCTURE", "STRUCTURE_ID", "ACTION", *DIMENSIONS, TIME, MEASURE, *ATTRIBUTES)
FIXED_CODES: dict[str, dict[str, Names]] = {
    "FREQ": {
        "A": ("年", "Annual"),
        "S": ("半年", "Half-yearly"),
        "Q": ("季", "Quarterly"),
        "M": ("月", "Monthly"),
        "D": ("日", "Daily"),
        "_O": ("其他区间", "Another interval, such as January to June"),
    },
    "KIND": {
        "O": ("实绩", "Observation"),
        "T": ("目标", "Target"),
        "B": ("基期值", "Baseline"),
        "F": ("预测", "Forecast"),
    },
    "OBS_STATUS": {
        "A": ("正常", "Normal value"),
        "E": ("估计", "Estimated value"),
        "F": ("预测", "Forecast value"),
        "I": ("推算", "Imputed or derived value"),
        "M": ("无数字", "Missing value"),
    },
}
INTERVALS = ("LOW_80", "HIGH_80", "LOW_95", "HIGH_95")
_NUMERIC = ("OBS_VALUE_HIGH", *INTERVALS)


def structure_message(codes: Mapping[str, Mapping[str, Names]], prepared: datetime) -> dict[str, Any]:
    """The structure as an SDMX-JSON 2.0 message.

    Parameters
    ----------
    codes
        For each dimension that the data fill (``REF_AREA``, ``PART``, ``INDICATOR``, ``BOUNDARY``, ``DEFINITION``) its codes
        with their names.
    prepared
        When the message is made, with a time zone.
    """
    lists = {**codes, **FIXED_CODES}
    concepts = {**DIMENSIONS, TIME: ("时期", "Time period"), MEASURE: ("数值", "Value"), **ATTRIBUTES}
    return {
        "meta": {"schema": SCHEMA, "id": STRUCTURE, "test": False, "prepared": prepared.isoformat(timespec="seconds"),
                 "contentLanguages": ["en", "zh"], "sender": {"id": AGENCY}},
        "data": {
            "codelists": [
                _maintained(f"CL_{name}", concepts[name], codes=[_named(code, text) for code, text in entries.items()])
                for name, entries in lists.items()
            ],
            "conceptSchemes": [
                _maintained("CONCEPTS", ("概念", "Concepts"), concepts=[_named(*each) for each in concepts.items()])
            ],
            "dataStructures": [
                _maintained(STRUCTURE, ("工赋指标序列", "Series of Gongfu"), dataStructureComponents=_components(lists))
            ],
        },
    }  # fmt: skip


def _components(lists: Mapping[str, Any]) -> dict[str, Any]:
    def dimension(name: str, position: int) -> dict[str, Any]:
        local = _coded(name) if name in lists else {"format": {"dataType": "Integer"}}
        return {"id": name, "position": position, "conceptIdentity": _concept(name), "localRepresentation": local}

    def attribute(name: str) -> dict[str, Any]:
        kind = "Double" if name in _NUMERIC else "String"
        local = _coded(name) if name in lists else {"format": {"dataType": kind}}
        return {
            "id": name, "conceptIdentity": _concept(name), "usage": "optional",
            "attributeRelationship": {"observation": {}}, "localRepresentation": local,
        }  # fmt: skip

    measure = {
        "id": MEASURE, "conceptIdentity": _concept(MEASURE), "usage": "optional",
        "localRepresentation": {"format": {"dataType": "Double"}},
    }  # fmt: skip
    time = {
        "id": TIME, "conceptIdentity": _concept(TIME),
        "localRepresentation": {"format": {"dataType": "ObservationalTimePeriod"}},
    }  # fmt: skip
    return {
        "dimensionList": {
            "id": "DimensionDescriptor",
            "dimensions": [dimension(name, place) for place, name in enumerate(DIMENSIONS, start=1)],
            "timeDimension": time,
        },
        "measureList": {"id": "MeasureDescriptor", "measures": [measure]},
        "attributeList": {"id": "AttributeDescriptor", "attributes": [attribute(name) for name in ATTRIBUTES]},
    }


def _maintained(name: str, texts: Names, **more: Any) -> dict[str, Any]:
    return {**_named(name, texts), "agencyID": AGENCY, "version": VERSION, **more}


def _named(name: str, texts: Names) -> dict[str, Any]:
    zh, en = texts
    return {"id": name, "name": en, "names": {"en": en, "zh": zh}}


def _concept(name: str) -> str:
    return f"urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept={AGENCY}:CONCEPTS({VERSION}).{name}"


def _coded(name: str) -> dict[str, str]:
    return {"enumeration": f"urn:sdmx:org.sdmx.infomodel.codelist.Codelist={AGENCY}:CL_{name}({VERSION})"}
