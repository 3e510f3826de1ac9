'use strict';
// The page explored: what is written below the static part is unpacked here. Nothing is fetched and nothing leaves the page.
const $ = id => document.getElementById(id);
const make = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null) node.setAttribute(name, value);
  node.append(...children);
  return node;
};

// ---- Data: deflated JSON in inert script elements, unpacked when it is asked for.
const unpacked = new Map();
function block(id) {
  if (!unpacked.has(id)) unpacked.set(id, unpack(id));
  return unpacked.get(id);
}
async function unpack(id) {
  const text = $(id).textContent.trim();
  const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : Uint8Array.from(atob(text), c => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return JSON.parse(await new Response(stream).text());
}

// ---- Text of others: shown as text, with colours where a terminal would have them, and with nothing that turns it round.
const bidi = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const visible = text => text.replace(bidi, c => '⟨U+' + c.codePointAt(0).toString(16).toUpperCase().padStart(4, '0') + '⟩');
const longest = 10000;
function output(text) {
  const pre = make('pre', {tabindex: 0});
  let style = '';
  for (const line of text.split('\n')) {
    const whole = visible(line);
    const shown = whole.length > longest ? whole.slice(0, longest) : whole;
    for (const part of shown.split(/(\u001b\[[0-9;]*m)/)) {
      const code = /^\u001b\[([0-9;]*)m$/.exec(part);
      if (code) style = ansi(code[1], style);
      else if (part) pre.append(style ? make('span', {class: style}, part) : part);
    }
    if (shown.length < whole.length) pre.append(more(pre, whole.slice(longest)));
    pre.append('\n');
  }
  return pre;
}
function more(pre, rest) {
  const button = make('button', {type: 'button'}, `show ${rest.length} more characters`);
  button.addEventListener('click', () => button.replaceWith(rest));
  return button;
}
function ansi(codes, style) {
  const set = new Set(style.split(' ').filter(Boolean));
  for (const code of codes.split(';').map(Number)) {
    if (code === 0) set.clear();
    else if (code === 1) set.add('a-bold');
    else if (code >= 30 && code <= 37 || code >= 90 && code <= 97 || code === 39) {
      for (const name of set) if (name.startsWith('a-c')) set.delete(name);
      if (code !== 39) set.add('a-c' + code % 10);
    }
  }
  return [...set].join(' ');
}

// ---- The filter language: words, "quoted words", key:value, @label, and ! before any of them.
function parse(query) {
  const terms = [];
  for (const found of query.matchAll(/(!?)(?:(\w+):)?(@?)(?:"([^"]*)"?|(\S+))/g)) {
    const text = (found[4] ?? found[5] ?? '').toLowerCase();
    if (text) terms.push({not: found[1] === '!', key: found[3] ? '@' : (found[2] ?? '').toLowerCase(), text});
  }
  return terms;
}
function matcher(terms, table) {
  const tests = terms.map(term => {
    const test = table.test(term.key, term.text);
    return term.not ? row => !test(row) : test;
  });
  return row => tests.every(test => test(row));
}

// ---- A list of which only the visible rows exist.
const rowHeight = 30;
const tallest = 15000000;
class Grid {
  constructor(host, columns, label, open) {
    this.columns = columns;
    this.open = open;
    this.rows = [];
    this.at = 0;
    this.head = make('div', {role: 'row', class: 'g-row g-head'});
    columns.forEach((column, index) => {
      const cell = make('div', {role: 'columnheader', class: 'g-' + column.style}, make('button', {type: 'button'}, column.name));
      cell.firstChild.addEventListener('click', () => this.onsort(index));
      this.head.append(cell);
    });
    this.space = make('div', {class: 'g-space', role: 'rowgroup'});
    this.grid = make('div', {role: 'grid', 'aria-label': label, class: 'g', tabindex: 0}, this.head, this.space);
    host.append(this.grid);
    this.grid.addEventListener('scroll', () => this.draw());
    this.grid.addEventListener('keydown', event => this.key(event));
    new ResizeObserver(() => this.draw()).observe(this.grid);
  }
  show(rows) {
    this.rows = rows;
    this.at = Math.min(this.at, Math.max(0, rows.length - 1));
    this.grid.setAttribute('aria-rowcount', rows.length + 1);
    this.height = Math.min(rows.length * rowHeight, tallest);
    this.space.style.height = this.height + 'px';
    this.grid.style.height = `min(${(Math.max(3, rows.length) + 1) * rowHeight + 2}px, 26rem, 60vh)`;
    this.draw();
  }
  sorted(index, down) {
    [...this.head.children].forEach((cell, i) => i === index
      ? cell.setAttribute('aria-sort', down ? 'descending' : 'ascending') : cell.removeAttribute('aria-sort'));
  }
  get view() { return this.grid.clientHeight - rowHeight; }
  get first() {
    const all = this.rows.length * rowHeight;
    const scroll = all > tallest ? this.grid.scrollTop / (tallest - this.view) * (all - this.view) : this.grid.scrollTop;
    return Math.max(0, Math.floor(scroll / rowHeight));
  }
  draw() {
    const first = this.first, count = Math.ceil(this.view / rowHeight) + 2;
    const top = this.rows.length * rowHeight > tallest ? this.grid.scrollTop : first * rowHeight;
    const rows = [];
    for (let i = first; i < Math.min(first + count, this.rows.length); i++) {
      const row = make('div', {role: 'row', class: 'g-row' + (i === this.at ? ' g-at' : ''), 'aria-rowindex': i + 2, id: this.id(i)});
      row.style.top = top + (i - first) * rowHeight + 'px';
      for (const column of this.columns) row.append(make('div', {role: 'gridcell', class: 'g-' + column.style}, column.cell(this.rows[i])));
      row.addEventListener('click', () => { this.at = i; this.draw(); this.open(this.rows[i]); });
      rows.push(row);
    }
    this.space.replaceChildren(...rows);
    if (this.rows.length) this.grid.setAttribute('aria-activedescendant', this.id(this.at));
    else this.grid.removeAttribute('aria-activedescendant');
  }
  id(index) { return this.grid.getAttribute('aria-label').replace(/\W/g, '') + index; }
  go(index) {
    this.at = Math.max(0, Math.min(this.rows.length - 1, index));
    const all = this.rows.length * rowHeight;
    const y = this.at * rowHeight, view = this.view;
    const now = this.first * rowHeight;
    if (y < now || y > now + view - rowHeight * 2) {
      const want = Math.max(0, y - view / 2);
      this.grid.scrollTop = all > tallest ? want / (all - view) * (tallest - view) : want;
    }
    this.draw();
  }
  key(event) {
    const page = Math.max(1, Math.floor(this.view / rowHeight) - 1);
    const to = {ArrowDown: this.at + 1, j: this.at + 1, ArrowUp: this.at - 1, k: this.at - 1, PageDown: this.at + page,
      PageUp: this.at - page, Home: 0, End: this.rows.length - 1}[event.key];
    if (event.target.tagName === 'BUTTON') return;
    if (to !== undefined) { event.preventDefault(); this.go(to); }
    else if (event.key === 'Enter' && this.rows.length) { event.preventDefault(); this.open(this.rows[this.at]); }
  }
}

// ---- Where the reader is: kept behind # so that a link leads back to it.
const state = new URLSearchParams(location.hash.startsWith('#?') ? location.hash.slice(2) : '');
function remember(key, value) {
  if (value) state.set(key, value); else state.delete(key);
  const text = state.toString();
  history.replaceState(null, '', text ? '#?' + text : '#');
}

// ---- Explorers: a search field, a count and a list for each table.
function explorer(name, table, columns, detail) {
  const host = $(name + '-app');
  const field = make('input', {type: 'search', id: name + '-q', value: state.get(name) ?? table.start ?? '', spellcheck: 'false',
    placeholder: table.hint, 'aria-describedby': name + '-n'});
  const count = make('span', {id: name + '-n', role: 'status', class: 'soft small'});
  host.append(make('div', {class: 'find'}, make('label', {for: name + '-q'}, 'Filter '), field, count));
  const chips = make('div', {class: 'chips'});
  for (const [word, query] of table.chips) {
    const chip = make('button', {type: 'button'}, word);
    chip.addEventListener('click', () => { field.value = query; apply(); });
    chips.append(chip);
  }
  host.append(chips);
  const grid = new Grid(host, columns, table.label, row => open(row));
  const pane = make('div', {class: 'pane', 'aria-live': 'polite'});
  host.append(pane);
  let order = null;
  grid.onsort = index => {
    order = order?.index === index ? {index, down: !order.down} : {index, down: columns[index].down ?? false};
    apply();
  };
  async function open(row) {
    remember(name + '.at', String(row));
    pane.replaceChildren(...await detail(row));
  }
  function apply() {
    const rows = [];
    const matches = matcher(parse(field.value), table);
    for (let i = 0; i < table.count; i++) if (matches(i)) rows.push(i);
    if (order) {
      const key = columns[order.index].key, sign = order.down ? -1 : 1;
      rows.sort((a, b) => { const x = key(a), y = key(b); return (x < y ? -1 : x > y ? 1 : a - b) * sign; });
      grid.sorted(order.index, order.down);
    }
    grid.show(rows);
    count.textContent = ` ${rows.length.toLocaleString('en')} of ${table.count.toLocaleString('en')} ${table.noun}`;
    remember(name, field.value);
  }
  field.addEventListener('input', apply);
  host.hidden = false;
  $(name + '-static')?.setAttribute('hidden', '');
  apply();
  const at = Number(state.get(name + '.at') ?? NaN);
  if (at >= 0 && at < table.count) { grid.go(grid.rows.indexOf(at)); open(at); }
  return {field};
}
const pill = (word, style) => make('span', {class: 'pill ' + style}, word);
const time = ms => ms === null ? '' : ms < 1000 ? ms + ' ms' : ms < 60000 ? (ms / 1000).toFixed(2) + ' s'
  : Math.floor(ms / 60000) + ' min ' + Math.round(ms % 60000 / 1000) + ' s';
const contains = (list, text) => row => list(row).includes(text);

async function tests() {
  const data = await block('data-tests');
  const words = {p: ['passed', 'good'], f: ['failed', 'bad'], e: ['broken', 'bad'], s: ['skipped', 'none'], k: ['flaky', 'warn']};
  const name = i => data.names[i], suite = i => data.groups[data.group[i]], file = i => data.files[data.file[i]] ?? '';
  const hay = new Array(data.names.length);
  for (let i = 0; i < hay.length; i++) hay[i] = (suite(i) + ' ' + name(i) + ' ' + file(i)).toLowerCase();
  const status = i => words[data.status[i]][0];
  const rank = 'fekps';
  return explorer('tests', {
    count: hay.length, noun: 'tests', label: 'Tests', start: /[fe]/.test(data.status) ? 's:failed' : '',
    hint: 's:failed  suite:api  file:login  !slow  "two words"',
    chips: [['All', ''], ['Failed', 's:failed'], ['Flaky', 's:flaky'], ['Skipped', 's:skipped']],
    test: (key, text) => ({
      s: i => status(i).startsWith(text) || text.startsWith('fail') && data.status[i] === 'e',
      status: i => status(i).startsWith(text),
      suite: contains(i => suite(i).toLowerCase(), text), file: contains(i => file(i).toLowerCase(), text),
      '@': i => (data.labels[data.label[i]] ?? '').includes(text),
    })[key] ?? contains(i => hay[i], key ? key + ':' + text : text),
  }, [
    {name: 'Result', style: 'word', cell: i => pill(...words[data.status[i]]), key: i => rank.indexOf(data.status[i])},
    {name: 'Test', style: 'main', cell: i => visible(name(i)), key: name},
    {name: 'Suite', style: 'side', cell: i => visible(suite(i)), key: suite},
    {name: 'Took', style: 'num', cell: i => time(data.ms[i]), key: i => data.ms[i] ?? -1, down: true},
  ], async i => {
    const found = data.chunk[i] < 0 ? null : (await block('data-d' + data.chunk[i]))[i];
    const lines = [make('h3', {}, visible(name(i))), make('p', {class: 'soft small'},
      [status(i), visible(suite(i)), visible(file(i)) + (found?.line ? ':' + found.line : ''), time(data.ms[i]), data.labels[data.label[i]] ?? '',
        found?.report ? 'from ' + visible(found.report) : ''].filter(Boolean).join(' · '))];
    if (found?.message) lines.push(output(found.message));
    else lines.push(make('p', {class: 'soft'}, 'The report says no more of it.'));
    return lines;
  });
}

async function findings() {
  const data = await block('data-findings');
  const col = key => i => data.words[data[key][i]] ?? '';
  const severity = col('severity'), rule = col('rule'), tool = col('tool'), file = col('file'), message = i => data.messages[i];
  const place = i => file(i) + (data.line[i] ? ':' + data.line[i] : '');
  const styles = {critical: 'bad', high: 'bad', error: 'bad', medium: 'warn', warning: 'warn'};
  const hay = data.messages.map((text, i) => (text + ' ' + rule(i) + ' ' + place(i) + ' ' + tool(i)).toLowerCase());
  return explorer('findings', {
    count: hay.length, noun: 'findings', label: 'Findings', hint: 's:high  rule:S608  file:src/  !note',
    chips: [['All', ''], ...[...new Set(data.severity.map((_, i) => severity(i)))].slice(0, 6).map(word => [word, 's:' + word])],
    test: (key, text) => ({
      s: i => severity(i).startsWith(text), rule: contains(i => rule(i).toLowerCase(), text),
      file: contains(i => file(i).toLowerCase(), text), tool: contains(i => tool(i).toLowerCase(), text),
    })[key] ?? contains(i => hay[i], key ? key + ':' + text : text),
  }, [
    {name: 'Severity', style: 'word', cell: i => pill(severity(i), styles[severity(i)] ?? 'none'), key: i => data.rank[i]},
    {name: 'Finding', style: 'main', cell: i => visible(message(i)), key: message},
    {name: 'Place', style: 'side', cell: i => visible(place(i)), key: place},
    {name: 'Rule', style: 'rule', cell: i => visible(rule(i)), key: rule},
  ], async i => [make('h3', {}, visible(rule(i)) + ' '), make('p', {class: 'soft small'}, visible(place(i)) + ' · ' + visible(tool(i))), output(message(i))]);
}

async function coverage() {
  const data = await block('data-coverage');
  const share = i => data.total[i] ? data.covered[i] / data.total[i] : 1;
  return explorer('coverage', {
    count: data.files.length, noun: 'files', label: 'Files', hint: 'below:80  src/api  !generated',
    chips: [['All', ''], ['Below 80 %', 'below:80']],
    test: (key, text) => ({below: i => share(i) * 100 < Number(text)})[key]
      ?? contains(i => data.files[i].toLowerCase(), key ? key + ':' + text : text),
  }, [
    {name: 'Lines', style: 'word', cell: i => (Math.floor(share(i) * 1000) / 10).toFixed(1) + '%', key: share},
    {name: 'File', style: 'main', cell: i => visible(data.files[i]), key: i => data.files[i]},
    {name: 'Missed lines', style: 'side', cell: i => data.missed[i] || 'none', key: i => data.total[i] - data.covered[i], down: true},
    {name: 'Covered', style: 'num', cell: i => data.covered[i] + ' of ' + data.total[i], key: i => data.covered[i], down: true},
  ], async i => [make('h3', {}, visible(data.files[i])), make('p', {}, 'Missed lines: ' + (data.missed[i] || 'none'))]);
}

// ---- Keys: / finds, ? helps.
function keys(first) {
  const help = make('dialog', {'aria-label': 'Keys'}, make('p', {}, '/ filter · j k or arrows move · Enter opens · Esc closes'),
    make('p', {}, 'Filters: words, "two words", !not, s:failed, suite:, file:, rule:, below:80'), make('form', {method: 'dialog'}, make('button', {}, 'Close')));
  document.body.append(help);
  document.addEventListener('keydown', event => {
    if (event.target.tagName === 'INPUT' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '/' && first) { event.preventDefault(); first.field.focus(); }
    if (event.key === '?') help.showModal();
  });
}

(async () => {
  const made = [];
  for (const [name, start] of [['tests', tests], ['coverage', coverage], ['findings', findings]]) {
    if (!$('data-' + name)) continue;
    try { made.push(await start()); } catch (problem) {
      $(name + '-app').replaceChildren(make('p', {class: 'soft'}, 'This browser cannot unpack the list: ' + problem.message));
    }
  }
  keys(made[0]);
  document.documentElement.dataset.ready = 'yes';
})();
