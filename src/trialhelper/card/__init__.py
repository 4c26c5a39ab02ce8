"""The public card of a rule base, and a readable page for each condition and each therapy, made from the rules alone."""

from trialhelper.card.pages import card_page, pages, write_pages

__all__ = ["card_page", "pages", "write_pages"]
