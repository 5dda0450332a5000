"""Who acts: the signed-in address where the office has sign-in, else a name that is asked for once.

What belongs here: telling who decides or imports. What does not: what they do. The name is kept in the
browser's session only, never in the address that is sent to colleagues.
"""

from __future__ import annotations

import streamlit as st

from pages.shared import wording

__all__ = ["admitted", "ask", "may_edit", "no_editor", "who"]

_NAME = "person_name"
_LONGEST = 60


def who() -> str:
    """Who acts; an empty text where they have not told yet, or have not signed in where they must."""
    if _sign_in():
        return str(st.user.get("email") or st.user.get("name") or "") if st.user.is_logged_in else ""
    return " ".join(str(st.session_state.get(_NAME, "")).split())


def ask(key: str) -> str:
    """Draw who acts: a field where no name is known, else the name and a way to change it; returns the name.

    Args:
        key: of the widgets; another one at each place of a page.
    """
    name = who()
    if _sign_in():
        if name:
            st.caption(f"以 {wording.plain(name)} 的名义记录")
        else:
            st.button("登录后才能记录意见", key=f"{key}_login", on_click=st.login, type="primary")
        return name
    field = f"{key}_name"
    if name and not st.session_state.get(f"{key}_rename"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(f"以 {wording.plain(name)} 的名义记录", width="content")
            st.button("改名", key=f"{key}_change", type="tertiary", on_click=_rename, args=(key,))
        return name
    st.session_state.setdefault(field, name)
    st.text_input(
        "您的姓名",
        key=field,
        max_chars=_LONGEST,
        placeholder="记在您导入、移除和更正的地方，只问这一次",
        on_change=_keep,
        args=(key,),
    )
    return who()


def admitted() -> bool:
    """Whether who reads may: everybody where nobody signs in, else who has; draws the way to sign in."""
    if not _sign_in() or st.user.is_logged_in:
        return True
    st.info("请先登录，再查数据。")
    st.button("登录", key="sign_in", on_click=st.login, type="primary")
    return False


def may_edit() -> bool:
    """Whether who acts may bring documents in, take them out and record opinions.

    Everybody where nobody signs in; else those whom ``.streamlit/secrets.toml`` names by their e-mail
    address, ``[roles] editors = [...]``.
    """
    if not _sign_in():
        return True
    editors = st.secrets.get("roles", {}).get("editors", [])
    return bool(st.user.is_logged_in) and str(st.user.get("email") or "") in editors


def no_editor() -> None:
    """Tell a reader who may not edit what to do."""
    name = wording.plain(who())
    st.info(
        f"{name} 可以查数据，但不能导入和移除文件，也不能记录意见。"
        "需要的话，请管理员在 secrets.toml 的 editors 里加上。"
    )


def _sign_in() -> bool:
    """Whether the office has sign-in; Streamlit knows ``is_logged_in`` only then."""
    return "is_logged_in" in st.user


def _rename(key: str) -> None:
    st.session_state[f"{key}_rename"] = True


def _keep(key: str) -> None:
    st.session_state[_NAME] = " ".join(str(st.session_state[f"{key}_name"]).split())
    st.session_state[f"{key}_rename"] = False
