// The page beside the bed. One AudioContext, unlocked by the tap that arms it; whole rings are written into its timeline
// at once, so no throttled timer can lose a burst. It never reloads itself: a reload would lose the unlock.
(() => {
  "use strict";
  const BEAT = 10000, DEAF = 25000;
  const $ = (id) => document.getElementById(id);
  const words = $("words").dataset;
  const meta = (name) => document.querySelector(`meta[name=${name}]`).content;
  let ctx = null, gain = null, tone = null, lock = null, stream = null;
  let bell = "", name = "", armed = false, live = false, gone = false, tested = "", heard = 0, battery = null, shown = "";
  // owed: what was pressed and the server has not heard yet; it is never rung again on this page meanwhile.
  const playing = new Map(), pressed = new Map(), owed = new Set();

  function say(path, query, body) {
    const headers = { "X-Live": "1", Accept: "application/json", "Content-Type": "application/json" };
    headers[meta("csrf-header")] = meta("csrf");
    const address = path + "?" + new URLSearchParams(query);
    return fetch(address, { method: "POST", headers, body: JSON.stringify(body || {}), cache: "no-store", keepalive: true })
      .then((answer) => {
        // Signed out, or the bell was removed: no calling again mends that.
        if (bell && (answer.status === 401 || answer.status === 403 || answer.status === 404)) gone = true;
        if (!answer.ok) throw new Error(String(answer.status));
        heard = Date.now();
        return answer;
      });
  }

  // Which of this person's devices this one is, remembered here. Every device is a bell of its own.
  const memory = "wakebell-bedside-" + $("which").dataset.person;
  const remember = (id) => { try { localStorage.setItem(memory, id); } catch (e) { /* private window: it is new each time */ } };
  const remembered = () => { try { return localStorage.getItem(memory) || ""; } catch (e) { return ""; } };

  function guess() {
    const agent = navigator.userAgent;
    for (const known of ["iPhone", "iPad", "Android", "Windows", "Macintosh", "Linux"]) if (agent.includes(known)) return known;
    return "";
  }

  function whoAmI() {
    const which = $("which"), mine = [...which.options].find((o) => o.value && o.value === remembered());
    // Another device's bell is not offered while that device is awake.
    [...which.options].forEach((o) => { if (o !== mine && "armed" in o.dataset) o.remove(); });
    which.value = mine ? mine.value : "";
    $("known").hidden = which.options.length < 2;
    if (!$("name").value) $("name").value = [guess(), words.beside].filter(Boolean).join(" · ");
    $("new").hidden = which.value !== "";
  }

  // Sound: a square wave at 520 Hz wakes far more sleepers than a high beep; each burst rises to its loudness.
  function unlock() {
    if (!ctx) {
      ctx = new AudioContext();
      gain = ctx.createGain();
      gain.gain.value = 0;
      gain.connect(ctx.destination);
      tone = ctx.createOscillator();
      tone.type = "square";
      tone.frequency.value = 520;
      tone.connect(gain);
      tone.start();
      ctx.onstatechange = () => { if (ctx.state !== "running") ctx.resume().catch(() => {}); look(); beat(); };
    }
    if ("audioSession" in navigator) navigator.audioSession.type = "playback";
    return ctx.resume();
  }

  function burst(from, seconds, percent) {
    const level = Math.max(0.01, percent / 100);
    for (let t = 0; t < seconds; t += 1) {
      const rise = level * Math.min(1, 0.35 + 0.65 * (t + 1) / Math.min(seconds, 8));
      const on = Math.min(0.75, seconds - t);
      gain.gain.setValueAtTime(0, from + t);
      gain.gain.linearRampToValueAtTime(rise, from + t + 0.05);
      gain.gain.setValueAtTime(rise, from + t + on - 0.03);
      gain.gain.linearRampToValueAtTime(0, from + t + on);
    }
  }

  function score(order) {
    let at = ctx.currentTime + 0.05, left = order.budget / 1000;
    const end = at + order.lease / 1000;
    for (let i = 0; at < end; i++) {
      const b = left > 0 ? order.bursts[Math.min(i, order.bursts.length - 1)] : order.after;
      burst(at, b.sound / 1000, b.percent);
      left -= b.sound / 1000;
      at += (b.sound + b.pause) / 1000;
    }
  }

  function silence() {
    if (!gain) return;
    gain.gain.cancelScheduledValues(0);
    gain.gain.value = 0;
  }

  // What should sound is always asked from the server; a poke only says when to ask.
  let asking = false, again = false;
  async function ask() {
    if (!bell) return;
    if (asking) { again = true; return; }
    asking = true;
    try {
      const answer = await fetch("/bedside/orders?bell=" + bell, { headers: { "X-Live": "1", Accept: "application/json" }, cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      heard = Date.now();
      play(await answer.json());
    } catch (e) { look(); }
    asking = false;
    if (again) { again = false; ask(); }
  }

  function play(orders) {
    const wanted = new Map(orders.map((o) => [o.key, o]));
    const over = [...playing.keys()].filter((key) => !wanted.has(key));
    // What was just answered may still be listed while the answer is on its way; after a minute it was not heard.
    const fresh = orders.filter((o) => !playing.has(o.key) && !owed.has(o.key) && Date.now() - (pressed.get(o.key) || 0) > 60000);
    over.forEach((key) => playing.delete(key));
    // Another incident may have joined a ring: the noise goes on, the words are new.
    orders.forEach((o) => { if (playing.has(o.key)) Object.assign(playing.get(o.key), { title: o.title, text: o.text, up: o.up }); });
    if (over.length && playing.size === 0) silence();
    for (const order of fresh) {
      const alone = playing.size === 0;
      playing.set(order.key, order);
      // A second ring joins the noise of the first: one device, one sound.
      if (ctx && alone) { silence(); score(order); order.until = Date.now() + order.lease; }
      if (ctx && ctx.state === "running") say("/bedside/sounding", { bell, key: order.key }).catch(() => {});
    }
    show();
  }

  function renew() {
    // A ring that outlives its score (ten minutes) is written on; what the server no longer wants was dropped before.
    const first = playing.values().next().value;
    if (first && ctx && first.until && Date.now() > first.until && Date.now() - heard < DEAF) {
      silence(); score(first); first.until = Date.now() + first.lease;
    }
  }

  function press(choice) {
    const orders = [...playing.values()];
    silence();
    orders.forEach((o) => { pressed.set(o.key, Date.now()); press1(o.key, choice === "up" ? o.up : choice, 0); });
    playing.clear();
    show();
  }

  // An answer is repeated until the server has it, for two hours; by then whoever else is called has long answered.
  function press1(key, choice, tries) {
    owed.add(key);
    const headers = { Accept: "application/json" };
    headers[meta("csrf-header")] = meta("csrf");
    fetch("/bedside/press?" + new URLSearchParams({ bell, key, choice }), { method: "POST", headers, keepalive: true })
      .then((answer) => {
        if (!answer.ok) throw new Error(String(answer.status));
        heard = Date.now();
        pressed.set(key, heard);
        owed.delete(key);
        look();
      })
      .catch(() => {
        if (tries < 1500) setTimeout(() => press1(key, choice, tries + 1), Math.min(5000, 1000 + 250 * tries));
        else owed.delete(key);
        look();
      });
  }

  // Readiness.
  async function hold() {
    if (!("wakeLock" in navigator)) return;
    try {
      lock = await navigator.wakeLock.request("screen");
      lock.addEventListener("release", () => { look(); });
    } catch (e) { lock = null; }
  }

  const screenState = () => !("wakeLock" in navigator) ? "none" : lock && !lock.released ? "held" : "lost";

  function off() {
    if (gone) return "gone";
    if (!ctx || ctx.state !== "running") return "audio";
    if (document.hidden) return "hidden";
    if (away()) return "server";
    if (screenState() === "lost") return "wake";
    if (battery && battery.level < 0.15 && !battery.charging) return "battery";
    return "";
  }

  const away = () => !live || Date.now() - heard > DEAF;

  function look() {
    $("away").hidden = !(playing.size && away());
    $("owed").hidden = !(owed.size && away());
    const why = armed ? off() : "unarmed";
    const mark = $("state");
    mark.className = "mark " + (why ? "r" : "g");
    if (!armed) { mark.textContent = words.unarmed; return; }
    if (why) {
      mark.textContent = words.unarmed;
      $("note").textContent = words["off" + why[0].toUpperCase() + why.slice(1)];
    } else {
      const parts = [words.armed, name, words.tested.replace("%s", tested)];
      if (battery) parts.push(battery.charging ? words.charging : words.battery.replace("%s", Math.round(battery.level * 100)));
      parts.push(screenState() === "held" ? words.screen : words.noscreen);
      mark.textContent = parts.join(" · ");
      $("note").textContent = words.calm.replace("%s", Math.max(0, Math.round((Date.now() - heard) / 1000)));
    }
    $("arm").hidden = !why;
    $("device").hidden = true;
    $("chirp").hidden = !!why;
  }

  function beat() {
    if (!bell) return Promise.resolve();
    return say("/bedside/beat", { bell }, {
      armed, visible: !document.hidden, wakeLock: screenState(), audio: ctx ? ctx.state : "none",
      battery: battery ? Math.round(battery.level * 100) : -1, charging: !!(battery && battery.charging), live,
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone || null, offsetMinutes: -new Date().getTimezoneOffset(),
    }).catch(() => {}).then(look);
  }

  function listen(topic) {
    if (stream && stream.readyState !== EventSource.CLOSED) return;
    stream = new EventSource("/live?topics=" + encodeURIComponent(topic));
    stream.addEventListener("hello", () => { heard = Date.now(); live = true; look(); beat(); ask(); });
    // A ring would now be heard late or not at all: said at once, while the browser calls again by itself.
    stream.addEventListener("error", () => { live = false; look(); beat(); });
    stream.addEventListener("poke", () => { heard = Date.now(); ask(); });
  }

  let topic = "";
  async function arm() {
    await unlock();
    chirp();
    await hold();
    if (navigator.getBattery) battery = await navigator.getBattery().catch(() => null);
    gone = false;
    const before = topic;
    const answer = await say("/bedside/arm", { bell: bell || $("which").value, name: $("name").value });
    ({ bell, name, topic } = await answer.json());
    remember(bell);
    tested = clock();
    armed = true;
    if (stream && topic !== before) { stream.close(); live = false; }
    listen(topic);
    await beat();
    ask();
  }

  function chirp() {
    if (!ctx || playing.size) return;
    silence();
    burst(ctx.currentTime + 0.02, 2, 35);
  }

  function show() {
    const first = playing.values().next().value;
    $("alarm").hidden = !first;
    $("calm").hidden = !!first;
    const key = first ? first.key + first.title : "";
    if (first && key !== shown) { $("what").textContent = first.title; $("more").textContent = first.text; $("up").focus(); }
    shown = key;
    look();
  }

  const clock = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false });

  $("which").addEventListener("change", () => { $("new").hidden = $("which").value !== ""; });
  whoAmI();
  $("arm").addEventListener("click", () => arm().catch(() => look()));
  $("chirp").addEventListener("click", chirp);
  $("up").addEventListener("click", () => press("up"));
  $("hush").addEventListener("click", () => press("hush"));
  document.addEventListener("visibilitychange", async () => {
    if (!document.hidden && armed) { await hold(); if (ctx) ctx.resume().catch(() => {}); ask(); }
    look();
    beat();
  });
  setInterval(() => { $("clock").textContent = clock(); look(); }, 1000);
  setInterval(() => { if (armed) { beat(); ask(); listen(topic); renew(); } }, BEAT);
  $("clock").textContent = clock();
})();
