"""What a reader has chosen lives in the address bar, under ASCII ids, and nowhere else.

The address is the truth; a widget that takes part mirrors it. Before each drawing its value is set from
the address; when a reader changes it, every mirrored widget is written back at once, so that two quick
changes don't lose the first. A link, a reload, the back button and another browser give the same view.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

import streamlit as st

__all__ = [
    "chosen",
    "current",
    "link_to",
    "linked_version",
    "pick",
    "pick_many",
    "put",
    "rejected",
    "replace",
    "start_run",
    "write",
]

VERSION = "v"
"""The name of the data's version in a copied link; the first change of a control takes it out."""
_DRAWN, _REJECTED, _RESOLVED = "address_drawn", "address_rejected", "address_resolved"

Query = dict[str, list[str]]


class _Labels(dict[str, str]):
    """What the options are called; words that a reader typed stand for themselves.

    Streamlit asks for each of some thousand options at every run, so that it is no function of ours.
    """

    def __missing__(self, option: str) -> str:
        return option


def start_run() -> None:
    """Forget what the last run drew; the frame calls this before the first widget."""
    st.session_state[_DRAWN] = {}
    st.session_state[_REJECTED] = []
    st.session_state[_RESOLVED] = {}


def current() -> Query:
    """Every choice in the address."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def chosen(name: str) -> str | None:
    """The one value of a choice, or None where the address has none."""
    values = st.query_params.get_all(name)
    return values[-1] if values and values[-1] else None


def replace(query: Mapping[str, Iterable[str]]) -> None:
    """Make the address hold exactly these choices; nothing is sent where it does already."""
    wanted = {name: list(values) for name, values in query.items() if list(values)}
    if wanted != current():
        st.query_params.from_dict(wanted)


def put(**values: str | None) -> None:
    """Set single choices and keep the others; None takes one out."""
    query = current()
    for name, value in values.items():
        query[name] = [] if value is None else [value]
    replace(query)


def rejected() -> list[str]:
    """Labels of controls whose value in the address the data does not have (any more)."""
    return list(st.session_state.get(_REJECTED, []))


def link_to(base: str, version: int) -> str:
    """The link of this view: its address with the choices that a control resolved by itself, and the version.

    Args:
        base: the page's address.
        version: of the data that the view was drawn from.
    """
    resolved = st.session_state.get(_RESOLVED, {})
    return base + _query_string({**resolved, **current(), VERSION: [str(version)]})


def linked_version() -> int | None:
    """The version of the data that a copied link was made from; None for an address of another origin."""
    stated = chosen(VERSION) or ""
    return int(stated) if stated.isascii() and stated.isdigit() else None


def pick(
    label: str,
    name: str,
    options: Mapping[str, str],
    *,
    default: str | None = None,
    widget: Callable[..., Any] = st.selectbox,
    **arguments: Any,
) -> str | None:
    """Draw a control for one choice out of ``options`` (id to label) and return the chosen id.

    Args:
        label: of the control, in Chinese.
        name: of the choice in the address.
        options: ASCII ids to what the reader sees.
        default: the id that stands where the address says nothing; None for no choice.
        widget: st.selectbox, st.segmented_control or st.radio.
        **arguments: passed on to the widget.
    """
    stated = chosen(name)
    if stated is not None and stated not in options:
        st.session_state[_REJECTED].append(label)
        stated = None
    value = stated if stated is not None else default
    key = _mirror(name, value, default, many=False)
    shown = _draw(widget, label, options, key, arguments)
    picked = shown if shown is not None else default
    st.session_state[_RESOLVED][name] = [] if picked is None else [picked]
    return picked


def pick_many(
    label: str,
    name: str,
    options: Mapping[str, str],
    *,
    default: Iterable[str] = (),
    widget: Callable[..., Any] = st.multiselect,
    **arguments: Any,
) -> list[str]:
    """Draw a control for several choices and return their ids; ``name=`` in the address is none of them."""
    stated = st.query_params.get_all(name)
    known = [item for item in dict.fromkeys(stated) if item in options]
    if len(known) < len(set(stated) - {""}):
        st.session_state[_REJECTED].append(label)
    resting = [item for item in default if item in options]
    key = _mirror(name, known if stated else resting, resting, many=True)
    picked = _draw(widget, label, options, key, arguments)
    st.session_state[_RESOLVED][name] = list(picked)
    return list(picked)


def write(label: str, name: str, **arguments: Any) -> str:
    """Draw a field for words that live in the address; returns them."""
    key = _mirror(name, chosen(name) or "", "", many=False)
    words = str(st.text_input(label, key=key, on_change=_write_back, **arguments) or "")
    st.session_state[_RESOLVED][name] = [words] if words else []
    return words


def _draw(
    widget: Callable[..., Any], label: str, options: Mapping[str, str], key: str, arguments: Mapping[str, Any]
) -> Any:
    """Draw a mirrored widget over ids, each shown by its label."""
    return widget(
        label,
        list(options),
        format_func=_Labels(options).__getitem__,
        key=key,
        on_change=_write_back,
        **arguments,
    )


def _mirror(name: str, value: Any, default: Any, *, many: bool) -> str:
    """Set a widget's state from the address and note that it takes part; returns its key.

    It is set even where it seems to hold the value already: of a widget in a closed popover the browser
    reports nothing, and Streamlit would fall back to the first option.
    """
    key = f"at_{name}"
    st.session_state[key] = value
    st.session_state[_DRAWN][name] = (key, many, default)
    return key


def _write_back() -> None:
    """Write every mirrored widget into the address; what is at its default needs no mention there."""
    query = current() | {VERSION: []}
    for name, (key, many, default) in st.session_state.get(_DRAWN, {}).items():
        value = st.session_state.get(key)
        if value == default or value is None:
            query[name] = []
        else:
            query[name] = (list(value) or [""]) if many else [str(value)]
    replace(query)


def _query_string(query: Mapping[str, Iterable[str]]) -> str:
    pairs = [(name, value) for name, values in query.items() for value in values]
    return f"?{urlencode(pairs)}" if pairs else ""
