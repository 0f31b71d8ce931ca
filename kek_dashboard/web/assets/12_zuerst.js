/* Zuerst: of a page that a link has led to, what stands on the screen is laid out and painted first (12_zuerst.css); what
   begins below it follows in the next quiet moment, long before anybody has scrolled to it. */
(function () {
  "use strict";
  var BALD = 300; // milliseconds after which nothing waits any more, also in a window nobody looks at
  var SPAETER = "data-spaeter";

  function ganz() {
    document.querySelectorAll("[" + SPAETER + "]").forEach(function (teil) { teil.removeAttribute(SPAETER); });
  }

  // Only for another page, seen from its top: further down it would jump when its heights are known, and of the
  // same page in another year people look at what has changed.
  window.kek_dashboard.zuerst = function () {
    var teile = document.querySelectorAll("main > * > *");
    teile.forEach(function (teil) { teil.setAttribute(SPAETER, ""); });
    teile.forEach(function (teil) { // each stands where those before it leave it
      if (teil.getBoundingClientRect().top + window.scrollY < window.innerHeight) { teil.removeAttribute(SPAETER); }
    });
    setTimeout(ganz, BALD);
    requestAnimationFrame(function () {
      setTimeout(function () { // after this frame is painted
        if (window.requestIdleCallback) { window.requestIdleCallback(ganz); } else { ganz(); }
      });
    });
  };
})();
