/* The reader of 文章库: a number that is marked in the text can be added. A button appears below it, and puts where it stands into
   the address: so many signs before it, so many in it, white space not counted (reader.marked_span). */
(() => {
  if (window.countyFiguresMarking) return;
  window.countyFiguresMarking = true;
  const longest = 40, number = /[\d０-９〇零一二两三四五六七八九十百千万亿半]/;
  const form = () => document.querySelector('[class*="st-key-missed"]');  // only where the reader may add
  const signs = (text) => [...text.replace(/\s/gu, "")].length;
  const button = document.createElement("button");
  button.textContent = "补录所选的数";
  button.className = "add-marked";
  button.hidden = true;
  document.querySelector('[data-testid="stApp"]').append(button);  // which has the colours of light or dark
  let marked = null;
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const holder = range?.commonAncestorContainer;
    const article = (holder?.nodeType === Node.ELEMENT_NODE ? holder : holder?.parentElement)?.closest(".article:not(.legend)");
    const words = article ? range.toString() : "";
    button.hidden = !(number.test(words) && signs(words) <= longest && form());
    if (button.hidden) return;
    const before = document.createRange();
    before.setStart(article, 0);
    before.setEnd(range.startContainer, range.startOffset);
    marked = `${signs(before.toString())}-${signs(words)}`;
    button.hidden = marked === new URLSearchParams(location.search).get("marked");  // its form is open
    const place = range.getBoundingClientRect();
    button.style.left = `${place.left}px`;
    button.style.top = `${place.bottom + 6}px`;
  });
  document.addEventListener("scroll", () => { button.hidden = true; }, true);
  button.addEventListener("mousedown", (event) => event.preventDefault());  // the words stay marked
  button.addEventListener("click", () => {
    const query = new URLSearchParams(location.search);
    query.set("marked", marked);
    history.pushState({}, "", `${location.pathname}?${query}`);
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));  // as the back button does
    button.hidden = true;
    const opened = new MutationObserver(() => {
      const field = document.querySelector('[class*="st-key-missed_marked"] input');
      if (!field) return;
      opened.disconnect();
      form().scrollIntoView({ block: "center" });
    });
    opened.observe(document.body, { subtree: true, childList: true });
  });
})();
