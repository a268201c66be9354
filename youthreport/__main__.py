"""`python -m youthreport` → the command line."""

from youthreport.cli import entry

if __name__ == "__main__":
    entry()
