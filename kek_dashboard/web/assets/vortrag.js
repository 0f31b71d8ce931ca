/* Vortrag: keys of keyboards and clickers lead through the screens; each does what a link on the screen does. */
(function () {
  "use strict";
  var WEGE = {
    ArrowRight: "vortrag-weiter", PageDown: "vortrag-weiter", ArrowLeft: "vortrag-zurueck", PageUp: "vortrag-zurueck",
    Escape: "vortrag-beenden"
  };

  document.addEventListener("keydown", function (e) {
    if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || e.shiftKey || !document.querySelector(".vortrag")) { return; }
    var link = WEGE[e.key] && document.getElementById(WEGE[e.key]);
    if (!link) { return; }
    e.preventDefault();
    link.click();
  });
})();
