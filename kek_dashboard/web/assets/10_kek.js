/* KEK: the few own components (components/browser.py), and links and forms that change the address
   without loading the page anew. Everything works without it being fast: a link is a link. */
(function () {
  "use strict";
  var h = window.React.createElement;
  var vorab = document.getElementById("vorab"); // the page that came with the document, until another is drawn
  var pfad = vorab ? vorab.dataset.pfad : null; // path of the page that is on the screen
  var gesagt = vorab ? location.pathname + location.search : null; // the address Dash knows
  var merke = null; // what had the focus when the address changed
  var gedrueckt = false; // the way here was a link or a form, not the back button

  window.kek_dashboard = {
    // Whether Dash is going to draw an address, by default the one there is; asked by whoever follows it too.
    zeichnet: function (ziel) { return gesagt !== (ziel || location).pathname + (ziel || location).search; },
    // Where a press or click leads within the program, without loading the page anew; null where it does not.
    ziel: function (e) {
      if (e.defaultPrevented || e.button || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) { return null; }
      var a = e.target.closest && e.target.closest("a[href]");
      if (!a || a.hasAttribute("target") || a.hasAttribute("download") || a.hasAttribute("data-laden")) { return null; }
      var ziel = new URL(a.getAttribute("href"), location.href); // a link in a drawing has no a.origin
      return ziel.origin === location.origin ? ziel : null;
    },
    Svg: function (p) {
      return h("span", {
        id: p.id, className: "svg" + (p.className ? " " + p.className : ""),
        role: p.label ? p.role || "img" : undefined, "aria-label": p.label, "aria-hidden": p.label ? undefined : true,
        dangerouslySetInnerHTML: { __html: p.svg }
      });
    },
    Eingabe: function (p) {
      return h("input", Object.assign({
        key: p.value, id: p.id, type: p.type, name: p.name, defaultValue: p.value, min: p.min, max: p.max,
        placeholder: p.placeholder, "aria-label": p.label, autoComplete: "off"
      }, p.attribute));
    },
    Tag: function (p) {
      return h(p.tag, Object.assign({}, p.props, { dangerouslySetInnerHTML: { __html: p.html } }));
    },
    Rahmen: function (p) { return h("div", { id: p.id, className: p.className }, p.children); },
    Adresse: function (p) {
      var sage = window.React.useRef();
      sage.current = p.setProps;
      window.React.useEffect(function () {
        function folge() {
          if (!window.kek_dashboard.zeichnet()) { return; }
          gesagt = location.pathname + location.search;
          window.kek_dashboard.vorsprung(location);
          sage.current({ pathname: location.pathname, search: location.search });
        }
        folge();
        window.addEventListener("popstate", folge);
        window.addEventListener("_dashprivate_pushstate", folge);
        performance.mark("kek-bereit");
      }, []);
      return null;
    },
    Ankunft: function (p) {
      // Before anything is painted: no page is ever there twice, and nobody's focus is taken from them afterwards.
      window.React.useLayoutEffect(function () {
        if (vorab) { vorab.remove(); vorab = null; }
        document.title = p.titel;
        drucke(p.titel, p.druck);
        var neu = pfad !== null && pfad !== p.adresse;
        pfad = p.adresse;
        if (neu && gedrueckt && !location.hash) { window.kek_dashboard.zuerst(); }
        (function warte() { // where Dash's own libraries draw the page, they may be on their way yet
          if (document.querySelector("main h1")) { kommAn(neu); } else { requestAnimationFrame(warte); }
        })();
      }, [p.adresse, p.titel, p.suche, p.druck]);
      return null;
    }
  };

  // What stands below each printed sheet.
  function drucke(titel, druck) {
    var fuss = [titel + (druck ? " · " + druck : ""), location.href];
    document.documentElement.style.setProperty("--druck", fuss.map(JSON.stringify).join(' "\\a " '));
  }
  if (vorab) { drucke(document.title, vorab.dataset.druck); }

  // Dash's own libraries are fetched with the first component of theirs; until then these stand for it.
  var bibliotheken = null;
  function hole() {
    bibliotheken = bibliotheken || document.querySelector('meta[name="kek-bibliotheken"]').content.split(" ")
      .reduce(function (vorher, src) {
        return vorher.then(function () {
          return new Promise(function (da, fehlt) {
            var s = document.createElement("script");
            s.onload = da; s.onerror = fehlt; s.src = src;
            document.head.appendChild(s);
          });
        });
      }, Promise.resolve());
    return bibliotheken;
  }
  ["dash_core_components", "dash_html_components"].forEach(function (name) {
    window[name] = new Proxy({}, { get: function (teile, art) {
      teile[art] = teile[art] || function (p) {
        var da = window.React.useState(false);
        window.React.useEffect(function () { hole().then(function () { da[1](true); }); }, []);
        return da[0] ? h(window[name][art], p) : null;
      };
      return teile[art];
    } });
  });

  // A page is there: whoever reads by ear or key begins at its heading, or goes on where they were.
  function kommAn(neu) {
    var anker = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var ziel = anker || (neu ? document.querySelector("main h1") : wieder());
    merke = null;
    if (anker) { anker.scrollIntoView(); }
    if (ziel) { ziel.focus({ preventScroll: true }); }
    if (neu && gedrueckt && !anker) { window.scrollTo(0, 0); }
    gedrueckt = false;
  }

  // The page is drawn anew: find what had the focus by its id, else by its kind and words.
  function wieder() {
    if (!merke || document.activeElement !== document.body) { return null; }
    if (merke.id) { return document.getElementById(merke.id); }
    var gleiche = Array.prototype.filter.call(document.querySelectorAll(merke.art), function (e) {
      return e.textContent === merke.text;
    });
    return gleiche[0] || document.querySelector("main h1");
  }

  function geh(adresse) {
    var e = document.activeElement;
    merke = e && e !== document.body ? { id: e.id, art: e.tagName.toLowerCase(), text: e.textContent } : null;
    gedrueckt = true;
    history.pushState(null, "", adresse);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  }

  document.addEventListener("click", function (e) {
    var ziel = window.kek_dashboard.ziel(e);
    if (!ziel) { return; }
    if (ziel.hash && ziel.pathname === location.pathname && ziel.search === location.search) { return; }
    e.preventDefault();
    geh(ziel.href);
  });

  document.addEventListener("submit", function (e) {
    var f = e.target;
    if (e.defaultPrevented || f.method !== "get" || f.hasAttribute("data-laden")) { return; }
    e.preventDefault();
    var felder = new URLSearchParams();
    new FormData(f).forEach(function (wert, name) { if (wert !== "") { felder.append(name, wert); } });
    var q = felder.toString();
    geh(new URL(f.action).pathname + (q ? "?" + q : ""));
  });

  // What is folded on the screen is open on paper, but for what is not there yet.
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details:not([open]):not([data-teil])").forEach(function (d) { d.open = true; d.dataset.gedruckt = ""; });
  });
  window.addEventListener("afterprint", function () {
    document.querySelectorAll("details[data-gedruckt]").forEach(function (d) { d.open = false; delete d.dataset.gedruckt; });
  });
})();
