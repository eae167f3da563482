"use strict";
(function () {
  const $ = (selector, from) => (from || document).querySelector(selector);
  const all = (selector, from) => Array.from((from || document).querySelectorAll(selector));
  const root = document.documentElement;
  root.classList.add("js");
  const D = JSON.parse($("#data").textContent);
  const W = D.words;

  // make returns an element with a class and text or children.
  function make(name, className, ...children) {
    const e = document.createElement(name);
    if (className) e.className = className;
    e.append(...children);
    return e;
  }

  function fill(words, values) {
    return words.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
  }

  // simplifier returns a function that puts words into simplified script, by the characters
  // of two texts of the same length.
  function simplifier(from, to) {
    const table = new Map(), a = Array.from(from), b = Array.from(to);
    a.forEach((c, i) => { if (c !== b[i] && !table.has(c)) table.set(c, b[i]); });
    return (words) => Array.from(words, (c) => table.get(c) || c).join("");
  }

  // ---- Colours ----

  const redraws = []; // what has to be drawn anew in other colours

  function store(key, value) {
    try {
      if (value === undefined) return localStorage.getItem(key) || "";
      localStorage.setItem(key, value);
    } catch (e) { /* a page from a file may have no storage */ }
    return "";
  }

  const theme = $("#theme");
  if (theme) {
    const set = (value) => {
      if (value) root.dataset.theme = value; else delete root.dataset.theme;
      redraws.forEach((f) => f());
    };
    theme.closest("label").hidden = false;
    theme.value = store("huiyao.theme");
    set(theme.value);
    theme.addEventListener("change", () => { store("huiyao.theme", theme.value); set(theme.value); });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => redraws.forEach((f) => f()));
  }

  // ---- Charts ----

  function drawCharts() {
    if (typeof Chart === "undefined" || !D.charts || drawCharts.done) return;
    drawCharts.done = true;
    const colour = (name) => getComputedStyle(root).getPropertyValue("--" + name).trim();
    const locale = W["js.locale"];
    const short = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 2 });
    const long = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
    const open = (href) => { if (href) location.href = href; };
    const cut = (s) => { const c = Array.from(s); return c.length > 12 ? c.slice(0, 11).join("") + "…" : s; };
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    Chart.defaults.animation = false;
    Chart.defaults.maintainAspectRatio = false;
    Chart.defaults.plugins.legend.display = false;

    // A chart whose configuration is made anew for each selection and set of colours.
    function chart(id, configure) {
      const figure = $("#chart-" + id);
      if (!figure) return;
      const canvas = $("canvas", figure), pick = $(".pick", figure);
      let drawn = null;
      const draw = () => {
        if (drawn) drawn.destroy();
        Chart.defaults.color = colour("ink-2");
        Chart.defaults.borderColor = colour("line");
        const made = configure(pick ? Number(pick.value) : 0);
        if (made.rows) canvas.parentElement.style.height = 60 + made.rows * 30 + "px";
        made.config.options = Object.assign({
          onClick: (e, hits) => { if (hits.length && made.href) open(made.href(hits[0])); },
          onHover: (e, hits) => { e.native.target.style.cursor = hits.length && made.href ? "pointer" : ""; },
        }, made.config.options);
        drawn = new Chart(canvas, made.config);
      };
      if (pick) pick.addEventListener("change", draw);
      redraws.push(draw);
      draw();
    }

    // The figures at the ends of the bars.
    const figures = {
      id: "figures",
      afterDatasetsDraw: (c) => {
        const ctx = c.ctx;
        ctx.save();
        ctx.font = "11px " + Chart.defaults.font.family;
        ctx.fillStyle = colour("ink-2");
        ctx.textBaseline = "middle";
        c.data.datasets.forEach((set, i) => c.getDatasetMeta(i).data.forEach((bar, j) => ctx.fillText(short.format(set.data[j]), bar.x + 4, bar.y)));
        ctx.restore();
      },
    };

    const bars = (labels, datasets, more) => ({
      type: "bar",
      plugins: [figures],
      data: { labels: labels, datasets: datasets },
      options: Object.assign({
        indexAxis: "y",
        layout: { padding: { right: 44 } },
        scales: {
          x: { beginAtZero: true, ticks: { callback: (v) => short.format(v), maxTicksLimit: 6 } },
          y: { grid: { display: false }, ticks: { autoSkip: false, callback: function (v) { return cut(this.getLabelForValue(v)); } } },
        },
      }, more),
    });

    chart("types", () => ({
      rows: D.charts.types.length,
      config: bars(D.charts.types.map((t) => t.n), [{
        data: D.charts.types.map((t) => t.v), backgroundColor: D.charts.types.map((t) => colour("c-" + t.k)), maxBarThickness: 18,
      }]),
    }));

    chart("units", (n) => {
      const a = D.charts.units[n].a;
      return {
        rows: a.length,
        href: (hit) => a[hit.index].h,
        config: bars(a.map((v) => v.n), [{ data: a.map((v) => Number(v.v)), backgroundColor: colour("c-quantity"), maxBarThickness: 18 }], {
          plugins: { tooltip: { callbacks: {
            title: (c) => a[c[0].dataIndex].n,
            label: (c) => [a[c.dataIndex].x, long.format(a[c.dataIndex].v) + " " + D.charts.units[n].u],
          } } },
        }),
      };
    });

    chart("series", (n) => {
      const s = D.charts.series[n], years = s.p.every((p) => /^\d{4}$/.test(p.t));
      return {
        href: (hit) => s.p[hit.index].h,
        config: {
          type: "line",
          data: {
            labels: s.p.map((p) => p.t),
            datasets: [{
              data: s.p.map((p) => (years ? { x: Number(p.t), y: Number(p.v) } : Number(p.v))),
              borderColor: colour("c-quantity"), borderWidth: 2, tension: 0, pointRadius: 5, pointHoverRadius: 7,
              pointBackgroundColor: s.p.map((p) => colour(p.g ? "paper" : "c-quantity")), pointBorderColor: colour("c-quantity"), pointBorderWidth: 2,
            }],
          },
          options: {
            layout: { padding: { right: 12 } },
            scales: {
              x: years ? { type: "linear", offset: false, ticks: { precision: 0, callback: (v) => (Number.isInteger(v) ? String(v) : "") } } : { type: "category" },
              y: { grace: "10%", title: { display: true, text: s.u }, ticks: { callback: (v) => short.format(v), maxTicksLimit: 6 } },
            },
            plugins: { tooltip: { callbacks: { title: (c) => s.p[c[0].dataIndex].t, label: (c) => long.format(s.p[c.dataIndex].v) + " " + s.u } } },
          },
        },
      };
    });

    chart("promises", (n) => {
      const b = D.charts.promises[n].b;
      return {
        rows: b.length * 1.3,
        href: (hit) => (hit.datasetIndex ? b[hit.index].g : b[hit.index].h),
        config: bars(b.map((v) => v.n), [
          { label: W["js.target"], data: b.map((v) => Number(v.t)), backgroundColor: colour("c-task_light"), maxBarThickness: 12 },
          { label: W["js.outcome"], data: b.map((v) => Number(v.o)), backgroundColor: colour("c-quantity"), maxBarThickness: 12 },
        ], { plugins: {
          legend: { display: true, position: "bottom", labels: { boxWidth: 14 } },
          tooltip: { callbacks: {
            title: (c) => b[c[0].dataIndex].n,
            label: (c) => [c.dataset.label + " " + long.format(c.datasetIndex ? b[c.dataIndex].o : b[c.dataIndex].t) + " " + D.charts.promises[n].u, b[c.dataIndex].s],
          } },
        } }),
      };
    });

    chart("tasks", () => {
      const t = D.charts.tasks;
      return {
        rows: t.length * 1.3,
        href: (hit) => t[hit.index].h,
        config: bars(t.map((v) => v.n), [
          { label: W["js.stated"], data: t.map((v) => v.v), backgroundColor: colour("c-task_count"), maxBarThickness: 12 },
          { label: W["js.listed"], data: t.map((v) => v.l), backgroundColor: colour("c-task_light"), maxBarThickness: 12 },
        ], { plugins: { legend: { display: true, position: "bottom", labels: { boxWidth: 14 } } } }),
      };
    });
  }

  addEventListener("beforeprint", () => {
    root.dataset.print = "";
    if (drawCharts.done) redraws.forEach((f) => f());
  });
  addEventListener("afterprint", () => {
    delete root.dataset.print;
    if (drawCharts.done) redraws.forEach((f) => f());
  });

  // ---- The form of the server ----

  if (D.page === "form") {
    const form = $("#read"), file = $("#file");
    form.addEventListener("submit", () => { $("#state").textContent = W["js.reading"]; });
    addEventListener("dragover", (e) => { e.preventDefault(); root.classList.add("drag"); });
    addEventListener("dragleave", (e) => { if (!e.relatedTarget) root.classList.remove("drag"); });
    addEventListener("drop", (e) => {
      e.preventDefault();
      root.classList.remove("drag");
      if (!e.dataTransfer.files.length) return;
      file.files = e.dataTransfer.files;
      form.requestSubmit();
    });
    return;
  }

  // ---- The index ----

  if (D.page === "index") {
    const rows = all("#documents tbody tr"), field = $("#find"), out = $("#shown");
    const simple = simplifier(D.from, D.to);
    const search = () => {
      const words = simple(field.value).trim().toLowerCase().split(/\s+/).filter(Boolean);
      let n = 0;
      rows.forEach((row, i) => {
        const text = D.documents[i].s, hay = (D.documents[i].z || text).toLowerCase();
        row.hidden = !words.every((w) => hay.includes(w));
        if (!row.hidden) n++;
        const cell = $(".snippet", row);
        cell.replaceChildren();
        if (row.hidden || !words.length) return;
        // The place of the first word, with some text around it, as the report has it. It is
        // counted in code points: the two scripts have the same number of them.
        const at = Array.from(hay.slice(0, hay.indexOf(words[0]))).length, length = Array.from(words[0]).length;
        const own = Array.from(text), from = Math.max(0, at - 24), end = at + length;
        cell.append((from ? "…" : "") + own.slice(from, at).join(""), make("mark", "", own.slice(at, end).join("")), own.slice(end, end + 40).join("") + "…");
      });
      out.textContent = fill(W["js.found"], { n: n, all: rows.length });
    };
    $("#search").hidden = false;
    $("#search").addEventListener("submit", (e) => e.preventDefault());
    field.addEventListener("input", search);
    search();
    drawCharts();
    return;
  }

  // ---- The report ----

  const entries = D.entries, article = $("#report"), card = $("#card");
  const pieces = all("a.m", article).map((element) => ({ element: element, facts: element.dataset.f.split(" ").map(Number), seen: [] }));
  const byElement = new Map(pieces.map((p) => [p.element, p]));
  const ofEntry = entries.map(() => []); // the pieces of each entry
  pieces.forEach((p) => p.facts.forEach((f) => ofEntry[f].push(p)));
  const narrow = matchMedia("(max-width: 62rem)");
  let simplified = false;

  // ---- Filters ----

  const filters = $("#filters"), shown = $("#shown");
  // The bar of filters may take two rows: the lists begin below it.
  new ResizeObserver(() => document.documentElement.style.setProperty("--bar", filters.offsetHeight + 4 + "px")).observe(filters);
  const simple = simplifier(D.simple ? article.textContent : "", D.simple);
  const haystacks = entries.map((e) => simple([e.x, e.z, e.v, e.r].concat(...e.f).join("\n")).toLowerCase());
  let visible = entries.map(() => true);
  filters.hidden = false;
  filters.reset(); // whatever the browser kept of the last visit

  function apply() {
    const types = new Set(all('[name="type"]:checked', filters).map((e) => e.value));
    const q = simple(filters.elements.q.value).trim().toLowerCase();
    const modifier = filters.elements.modifier.value, role = filters.elements.role.value, rule = filters.elements.rule.value;
    visible = entries.map((e, i) => types.has(e.t) && (!modifier || e.m === modifier) && (!role || e.o === role) &&
      (!rule || e.r === rule) && (!q || haystacks[i].includes(q)));
    const n = visible.filter(Boolean).length;
    shown.textContent = fill(W["js.shown"], { n: n, all: entries.length });
    $('[type="reset"]', filters).hidden = n === entries.length;
    pieces.forEach((p) => {
      p.seen = p.facts.filter((f) => visible[f]);
      const used = new Set(), names = [];
      p.seen.forEach((f) => {
        const e = entries[f];
        if (!used.has(e.l)) names.push("l" + e.l + "-" + e.t);
        used.add(e.l);
      });
      p.element.className = p.seen.length ? "m k-" + entries[p.seen[0]].t + " " + names.join(" ") : "off";
      if (p.seen.length) p.element.href = "#r" + p.seen[0]; else p.element.removeAttribute("href");
    });
    all("[data-r]").forEach((row) => { row.hidden = !visible[Number(row.dataset.r)]; });
    all(".group").forEach((g) => { g.hidden = !$(".mentions > li:not([hidden])", g); });
    rove(null);
    hide();
  }
  filters.addEventListener("input", apply);
  filters.addEventListener("submit", (e) => e.preventDefault());
  filters.addEventListener("reset", () => setTimeout(apply));
  $("#more").addEventListener("click", (e) => {
    const open = $("#finer").classList.toggle("open");
    e.currentTarget.setAttribute("aria-expanded", String(open));
  });

  // ---- Places in the report: one stop of the Tab key, arrow keys within ----

  function stops() { return pieces.filter((p) => p.seen.length); }

  function rove(piece) {
    const list = stops();
    if (!piece || !piece.seen.length) piece = list[0];
    list.forEach((p) => { p.element.tabIndex = p === piece ? 0 : -1; });
  }

  article.addEventListener("keydown", (e) => {
    const piece = byElement.get(e.target);
    if (!piece || e.altKey || e.ctrlKey || e.metaKey) return;
    const list = stops(), at = list.indexOf(piece);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: list.length - 1 }[e.key];
    if (next === undefined || !list[next]) return;
    e.preventDefault();
    list[next].element.focus();
  });

  // ---- The card ----

  let pinned = false, current = null, timer = 0;
  let wanted = -1; // the entry whose link was followed: it stands first in the card

  // later does something soon, in place of what was to be done soon.
  function later(something, after) {
    clearTimeout(timer);
    timer = setTimeout(something, after);
  }

  function light(facts, on) {
    facts.forEach((f) => ofEntry[f].forEach((p) => p.element.classList.toggle("on", on)));
  }

  function show(piece, pin) {
    clearTimeout(timer);
    if (current && current !== piece) hide();
    current = piece;
    pinned = pin;
    light(piece.seen, true);
    const facts = piece.seen.filter((f) => f === wanted).concat(piece.seen.filter((f) => f !== wanted));
    const records = make("div", "", ...facts.map(describe));
    records.id = "card-records"; // the card's own name would hide what is in it
    card.replaceChildren(records);
    if (pin) {
      const close = make("button", "close", "×");
      close.type = "button";
      close.setAttribute("aria-label", W["js.close"]);
      close.addEventListener("click", () => leave());
      card.prepend(close);
    }
    card.classList.toggle("pinned", pin);
    card.hidden = false;
    piece.element.setAttribute("aria-describedby", "card-records");
    card.scrollTop = 0;
    card.style.left = card.style.top = card.style.maxHeight = "";
    const at = piece.element.getClientRects()[0];
    if (!at) return;
    if (narrow.matches) {
      const over = at.bottom + 12 - card.getBoundingClientRect().top;
      if (pin && over > 0) scrollBy(0, over);
      return;
    }
    // Below the words, or above where there is more room; beside the filters, not over them.
    const head = filters.getBoundingClientRect().bottom, below = innerHeight - at.bottom - 14, above = at.top - head - 14;
    let box = card.getBoundingClientRect();
    const up = box.height > below && above > below, room = Math.max(160, up ? above : below);
    if (box.height > room) {
      card.style.maxHeight = room + "px";
      box = card.getBoundingClientRect();
    }
    // Beside the text stand the lists: the card stays off them where the text is wide enough.
    const text = $("#main").getBoundingClientRect(), side = $("#side").getBoundingClientRect();
    const right = text.right <= side.left && text.width >= box.width ? text.right : root.clientWidth - 12;
    card.style.left = Math.max(8, Math.min(at.left, right - box.width)) + scrollX + "px";
    card.style.top = (up ? at.top - box.height - 6 : at.bottom + 6) + scrollY + "px";
  }

  function hide() {
    clearTimeout(timer);
    if (!current) return;
    light(current.facts, false);
    current.element.removeAttribute("aria-describedby");
    current = null;
    pinned = false;
    card.hidden = true;
  }

  // leave closes the card and goes back to where it was opened.
  function leave() {
    const piece = current, inside = card.contains(document.activeElement);
    hide();
    if (piece && inside) { quiet = true; piece.element.focus({ preventScroll: true }); quiet = false; }
  }
  let quiet = false;

  function describe(id) {
    const e = entries[id], words = simplified ? e.z : e.x;
    const box = make("div", "record k-" + e.t);
    const head = make("p", "head", make("span", "type", W["type." + e.t] || e.t), make("strong", "", words));
    head.lastChild.lang = simplified ? "zh-Hans" : D.lang;
    box.append(head);
    if (e.v !== words) box.append(make("p", "reading", e.v));
    const list = make("dl");
    e.f.forEach(([name, value]) => list.append(make("dt", "", name), make("dd", "", value)));
    box.append(list);
    const sentence = D.sentences[e.q][simplified ? 1 : 0], at = sentence.indexOf(words);
    if (sentence && sentence !== words) {
      const p = make("p", "sentence");
      p.lang = simplified ? "zh-Hans" : D.lang;
      if (at < 0) p.append(sentence);
      else p.append(sentence.slice(0, at), make("mark", "", words), sentence.slice(at + words.length));
      box.append(p);
    }
    const links = make("p", "links"), toList = make("a", "", W["js.in_list"]);
    toList.href = "#r" + id;
    links.append(toList);
    if (e.b !== undefined) {
      const first = make("a", "", W["js.first"]);
      first.href = "#p" + entries[e.b].p;
      links.append(" ", first);
    }
    box.append(links);
    return box;
  }

  article.addEventListener("mouseover", (e) => {
    const piece = byElement.get(e.target);
    if (!piece || !piece.seen.length || pinned) return;
    later(() => show(piece, false), current ? 40 : 90);
  });
  article.addEventListener("mouseout", () => { if (!pinned) later(hide, 250); });
  card.addEventListener("mouseenter", () => clearTimeout(timer));
  card.addEventListener("mouseleave", () => { if (!pinned) later(hide, 250); });
  article.addEventListener("focusin", (e) => {
    const piece = byElement.get(e.target);
    if (!piece || !piece.seen.length) return;
    rove(piece);
    if (!quiet && !(pinned && current === piece) && piece.element.matches(":focus-visible")) show(piece, false);
  });
  article.addEventListener("focusout", (e) => { if (!pinned && !card.contains(e.relatedTarget)) later(hide, 150); });
  article.addEventListener("click", (e) => {
    const piece = byElement.get(e.target);
    if (!piece || !piece.seen.length || e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    show(piece, true);
    if (e.detail === 0) $("a", card).focus(); // by the keyboard
  });
  document.addEventListener("keydown", (e) => { if (e.key === "Escape" && current) leave(); });
  document.addEventListener("click", (e) => { if (pinned && !card.contains(e.target) && !byElement.has(e.target)) hide(); });

  // ---- Tabs ----

  const tabs = $("#tabs"), panels = [$("#main")].concat(all(".panel"));
  tabs.hidden = false;
  panels.forEach((panel) => {
    const tab = make("button", panel.id === "main" ? "narrow" : "", panel.dataset.tab);
    if (panel.dataset.count) tab.append(" ", make("small", "", panel.dataset.count));
    tab.type = "button";
    tab.id = "tab-" + panel.id;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panel.id);
    if (panel.id !== "main") { panel.setAttribute("role", "tabpanel"); panel.setAttribute("aria-labelledby", tab.id); }
    tab.addEventListener("click", () => select(panel.id));
    tabs.append(tab);
  });

  function select(id) {
    root.dataset.tab = id;
    panels.forEach((panel) => {
      const tab = $("#tab-" + panel.id), on = panel.id === id;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      panel.classList.toggle("chosen", on);
    });
    if (id === "charts") drawCharts();
    if (narrow.matches) hide();
  }

  tabs.addEventListener("keydown", (e) => {
    const list = all("button", tabs).filter((t) => t.offsetParent !== null), at = list.indexOf(e.target);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
    const next = e.key === "Home" ? list[0] : e.key === "End" ? list[list.length - 1] : step && list[(at + step + list.length) % list.length];
    if (!next) return;
    e.preventDefault();
    next.click();
    next.focus();
  });

  const firstFull = $("#quantities .list") ? "quantities" : $("#tasks .list") ? "tasks" : $("#bodies .list") ? "bodies" : "quantities";
  function fit() {
    if (narrow.matches && !root.dataset.tab) select("main");
    else if (!narrow.matches && (!root.dataset.tab || root.dataset.tab === "main")) select(firstFull);
    else select(root.dataset.tab);
  }
  narrow.addEventListener("change", () => { hide(); fit(); });
  fit();

  // ---- Jumps: the address says where, so that the browser's own way back works ----

  function jump() {
    const match = /^#([pr])(\d+)$/.exec(location.hash);
    if (!match) return;
    const target = $(location.hash);
    if (!target) return;
    if (match[1] === "r") {
      hide();
      const panel = target.closest(".panel");
      if (panel) select(panel.id);
      target.scrollIntoView({ block: "center" });
      target.focus({ preventScroll: true });
      flash(target);
      return;
    }
    if (narrow.matches) select("main");
    const piece = byElement.get(target);
    target.scrollIntoView({ block: "center" });
    quiet = true;
    target.focus({ preventScroll: true });
    quiet = false;
    if (piece && piece.seen.length) show(piece, true);
    flash(target);
  }

  function flash(element) {
    element.classList.remove("flash");
    void element.offsetWidth;
    element.classList.add("flash");
    setTimeout(() => element.classList.remove("flash"), 1600);
  }

  // Before the card's own listener: it reads what was wanted.
  document.addEventListener("click", (e) => {
    const link = e.target.closest && e.target.closest('a[href^="#"]');
    const row = link && link.closest("[data-r]");
    wanted = row ? Number(row.dataset.r) : -1;
    if (link && !byElement.has(link) && link.getAttribute("href") === location.hash) { e.preventDefault(); setTimeout(jump); }
  }, true);
  addEventListener("hashchange", jump);

  // ---- Simplified script: the same places, other characters ----

  const toggle = $("#script");
  if (toggle) {
    $("#script-switch").hidden = false;
    const nodes = [], walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    const other = Array.from(D.simple);
    let at = 0;
    while (walker.nextNode()) {
      const own = walker.currentNode.data, n = Array.from(own).length;
      nodes.push({ node: walker.currentNode, own: own, simple: other.slice(at, at + n).join("") });
      at += n;
    }
    const texts = all("[data-text]").map((e) => ({ e: e, own: e.textContent, simple: entries[Number(e.closest("[data-r]").dataset.r)].z }));
    all("[data-z]").forEach((e) => texts.push({ e: e, own: e.textContent, simple: e.dataset.z }));
    const tongued = all('[lang="' + D.lang + '"]');
    const set = () => {
      simplified = toggle.checked;
      nodes.forEach((t) => { t.node.data = simplified ? t.simple : t.own; });
      texts.forEach((t) => { t.e.textContent = simplified ? t.simple : t.own; });
      tongued.forEach((e) => { e.lang = simplified ? "zh-Hans" : D.lang; });
      if (current) show(current, pinned);
    };
    toggle.addEventListener("change", set);
    toggle.checked = false; // whatever the browser kept of the last visit
  }

  apply();
  jump();
  root.classList.add("ready");
})();
