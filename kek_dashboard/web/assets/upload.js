/* Upload: sends each chosen or dropped file by itself, says how far each is, and asks on while one is read.
   Text from a file or the server is only ever put in by textContent. Pages are drawn by the server; this script
   finds them by their data attributes, whenever they come. */
(function () {
  "use strict";
  var MIB = 1024 * 1024;
  var TAKT = 900;
  var NICHT_DA = "Der Server war nicht zu erreichen. Bitte versuchen Sie es noch einmal.";

  function melde(form, text) {
    var ort = form && form.querySelector("[role=status]");
    if (ort) { ort.textContent = text; }
  }

  function zeige(zeile, satz, anteil) {
    var wort = zeile.querySelector(".satz"), balken = zeile.querySelector("progress");
    if (wort && wort.textContent !== satz) { wort.textContent = satz; }
    if (balken) { balken.hidden = anteil === null; balken.value = anteil || 0; }
  }

  function neueZeile(form, name) {
    var kasten = document.getElementById(form.dataset.abgabe);
    var zeile = kasten.querySelector("template").content.firstElementChild.cloneNode(true);
    var a = zeile.querySelector(".name a"), titel = document.createElement("span");
    titel.textContent = name;
    a.replaceWith(titel);
    kasten.querySelector("ul").prepend(zeile);
    kasten.hidden = false;
    return zeile;
  }

  function scheitert(form, zeile, name, satz) {
    zeige(zeile, satz, null);
    zeile.classList.add("z-abgelehnt");
    melde(form, name + ": " + satz);
  }

  function nimm(form, zeile, name, antwort) {
    var alt = document.querySelectorAll('[data-stand="/eingang/' + antwort.id + '/stand"]');
    alt.forEach(function (z) { z.remove(); });
    var titel = zeile.querySelector(".name");
    var a = document.createElement("a");
    a.href = antwort.link;
    a.textContent = antwort.datei;
    titel.replaceChildren(a);
    document.querySelectorAll(".entwuerfe .name a").forEach(function (b) {
      if (b !== a && b.pathname === a.pathname) { b.closest("li").remove(); }
    });
    zeile.querySelector(".knopf").href = antwort.link;
    zeile.dataset.stand = antwort.adresse + "/stand";
    setze(zeile, antwort);
  }

  function lies(anfrage) {
    try { return JSON.parse(anfrage.responseText); } catch (e) { return { satz: anfrage.responseText.slice(0, 400) }; }
  }

  function schicke(form, datei) {
    var zeile = neueZeile(form, datei.name);
    if (datei.size > Number(form.dataset.hoechstens)) {
      var mib = (datei.size / MIB).toLocaleString("de-DE", { maximumFractionDigits: 1 });
      scheitert(form, zeile, datei.name, "Zu groß: " + mib + " MiB, höchstens " + form.dataset.hoechstens / MIB +
        " MiB sind möglich. Es wurde nichts gespeichert.");
      return Promise.resolve();
    }
    var felder = new FormData(form);
    felder.delete("datei");
    felder.append("datei", datei, datei.name);
    return new Promise(function (fertig) {
      var anfrage = new XMLHttpRequest();
      anfrage.upload.onprogress = function (e) {
        if (e.lengthComputable) {
          var anteil = Math.round(100 * e.loaded / e.total);
          zeige(zeile, "wird übertragen, " + anteil + " %", anteil);
        }
      };
      anfrage.onload = function () {
        var antwort = lies(anfrage);
        if (anfrage.status === 200 && antwort.id) { nimm(form, zeile, datei.name, antwort); }
        else { scheitert(form, zeile, datei.name, antwort.satz || NICHT_DA); }
        fertig();
      };
      anfrage.onerror = function () { scheitert(form, zeile, datei.name, NICHT_DA); fertig(); };
      anfrage.open("POST", form.action);
      anfrage.setRequestHeader("Accept", "application/json");
      zeige(zeile, "wird übertragen", 0);
      anfrage.send(felder);
    });
  }

  function schickeAlle(form, dateien) {
    var alle = Array.prototype.slice.call(dateien);
    if (!alle.length) { melde(form, "Bitte zuerst eine Datei auswählen."); return; }
    melde(form, alle.length === 1 ? "Die Datei wird übertragen." : alle.length + " Dateien werden übertragen.");
    alle.reduce(function (vorige, datei) {
      return vorige.then(function () { return schicke(form, datei); });
    }, Promise.resolve());
    form.querySelector("input[type=file]").value = "";
  }

  // ---- how far a reading is

  function setze(zeile, antwort) {
    zeige(zeile, antwort.zustand === "gelesen" ? "gelesen, zur Ansicht bereit" : antwort.satz, antwort.laeuft ? antwort.anteil : null);
    zeile.classList.add("z-" + antwort.zustand);
    if (antwort.laeuft) { return; }
    delete zeile.dataset.stand;
    var weg = zeile.querySelector(".knopf");
    if (weg && antwort.zustand === "gelesen") { weg.hidden = false; }
    if (zeile.dataset.danach === "oeffnen") { zeichneNeu(); return; }
    var form = document.querySelector("form[data-abgabe]");
    melde(form, antwort.datei + ": " + (antwort.zustand === "gelesen" ? "Die Vorschau ist da." : antwort.satz));
  }

  // The page as the server draws it now: a word of the address changes, for Dash draws nothing twice.
  function zeichneNeu() {
    var suche = new URLSearchParams(location.search);
    suche.delete("meldung");
    suche.set("gelesen", String(Date.now() % 100000));
    history.replaceState(null, "", location.pathname + "?" + suche);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  }

  function frage(zeile) {
    if (zeile.dataset.gefragt) { return; }
    zeile.dataset.gefragt = "ja";
    fetch(zeile.dataset.stand, { credentials: "same-origin", headers: { Accept: "application/json" } })
      .then(function (r) { return r.ok ? r.json() : { zustand: "weg", laeuft: false, satz: "liegt hier nicht mehr", datei: "" }; })
      .then(function (antwort) { setze(zeile, antwort); })
      .catch(function () { /* the next round asks again */ })
      .finally(function () { delete zeile.dataset.gefragt; });
  }

  setInterval(function () {
    if (document.hidden) { return; }
    document.querySelectorAll("[data-stand]").forEach(frage);
  }, TAKT);

  // ---- choosing and dropping

  document.addEventListener("change", function (e) {
    var form = e.target.type === "file" && e.target.form;
    if (form && form.dataset.abgabe && e.target.files.length) { schickeAlle(form, e.target.files); }
  });
  document.addEventListener("submit", function (e) {
    if (!e.target.dataset.abgabe) { return; }
    e.preventDefault();
    schickeAlle(e.target, e.target.querySelector("input[type=file]").files);
  });

  function bringtDateien(e) {
    return e.dataTransfer && Array.prototype.indexOf.call(e.dataTransfer.types, "Files") >= 0;
  }
  // Anywhere on the page: whoever misses the field must not lose the page to the browser's own view of the file.
  document.addEventListener("dragover", function (e) {
    var form = document.querySelector("form[data-abgabe]");
    if (!form || !bringtDateien(e)) { return; }
    e.preventDefault();
    form.classList.add("darueber");
  });
  document.addEventListener("dragleave", function (e) {
    var form = document.querySelector("form[data-abgabe]");
    if (form && !e.relatedTarget) { form.classList.remove("darueber"); }
  });
  document.addEventListener("drop", function (e) {
    var form = document.querySelector("form[data-abgabe]");
    if (!form || !bringtDateien(e)) { return; }
    e.preventDefault();
    form.classList.remove("darueber");
    schickeAlle(form, e.dataTransfer.files);
  });

  // ---- reasons: what was typed survives a way back and a sentence that something is missing

  function ablage(feld) { return feld.form && feld.name.indexOf("grund-") === 0 ? location.pathname + "#" + feld.name : null; }
  document.addEventListener("input", function (e) {
    var wo = e.target.tagName === "TEXTAREA" && ablage(e.target);
    if (wo) { sessionStorage.setItem(wo, e.target.value); }
  });
  new MutationObserver(function () {
    document.querySelectorAll("textarea[name^='grund-']:not([data-geholt])").forEach(function (feld) {
      feld.dataset.geholt = "ja";
      var text = sessionStorage.getItem(ablage(feld));
      if (text && !feld.value) { feld.value = text; }
    });
  }).observe(document.documentElement, { childList: true, subtree: true });

  // ---- what hangs open over the page closes as people expect it

  document.addEventListener("click", function (e) {
    document.querySelectorAll("details.glocke[open]").forEach(function (d) {
      if (!d.contains(e.target) || e.target.closest(".glocke a")) { d.open = false; }
    });
  });
  document.addEventListener("keydown", function (e) {
    if (e.key !== "Escape") { return; }
    document.querySelectorAll("details.glocke[open]").forEach(function (d) {
      d.open = false;
      d.querySelector("summary").focus();
    });
  });
})();
