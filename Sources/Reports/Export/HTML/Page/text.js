// ---- Text of others: shown as text, with colours where a terminal would have them, and with nothing that turns it round.
const bidi = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const visible = text => text.replace(bidi, c => '⟨U+' + c.codePointAt(0).toString(16).toUpperCase().padStart(4, '0') + '⟩');
const longest = 10000, mostLines = 2000;
function output(text) {
  const pre = make('pre', {tabindex: 0});
  const lines = text.split('\n');
  let style = '';
  const put = line => {
    const whole = visible(line);
    const shown = whole.length > longest ? whole.slice(0, longest) : whole;
    for (const part of shown.split(/(\u001b\[[0-9;:]*[A-Za-z])/)) {
      const code = /^\u001b\[([0-9;:]*)m$/.exec(part);
      if (code) style = ansi(code[1], style);
      else if (part && !part.startsWith('\u001b[')) pre.append(style ? make('span', {class: style}, part) : part);
    }
    if (shown.length < whole.length) pre.append(more(`show ${(whole.length - longest).toLocaleString('en')} more characters`, () => whole.slice(longest)));
    pre.append('\n');
  };
  for (const line of lines.slice(0, mostLines)) put(line);
  if (lines.length > mostLines) pre.append(more(`show ${(lines.length - mostLines).toLocaleString('en')} more lines`, () => visible(lines.slice(mostLines).join('\n'))));
  return pre;
}
function more(words, rest) {
  const button = make('button', {type: 'button'}, words);
  button.addEventListener('click', () => button.replaceWith(rest()));
  return button;
}
function ansi(codes, style) {
  const set = new Set(style.split(' ').filter(Boolean));
  for (const code of codes.split(/[;:]/).map(Number)) {
    if (code === 0) set.clear();
    else if (code === 1) set.add('a-bold');
    else if (code === 22) set.delete('a-bold');
    else if (code >= 30 && code <= 37 || code >= 90 && code <= 97 || code === 39) {
      for (const name of set) if (name.startsWith('a-c')) set.delete(name);
      if (code !== 39) set.add('a-c' + code % 10);
    }
  }
  return [...set].join(' ');
}

// ---- Small signs: a word in a pill, a time, the results of the last runs.
const pill = (word, style) => make('span', {class: 'pill ' + style}, word);
const time = ms => ms === null || ms === undefined ? '' : ms < 1000 ? ms + ' ms' : ms < 60000 ? (ms / 1000).toFixed(2) + ' s'
  : Math.floor(ms / 60000) + ' min ' + Math.round(ms % 60000 / 1000) + ' s';
const signs = {'.': ['passed', 'p', 4], 'F': ['failed', 'f', 12], '~': ['flaky', 'k', 8], 's': ['skipped', 's', 2], '-': ['not there', 'n', 1]};
function strip(text) {
  if (!text) return '';
  const counts = {};
  for (const sign of text) counts[(signs[sign] ?? signs['-'])[0]] = (counts[(signs[sign] ?? signs['-'])[0]] ?? 0) + 1;
  const words = 'last ' + text.length + ' runs: ' + Object.entries(counts).map(([word, count]) => count + ' ' + word).join(', ');
  const svg = draw('svg', {class: 'strip', viewBox: `0 0 ${text.length * 5} 12`, width: text.length * 5, height: 12, role: 'img', 'aria-label': words});
  svg.append(draw('title', {}, words));
  [...text].forEach((sign, i) => {
    const [, style, height] = signs[sign] ?? signs['-'];
    svg.append(draw('rect', {class: style, x: i * 5, y: 12 - height, width: 4, height}));
  });
  return svg;
}
const contains = (list, text) => row => list(row).includes(text);
