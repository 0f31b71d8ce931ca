/* Berichte: asks how far a report is while it is made, and shows its link when it is there.
   Nothing else on the page is drawn anew, so that nobody loses what they are writing in the form. */
(function () {
  "use strict";
  var TAKT = 1000;

  function sage(text) {
    var ort = document.getElementById("bericht-meldung");
    if (ort) { ort.textContent = text; }
  }

  function setze(ort, antwort) {
    ort.querySelector(".satz").textContent = antwort.satz;
    var balken = ort.querySelector("progress");
    if (antwort.laeuft) {
      if (balken) { balken.value = antwort.anteil; }
      return;
    }
    delete ort.dataset.bericht;
    if (balken) { balken.remove(); }
    if (antwort.fertig) { ort.querySelector("a").hidden = false; } else { ort.classList.add("z-gescheitert"); }
    sage((antwort.name ? antwort.name + ": " : "") + antwort.satz);
  }

  function frage(ort) {
    if (ort.dataset.gefragt) { return; }
    ort.dataset.gefragt = "ja";
    fetch(ort.dataset.bericht, { credentials: "same-origin", headers: { Accept: "application/json" } })
      .then(function (r) { return r.json(); })
      .then(function (antwort) { setze(ort, antwort); })
      .catch(function () { /* the next round asks again */ })
      .finally(function () { delete ort.dataset.gefragt; });
  }

  setInterval(function () {
    if (!document.hidden) { document.querySelectorAll("[data-bericht]").forEach(frage); }
  }, TAKT);
})();
