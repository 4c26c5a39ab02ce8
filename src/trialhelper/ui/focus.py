"""Focus, scroll, language and descriptions after a step: what a browser does between real pages, and Streamlit does not.

One constant script watches the page. When the text of its `h1` changes, the page goes back to its top and the focus to
that heading, so that a screen reader reads the new question; when an error summary appears, the focus goes there instead.
A rerun that leaves the heading as it was leaves the focus where it was, and so does the first page after loading.

What a page offers to it, all optional but the first two:
  `draw(...)` once a run, before anything else;  exactly one `h1`;
  `<div class="th-error-summary" role="alert" data-attempt="2">`, whose links `<a href="#" data-field="KEY">` lead to the
  widget with that key; the count makes the same error heard again;
  a container with the key `th-found`, in which stands what a search found: it is read out when it changes;
  `<p id="..." data-describes="KEY">`: a hint or an error that is read out with the widget with that key.

A link of the navigation that leads to the page itself is marked as the current one.

In the presenter's mode Page Down presses the main button of the page and Page Up the one that goes back, because these are the
keys of a presenter's remote control.

It must stay constant, since the Content-Security-Policy allows it by its hash, and must hold no "<" (st.html would cut it)
and nothing that a person typed. Without it the form still works; nothing may depend on it.

Source: ST-02 to ST-04, ST-40, ER-01, WC-2.4.3, WC-3.1.1 and WC-3.3.1 of the standards.
"""

from __future__ import annotations

from html import escape

import streamlit as st

__all__ = ["SCRIPT", "draw"]

SCRIPT = """
(function () {
  "use strict";
  if (window.thWatch) { return; }
  var heading = null, problem = "", held = null, waiting = false;

  function all(selector, work) { Array.prototype.forEach.call(document.querySelectorAll(selector), work); }
  function one(selector) { return document.querySelector(selector); }
  function put(element, name, value) {
    if (element && element.getAttribute(name) !== value) { element.setAttribute(name, value); }
  }
  function inField(key, selector) {
    return one(".st-key-" + CSS.escape(key) + " :is(" + selector + ")");
  }

  function toTop() {
    window.scrollTo(0, 0);
    all("[data-testid='stMain']", function (box) { box.scrollTop = 0; });
  }

  function take(element) {
    held = element;
    put(element, "tabindex", "-1");
    toTop();
    element.focus({ preventScroll: true });
    window.requestAnimationFrame(toTop);
  }

  function say(selector, words) {
    if (words) { all(selector, function (place) { if (place.textContent !== words) { place.textContent = words; } }); }
  }

  function speak() {
    var page = one(".th-page");
    if (!page) { return; }
    put(document.documentElement, "lang", page.dataset.lang);
    put(one(".st-key-speak button"), "lang", page.dataset.other);
    say("[data-testid='stSkipToContent']", page.dataset.skip);
    say("[data-testid='stFileUploaderDropzone'] button p", page.dataset.upload);
  }

  function describe() {
    var told = new Map();
    all("[id][data-describes]", function (note) {
      var field = inField(note.dataset.describes, "[role='radiogroup'], input:not([type='radio']), textarea");
      if (field) { told.set(field, (told.get(field) || []).concat(note.id)); }
    });
    all("[data-th-described]", function (field) {
      if (!told.has(field)) { field.removeAttribute("aria-describedby"); field.removeAttribute("data-th-described"); }
    });
    told.forEach(function (ids, field) {
      put(field, "aria-describedby", ids.join(" "));
      put(field, "data-th-described", "");
    });
    all("[data-testid='stFileUploaderDropzone'][role='presentation']", function (box) { put(box, "role", "group"); });
    put(one(".st-key-th-found"), "role", "status");
    all(".st-key-th-nav a", function (link) {
      if (link.getAttribute("href") && link.pathname === location.pathname) { put(link, "aria-current", "page"); }
      else { link.removeAttribute("aria-current"); }
    });
  }

  function look() {
    waiting = false;
    speak();
    describe();
    var h1 = one("h1"), box = one(".th-error-summary"), text = h1 ? h1.textContent.trim() : "";
    if (!text) { return; }
    var was = heading, wrong = box ? text + box.textContent + box.dataset.attempt : "", isNews = wrong !== problem;
    heading = text;
    problem = wrong;
    if (box && isNews) { take(box); }
    else if (was !== null && was !== text) { take(h1); }
    else if (held && !held.isConnected && document.activeElement === document.body) { take(box || h1); }
  }

  function lead(event) {
    var link = event.target.closest ? event.target.closest(".th-error-summary a[data-field]") : null;
    if (!link) { return; }
    event.preventDefault();
    var field = inField(link.dataset.field, "input[tabindex='0'], input:not([tabindex]), textarea, button");
    if (field) {
      field.focus({ preventScroll: true });
      (field.closest("[role='radiogroup'], .stElementContainer") || field).scrollIntoView({ block: "center" });
    }
  }

  function step(event) {
    var page = one(".th-page"), on = ":is(.stFormSubmitButton, .stButton) button[kind^='primary']";
    var wanted = { PageDown: on, PageUp: ".st-key-back button" }[event.key];
    var button = page && page.dataset.presenter && wanted ? one(wanted) : null;
    if (button) { event.preventDefault(); button.click(); }
  }

  window.thWatch = new MutationObserver(function () {
    if (waiting) { return; }
    waiting = true;
    window.requestAnimationFrame(look);
  });
  window.thWatch.observe(document.body, { childList: true, subtree: true, characterData: true });
  document.addEventListener("click", lead);
  document.addEventListener("keydown", step);
  look();
})();
"""


def draw(language: str, skip: str, upload: str = "", other: str = "", *, presenter: bool = False) -> None:
    """Put the script into the page, with the language of the page ("en", "es"), the words for two places where Streamlit
    knows only English (the skip link, and the button of a file field), and the language in which the switch is named."""
    told = f'data-lang="{escape(language)}" data-skip="{escape(skip)}" data-upload="{escape(upload)}" data-other="{other}"'
    told += ' data-presenter="yes"' if presenter else ""
    st.html(f'<div class="th-page" hidden {told}></div><script>{SCRIPT}</script>', unsafe_allow_javascript=True)
