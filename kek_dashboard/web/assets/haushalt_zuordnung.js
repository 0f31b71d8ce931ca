/* Zuordnung: choose lines by keyboard, mouse or dragging, find them while typing, send each step without leaving the
   page. The server draws every row; what comes from it is finished HTML of ours, all else goes in by textContent. */
(function () {
  "use strict";
  var NICHT_DA = "Der Server war nicht zu erreichen; geändert wurde nichts. Bitte noch einmal versuchen.";
  var VERALTET = "Das hat der Server nicht angenommen. Bitte die Seite neu laden.";
  var anker = null; // the box a range begins at
  var verzeichnis = null; // words of all Konten, asked for once for each Haushalt
  var zuletzt = null; // the box one was at before going to the target

  function formular() { return document.querySelector("form[data-zuordnung]"); }
  function kasten(zeile) { return zeile && zeile.querySelector("input[name=zeile]"); }
  function zeilen(form) { return form.querySelectorAll("tbody > tr"); }
  function sichtbare(form) {
    return Array.prototype.filter.call(form.querySelectorAll("tbody input[name=zeile]"), function (k) {
      return !k.closest("tr").hidden;
    });
  }
  function falte(text) {
    return text.toLowerCase().replace(/ä/g, "ae").replace(/ö/g, "oe").replace(/ü/g, "ue").replace(/ß/g, "ss");
  }

  // ---- one row can be reached by Tab; arrows go on

  function betritt(zeile) {
    var form = zeile.closest("form");
    form.querySelectorAll("tbody [tabindex='0']").forEach(function (e) { e.tabIndex = -1; });
    zeile.querySelectorAll("input, button, a[href]").forEach(function (e) { e.tabIndex = 0; });
  }
  function ersteZeile(form) {
    if (form.querySelector("tbody tr:not([hidden]) [tabindex='0']")) { return; }
    var erste = form.querySelector("tbody tr:not([hidden]) [tabindex]");
    if (erste) { betritt(erste.closest("tr")); }
  }
  document.addEventListener("focusin", function (e) {
    var zeile = e.target.closest && e.target.closest("form[data-zuordnung] tbody tr");
    if (zeile) { betritt(zeile); }
    if (kasten(zeile)) { zuletzt = kasten(zeile); }
  });

  function merke(form) {
    var alle = form.querySelectorAll("tbody input[name=zeile]:checked"), ort = form.querySelector("#gewaehlt");
    form.querySelectorAll("tbody tr.gewaehlt").forEach(function (z) { z.classList.remove("gewaehlt"); });
    alle.forEach(function (k) { k.closest("tr").classList.add("gewaehlt"); });
    var text = alle.length === 0 ? "Noch keine Zeile gewählt." : alle.length === 1 ? "1 Zeile gewählt." : alle.length + " Zeilen gewählt.";
    if (ort && ort.textContent !== text) { ort.textContent = text; }
    var weiter = form.querySelector(".zum-ziel");
    if (weiter) { weiter.hidden = alle.length === 0; weiter.textContent = text.replace(".", "") + " – zum Ziel"; }
  }
  function bis(form, ziel, an) {
    var alle = sichtbare(form), von = alle.indexOf(anker), nach = alle.indexOf(ziel);
    if (von < 0 || nach < 0) { return; }
    alle.slice(Math.min(von, nach), Math.max(von, nach) + 1).forEach(function (k) { k.checked = an; });
  }

  document.addEventListener("click", function (e) {
    var form = e.target.closest && e.target.closest("form[data-zuordnung]");
    var k = e.target;
    if (form && k.name === "zeile") {
      if (e.shiftKey && anker) { bis(form, k, k.checked); }
      anker = k;
      merke(form);
    } else if (form && k.id === "zuordnung-alle") {
      sichtbare(form).forEach(function (b) { b.checked = k.checked; });
      merke(form);
    } else if (form && k.closest(".zum-ziel")) {
      form.elements.ziel.focus();
    } else if (k.closest && k.closest("[data-tat], [data-vorschlag], [data-regel], [data-konten], [data-ablage]")) {
      druecke(form || formular(), k.closest("button"));
    }
  });

  function druecke(form, knopf) {
    var d = knopf.dataset;
    if (d.tat) { sende(form, { tat: d.tat }); }
    if (d.vorschlag) { sende(form, { tat: "vorschlag", vorschlag: d.vorschlag }); }
    if (d.konten) { klappe(form, knopf); }
    if (d.ablage) { setze(form, d.ablage, null); }
    if (d.regel) {
      form.querySelectorAll("tbody input[name=zeile]").forEach(function (k) { k.checked = k.value === d.regel; });
      merke(form);
      setze(form, d.ziel, d.anteil);
    }
  }
  function setze(form, ziel, anteil) {
    var liste = form.querySelectorAll("#zielliste option"), feld = form.elements.ziel;
    var voll = Array.prototype.find.call(liste, function (o) { return o.value.indexOf(ziel + " ") === 0; });
    feld.value = voll ? voll.value : ziel;
    if (anteil !== null) { form.elements.anteil.value = anteil; }
    form.elements.anteil.focus();
    form.elements.anteil.select();
  }

  document.addEventListener("keydown", function (e) {
    var form = e.target.closest && e.target.closest("form[data-zuordnung]");
    if (!form || e.ctrlKey || e.metaKey || e.altKey) { return; }
    if (e.key === "Escape" && e.target.closest("aside") && zuletzt && zuletzt.isConnected) {
      e.preventDefault();
      zuletzt.focus();
      return;
    }
    if (e.key === "Enter" && e.target.matches("#zuordnung-suche, #zuordnung-teil")) { e.preventDefault(); return; }
    var zeile = e.target.closest("tbody tr");
    if (!zeile) { return; }
    var schritt = { ArrowDown: 1, ArrowUp: -1, PageDown: 12, PageUp: -12, Home: -1e6, End: 1e6 }[e.key];
    if (schritt) { e.preventDefault(); gehe(form, zeile, schritt, e.shiftKey); return; }
    if (e.target.name !== "zeile") { return; }
    if (e.key === "Enter") { e.preventDefault(); form.elements.ziel.focus(); form.elements.ziel.select(); }
    if (e.key === "v" || e.key === "V") {
      var knopf = zeile.querySelector("[data-vorschlag]");
      e.preventDefault();
      if (knopf) { druecke(form, knopf); } else { melde(form, "Diese Zeile hat keinen Vorschlag.", false); }
    }
  });
  function gehe(form, zeile, schritt, mit) {
    var alle = sichtbare(form), hier = alle.indexOf(kasten(zeile));
    if (!alle.length) {
      alle = Array.prototype.filter.call(zeilen(form), function (z) { return !z.hidden && z.querySelector("[tabindex]"); });
      hier = alle.indexOf(zeile);
      alle = alle.map(function (z) { return z.querySelector("[tabindex]"); });
    }
    var ziel = alle[Math.max(0, Math.min(alle.length - 1, hier + schritt))];
    if (!ziel) { return; }
    if (mit && ziel.name === "zeile") {
      if (!alle[hier].checked) { alle[hier].checked = true; anker = alle[hier]; }
      if (!anker || !anker.isConnected) { anker = alle[hier]; }
      bis(form, ziel, true);
      merke(form);
    }
    ziel.focus();
    ziel.closest("tr").scrollIntoView({ block: "nearest" });
  }

  // ---- the list follows what is typed

  function hole(form) {
    if (verzeichnis && verzeichnis.ort === form.dataset.zuordnung) { return; }
    var neu = verzeichnis = { ort: form.dataset.zuordnung, texte: [], je: {} };
    fetch("/haushalt/zuordnung/suche?" + neu.ort, { headers: { Accept: "application/json" } })
      .then(function (a) { return a.ok ? a.json() : { texte: [], je: {} }; })
      .then(function (d) { neu.texte = d.texte; neu.je = d.je; if (formular()) { filtere(formular()); } })
      .catch(function () { verzeichnis = null; });
  }
  function filtere(form) {
    var worte = falte(form.querySelector("#zuordnung-suche").value).split(/\s+/).filter(Boolean);
    var teil = form.querySelector("#zuordnung-teil").value;
    var offen = form.querySelector("#zuordnung-nur-offen").checked;
    var neu = form.querySelector("#zuordnung-nur-neu");
    var kennt = verzeichnis && verzeichnis.ort === form.dataset.zuordnung ? verzeichnis : { texte: [], je: {} };
    var passt = worte.length ? kennt.texte.map(function (t) {
      return worte.every(function (w) { return t.indexOf(w) >= 0; });
    }) : [];
    var zahl = 0, gesamt = 0, je = {};
    zeilen(form).forEach(function (z) {
      var d = z.dataset;
      if (d.p === undefined) { return; }
      gesamt += 1;
      var gefunden = worte.every(function (w) { return d.s.indexOf(w) >= 0; }) ||
        (kennt.je[d.p] || []).some(function (i) { return passt[i]; });
      z.hidden = !gefunden || (teil !== "" && d.t !== teil) || (offen && !d.offen) || !!(neu && neu.checked && !d.neu);
      je[d.p] = z.hidden;
      zahl += z.hidden ? 0 : 1;
    });
    form.querySelectorAll("tbody tr.konto").forEach(function (z) { z.hidden = je[z.dataset.k] !== false; });
    var text = zahl === gesamt ? gesamt + " Produkte" : zahl + " von " + gesamt + " Produkten";
    var ort = form.querySelector("#zuordnung-zahl");
    if (ort.textContent !== text) { ort.textContent = text; }
    ersteZeile(form);
  }
  document.addEventListener("input", function (e) {
    var form = e.target.closest && e.target.closest("form[data-zuordnung]");
    if (!form || !e.target.closest(".zuordnung-filter")) { return; }
    if (e.target.id === "zuordnung-suche") { hole(form); }
    filtere(form);
  });

  // ---- Konten of a Produkt, when they are asked for

  function klappe(form, knopf) {
    var produkt = knopf.dataset.konten, zeile = knopf.closest("tr");
    if (knopf.getAttribute("aria-expanded") === "true") {
      form.querySelectorAll("tbody tr.konto").forEach(function (z) { if (z.dataset.k === produkt) { z.remove(); } });
      knopf.setAttribute("aria-expanded", "false");
      merke(form);
      return;
    }
    knopf.setAttribute("aria-expanded", "true");
    fetch("/haushalt/zuordnung/konten?" + form.dataset.zuordnung + "&produkt=" + encodeURIComponent(produkt),
      { headers: { Accept: "application/json" } })
      .then(function (a) { return a.json(); })
      .then(function (d) {
        if (!d.zeilen) { melde(form, d.satz || VERALTET, true); return; }
        if (zeile.isConnected) { zeile.after(html(d.zeilen)); }
      })
      .catch(function () { knopf.setAttribute("aria-expanded", "false"); melde(form, NICHT_DA, true); });
  }
  function html(text) {
    var t = document.createElement("template");
    t.innerHTML = text;
    return t.content;
  }

  // ---- each step goes to the server, what it answers takes the place of what is shown

  function melde(form, satz, fehler) {
    var ort = form.querySelector(".antwort");
    if (!ort) { return; }
    ort.classList.toggle("fehler", fehler);
    ort.textContent = satz;
  }
  function sende(form, mehr) {
    if (form.dataset.laeuft) { return; }
    var felder = new URLSearchParams(new FormData(form));
    Object.keys(mehr).forEach(function (name) { felder.set(name, mehr[name]); });
    form.dataset.laeuft = "ja";
    fetch("/haushalt/zuordnung/aendern", { method: "POST", body: felder, headers: { Accept: "application/json" } })
      .then(function (a) { return a.json().catch(function () { return { satz: VERALTET }; }); })
      .then(function (d) { nimm(form, d, mehr.tat); }, function () { melde(form, NICHT_DA, true); })
      .finally(function () { delete form.dataset.laeuft; });
  }
  function nimm(form, d, tat) {
    if (d.tafel === undefined) { melde(form, d.satz || VERALTET, true); return; }
    var war = document.activeElement, stelle = sichtbare(form).indexOf(zuletzt), wert = zuletzt && zuletzt.value;
    form.elements.fortschreibung.value = d.fortschreibung;
    Object.keys(d.zeilen).forEach(function (nr) { ersetze(form, nr, d.zeilen[nr]); });
    form.querySelector("#zuordnung-entwurf").replaceChildren(html(d.tafel));
    form.querySelectorAll("tbody input[name=zeile]:checked, #zuordnung-alle").forEach(function (k) { k.checked = false; });
    filtere(form);
    merke(form);
    melde(form, d.satz, false);
    if (tat === "verwerfen" || tat === "zurueck" || tat === "vorjahr") {
      if (!war.isConnected) { form.querySelector("#zuordnung-entwurf h2").tabIndex = -1; form.querySelector("#zuordnung-entwurf h2").focus(); }
      return;
    }
    var alle = sichtbare(form);
    var ziel = alle.find(function (k) { return k.value === wert; }) || alle[Math.min(Math.max(stelle, 0), alle.length - 1)];
    if (ziel) { ziel.focus({ preventScroll: true }); zuletzt = ziel; }
  }
  function ersetze(form, nr, text) {
    var alt = Array.prototype.find.call(zeilen(form), function (z) { return z.dataset.p === nr; });
    var neu = text ? html(text).firstElementChild : null;
    var offen = alt && alt.querySelector("[data-konten][aria-expanded=true]");
    form.querySelectorAll("tbody tr.konto").forEach(function (z) { if (z.dataset.k === nr) { z.remove(); } });
    if (alt && neu) { alt.replaceWith(neu); } else if (alt) { alt.remove(); } else if (neu) { form.querySelector("tbody").append(neu); }
    if (offen && neu) { klappe(form, neu.querySelector("[data-konten]")); }
  }
  document.addEventListener("submit", function (e) {
    var form = e.target;
    if (!form.matches("form[data-zuordnung]") || (e.submitter && e.submitter.dataset.abgeben)) { return; }
    e.preventDefault();
    sende(form, { tat: "zuordnen" });
  });

  // ---- dragging does what the button does

  document.addEventListener("dragstart", function (e) {
    var griff = e.target.closest && e.target.closest("form[data-zuordnung] .griff");
    if (!griff) { return; }
    var form = griff.closest("form");
    kasten(griff.closest("tr")).checked = true;
    e.dataTransfer.setData("text/plain", kasten(griff.closest("tr")).value);
    // A browser ends the dragging when the page moves under it at its very beginning.
    setTimeout(function () {
      merke(form);
      form.querySelector(".zielablagen").closest("details").open = true;
    }, 0);
  });
  function ablage(e) { return e.target.closest && e.target.closest("form[data-zuordnung] .zielablage"); }
  document.addEventListener("dragover", function (e) {
    var hier = ablage(e);
    if (hier) { e.preventDefault(); hier.classList.add("darueber"); }
  });
  document.addEventListener("dragleave", function (e) {
    if (ablage(e)) { ablage(e).classList.remove("darueber"); }
  });
  document.addEventListener("drop", function (e) {
    var hier = ablage(e);
    if (!hier) { return; }
    e.preventDefault();
    hier.classList.remove("darueber");
    sende(hier.closest("form"), { tat: "zuordnen", ziel: hier.dataset.ablage });
  });

  // ---- whenever the page comes, it begins with what its address asks for

  new MutationObserver(function () {
    var form = formular();
    if (!form || form.dataset.bereit) { return; }
    form.dataset.bereit = "ja";
    anker = zuletzt = null;
    if (form.querySelector("#zuordnung-suche").value) { hole(form); }
    filtere(form);
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
