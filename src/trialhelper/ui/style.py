"""How the form looks: one constant style sheet on top of the theme in `.streamlit/config.toml`.

Calm, narrow, large targets, a focus ring that nobody can miss, nothing of Streamlit's own tool bar. Colours of text, page
and links come from the theme; this sheet only mixes from the text colour and from four tones that keep 3:1 on both pages, so
light and dark need no second set. A notice has a tone, a sign and a word; the word is the page's to write.

Classes for `st.html`:  th-notice with th-info | th-warning | th-stale | th-danger;  th-word (its first word);  th-card;
th-list (a `dl` of `div`s, each `dt`, `dd`);  th-error-summary;  th-field-error;  th-hidden (for screen readers only).
Keys for `st.container(key=...)`:  th-row-* (one line of a list, with a Change button);  th-card-*.

It must hold nothing that a person typed and load nothing: the Content-Security-Policy allows this server only.

Source: ST-06, ST-07, ST-33 and section 3.4 of the standards (WC-1.4.1, 1.4.3, 1.4.10, 1.4.11, 2.4.7, 2.4.11, 2.5.8).
"""

from __future__ import annotations

import streamlit as st

__all__ = ["CSS", "LARGE", "draw"]

CSS = """
.stApp {
  --th-ink: light-dark(#14181d, #ffffff); --th-link: light-dark(#134b73, #9ccdf3);
  --th-line: color-mix(in srgb, currentColor 62%, transparent);
  --th-hair: color-mix(in srgb, currentColor 25%, transparent);
  --th-info: #2a7ab8; --th-warning: #a96c00; --th-stale: #7d6bb0; --th-danger: #d0453a;
}

/* ---- what Streamlit adds to a page, and a reader does not need ---- */
[data-testid="stHeader"], [data-testid="stDecoration"], [data-testid="stStatusWidget"], [data-testid="stSidebar"],
[data-testid="stSidebarCollapsedControl"], [data-testid="InputInstructions"], [data-testid="stFileUploaderDropzoneInstructions"],
.stElementContainer:has(> .stHtml > .th-page) { display: none !important; }
.stApp [data-stale="true"] { opacity: 1 !important; transition: none !important; }

/* ---- the page ---- */
.stMainBlockContainer { max-width: 42rem; padding: 1rem 1rem 4rem; }
.stApp h1 { font-size: 1.85rem; line-height: 1.2; padding: 0.5rem 0; }
.stApp h2 { font-size: 1.4rem; line-height: 1.25; padding: 0.75rem 0 0.25rem; }
.stApp h3 { font-size: 1.15rem; line-height: 1.3; padding: 0.5rem 0 0.25rem; }
.stApp :is(h1, h2, h3, p, li, dt, dd, label, button, summary, a) { overflow-wrap: break-word; }
.stApp :is(p, li, dt, dd) { line-height: 1.5; }
.stMainBlockContainer > .stVerticalBlock { gap: 0.75rem; }
.stHtml :is(p, ul, ol) { margin: 0 0 0.75rem; padding: 0; }
.stHtml :is(ul, ol) { padding-left: 1.4rem; }
.stHtml :is(h1, h2, h3) { margin: 0; }
.stHtml > :last-child { margin-bottom: 0; }
.stHtml hr { margin: 0.5rem 0; border: 0; border-top: 1px solid var(--th-line); }
.stApp :is([data-testid="stWidgetLabel"], summary, .stPageLink, .stLinkButton) p { font-size: 1rem; }
.stHtml a { color: var(--th-link); text-underline-offset: 0.2em; }

/* ---- focus: 3 px, never hidden, the same everywhere ---- */
.stApp :is(a, button, summary, input, textarea, [tabindex="0"]):focus-visible,
.stApp .th-error-summary:focus,
.stApp label:has(input:focus-visible) {
  outline: 3px solid var(--th-ink) !important; outline-offset: 2px; box-shadow: none !important; border-radius: 4px;
}
.stApp label input:focus-visible, .stApp h1:focus { outline: none !important; }
.stApp #stMain:focus-visible { outline-offset: -3px; }

.stApp .stVerticalBlock { gap: 0.75rem; }
.stApp .stForm .stVerticalBlock { gap: 0.5rem; }
.stHtml > :first-child { margin-top: 0; }
.stHtml :is(p, ul, ol, dl) { margin: 0.35rem 0; }
.stHtml h2 { margin-top: 0.9rem; }
.stHtml li { margin: 0.25rem 0; }
.stHtml h4 { font-size: 1rem; line-height: 1.3; padding: 0; margin: 0.75rem 0 0.25rem; }
.stHtml .th-signed { list-style: none; padding-left: 0.25rem; }
.stHtml .th-signed > li { padding-left: 1.6rem; text-indent: -1.6rem; margin-left: 0; }
.stHtml .th-sign { display: inline-block; width: 1.35rem; text-indent: 0; font-weight: 700; }
.stHtml sup.th-marks { font-size: 0.75em; line-height: 0; }

/* ---- radios and checkboxes: the whole line is the target ---- */
.stElementContainer:has(> :is(.stRadio, .stCheckbox)), .stRadio, .stCheckbox, [role="radiogroup"] { width: 100% !important; }
.stRadio [role="radiogroup"] { gap: 0.5rem; }
.stRadio [role="radiogroup"] > div { width: 100%; }
.stRadio [role="radiogroup"][aria-orientation="horizontal"] { display: flex; flex-flow: row wrap; }
.stRadio [role="radiogroup"][aria-orientation="horizontal"] > div { flex: 1 1 7rem; width: auto; }
label[data-testid="stRadioOption"], .stCheckbox label {
  min-height: 2.75rem; width: 100%; margin: 0; padding: 0.5rem 0.75rem; align-items: center; cursor: pointer;
  border: 1px solid var(--th-line); border-radius: 6px;
}
label[data-testid="stRadioOption"]:hover, .stCheckbox label:hover {
  background: color-mix(in srgb, currentColor 6%, transparent);
}
label:is([data-testid="stRadioOption"], .stCheckbox label):has(input:checked) {
  border-color: var(--th-ink); box-shadow: inset 0 0 0 1px var(--th-ink); font-weight: 600;
}
label[data-testid="stRadioOption"] p, .stCheckbox label p { font-size: 1rem; }
label[data-testid="stRadioOption"]:not(:has(input:checked)) > div > div:first-child,
.stCheckbox label:not(:has(input:checked)) > span:first-of-type { box-shadow: inset 0 0 0 1.5px var(--th-line); }

/* ---- buttons, fields, links ---- */
.stApp :is(.stButton, .stDownloadButton, .stFormSubmitButton, .stFileUploader, .stLinkButton) :is(button, a) {
  min-height: 2.75rem; height: auto; padding: 0.5rem 1rem;
}
.stApp :is(.stButton, .stDownloadButton, .stFormSubmitButton) button :is(p, span) { white-space: normal; font-size: 1rem; }
.stApp button[kind="tertiary"], .stApp button[kind="tertiaryFormSubmit"] { padding-inline: 0; justify-content: start; }
.stApp button[kind="tertiary"] p { text-align: left; }
.stApp button[kind^="tertiary"] p { text-decoration: underline; text-underline-offset: 0.2em; }
.stApp button[kind^="secondary"] { border: 1px solid var(--th-line); }
.stApp button:is([kind^="secondary"], [kind^="tertiary"]):is(:hover, :active, :focus) { color: var(--th-ink); }
.stApp :is([data-baseweb="input"], [data-testid="stTextInputRootElement"], [data-testid="stNumberInputContainer"]) {
  border: 1px solid var(--th-line) !important; min-height: 2.75rem; max-width: 12rem;
}
.stApp :is(.stTextInput, .stNumberInput) input { font-size: 1rem; }
.stExpander summary { min-height: 2.75rem; }
.stExpander details { border-color: var(--th-line); }
[data-testid="stPageLink-NavLink"] { min-height: 2.75rem; }
[data-testid="stPageLink-NavLink"] :is(p, span) { white-space: normal; text-decoration: underline; }

/* ---- notices: a tone, a sign and a word ---- */
.th-notice, .th-error-summary {
  --tone: var(--th-info); margin: 0.25rem 0; padding: 0.75rem 1rem; border: 1px solid var(--tone); border-left-width: 6px;
  border-radius: 4px; background: color-mix(in srgb, var(--tone) 9%, transparent);
}
.th-notice { padding-left: 3.25rem; position: relative; }
.th-notice::before {
  content: "i" / ""; position: absolute; left: 0.9rem; top: 0.75rem; width: 1.5rem; height: 1.5rem; border-radius: 50%;
  border: 2px solid currentColor; font-weight: 700; line-height: 1.4rem; text-align: center; box-sizing: border-box;
}
.th-notice.th-warning { --tone: var(--th-warning); }
.th-notice.th-warning::before { content: "!" / ""; border-radius: 4px; }
.th-notice.th-danger { --tone: var(--th-danger); border-width: 2px 2px 2px 6px; }
.th-notice.th-danger::before { content: "\\00d7" / ""; border-radius: 4px; }
.th-notice.th-stale { --tone: var(--th-stale); border-style: dashed; border-left-style: solid; }
.th-notice.th-stale::before {
  content: "" / "";
  background: linear-gradient(currentColor, currentColor) 50% 22% / 2px 40% no-repeat,
    linear-gradient(currentColor, currentColor) 72% 50% / 36% 2px no-repeat;
}
:is(.th-notice, .th-error-summary, .th-card) > :first-child { margin-top: 0; padding-top: 0; }
:is(.th-notice, .th-error-summary, .th-card) > :last-child { margin-bottom: 0; }
.th-word { font-weight: 700; }
.th-error-summary ul { list-style: none; padding: 0 !important; margin: 0; }
.th-error-summary { --tone: var(--th-danger); border-width: 4px; }
.th-error-summary a { color: inherit; font-weight: 600; text-decoration: underline; display: inline-block; padding: 0.6rem 0; }
.th-field-error { font-weight: 700; margin: 0; padding-left: 0.75rem; border-left: 4px solid var(--th-danger); }

/* ---- lists of answers, cards ---- */
.th-list { margin: 0; padding: 0 !important; }
.th-list > div {
  display: grid; grid-template-columns: 2fr 3fr; gap: 0.25rem 1rem; padding: 0.6rem 0; border-bottom: 1px solid var(--th-hair);
}
.th-list dt { font-weight: 600; }
.th-list dd { margin: 0; }
[class*="st-key-th-row-"] { border-bottom: 1px solid var(--th-hair); padding-bottom: 0.25rem; gap: 0; }
[class*="st-key-th-row-"] .th-list > div { border: 0; padding-bottom: 0; }
.th-table { width: 100%; border-collapse: collapse; margin: 0.5rem 0; table-layout: fixed; }
.stHtml .th-table :is(th, td) {
  text-align: left; vertical-align: top; padding: 0.5rem 0.5rem 0.5rem 0; border: 0; border-bottom: 1px solid var(--th-hair);
}
.th-table thead :is(td, th) { font-weight: 700; }
.th-table :is(thead td, tbody th) { width: 19%; font-weight: 400; }
.stHtml .th-table ul { padding-left: 1rem; margin: 0; }
.th-figure { margin: 0.5rem 0; }
.th-figure img { display: block; width: 100%; max-width: 30rem; background: #fff; border-radius: 6px; padding: 0.5rem; }
.th-figure.th-address img { width: 9rem; }
.st-key-th-nav, .st-key-th-demo { gap: 0.25rem 1.25rem; align-items: center; }
.st-key-th-nav a, .st-key-th-demo a { padding-inline: 0; }
.st-key-th-nav { margin-inline-start: -0.4rem; column-gap: 0.45rem; }
.st-key-th-nav a { padding-inline: 0.4rem; }
.th-wide { overflow-x: auto; }
.th-card, [class*="st-key-th-card-"] { border: 1px solid var(--th-line); border-radius: 8px; padding: 1rem; margin: 0.25rem 0; }
.th-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

/* ---- the clinician's view: wide where there is room, its texts as narrow as elsewhere ---- */
.stMainBlockContainer:has(.th-broad) { max-width: 74rem; }
.stMainBlockContainer:has(.th-broad) :is(.stHtml > :is(p, ul, .th-card), [class*="st-key-th-card-"]) { max-width: 46rem; }

/* ---- the page "Why": its drawing across or down ---- */
.th-figure.th-decision img { max-width: 100%; padding: 0.25rem; }
.th-figure.th-down { display: none; }
.stHtml .th-table caption { text-align: left; font-weight: 600; padding: 0.5rem 0; }
.th-decides { text-decoration: underline; text-decoration-thickness: 3px; text-underline-offset: 0.2em; }
.th-criteria thead th:is(:first-child, :last-child) { width: 25%; }
.stHtml .th-table td p { margin: 0 0 0.35rem; }
@media (min-width: 40.01rem) { .stHtml .th-criteria { min-width: 60rem; } }
@media (max-width: 60rem) {
  .th-figure.th-across { display: none; }
  .th-figure.th-down { display: block; max-width: 36rem; }
}

/* ---- the page "What if": a grid that keeps its shape ---- */
.th-grid { border-collapse: collapse; margin: 0.5rem 0; }
.th-grid caption { text-align: left; font-weight: 600; padding: 0.5rem 0; }
.stHtml .th-grid :is(th, td) {
  text-align: left; vertical-align: top; padding: 0.5rem; border: 1px solid var(--th-line); min-width: 6.5rem;
}
.stHtml .th-grid td.th-here { border: 3px solid var(--th-ink); }

/* ---- the page "Then and now": the timeline keeps its size, the tables of many documents scroll by themselves ---- */
.th-figure.th-timeline img { min-width: 46rem; max-width: 64rem; }
.th-stretches thead th:last-child { width: 35%; }
.st-key-th-days-some, .st-key-th-days-all { gap: 0.5rem; }
@media (min-width: 40.01rem) { .stHtml .th-many { min-width: 64rem; } .th-many :is(thead td, tbody th) { width: 9%; } }

@media (max-width: 40rem) {
  .stHtml .th-table, .stHtml .th-table :is(caption, tbody, tr, th, td) { display: block; width: auto; }
  .th-table thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stHtml .th-table :is(th, td) { border: 0; padding: 0.25rem 0; }
  .stHtml .th-table tbody th { font-weight: 700; margin-top: 0.75rem; border-bottom: 1px solid var(--th-hair); }
  .th-table [data-head]::before { display: block; font-weight: 600; content: attr(data-head); content: attr(data-head) / ""; }
}
@media (max-width: 30rem) { .th-list > div { grid-template-columns: 1fr; } .stApp h1 { font-size: 1.6rem; } }
@media (prefers-reduced-motion: reduce) { .stApp * { transition: none !important; animation: none !important; } }
@media (forced-colors: active) { label:has(input:checked) { outline: 2px solid Highlight; } }
"""


LARGE = """
.stApp { --th-scale: 1.45; }
.stApp :is(p, li, dt, dd, label, td, th, summary, button, input, a) { font-size: 1.35rem !important; line-height: 1.45; }
.stApp h1 { font-size: 2.5rem; }
.stApp h2 { font-size: 1.9rem; }
.stApp h3, .stHtml h4 { font-size: 1.6rem; }
.stMainBlockContainer { max-width: 68rem; }
.th-keys { border-top: 1px solid var(--th-hair); padding-top: 0.5rem; }
"""
"""What is added in the presenter's mode, to be read from the back of a room."""


def draw(large: bool = False) -> None:
    """Put the sheet into the page. Takes no room in it: Streamlit keeps pure style apart from the text."""
    st.html(f"<style>{CSS}{LARGE if large else ''}</style>")
