// Goes on to the platform by the first way that will let this browser prove itself afterwards: a
// cookie, the platform's storage, or a window of its own.
(() => {
  const go = () => location.replace(asked.redirect);
  const keepsCookies = () => {
    const probe = "__Host-ltiprobe=1";
    const scope = "; Path=/; Secure; SameSite=None; Partitioned";
    try {
      document.cookie = probe + scope + "; Max-Age=30";
      const kept = document.cookie.split("; ").includes(probe);
      document.cookie = probe + scope + "; Max-Age=0";
      return kept;
    } catch {
      return false; // a sandboxed frame
    }
  };
  const blocked = () => {
    document.getElementById("waiting").hidden = true;
    document.getElementById("blocked").hidden = false;
  };
  if (keepsCookies()) return go();
  if (!asked.key) return blocked();
  store("put_data", { key: asked.key, value: asked.value }).then(go, blocked);
})();
