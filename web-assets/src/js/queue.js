// Keeps a live part of a staff page fresh. The part carries data-events-url (server-sent events) and hx-trigger="refresh";
// the server is the only one who computes what is due, so the page asks again on each event and once a minute.
(() => {
  const part = document.querySelector("[data-events-url]");
  if (!part) return;
  const selector = `#${part.id}`;
  const refresh = () => {
    const current = document.querySelector(selector);
    if (current && !document.hidden && !current.contains(document.activeElement)) current.dispatchEvent(new CustomEvent("refresh"));
  };
  setInterval(refresh, 60000);
  document.addEventListener("visibilitychange", refresh);
  if (window.EventSource) {
    const events = new EventSource(part.dataset.eventsUrl);
    events.addEventListener("message", refresh);
    window.addEventListener("pagehide", () => events.close());
  }
})();
