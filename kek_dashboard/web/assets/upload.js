/* Upload: sends the chosen file to the counter, says what goes on, and shows what came back.
   Text from a file is only ever put in by textContent. Also two native inputs React draws for us. */
(function () {
  "use strict";
  var MIB = 1024 * 1024;
  var MEISTE = 300;
  var GRUPPEN = [["fehler", "Fehler", "Fehler"], ["warnung", "Warnung", "Warnungen"], ["hinweis", "Hinweis", "Hinweise"]];
  var kek = (window.kek_dashboard = window.kek_dashboard || {});

  kek.Feld = function (p) {
    return window.React.createElement("input", {
      id: p.id, type: p.type, name: p.name, accept: p.accept, required: p.required, value: undefined,
      defaultValue: p.type === "file" ? undefined : p.value, maxLength: p.maxlength, min: p.min, max: p.max,
      inputMode: p.inputmode, "aria-describedby": p.beschreibung, autoComplete: "off"
    });
  };

  function neu(name, text, klasse) {
    var e = document.createElement(name);
    if (text !== undefined) { e.textContent = text; }
    if (klasse) { e.className = klasse; }
    return e;
  }

  function ort(b) {
    var teile = [];
    if (b.blatt) { teile.push("Blatt „" + b.blatt + "“"); }
    if (b.zelle) { teile.push("Zelle " + b.zelle); }
    return teile.join(", ") || "ganze Datei";
  }

  function was(b) {
    var vorn = ort(b) + ": ";
    if (b.text.indexOf(vorn) !== 0) { return b.text; }
    return b.text.charAt(vorn.length).toUpperCase() + b.text.slice(vorn.length + 1);
  }

  function gruppe(alle, art) {
    var teile = alle.filter(function (b) { return b.schwere === art[0]; });
    if (!teile.length) { return null; }
    var kasten = neu("div", undefined, "befunde s-" + art[0]);
    kasten.append(neu("h3", teile.length + " " + (teile.length === 1 ? art[1] : art[2])));
    var liste = neu("ul");
    teile.slice(0, MEISTE).forEach(function (b) {
      var zeile = neu("li");
      zeile.append(neu("strong", ort(b)), neu("span", was(b)));
      liste.append(zeile);
    });
    kasten.append(liste);
    if (teile.length > MEISTE) { kasten.append(neu("p", "… und " + (teile.length - MEISTE) + " weitere.")); }
    return kasten;
  }

  function zeige(ziel, antwort, name) {
    ziel.replaceChildren();
    var kopf = neu("h2", "Nicht angenommen: " + name);
    kopf.tabIndex = -1;
    ziel.append(kopf, neu("p", antwort.satz || "Die Datei wurde nicht angenommen."));
    GRUPPEN.forEach(function (art) {
      var kasten = gruppe(antwort.befunde || [], art);
      if (kasten) { ziel.append(kasten); }
    });
    ziel.className = "karte antwort";
    kopf.focus();
  }

  function melde(form, text) { form.querySelector("[role=status]").textContent = text; }

  function lies(r) {
    var json = (r.headers.get("content-type") || "").indexOf("json") >= 0;
    return json ? r.json() : r.text().then(function (t) { return { satz: t.slice(0, 500), befunde: [] }; });
  }

  function schicke(form) {
    var ziel = document.getElementById(form.dataset.antwort);
    var datei = form.querySelector("input[type=file]").files[0];
    ziel.replaceChildren();
    ziel.className = "";
    if (!datei) { melde(form, "Bitte zuerst eine Datei auswählen."); return; }
    if (datei.size > Number(form.dataset.hoechstens)) {
      melde(form, "");
      zeige(ziel, { satz: "Die Datei ist zu groß: " + (datei.size / MIB).toLocaleString("de-DE", { maximumFractionDigits: 1 }) +
        " MiB, höchstens " + form.dataset.hoechstens / MIB + " MiB sind möglich. Es wurde nichts gespeichert." }, datei.name);
      return;
    }
    form.dataset.laeuft = "ja";
    melde(form, "Die Datei wird gelesen und geprüft …");
    fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" })
      .then(lies)
      .then(function (antwort) {
        melde(form, "");
        if (!antwort.adresse) { zeige(ziel, antwort, datei.name); return; }
        melde(form, "Angenommen. Die Lieferung wird geöffnet.");
        history.pushState(null, "", antwort.adresse);
        window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
      })
      .catch(function () {
        melde(form, "");
        zeige(ziel, { satz: "Der Server war nicht zu erreichen. Bitte versuchen Sie es noch einmal." }, datei.name);
      })
      .finally(function () { delete form.dataset.laeuft; });
  }

  document.addEventListener("submit", function (e) {
    var form = e.target;
    if (!form.dataset.antwort) { return; }
    e.preventDefault();
    if (!form.dataset.laeuft) { schicke(form); }
  });
})();
