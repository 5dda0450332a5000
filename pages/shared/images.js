/* Prints the page, and saves a chart as the reader sees it, drawn by Plotly itself. A button names the chart's container, the format
   (png, svg) and the file in data-chart, data-format and data-name. */
(() => {
  if (window.countyFiguresImages) return;
  window.countyFiguresImages = true;
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("button[data-print]")) return window.print();
    const button = event.target.closest?.("button[data-chart]");
    if (!button) return;
    const { chart, format, name } = button.dataset;
    const plot = document.querySelector(`[class*="st-key-${CSS.escape(chart)}"] .js-plotly-plot`);
    if (!plot || !window.Plotly) return;
    const { width, height } = plot.getBoundingClientRect();
    const data = plot.data.map(({ selectedpoints, ...trace }) => trace);  // a chosen mark makes all others pale
    window.Plotly.downloadImage({ data, layout: { ...plot.layout, selections: [] } }, { format, filename: name, width, height, scale: format === "png" ? 2 : 1 });
  });
})();
