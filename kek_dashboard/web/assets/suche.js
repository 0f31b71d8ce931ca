/* Suche: the key „/“ leads to the field of the search, unless somebody is writing or has switched it off;
   arrow keys go from hit to hit. Without this file the field is a field and a hit is a link. */
(function () {
  "use strict";
  var AUS = "kek-suchtaste-aus";

  function aus() {
    try { return localStorage.getItem(AUS) === "ja"; } catch (e) { return false; }
  }

  function schreibt(e) {
    return e && (/^(input|textarea|select)$/i.test(e.tagName) || e.isContentEditable);
  }

  function treffer() { return Array.prototype.slice.call(document.querySelectorAll(".treffer a")); }

  document.addEventListener("keydown", function (e) {
    if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey) { return; }
    var hier = document.activeElement;
    var feld = document.getElementById("suche-alles");
    if (e.key === "/" && feld && !schreibt(hier) && !aus()) {
      e.preventDefault();
      feld.focus();
      feld.select();
    } else if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      var alle = treffer();
      var nr = alle.indexOf(hier);
      if (!alle.length || (nr < 0 && hier !== feld)) { return; }
      var ziel = nr + (e.key === "ArrowDown" ? 1 : -1);
      if (hier === feld && e.key === "ArrowUp") { return; }
      e.preventDefault();
      if (ziel < 0) { feld.focus(); } else if (alle[ziel]) { alle[ziel].focus(); }
    }
  });

  // The tick says what this browser keeps; it is shown only where it can be kept.
  document.addEventListener("change", function (e) {
    if (!e.target.hasAttribute || !e.target.hasAttribute("data-suchtaste")) { return; }
    try {
      if (e.target.checked) { localStorage.removeItem(AUS); } else { localStorage.setItem(AUS, "ja"); }
    } catch (fehler) { e.target.checked = true; }
  });
  new MutationObserver(function () {
    if (location.pathname !== "/suche") { return; }
    document.querySelectorAll("[data-suchtaste]:not([data-gesetzt])").forEach(function (e) {
      e.setAttribute("data-gesetzt", "");
      e.checked = !aus();
      var absatz = e.closest("[hidden]");
      if (absatz) { absatz.hidden = false; }
    });
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
