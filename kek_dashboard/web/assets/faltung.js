/* Faltung: on a small screen what few people read first is folded when the page comes, but for what the address
   asks for; a link to a place inside of it opens it. */
(function () {
  "use strict";
  var eng = window.matchMedia("screen and (max-width: 760px)");

  function ziel() { return location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1))); }

  function falte() {
    if (!eng.matches) { return; }
    var gemeint = null, gesucht = false;
    document.querySelectorAll("details[data-faltung=eng]").forEach(function (d) {
      if (!gesucht) { gemeint = ziel(); gesucht = true; }
      d.dataset.faltung = "gefaltet";
      d.open = Boolean(gemeint) && (d.contains(gemeint) || gemeint.contains(d));
    });
  }

  falte();
  new MutationObserver(falte).observe(document.documentElement, { childList: true, subtree: true });
  window.addEventListener("hashchange", function () {
    var ort = ziel(), d = ort && (ort.closest("details[data-faltung]") || ort.querySelector("details[data-faltung]"));
    if (d) { d.open = true; }
  });
})();
