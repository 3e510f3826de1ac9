// ---- Findings: what is new, what was known, what is gone.
async function findings() {
  const data = await block('data-findings');
  const col = key => i => data.words[data[key][i]] ?? '';
  const severity = col('severity'), rule = col('rule'), tool = col('tool'), file = col('file'), pack = col('package'), fixed = col('fixed');
  const message = i => data.messages[i], states = {n: ['new', 'bad'], k: ['known', 'none'], f: ['fixed', 'good']};
  const place = i => file(i) + (data.line[i] ? ':' + data.line[i] : '');
  const styles = {critical: 'bad', high: 'bad', error: 'bad', medium: 'warn', warning: 'warn'};
  const hay = data.messages.map((text, i) => (text + ' ' + rule(i) + ' ' + place(i) + ' ' + tool(i) + ' ' + pack(i)).toLowerCase());
  const isCompared = Boolean(data.state), word = i => states[data.state[i]][0];
  const severities = [...new Set(data.severity.map((_, i) => severity(i)))].slice(0, 6);
  const chips = [['All', ''], ...(isCompared ? ['new', 'known', 'fixed'].filter(each => data.severity.some((_, i) => word(i) === each)).map(each => [each, 'is:' + each]) : []),
    ...severities.map(each => [each, 's:' + each])];
  return explorer('findings', {
    count: hay.length, noun: 'findings', label: 'Findings', hint: 's:high  is:new  rule:S608  file:src/  tool:bandit  !note',
    chips,
    test: (key, text) => ({__proto__: null,
      s: i => severity(i).startsWith(text), is: i => isCompared && word(i) === text, rule: contains(i => rule(i).toLowerCase(), text),
      file: contains(i => file(i).toLowerCase(), text), tool: contains(i => tool(i).toLowerCase(), text),
    })[key] ?? contains(i => hay[i], key ? key + ':' + text : text),
  }, [
    {name: 'Severity', style: 'word', cell: i => pill(severity(i), styles[severity(i)] ?? 'none'), key: i => data.rank[i]},
    {name: 'Finding', style: 'main', cell: i => visible(message(i)), key: message},
    {name: 'Place', style: 'side', cell: i => visible(place(i) || pack(i)), key: place},
    {name: 'Rule', style: 'rule', cell: i => visible(rule(i)), key: rule},
    ...(isCompared ? [{name: 'State', style: 'num', cell: i => pill(...states[data.state[i]]), key: i => data.state[i]}] : []),
  ], async i => [make('h3', {}, visible(rule(i))), make('p', {class: 'soft small'}, [visible(place(i)), visible(pack(i)),
    fixed(i) ? 'fixed in ' + visible(fixed(i)) : '', visible(tool(i)), isCompared ? word(i) : ''].filter(Boolean).join(' · ')), output(message(i))]);
}
