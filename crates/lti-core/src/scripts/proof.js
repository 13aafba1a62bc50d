// Gets back what the login left in the platform's storage, takes it away there, and posts the
// message again with it; without it where there is none, so that the tool says why.
(() => {
  const form = document.forms[0];
  const send = (value) => {
    form.elements.lti_storage_proof.value = typeof value === "string" ? value : "";
    form.submit();
  };
  store("get_data", { key: asked.key }).then((found) => {
    store("put_data", { key: asked.key, value: null }).catch(() => {});
    send(found.value);
  }, () => send(""));
})();
