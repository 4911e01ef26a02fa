/* Small conveniences. Every page works without this file. */
(function () {
  "use strict";

  document.documentElement.classList.remove("no-js");

  /* Ask before a form that cannot be undone is sent. */
  document.addEventListener("submit", function (event) {
    var question = event.target.getAttribute("data-confirm");
    if (question && !window.confirm(question)) {
      event.preventDefault();
    }
  });

  /* Send a form once only, however often its button is pressed. */
  document.addEventListener("submit", function (event) {
    if (event.defaultPrevented || event.target.method !== "post") {
      return;
    }
    if (event.target.hasAttribute("data-sent")) {
      event.preventDefault();
      return;
    }
    event.target.setAttribute("data-sent", "");
  });

  /* A page taken back from the browser's history may be sent again. */
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) {
      form.removeAttribute("data-sent");
    });
  });
})();
