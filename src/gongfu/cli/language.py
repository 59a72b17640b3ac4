"""Which language to speak, known before the command line is parsed, since its help is in that language."""

from collections.abc import Mapping, Sequence

from gongfu.text import Lang


def language(arguments: Sequence[str], environment: Mapping[str, str]) -> Lang:
    """The language asked for with ``--lang``, else that of the environment, else English."""
    for place, word in enumerate(arguments):
        if word == "--":
            break
        given = word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if word == "--lang" and place + 1 < len(arguments):
            given = arguments[place + 1]
        if given in {"zh", "en"}:
            return "zh" if given == "zh" else "en"
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"
