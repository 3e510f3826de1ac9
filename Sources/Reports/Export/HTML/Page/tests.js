// ---- Tests: each with its tries, its output, and its last runs.
async function tests() {
  const data = await block('data-tests');
  const words = {p: ['passed', 'good'], f: ['failed', 'bad'], e: ['broken', 'bad'], s: ['skipped', 'none'], k: ['flaky', 'warn']};
  const news = {n: 'new', s: 'still', x: 'fixed', a: 'added'};
  const name = i => data.names[i], suite = i => data.groups[data.group[i]], file = i => data.files[data.file[i]] ?? '';
  const label = i => data.labels[data.label[i]] ?? '', past = i => data.strips?.[data.strip[i]] ?? '';
  // Made when the first word is looked for, or when nobody waits: the list itself needs none of it.
  let hay = null;
  const text = () => {
    if (hay) return hay;
    hay = new Array(data.names.length);
    for (let i = 0; i < hay.length; i++) hay[i] = (suite(i) + ' ' + name(i) + ' ' + file(i)).toLowerCase();
    return hay;
  };
  setTimeout(text, 300);
  const groups = data.groups.map(text => text.toLowerCase()), files = data.files.map(text => text.toLowerCase());
  const status = i => words[data.status[i]][0];
  const rank = 'fekps';
  const count = letters => { let sum = 0; for (const letter of data.status) if (letters.includes(letter)) sum++; return sum; };
  const failed = count('fe');
  const chips = [['All', ''], [`Failed ${failed}`, 's:failed'], [`Flaky ${count('k')}`, 's:flaky'], [`Skipped ${count('s')}`, 's:skipped']]
    .filter(([word]) => !word.endsWith(' 0'));
  if (data.news) {
    const letters = new Set(data.news);
    if (letters.has('n')) chips.splice(1, 0, ['New failures', 'is:new']);
    if (letters.has('x')) chips.push(['Fixed', 'is:fixed']);
    if (letters.has('a')) chips.push(['Added', 'is:added']);
  }
  chips.push(['Slower than 1 s', 'slower:1s']);
  const table = {
    count: data.names.length, noun: 'tests', label: 'Tests', start: failed ? 's:failed' : '',
    hint: 's:failed  is:new  suite:api  file:login  slower:1s  @firefox  !wip  "two words"',
    chips,
    test: (key, word) => ({__proto__: null,
      s: i => status(i).startsWith(word) || word.startsWith('fail') && data.status[i] === 'e',
      status: i => status(i).startsWith(word),
      is: i => (news[data.news?.[i]] ?? '') === word,
      suite: i => groups[data.group[i]].includes(word), file: i => files[data.file[i]].includes(word),
      slower: (limit => i => data.ms[i] > limit)(duration(word)),
      '@': i => label(i).toLowerCase().includes(word),
    })[key] ?? contains((all => i => all[i])(text()), key ? key + ':' + word : word),
  };
  const columns = [
    {name: 'Result', style: 'word', cell: i => pill(...words[data.status[i]]), key: i => rank.indexOf(data.status[i])},
    {name: 'Test', style: 'main', cell: i => visible(name(i)) + (label(i) ? ' ' + visible(label(i)) : ''), key: name},
    {name: 'Suite', style: 'side', cell: i => visible(suite(i)), key: suite},
    ...(data.strips?.some(Boolean) ? [{name: 'Last runs', style: 'past', cell: i => strip(past(i)), key: i => [...past(i)].filter(sign => sign === 'F').length, down: true}] : []),
    {name: 'Took', style: 'num', cell: i => time(data.ms[i]), key: i => data.ms[i] ?? -1, down: true},
  ];
  return explorer('tests', table, columns, async (i, filter) => {
    const found = data.chunk[i] < 0 ? null : (await block('data-d' + data.chunk[i]))[i];
    const lines = [make('h3', {}, pill(...words[data.status[i]]), ' ', visible(name(i)))];
    const facts = make('p', {class: 'soft small'}, [visible(suite(i)), visible(file(i)) + (found?.line ? ':' + found.line : ''), time(data.ms[i]),
      visible(label(i)), found?.owner ? 'owner: ' + visible(found.owner) : '', found?.report ? 'from ' + visible(found.report) : ''].filter(Boolean).join(' · '));
    lines.push(facts);
    if (past(i)) lines.push(make('p', {class: 'small'}, 'Last runs, oldest first: ', strip(past(i)), ' ', visible(found?.since ?? '')));
    const tries = found?.tries ?? [];
    tries.forEach((attempt, number) => lines.push(make('h4', {class: 'try'}, `Try ${number + 1}: ${attempt.status}`,
      attempt.ms === undefined ? '' : ', ' + time(attempt.ms)), output(attempt.message ?? ''),
      ...(attempt.output ? [make('details', {}, make('summary', {}, 'Output of this try'), output(attempt.output))] : [])));
    if (tries.length) lines.push(make('h4', {class: 'try'}, `Try ${tries.length + 1}: ${status(i) === 'flaky' ? 'passed' : status(i)}`));
    if (found?.message && data.status[i] === 'k' && !tries.length) lines.push(make('h4', {class: 'try'}, 'A try that failed'));
    if (found?.message && !(tries.length && data.status[i] === 'k')) lines.push(output(found.message));
    if (found?.output) lines.push(make('details', {open: ''}, make('summary', {}, 'Output'), output(found.output)));
    if (found?.files?.length) lines.push(make('h4', {class: 'try'}, 'Attachments'), attachments(found.files));
    if (found?.run) lines.push(make('p', {class: 'next'}, 'Again: ', make('code', {}, visible(found.run))));
    if (!found) lines.push(make('p', {class: 'soft'}, status(i) === 'passed' ? 'It passed; its report says no more of it.' : 'The report says no more of it.'));
    const same = make('button', {type: 'button'}, 'All of this suite');
    same.addEventListener('click', () => filter('suite:"' + suite(i).replaceAll('"', '') + '"'));
    lines.push(make('p', {}, same));
    return lines;
  });
}
/** Files that a test named: pictures that the page carries are shown, all others are named. */
function attachments(files) {
  return make('ul', {class: 'list small'}, ...files.map(file => {
    const item = make('li', {}, make('code', {}, visible(file.path)));
    if (file.picture === undefined) return item;
    const image = make('img', {alt: 'Attached picture: ' + visible(file.path.split('/').pop()), class: 'shot'});
    image.addEventListener('error', () => image.replaceWith(make('span', {class: 'soft'}, ' This file is no picture that a browser can show.')));
    block('data-p' + file.picture).then(address => { image.src = address; });
    item.append(make('br'), image);
    return item;
  }));
}
