/* A key of a button (Alt+1) pressed in a field: what was typed there counts, as it does when the button is clicked.
   Streamlit takes a field's words over only when the field is left. */
(() => {
  if (window.countyFiguresKeys) return;
  window.countyFiguresKeys = true;
  window.addEventListener("keydown", (event) => {
    const field = document.activeElement;
    if (event.altKey && /^Digit\d$/.test(event.code) && field?.matches("input, textarea")) field.blur();
  }, true);
})();
