/* Tick or clear all times of a day at once. The page works without it. */
(function () {
  "use strict";

  document.querySelectorAll("[data-slot-day]").forEach(function (day) {
    var button = day.querySelector("[data-slot-all]");
    button.hidden = false;
    button.addEventListener("click", function () {
      var boxes = Array.from(day.querySelectorAll("input[type=checkbox]"));
      var isFull = boxes.every(function (box) { return box.checked; });
      boxes.forEach(function (box) { box.checked = !isFull; });
    });
  });
})();
