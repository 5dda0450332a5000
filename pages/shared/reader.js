/* The reader of 文章库: a click on a number opens its card, as a click on its row in the margin does, and the
   chosen number is brought into sight. */
(() => {
  if (window.countyFiguresReader) return;
  window.countyFiguresReader = true;
  const beside = matchMedia("(min-width: 1151px)");  // as in style.css: below, the card stands under the text
  const stated = (name) => new URLSearchParams(location.search).get(name);
  let article = null, shown = null, asked = null;
  document.addEventListener("click", (event) => {
    const figure = event.target.closest?.(".article [data-figure]")?.dataset.figure;
    if (!figure || figure === stated("figure") || String(getSelection())) return;
    asked = figure;
    const query = new URLSearchParams(location.search);
    query.set("figure", figure);
    history.pushState({}, "", `${location.pathname}?${query}`);
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));  // as the back button does
  });
  new MutationObserver(() => {
    const mark = document.querySelector(".article mark.figure[data-figure]");
    const chosen = mark?.dataset.figure ?? null;
    if (chosen === shown && stated("article") === article) return;
    const arrived = stated("article") !== article;
    [article, shown] = [stated("article"), chosen];
    const card = chosen && chosen === asked ? document.querySelector(".sentence mark.figure") : null;
    const wanted = arrived || beside.matches ? mark : card;
    asked = null;
    wanted?.scrollIntoView({ block: "center" });
  }).observe(document.body, { subtree: true, childList: true });
})();
