// The calendar: pointing at a bar says why; dragging over a lane, or the arrow keys on it, choose a time and go to the
// form of an override. Without JavaScript the bars are links and the form asks for the times.
(() => {
  "use strict";
  const HALF_HOUR = 1800000;
  const HOUR = 3600000;
  const DAY = 86400000;
  const SVG = "http://www.w3.org/2000/svg";
  let drag = null;
  let suppress = false;

  const pictureOf = (el) => el && el.closest ? el.closest("svg.timeline[data-start]") : null;
  const bounds = (svg) => [Number(svg.dataset.start), Number(svg.dataset.end)];

  function told(text) {
    const line = document.getElementById("calendar-why");
    if (line) line.textContent = text || line.dataset.empty;
  }

  function words(svg, from, to) {
    const form = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hour12: false };
    try {
      return new Intl.DateTimeFormat(document.documentElement.lang, { ...form, timeZone: svg.dataset.zone }).formatRange(from, to);
    } catch (e) {
      return new Date(from).toISOString() + " – " + new Date(to).toISOString();
    }
  }

  function laneAt(svg, clientY) {
    return [...svg.querySelectorAll(".lane-ground")].find((lane) => {
      const box = lane.getBoundingClientRect();
      return clientY >= box.top && clientY <= box.bottom;
    });
  }

  function timeAt(svg, clientX) {
    const [start, end] = bounds(svg);
    const box = svg.getBoundingClientRect();
    const at = start + (end - start) * Math.min(1, Math.max(0, (clientX - box.left) / box.width));
    const step = end - start > 8 * DAY ? HOUR : HALF_HOUR;
    return Math.min(end, start + Math.round((at - start) / step) * step);
  }

  function draw(svg, lane, from, to) {
    const [start, end] = bounds(svg);
    let box = svg.querySelector(".chosen");
    if (!box) {
      box = document.createElementNS(SVG, "rect");
      box.setAttribute("class", "chosen");
      svg.append(box);
    }
    box.setAttribute("x", String(1000 * (from - start) / (end - start)));
    box.setAttribute("width", String(Math.max(1, 1000 * (to - from) / (end - start))));
    box.setAttribute("y", String(Number(lane.getAttribute("y")) - 3));
    box.setAttribute("height", "40");
    box.setAttribute("rx", "6");
    told(words(svg, from, to));
  }

  function clear() {
    document.querySelectorAll(".timeline .chosen").forEach((box) => box.remove());
    told("");
  }

  function go(lane, from, to) {
    const iso = (at) => new Date(at).toISOString().replace(".000Z", "Z");
    location.href = "/on-call/override?" + lane.dataset.ask + "&at=" + iso(from) + "&to=" + iso(to);
  }

  document.addEventListener("pointerdown", (event) => {
    const svg = pictureOf(event.target);
    if (!svg || event.button !== 0 || event.pointerType === "touch") return;
    const lane = laneAt(svg, event.clientY);
    if (lane) drag = { svg, lane, x: event.clientX, from: timeAt(svg, event.clientX), moved: false };
  });

  document.addEventListener("pointermove", (event) => {
    if (!drag) return;
    if (!drag.moved && Math.abs(event.clientX - drag.x) < 5) return;
    drag.moved = true;
    const at = timeAt(drag.svg, event.clientX);
    draw(drag.svg, drag.lane, Math.min(drag.from, at), Math.max(drag.from, at));
    event.preventDefault();
  });

  document.addEventListener("pointerup", (event) => {
    if (!drag) return;
    const done = drag;
    drag = null;
    if (!done.moved) return;
    suppress = true;
    setTimeout(() => { suppress = false; }, 0);
    const at = timeAt(done.svg, event.clientX);
    if (at === done.from) clear();
    else go(done.lane, Math.min(done.from, at), Math.max(done.from, at));
  });

  document.addEventListener("pointercancel", () => { drag = null; clear(); });
  // A drag that began on a bar is no click on it, and no picture of a link is carried about.
  document.addEventListener("click", (event) => { if (suppress && pictureOf(event.target)) event.preventDefault(); }, true);
  document.addEventListener("dragstart", (event) => { if (pictureOf(event.target)) event.preventDefault(); });

  document.addEventListener("keydown", (event) => {
    const lane = event.target;
    if (!lane.matches || !lane.matches(".lane-ground")) return;
    const svg = pictureOf(lane);
    const [start, end] = bounds(svg);
    if (!lane.dataset.from) {
      const now = Math.ceil(Date.now() / HOUR) * HOUR;
      lane.dataset.from = String(now >= start && now + HOUR <= end ? now : start);
      lane.dataset.to = String(Number(lane.dataset.from) + HOUR);
    }
    let from = Number(lane.dataset.from);
    let to = Number(lane.dataset.to);
    const by = { ArrowLeft: -HOUR, ArrowRight: HOUR, PageUp: -DAY, PageDown: DAY }[event.key];
    if (event.key === "Escape") { delete lane.dataset.from; clear(); return; }
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); go(lane, from, to); return; }
    if (!by) return;
    event.preventDefault();
    if (event.shiftKey) {
      to = Math.min(end, Math.max(from + HOUR, to + by));
    } else {
      const move = Math.max(start - from, Math.min(end - to, by));
      from += move;
      to += move;
    }
    lane.dataset.from = String(from);
    lane.dataset.to = String(to);
    draw(svg, lane, from, to);
  });

  const why = (event) => {
    const bar = event.target.closest ? event.target.closest("svg.timeline a[aria-label]") : null;
    if (bar && !drag) told(bar.getAttribute("aria-label"));
  };
  document.addEventListener("pointerover", why);
  document.addEventListener("focusin", why);
})();
