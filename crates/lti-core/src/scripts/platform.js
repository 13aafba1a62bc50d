"use strict";
// Storage for tools whose browsers keep no cookies in frames, on the page that shows them. Load
// it with `data-tools`, addresses of those tools, separated by spaces: their origins count. It
// answers the three subjects of storage and leaves all others to the host.
(() => {
  // Text a tool may keep, keys included, in UTF-16 units; and keys.
  const MOST_TEXT = 4096;
  const MOST_KEYS = 500;
  const named = document.currentScript?.dataset.tools;
  if (!named) console.error("lti storage: data-tools is missing, or this is a module");
  const tools = new Set((named ?? "").split(" ").filter(Boolean).map((tool) => new URL(tool).origin));
  // Of each origin alone; gone with the page.
  const kept = new Map();
  const SUBJECTS = ["lti.capabilities", "lti.put_data", "lti.get_data"];

  // Subjects had a prefix before their release, and some tools keep to it.
  const plain = (subject) => subject.replace(/^org\.imsglobal\./, "");

  const size = (shelf) => {
    let total = 0;
    for (const [key, value] of shelf) total += key.length + value.length;
    return total;
  };

  const put = (shelf, { key, value }) => {
    if (value === null || value === undefined || value === "") {
      shelf.delete(key);
      return { key, value: null };
    }
    if (typeof value !== "string") return { error: "bad_request" };
    const before = shelf.get(key);
    shelf.set(key, value);
    if (shelf.size <= MOST_KEYS && size(shelf) <= MOST_TEXT) return { key, value };
    if (before === undefined) shelf.delete(key);
    else shelf.set(key, before);
    return { key, error: "storage_exhaustion" };
  };

  const answer = (origin, message) => {
    if (!tools.has(origin)) return { error: "wrong_origin" };
    const subject = plain(message.subject);
    if (subject === "lti.capabilities") {
      return { supported_messages: SUBJECTS.map((one) => ({ subject: one })) };
    }
    const given = (value) => typeof value === "string" && value !== "";
    if (!given(message.key) || !given(message.message_id)) return { error: "bad_request" };
    if (!kept.has(origin)) kept.set(origin, new Map());
    const shelf = kept.get(origin);
    if (subject === "lti.put_data") return put(shelf, message);
    const value = shelf.get(message.key);
    return value === undefined ? { key: message.key } : { key: message.key, value };
  };

  window.addEventListener("message", (event) => {
    const message = event.data;
    if (typeof message !== "object" || message === null || !event.source) return;
    if (typeof message.subject !== "string" || !SUBJECTS.includes(plain(message.subject))) return;
    const { error, ...rest } = answer(event.origin, message);
    const reply = { subject: message.subject + ".response", message_id: message.message_id, ...rest };
    if (error) reply.error = { code: error, message: error.replaceAll("_", " ") };
    event.source.postMessage(reply, event.origin === "null" ? "*" : event.origin);
  });
})();
