"""``python -m benchmarks NAME ARGS`` runs the benchmark in the module of that name."""

import sys
from importlib import import_module
from pathlib import Path

NOT_UNDERSTOOD = 2


def list_names() -> list[str]:
    """Names of the benchmarks: modules of this folder that do not begin with an underscore."""
    here = Path(__file__).parent
    return sorted(path.stem.replace("_", "-") for path in here.glob("[!_]*.py"))


def main(arguments: list[str]) -> int:
    """Exit code of the benchmark that the first argument names."""
    names = list_names()
    if not arguments or arguments[0] in {"-h", "--help"}:
        print("usage: python -m benchmarks NAME [ARGS]\n\nnames:", *names, sep="\n  ")
        return 0 if arguments else NOT_UNDERSTOOD
    name, *rest = arguments
    if name not in names:
        print(f"{name!r} is none of: {', '.join(names)}", file=sys.stderr)
        return NOT_UNDERSTOOD
    return int(import_module(f"benchmarks.{name.replace('-', '_')}").run(rest))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
