/* Anmeldung: a session that has ended says so: where a request of the page is refused for want of a sign-in,
   the sign-in page comes, and afterwards this address again. */
(function () {
  "use strict";
  var hole = window.fetch;
  var geht = false; // one way out is enough
  window.fetch = function () {
    return hole.apply(window, arguments).then(function (antwort) {
      if (antwort.status !== 401 || new URL(antwort.url).origin !== location.origin) { return antwort; }
      if (!geht) {
        geht = true;
        location.assign("/anmelden?weiter=" + encodeURIComponent(location.pathname + location.search));
      }
      // The page is leaving: nobody gets the answer any more. Dash would read the body of a 401 twice.
      return new Promise(function () {});
    });
  };
})();
