"""The facts about Shanghai: consistent in themselves, the same as the annotation, and found in the documents."""

import csv
import hashlib
import json
import re
from pathlib import Path

import polars as pl
import pytest
import yaml

from gongfu.errors import NotFoundError
from gongfu.loops.plan.facts import read_region, region_folder
from gongfu.plan import keys
from gongfu.plan.corrections import COMPARATORS, KINDS, MODES
from gongfu.workspace.codes import code_list

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared"
FOLDER = ROOT / "regions" / "shanghai"

needs_documents = pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the documents (../shared) are not here")


def rows(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_region_is_shanghai_with_its_districts_of_today():
    declared = yaml.safe_load((FOLDER / "region.yaml").read_text("utf-8"))
    today = {
        code.id: {"zh": code.zh, "en": code.en}
        for code in code_list("divisions").codes.values()
        if code.more.get("parent") == "310000" and "to" not in code.more
    }
    assert declared["districts"] == today
    assert len(today) == 16


def test_every_row_points_at_a_plan_and_a_source_that_are_there():
    sources = {row["source_id"]: row["sha256"] for row in rows("sources.csv")}
    documents = [row for row in rows("sources.csv") if row["kind"] == "document"]
    assert len(documents) == 5
    assert all(row["source_id"] == keys.source_id(row["sha256"]) for row in documents)
    for table in ("plans.csv", "commitments.csv"):
        assert all(sources[row["source_id"]] == row["sha256"] for row in rows(table))
    assert {row["doc"] for row in rows("plans.csv")} == {row["id"].split("-")[0] for row in rows("commitments.csv")}


def test_every_commitment_is_well_formed():
    found = rows("commitments.csv")
    assert len(found) == len({row["id"] for row in found}) == len({(row["sha256"], row["start"]) for row in found})
    for row in found:
        assert row["kind"] in KINDS
        assert row["mode"] in MODES
        assert row["comparator"] in COMPARATORS
        assert row["indicator"]
        assert row["unit"]
        assert float(row["value"]) >= 0
        assert int(row["start"]) < int(row["end"])
        assert int(row["end"]) - int(row["start"]) < 20  # a quantity, never a sentence
        assert not row["same_as"] or row["same_as"] < row["id"]


def test_no_sentence_and_no_path_is_copied():
    for path in FOLDER.iterdir():
        text = path.read_text("utf-8")
        assert not re.search(r"/(?:home|work|root|tmp|Users)/", text), path.name
    longest = max(len(value) for row in rows("commitments.csv") for name, value in row.items() if name == "indicator")
    assert longest <= 40
    assert "quote" not in rows("commitments.csv")[0]


def test_the_region_loads_as_rows_of_the_workspace():
    region = read_region(region_folder("shanghai"))
    commitments = pl.concat([plan.frames["commitment"] for plan in region.plans], how="vertical_relaxed")
    assert commitments.height == len(rows("commitments.csv"))
    assert commitments["commitment_id"].n_unique() == commitments.height
    assert commitments["origin"].unique().to_list() == ["reviewed"]
    assert commitments["quote"].null_count() == commitments.height
    assert commitments["same_as"].drop_nulls().is_in(commitments["commitment_id"].implode()).all()


def test_a_region_that_is_not_there_names_those_that_are():
    with pytest.raises(NotFoundError, match="atlantis") as refused:
        region_folder("atlantis")
    assert "shanghai" in refused.value.mend


@needs_documents
def test_the_facts_are_those_of_the_annotation():
    stated = {row["id"]: row for row in rows("commitments.csv")}
    for path in sorted((SHARED / "gold").glob("00*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            gold = json.loads(line)
            row = stated.pop(gold["id"])
            for name in ("kind", "indicator", "unit", "comparator", "mode"):
                assert row[name] == gold[name], gold["id"]
            for name in ("value", "value_high", "period_start", "deadline", "size_class", "start", "end"):
                assert (float(row[name]) if row[name] else None) == gold[name], gold["id"]
            assert (row["responsible"].split("、") if row["responsible"] else []) == gold["responsible"]
            assert (row["same_as"] or None) == gold["same_as"]
    assert stated == {}


@needs_documents
def test_every_span_holds_a_quantity_of_the_document_that_its_hash_names():
    documents = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in (SHARED / "seeds").glob("*.txt")}
    texts = {sha256: path.read_bytes().decode() for sha256, path in documents.items()}
    for row in rows("commitments.csv"):
        quantity = texts[row["sha256"]][int(row["start"]) : int(row["end"])]
        assert re.search(r"[\d一二两三四五六七八九十百千倍]", quantity), row["id"]


@needs_documents
def test_an_import_of_the_documents_gives_the_ids_of_the_facts():
    from gongfu.loops.plan.reading import read_plan
    from gongfu.loops.plan.tables import plan_rows

    region = read_region(region_folder("shanghai"))
    facts = {plan.document_id: plan for plan in region.plans}
    for path in sorted((SHARED / "seeds").glob("*.txt")):
        read = plan_rows(read_plan(path))
        fact = facts[read.document_id]
        assert read.plan_id == fact.plan_id
        shared = set(read.frames["commitment"]["commitment_id"]) & set(fact.frames["commitment"]["commitment_id"])
        assert len(shared) >= 0.9 * fact.frames["commitment"].height
        assert set(fact.frames.get("action", pl.DataFrame({"action_id": []}))["action_id"]) <= set(
            read.frames.get("action", pl.DataFrame({"action_id": []}))["action_id"]
        )
