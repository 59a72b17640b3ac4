"""The YAML loader of the project: safe, and in C where that is to be had."""

import yaml

LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
