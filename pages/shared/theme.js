/* The choice of light or dark holds on every page: Streamlit keeps it for one address alone. Charts follow it: Streamlit
   gives one that is drawn no other colours, so a page with a chart is loaded anew; its address tells all that was chosen. */
(() => {
  if (window.countyFiguresTheme) return;
  window.countyFiguresTheme = true;
  const app = document.querySelector('[data-testid="stApp"]');
  const scheme = () => getComputedStyle(app).colorScheme;
  const share = () => {
    const start = `stActiveTheme-${location.pathname}-`;
    const key = Object.keys(localStorage).find((name) => name.startsWith(start));
    if (!key) return;
    const links = document.querySelectorAll('[data-testid="stSidebar"] [data-testid="stPageLink-NavLink"]');
    const paths = [...links].map((link) => link.pathname);
    for (const path of [...paths, new URL(".", location.href).pathname])
      localStorage.setItem(key.replace(location.pathname, path), localStorage.getItem(key));
  };
  let shown = scheme();
  new MutationObserver(() => {
    if (scheme() === shown) return;
    shown = scheme();
    setTimeout(() => {  // Streamlit keeps the choice a moment after it has shown it
      share();
      if (document.querySelector(".js-plotly-plot")) location.reload();
    }, 300);
  }).observe(app, { attributeFilter: ["class"] });
})();
