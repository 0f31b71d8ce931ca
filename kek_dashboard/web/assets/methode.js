/* Methode: on a narrow screen its parts are folded; a link to a part, or to a word in it, opens it. */
(function () {
  "use strict";
  var SCHMAL = window.matchMedia("(max-width: 760px)");

  // The part an address leads to; null where it leads to none.
  function teilVon(hash) {
    var ziel = hash && document.getElementById(decodeURIComponent(hash.slice(1)));
    return ziel ? ziel.closest(".methode details.teil") : null;
  }

  function falte() {
    var teile = document.querySelectorAll(".methode details.teil:not([data-da])");
    if (!teile.length) { return; }
    var gemeint = teilVon(location.hash);
    teile.forEach(function (teil) {
      teil.dataset.da = "";
      if (SCHMAL.matches && teil !== gemeint) { teil.open = false; }
    });
    if (SCHMAL.matches && gemeint) { document.getElementById(decodeURIComponent(location.hash.slice(1))).scrollIntoView(); }
  }

  // Before the browser follows the link: what is folded cannot be scrolled to.
  document.addEventListener("click", function (e) {
    var link = e.target.closest && e.target.closest('.methode a[href*="#"]');
    var teil = link && teilVon(link.hash);
    if (teil) { teil.open = true; }
  });

  window.addEventListener("hashchange", function () {
    var teil = teilVon(location.hash);
    if (teil && !teil.open) { teil.open = true; document.getElementById(decodeURIComponent(location.hash.slice(1))).scrollIntoView(); }
  });

  new MutationObserver(falte).observe(document.documentElement, { childList: true, subtree: true });
  falte();
})();
