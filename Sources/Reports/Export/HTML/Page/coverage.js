// ---- Coverage: files, their lines where the page carries them, and which suite reaches which file.
async function coverage() {
  const data = await block('data-coverage');
  const share = i => data.total[i] ? data.covered[i] / data.total[i] : 1;
  const percent = part => (Math.floor(part * 1000) / 10).toFixed(1) + '%';
  const low = data.files.map(text => text.toLowerCase());
  return explorer('coverage', {
    count: data.files.length, noun: 'files', label: 'Files', hint: 'below:80  has:source  src/api  !generated',
    chips: [['All', ''], ['Below 80 %', 'below:80'], ...(data.source?.some(at => at >= 0) ? [['With lines', 'has:source']] : [])],
    test: (key, text) => ({__proto__: null,
      below: i => share(i) * 100 < Number(text),
      has: i => text === 'source' && (data.source?.[i] ?? -1) >= 0,
    })[key] ?? contains(i => low[i], key ? key + ':' + text : text),
  }, [
    {name: 'Lines', style: 'word', cell: i => percent(share(i)), key: share},
    {name: 'File', style: 'main', cell: i => visible(data.files[i]), key: i => data.files[i]},
    {name: 'Missed lines', style: 'side', cell: i => data.missed[i] || 'none', key: i => data.total[i] - data.covered[i], down: true},
    {name: 'Covered', style: 'num', cell: i => data.covered[i] + ' of ' + data.total[i], key: i => data.covered[i], down: true},
  ], async i => {
    const lines = [make('h3', {}, visible(data.files[i])), make('p', {class: 'small'}, `${percent(share(i))}: ${data.covered[i]} of ${data.total[i]} lines. Missed: ${data.missed[i] || 'none'}`)];
    if (data.suites) {
      const reached = data.suites.map((suite, at) => [suite, data.cells[i]?.[at]]).filter(([, cell]) => cell);
      if (reached.length) lines.push(make('p', {class: 'soft small'}, 'Reached by ' + reached.map(([suite, cell]) => `${visible(suite)} (${cell[0]} of ${cell[1]})`).join(', ')));
    }
    const at = data.source?.[i] ?? -1;
    if (at >= 0) lines.push(source((await block('data-s' + at))[i]));
    else lines.push(make('p', {class: 'soft small'}, data.why));
    return lines;
  });
}
/** The lines of a file: a sign and a word for each state, so that colour is not needed. */
function source(file) {
  const covered = ranges(file.covered), missed = ranges(file.missed), added = ranges(file.added);
  const pre = make('pre', {class: 'source', tabindex: 0, 'aria-label': 'Lines of the file'});
  const all = file.text.replace(/\n$/, '').split('\n');
  const put = (from, to) => {
    const part = document.createDocumentFragment();
    for (let number = from; number <= to; number++) {
      const text = visible(all[number - 1]);
      const [style, sign, word] = missed.has(number) ? ['miss', '✗', 'missed'] : covered.has(number) ? ['hit', '✓', 'covered'] : ['', ' ', ''];
      part.append(make('span', {class: 'l ' + style + (added.has(number) ? ' new' : ''), title: [word, added.has(number) ? 'new' : ''].filter(Boolean).join(', ') || null},
        `${added.has(number) ? '+' : ' '}${sign} ${String(number).padStart(5)} `, text.length > longest ? text.slice(0, longest) + '…' : text, '\n'));
    }
    return part;
  };
  const window = 400;
  const firstMissed = Math.min(...missed, all.length);
  const start = all.length > window ? Math.max(1, Math.min(firstMissed, ...added) - 20) : 1;
  const end = Math.min(all.length, start + window - 1);
  if (start > 1) pre.append(more(`show lines 1-${start - 1}`, () => put(1, start - 1)));
  pre.append(put(start, end));
  if (end < all.length) pre.append(more(`show lines ${end + 1}-${all.length}`, () => put(end + 1, all.length)));
  return make('div', {}, make('p', {class: 'soft small'}, '✓ covered · ✗ missed · + new in this change'), pre);
}
