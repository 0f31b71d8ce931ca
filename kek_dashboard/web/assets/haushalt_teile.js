/* Haushalt: asks the server for parts of the page while it stands: the lines that a filter leaves with each
   letter, and what is inside a disclosure when it is opened. The answer is finished HTML, made by what makes the
   page. Without an answer the form works as a form, and the page says so. */
(function () {
  "use strict";
  var FILTER = ["suche", "teilhaushalt", "produkt", "ziel", "art", "kennzahl", "massnahme", "wesentlich"];
  var STUMM = "Der Server antwortet gerade nicht. Mit „Zeigen“ lässt sich die Suche wiederholen.";
  var nummer = 0; // of the newest question about lines: answers to older ones are dropped
  var unterwegs = false, nochmal = false; // one question at a time; what is typed meanwhile is asked for after it
  var veraltet = false; // lines on the screen are newer than what Dash knows of

  function hole(adresse) {
    return fetch(adresse, { credentials: "same-origin", headers: { Accept: "*/*" } }).then(function (antwort) {
      if (antwort.ok) { return antwort.text(); }
      return antwort.json().then(function (grund) { throw new Error(grund.satz); });
    });
  }

  // ---- lines: each change of the filter is asked for at once

  function form() { return document.querySelector("form[data-sofort]"); }

  function anfrage(f) {
    var q = new URLSearchParams();
    new FormData(f).forEach(function (wert, name) { if (wert !== "") { q.append(name, wert); } });
    var auf = new URLSearchParams(location.search).get("auf");
    if (auf) { q.set("auf", auf); }
    return q;
  }

  // Which lines an address shows: what is open elsewhere on the page does not matter to them.
  function zeilenwort(suche) {
    var q = new URLSearchParams(suche);
    q.delete("auf");
    q.sort();
    return q.toString();
  }

  function zeige(text) {
    var teile = document.createElement("template");
    teile.innerHTML = text;
    Array.prototype.forEach.call(teile.content.children, function (neu) {
      var alt = document.getElementById(neu.id);
      if (!alt) { return; }
      Object.assign(alt.dataset, neu.dataset);
      alt.replaceChildren.apply(alt, neu.childNodes);
      if (neu.dataset.titel) { document.title = neu.dataset.titel + " · " + document.title.split(" · ").pop(); }
    });
  }

  // Links that kept the old filter (another year, another Fassung) keep the new one.
  function ziehNach(alt, neu) {
    document.querySelectorAll("main .haushalt a[href]").forEach(function (a) {
      if (a.pathname !== location.pathname || a.closest("#zeilen-fund, #zeilen-zahl")) { return; }
      var q = new URLSearchParams(a.search);
      if (!FILTER.every(function (n) { return (q.get(n) || "") === (alt.get(n) || ""); })) { return; }
      FILTER.forEach(function (n) { if (neu.get(n)) { q.set(n, neu.get(n)); } else { q.delete(n); } });
      a.search = q.toString();
    });
  }

  function frage(q, danach) {
    var diese = ++nummer, fund = document.getElementById("zeilen-fund");
    unterwegs = true;
    fund.setAttribute("aria-busy", "true");
    hole(form().dataset.sofort + "?" + q).then(function (text) {
      if (diese !== nummer || nochmal) { return; }
      zeige(text);
      veraltet = true;
      danach();
    }).catch(function () {
      if (diese === nummer) { document.getElementById("zeilen-zahl").textContent = STUMM; }
    }).finally(function () {
      if (diese !== nummer) { return; }
      unterwegs = false;
      fund.removeAttribute("aria-busy");
      if (nochmal) { nochmal = false; suche(); }
    });
  }

  function suche() {
    var f = form();
    if (!f) { return; }
    if (unterwegs) { nochmal = true; return; }
    var q = anfrage(f), vorher = new URLSearchParams(location.search);
    frage(q, function () {
      history.replaceState(history.state, "", location.pathname + "?" + q + "#zeilen");
      setTimeout(function () { ziehNach(vorher, q); }, 0);
    });
  }

  document.addEventListener("input", function (e) {
    if (e.target.form && e.target.form.dataset.sofort) { suche(); }
  });
  // The form goes its own way, and so does a link: what is still under way is of no use.
  function vergiss() {
    nummer++;
    unterwegs = nochmal = false;
    var fund = document.getElementById("zeilen-fund");
    if (fund) { fund.removeAttribute("aria-busy"); }
  }
  document.addEventListener("submit", function (e) { if (e.target.dataset.sofort) { vergiss(); } }, true);

  // Back, or a link to what Dash believes to be on the screen: it draws nothing, so the lines follow the address here.
  function folge() {
    var f = form(), fund = document.getElementById("zeilen-fund");
    vergiss();
    if (!veraltet || !f || !fund || window.kek_dashboard.zeichnet() || location.pathname !== new URL(f.action).pathname) { return; }
    if (zeilenwort(fund.dataset.gezeigt) === zeilenwort(location.search)) { return; }
    var q = new URLSearchParams(location.search), vorher = new URLSearchParams(fund.dataset.gezeigt);
    FILTER.forEach(function (name) {
      var feld = f.elements.namedItem(name);
      if (feld && feld.type === "checkbox") { feld.checked = q.get(name) === feld.value; }
      else if (feld) { feld.value = q.get(name) || ""; }
    });
    frage(q, function () {
      ziehNach(vorher, q);
      var anker = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (anker) { anker.scrollIntoView(); anker.focus({ preventScroll: true }); }
    });
  }
  window.addEventListener("popstate", folge);
  window.addEventListener("_dashprivate_pushstate", folge);

  // ---- disclosures: what is inside is asked for once, when it is opened

  function fuelle(d) {
    if (d.dataset.geholt) { return; }
    d.dataset.geholt = "ja";
    var ort = d.lastElementChild;
    ort.textContent = "wird geladen …";
    hole(d.dataset.teil).then(function (text) { ort.innerHTML = text; }).catch(function (fehler) {
      delete d.dataset.geholt;
      var stumm = fehler instanceof TypeError || fehler instanceof SyntaxError || !fehler.message;
      ort.textContent = stumm ? "Der Server antwortet gerade nicht. Bitte noch einmal aufklappen." : fehler.message;
    });
  }

  // One that stands open from the start is filled by itself, once: it may have been opened before this was there.
  function fuelleOffene() {
    document.querySelectorAll("details[open][data-teil]:not([data-geholt]):not([data-von-selbst])").forEach(function (d) {
      d.dataset.vonSelbst = "ja";
      fuelle(d);
    });
  }
  fuelleOffene();
  new MutationObserver(fuelleOffene).observe(document.documentElement, { childList: true, subtree: true });

  // The address names the branch that is open, so that it can be sent.
  function merke(d) {
    var q = new URLSearchParams(location.search), ueber = d.parentElement.closest("details[data-auf]");
    var offen = d.open ? d : ueber;
    if (!d.open && (q.get("auf") || "").indexOf(d.dataset.auf) !== 0) { return; }
    if (offen) { q.set("auf", offen.dataset.auf); } else { q.delete("auf"); }
    var text = q.toString();
    history.replaceState(history.state, "", location.pathname + (text ? "?" + text : "") + location.hash);
  }

  document.addEventListener("toggle", function (e) {
    var d = e.target;
    if (!d.matches || !d.matches("details[data-teil]")) { return; }
    if (d.open) { fuelle(d); }
    if (d.dataset.auf && d.dataset.bewegt) { merke(d); }
  }, true);
  // Only what a person opens or closes changes the address, not what is drawn open.
  document.addEventListener("click", function (e) {
    var s = e.target.closest && e.target.closest("summary");
    if (s && s.parentElement.dataset.auf) { s.parentElement.dataset.bewegt = "ja"; }
  });
})();
