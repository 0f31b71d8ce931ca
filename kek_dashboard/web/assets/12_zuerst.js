/* Zuerst: of a page that is drawn anew, what stands on the screen is laid out and painted before what is below
   it (12_zuerst.css); the rest follows in the next quiet moment, long before anybody has scrolled to it. */
(function () {
  "use strict";
  var BALD = 200; // milliseconds, where a browser is never quiet or does not say so
  var jetzt = null;

  function ganz() {
    if (jetzt) { jetzt.classList.remove("zuerst"); jetzt = null; }
  }

  // Only from the top: whoever stands further down would see the page jump when its heights are known.
  window.kek_dashboard.zuerst = function () {
    ganz();
    jetzt = document.querySelector("main");
    if (!jetzt) { return; }
    jetzt.classList.add("zuerst");
    requestAnimationFrame(function () {
      setTimeout(function () { // after this frame is painted
        if (window.requestIdleCallback) { window.requestIdleCallback(ganz, { timeout: BALD }); } else { ganz(); }
      });
    });
  };
})();
