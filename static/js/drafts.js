/* What was written is not lost when the session ended meanwhile: this tab keeps it until the same person is back. */
(function () {
  "use strict";

  var PREFIX = "matchmaker-draft:";
  var LEFT_OUT = ["hidden", "password", "file", "submit", "button", "image", "reset"];
  var account = document.documentElement.getAttribute("data-account");
  var store;
  try {
    store = window.sessionStorage;
  } catch (error) {
    return;
  }

  function keyOf(form) {
    return PREFIX + new URL(form.action, window.location.href).pathname;
  }

  function listFields(form) {
    return Array.from(form.elements).filter(function (field) {
      return field.name && LEFT_OUT.indexOf(field.type) < 0;
    });
  }

  function isBox(field) {
    return field.type === "checkbox" || field.type === "radio";
  }

  function listKeys() {
    return Object.keys(store).filter(function (key) { return key.indexOf(PREFIX) === 0; });
  }

  /* Keep the form that is sent; passwords and files are never kept. */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || !account || !form.classList.contains("page-form")) {
      return;
    }
    var fields = listFields(form).map(function (field) {
      return [field.name, field.value, isBox(field) ? field.checked : true];
    });
    try {
      store.setItem(keyOf(form), JSON.stringify({account: account, fields: fields, isLost: false}));
    } catch (error) {
      /* A full store keeps nothing. */
    }
  });

  /* A stranger's page after a form was sent: the session ended. */
  if (!account) {
    listKeys().forEach(function (key) {
      var draft = JSON.parse(store.getItem(key));
      draft.isLost = true;
      store.setItem(key, JSON.stringify(draft));
    });
    return;
  }

  function fill(form, draft) {
    var fields = listFields(form);
    draft.fields.forEach(function (kept) {
      fields.forEach(function (field) {
        if (field.name !== kept[0]) {
          return;
        }
        if (!isBox(field)) {
          field.value = kept[1];
        } else if (field.value === kept[1]) {
          field.checked = kept[2];
        }
      });
    });
    var note = form.querySelector("[data-restored]");
    if (note) {
      note.hidden = false;
    }
  }

  var forms = Array.from(document.querySelectorAll("form.page-form"));
  listKeys().forEach(function (key) {
    var draft = JSON.parse(store.getItem(key));
    var form = forms.find(function (it) { return keyOf(it) === key; });
    if (draft.isLost && draft.account === account && form) {
      fill(form, draft);
    }
    store.removeItem(key);
  });
})();
