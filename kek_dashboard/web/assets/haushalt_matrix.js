/* Matrix: the arrow keys go from figure to figure, over empty fields; Tab goes through all links as everywhere. */
(function () {
  "use strict";
  var WEGE = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

  document.addEventListener("keydown", function (e) {
    var weg = WEGE[e.key];
    if (!weg || e.ctrlKey || e.altKey || e.metaKey || e.shiftKey || !e.target.closest) { return; }
    var feld = e.target.closest("a") && e.target.closest(".geldmatrix tbody > tr > *, .geldmatrix tfoot > tr > *");
    if (!feld) { return; }
    var zeilen = feld.closest("table").querySelectorAll("tbody > tr, tfoot > tr");
    var zeile = Array.prototype.indexOf.call(zeilen, feld.parentNode) + weg[0];
    var spalte = feld.cellIndex + weg[1];
    for (; zeilen[zeile] && zeilen[zeile].cells[spalte]; zeile += weg[0], spalte += weg[1]) {
      var ziel = zeilen[zeile].cells[spalte].querySelector("a");
      if (ziel) {
        e.preventDefault();
        ziel.focus();
        return;
      }
    }
  });
})();
