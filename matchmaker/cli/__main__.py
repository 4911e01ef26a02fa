"""Runs the installed command as ``python -m matchmaker.cli``."""

from matchmaker.cli import main

if __name__ == "__main__":
    main(prog_name="matchmaker")
