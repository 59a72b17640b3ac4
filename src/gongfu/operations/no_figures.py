"""Numbers that are no figures: by what kind of number they are, the names of their columns. They open nothing."""

NO_FIGURES: dict[str, frozenset[str]] = {
    "a year or a day, which says when": frozenset(
        {"deadline", "year", "last", "period_start", "period_end", "base_year"}
    ),
    "a place: characters, lines, positions, levels": frozenset(
        {
            "start",
            "end",
            "sentence_at",
            "line",
            "position",
            "depth",
            "quote_start",
            "quote_end",
            "number",
            "piece",
            "page",
            "table",
            "row",
            "column",
        }
    ),
    "the number of a step, round or version": frozenset({"step", "round", "version", "undoes", "attempts"}),
    "how far a job is": frozenset({"count", "total", "seconds_left"}),
    "a weight of a published formula": frozenset({"weight"}),
}
"""A column of numbers that a result shows either opens or is named here; a test holds every result of the registry to it."""

IN_WORDS = frozenset(
    {"amount", "latest", "observed", "behind_by", "reported", "from_says", "to_says", "result", "in_words"}
)
"""Columns of text that hold a figure in words: they open like numbers."""


def is_no_figure(column: str) -> bool:
    """Whether the numbers of a column are no figures."""
    return any(column in names for names in NO_FIGURES.values())
