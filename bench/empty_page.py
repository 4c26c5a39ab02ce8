"""The least page that can take a step: what `server_step` holds the form against."""

import streamlit as st

st.button("Continue", type="primary")
