// ---- Explorers: a search field, a count and a list for each table.
function explorer(name, table, columns, detail) {
  const host = $(name + '-app');
  const field = make('input', {type: 'search', id: name + '-q', value: state.get(name) ?? table.start ?? '', spellcheck: 'false',
    placeholder: table.hint, 'aria-describedby': name + '-n'});
  const count = make('span', {id: name + '-n', role: 'status', class: 'soft small'});
  host.append(make('div', {class: 'find'}, make('label', {for: name + '-q'}, 'Filter '), field, count));
  const chips = make('div', {class: 'chips'});
  for (const [word, query] of table.chips) {
    const chip = make('button', {type: 'button', 'aria-pressed': 'false'}, word);
    chip.dataset.query = query;
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
    remember(name + '.by', order.index + (order.down ? 'd' : 'a'));
    apply();
  };
  const by = /^(\d)([ad])$/.exec(state.get(name + '.by') ?? '');
  if (by && columns[by[1]]) order = {index: Number(by[1]), down: by[2] === 'd'};
  async function open(row) {
    remember(name + '.at', String(row));
    const close = make('button', {type: 'button', class: 'close', 'aria-label': 'Close'}, '✕');
    close.addEventListener('click', shut);
    pane.replaceChildren(close, ...await detail(row, query => { field.value = query; apply(); }));
  }
  function shut() {
    if (!pane.firstChild) return;
    pane.replaceChildren();
    remember(name + '.at', '');
    grid.grid.focus();
  }
  host.addEventListener('keydown', event => { if (event.key === 'Escape' && event.target.tagName !== 'INPUT') shut(); });
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
    for (const chip of chips.children) chip.setAttribute('aria-pressed', String(chip.dataset.query === field.value.trim()));
    count.textContent = ` ${rows.length.toLocaleString('en')} of ${table.count.toLocaleString('en')} ${table.noun}`;
    remember(name, field.value);
  }
  field.addEventListener('input', apply);
  field.addEventListener('keydown', event => { if (event.key === 'Enter' || event.key === 'ArrowDown') { event.preventDefault(); grid.grid.focus(); } });
  host.hidden = false;
  $(name + '-static')?.setAttribute('hidden', '');
  apply();
  const at = Number(state.get(name + '.at') ?? NaN);
  if (at >= 0 && at < table.count) { grid.go(grid.rows.indexOf(at)); open(at); }
  return {field, grid, show: query => { field.value = query; apply(); host.closest('section')?.scrollIntoView(); }};
}
