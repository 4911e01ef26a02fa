"""``python -m matchmaker.cli``: the same as the installed command."""

from matchmaker.cli import main

if __name__ == "__main__":
    main(prog_name="matchmaker")
