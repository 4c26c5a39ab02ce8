"""The form: thin Streamlit pages over the engine. No rule, no date arithmetic and no wording lives here."""
