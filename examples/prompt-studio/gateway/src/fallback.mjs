/** The improved prompt in its plainest form, for when the generator cannot be asked. */
export function plainPrompt(prompt) {
  return `${prompt.trim()}\n\nThink it through first. If anything essential is missing, ask for it.`;
}
