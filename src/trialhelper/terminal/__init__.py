"""The interview in a terminal: the pages of `interview`, drawn as lines and answered by typing. All that the form can do."""

from trialhelper.terminal.visit import interview

__all__ = ["interview"]
