"""`python -m trialhelper` is the command line."""

from trialhelper.cli import main

main()
