"""Then and now: what was said of a condition on a day, which document held, and what it superseded."""
