// ---- Keys: / finds, 1 to 9 lead to sections, n and N to the next failure, ? helps.
function keys(made) {
  const links = [...document.querySelectorAll('.top nav a')];
  const rows = [['/', 'filter the tests'], ['j k ↓ ↑', 'move in a list'], ['Enter', 'open'], ['Esc', 'close'], ['n N', 'next, previous failed test'],
    ...links.slice(0, 9).map((link, i) => [String(i + 1), link.textContent]), ['?', 'this help']];
  const help = make('dialog', {'aria-label': 'Keys'}, make('table', {}, make('tbody', {}, ...rows.map(([key, word]) =>
    make('tr', {}, make('th', {scope: 'row'}, make('code', {}, key)), make('td', {}, word))))),
    make('p', {class: 'small'}, 'Filters: words, "two words", !not, s:failed, is:new, suite:, file:, rule:, tool:, @label, slower:1s, below:80'),
    make('form', {method: 'dialog'}, make('button', {}, 'Close')));
  document.body.append(help);
  document.addEventListener('keydown', event => {
    if (['INPUT', 'TEXTAREA'].includes(event.target.tagName) || event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const number = Number(event.key);
    if (event.key === '/' && (made.tests ?? made.findings)) { event.preventDefault(); (made.tests ?? made.findings).field.focus(); }
    else if (event.key === '?') help.showModal();
    else if (number >= 1 && links[number - 1]) links[number - 1].click();
    else if ((event.key === 'n' || event.key === 'N') && made.tests) {
      const grid = made.tests.grid;
      if (!made.tests.field.value.includes('s:failed')) made.tests.show('s:failed');
      else grid.go(grid.at + (event.key === 'n' ? 1 : -1));
      if (grid.rows.length) { grid.open(grid.rows[grid.at]); grid.grid.focus(); }
    }
  });
}
// ---- Copying: a command is one click away from the clipboard.
function copies() {
  for (const code of document.querySelectorAll('.next code, .fix code, .do code')) {
    if (!/^assay /.test(code.textContent) || !navigator.clipboard) continue;
    const button = make('button', {type: 'button', class: 'copy'}, 'copy');
    button.addEventListener('click', async () => {
      try { await navigator.clipboard.writeText(code.textContent); button.textContent = 'copied'; } catch { button.textContent = 'select it'; }
    });
    code.after(' ', button);
  }
}
// ---- Links of the static part that lead into a list: data-list, data-query.
function links(made) {
  for (const link of document.querySelectorAll('a[data-list]')) {
    const list = made[link.dataset.list];
    if (list) link.addEventListener('click', event => { event.preventDefault(); list.show(link.dataset.query); });
  }
}

(async () => {
  const made = {};
  for (const [name, start] of [['tests', tests], ['coverage', coverage], ['findings', findings]]) {
    if (!$('data-' + name)) continue;
    try { made[name] = await start(); } catch (problem) {
      $(name + '-app').replaceChildren(make('p', {class: 'soft'}, 'This browser cannot unpack the list: ' + problem.message));
      $(name + '-app').hidden = false;
    }
  }
  keys(made);
  copies();
  links(made);
  document.documentElement.dataset.ready = 'yes';
})();
