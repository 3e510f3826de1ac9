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
    this.grid = make('div', {role: 'grid', 'aria-label': label, class: 'g g-of-' + columns.length, tabindex: 0}, this.head, this.space);
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
    this.space.setAttribute('class', 'g-space' + (rows.length ? '' : ' g-none'));
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
