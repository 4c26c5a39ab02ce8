"""Looking into a result: why it is so, what would change it, how it was on other days, and ways to take it elsewhere.

Pure functions of a rule base, answers and a date, like the engine; what draws them is in `ui.clinic`.
"""
