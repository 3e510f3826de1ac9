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
/** Milliseconds of `1.5s`, `200ms`, `2min`; seconds where no unit is written. */
function duration(text) {
  const found = /^([\d.]+)(ms|s|m|min)?$/.exec(text);
  return found ? Number(found[1]) * {ms: 1, s: 1000, m: 60000, min: 60000}[found[2] ?? 's'] : NaN;
}

// ---- Where the reader is: kept behind # so that a link leads back to it.
const state = new URLSearchParams(location.hash.startsWith('#?') ? location.hash.slice(2) : '');
function remember(key, value) {
  if (value) state.set(key, value); else state.delete(key);
  const text = state.toString();
  history.replaceState(null, '', text ? '#?' + text : '#');
}
