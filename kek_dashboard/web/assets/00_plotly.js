/* Plotly: take our small bundle (`make assets`) where it was built; the page names it, else nothing happens
   and Dash loads what the plotly package ships. */
(function () {
  "use strict";
  var meta = document.querySelector('meta[name="kek-plotly"]');
  if (!meta) { return; }
  Object.defineProperty(window, "_dashPlotlyJSURL", { get: function () { return meta.content; }, set: function () {} });
})();
