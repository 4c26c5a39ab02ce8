"""trialhelper in a browser: `streamlit run app.py`. Navigation only.

Started by `streamlit run`, this file makes the server (`app`); run by that server for every step, it shows the page.
"""

import streamlit as st
from streamlit import runtime

if runtime.exists():
    from trialhelper.ui import navigation

    navigation.run()
else:
    from trialhelper.ui.navigation import app_parts

    app = st.App(__file__, **app_parts())
