/* Vorsprung: what Dash is going to ask for is asked for at once: when a link is pressed, not when Dash has
   thought about it; another year already while somebody points at it or stands on it. It is the call by which a
   page is drawn, so nothing happens by it and the server decides who sees what. An answer is good for one use
   and a few seconds; whoever saves data is spared what they might not use. */
(function () {
  "use strict";
  var GUT = 5000; // milliseconds
  var ABSICHT = 60; // milliseconds after which a mouse rests on something and does not only pass
  var JAHRE = "#jahr-zurueck, #jahr-vor";
  var echt = window.fetch;
  var voraus = null; // where to, the answer to come, and since when

  function frage(pathname, search) {
    return {
      output: "rahmen.children", outputs: { id: "rahmen", property: "children" },
      inputs: [
        { id: "adresse", property: "pathname", value: pathname }, { id: "adresse", property: "search", value: search }
      ],
      changedPropIds: ["adresse.pathname", "adresse.search"]
    };
  }

  // The address a call of Dash is about; null for any other call.
  function wohin(init) {
    try {
      var ruf = JSON.parse(init.body);
      return ruf.output === "rahmen.children" ? ruf.inputs[0].value + ruf.inputs[1].value : null;
    } catch (e) { return null; }
  }

  window.kek_dashboard.vorsprung = function (ziel) {
    var jetzt = performance.now();
    if (voraus && voraus.wohin === ziel.pathname + ziel.search && jetzt - voraus.seit < GUT) { return; }
    voraus = {
      wohin: ziel.pathname + ziel.search, seit: jetzt,
      antwort: zaehle(echt.call(window, "/_dash-update-component", {
        method: "POST", credentials: "same-origin", body: JSON.stringify(frage(ziel.pathname, ziel.search)),
        headers: { Accept: "application/json", "Content-Type": "application/json" }
      }))
    };
    voraus.antwort.catch(function () {}); // Dash asks itself then, and says what is wrong
  };

  window.kek_dashboard.offen = 0; // calls of Dash that are not answered yet
  function zaehle(antwort) {
    window.kek_dashboard.offen++;
    function da() { window.kek_dashboard.offen--; }
    antwort.then(da, da);
    return antwort;
  }

  window.fetch = function (was, init) {
    var selbst = this, alles = arguments, da = voraus;
    if (!init || !init.method || init.method === "GET") { return echt.apply(selbst, alles); }
    voraus = null; // whatever is written now may change what was asked before
    if (String(was).indexOf("/_dash-update-component") !== 0) { return echt.apply(selbst, alles); }
    if (!da || wohin(init) !== da.wohin || performance.now() - da.seit >= GUT) { return zaehle(echt.apply(selbst, alles)); }
    return zaehle(da.antwort.catch(function () { return echt.apply(selbst, alles); }));
  };

  // What may come of it is asked for only where nobody pays for it.
  function vielleicht(e) {
    var ziel = window.kek_dashboard.ziel(e);
    if (!ziel || !window.kek_dashboard.zeichnet(ziel)) { return; }
    if (!(navigator.connection && navigator.connection.saveData)) { window.kek_dashboard.vorsprung(ziel); }
  }

  // A mouse is pressed a tenth of a second before it clicks; a finger may only want to scroll.
  document.addEventListener("pointerdown", function (e) {
    if (e.pointerType === "mouse") { vielleicht(e); }
  });

  // People step through the years: the one that is pointed at or stood on is likely the next.
  var absicht = 0;
  function vielleichtJahr(e) {
    clearTimeout(absicht);
    var a = e.target.closest && e.target.closest(JAHRE);
    if (a) { absicht = setTimeout(vielleicht, ABSICHT, { target: a }); }
  }
  document.addEventListener("pointerover", function (e) { if (e.pointerType === "mouse") { vielleichtJahr(e); } });
  document.addEventListener("focusin", vielleichtJahr);

  // A page that is shown again as it was left must not show what was asked for before.
  window.addEventListener("pagehide", function () { clearTimeout(absicht); voraus = null; });
})();
