// What is live re-fetches itself. An element with an id and data-poke="topic [topic …]" is replaced by the element with
// the same id from data-from (or from this page's own address) when one of its topics is poked, when the stream comes
// back, when the window becomes visible again, and every 15 seconds. Pokes carry no facts; without JavaScript a page
// is simply as old as its last load.
(() => {
  "use strict";
  const EVERY = 15000;
  let stream = null;
  let opened = "";
  let failing = 0;
  let waiting = null;
  const dirty = new Set();

  const live = () => [...document.querySelectorAll("[data-poke][id]")];
  const topicsOf = (el) => el.dataset.poke.split(/\s+/).filter(Boolean);
  const matches = (topic, poked) => topic === poked || poked.startsWith(topic + "/");

  function busy(el) {
    const at = document.activeElement;
    return el.contains(at) && at.matches("input, textarea, select") || el.querySelector("dialog[open], details[data-keep][open]");
  }

  function stale(yes) {
    const note = document.getElementById("stale");
    if (note) note.hidden = !yes;
  }

  async function fetchAgain(address, ids) {
    const answer = await fetch(address, { headers: { "X-Live": "1" }, credentials: "same-origin", cache: "no-store" });
    if (answer.redirected && new URL(answer.url).pathname === "/sign-in") { location.reload(); return; }
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of ids) {
      const old = document.getElementById(id);
      const now = page.getElementById(id);
      if (!old || busy(old)) continue;
      if (!now) { old.remove(); continue; }
      if (old.outerHTML === now.outerHTML) continue;
      const fresh = document.importNode(now, true);
      old.replaceWith(fresh);
      if (window.htmx) window.htmx.process(fresh);
      fresh.dispatchEvent(new CustomEvent("wakebell:fresh", { bubbles: true }));
    }
  }

  async function refresh() {
    waiting = null;
    const byAddress = new Map();
    for (const id of dirty) {
      const el = document.getElementById(id);
      if (!el) continue;
      const address = el.dataset.from || location.href;
      byAddress.set(address, [...(byAddress.get(address) || []), id]);
    }
    dirty.clear();
    try {
      for (const [address, ids] of byAddress) await fetchAgain(address, ids);
      failing = 0;
    } catch (e) {
      failing++;
    }
    stale(failing > 1);
    listen();
  }

  function soon(elements) {
    elements.forEach((el) => dirty.add(el.id));
    if (dirty.size && !waiting) waiting = setTimeout(refresh, 40);
  }

  function listen() {
    const topics = [...new Set(live().flatMap(topicsOf))].sort().join(",");
    if (topics === opened && stream && stream.readyState !== EventSource.CLOSED) return;
    if (stream) stream.close();
    stream = null;
    opened = topics;
    if (!topics) return;
    let first = true;
    stream = new EventSource("/live?topics=" + encodeURIComponent(topics));
    stream.addEventListener("hello", () => { if (!first) soon(live()); first = false; });
    stream.addEventListener("poke", (e) => soon(live().filter((el) => topicsOf(el).some((t) => matches(t, e.data)))));
  }

  function token(e) {
    const meta = document.querySelector("meta[name=csrf]");
    if (meta && meta.content) e.detail.headers["X-CSRF-TOKEN"] = meta.content;
  }

  // Once a window, and again when it changed: what this machine's clock says, so that a zone that is wrong is noticed.
  function tellClock() {
    const meta = document.querySelector("meta[name=csrf]");
    if (!meta || !meta.content || !document.querySelector("nav.nav")) return;
    const now = { zone: Intl.DateTimeFormat().resolvedOptions().timeZone || "", offsetMinutes: -new Date().getTimezoneOffset() };
    const said = JSON.stringify(now);
    if (sessionStorage.getItem("clock") === said) return;
    fetch("/account/clock", { method: "POST", headers: { "X-CSRF-TOKEN": meta.content, "X-Live": "1" }, body: new URLSearchParams(now) })
      .then((answer) => { if (answer.ok) sessionStorage.setItem("clock", said); })
      .catch(() => {});
  }

  document.addEventListener("DOMContentLoaded", () => {
    tellClock();
    document.body.addEventListener("htmx:configRequest", token);
    document.body.addEventListener("htmx:afterSettle", listen);
    listen();
    setInterval(() => { if (!document.hidden) { soon(live()); listen(); } }, EVERY);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) soon(live()); });
  });
})();
