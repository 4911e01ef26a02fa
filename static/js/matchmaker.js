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

  /* Move the bar of a job; show the page anew when the job ends. */
  function watch(job) {
    fetch(job.getAttribute("data-progress-url"), {headers: {Accept: "application/json"}, credentials: "same-origin"})
      .then(function (answer) { return answer.ok ? answer.json() : Promise.reject(answer.status); })
      .then(function (state) {
        var bar = job.querySelector("progress");
        job.querySelector(".job-phase").textContent = state.text;
        if (bar && state.total) {
          bar.max = state.total;
          bar.value = state.done;
        }
        if (state.finished) {
          window.location.reload();
        } else {
          window.setTimeout(watch, 1000, job);
        }
      })
      .catch(function () { window.setTimeout(watch, 5000, job); });
  }
  document.querySelectorAll("[data-progress-url]:not([data-finished])").forEach(watch);

  /* A page taken back from the browser's history may be sent again, as a new form: with a new one-time key. */
  window.addEventListener("pageshow", function (event) {
    document.querySelectorAll("form[data-sent]").forEach(function (form) {
      form.removeAttribute("data-sent");
    });
    if (event.persisted) {
      document.querySelectorAll('input[name="once"]').forEach(function (key) {
        var bytes = window.crypto.getRandomValues(new Uint8Array(16));
        key.value = Array.from(bytes, function (byte) { return (byte + 256).toString(16).slice(1); }).join("");
      });
    }
  });
})();
