/** As much of a document as the front end uses: elements by id, with text, visibility, fields and listeners. */
export function page() {
  const elements = new Map();
  const element = (id) => {
    if (!elements.has(id)) elements.set(id, { textContent: '', hidden: false, listeners: {}, elements: {} });
    const found = elements.get(id);
    found.addEventListener = (name, listener) => (found.listeners[name] = listener);
    return found;
  };
  return {
    getElementById: element,
    text: (id) => element(id).textContent,
    shown: (id) => !element(id).hidden,
    click: (id) => element(id).listeners.click(),
    submit(id, fields) {
      const values = Object.entries(fields).map(([name, value]) => [name, { value }]);
      const target = { elements: Object.fromEntries(values) };
      return element(id).listeners.submit({ target, preventDefault() {} });
    },
  };
}
