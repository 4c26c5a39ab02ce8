"""Why a result is so: every criterion with its truth, its answer and its source, as data and as a picture."""
