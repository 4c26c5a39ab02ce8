"""The same page with its heap set aside from Streamlit's walk after every step, as the form does (`trialhelper.ui.server`).

That walk costs more than a small page does. Against this one a reader sees what the form's own drawing and rules cost.
"""

import gc

import streamlit as st


@st.cache_resource(show_spinner=False)
def set_aside() -> None:
    gc.collect()
    gc.freeze()


set_aside()
st.button("Continue", type="primary")
