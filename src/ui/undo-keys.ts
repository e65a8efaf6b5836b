/** What Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y ask for, or null: any other key, or one that belongs to the text that is being typed. */
export function undoKey(event: KeyboardEvent): 'undo' | 'redo' | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const { target } = event;
  if (target instanceof HTMLInputElement && target.type === 'text') return null;
  const key = event.key.toLowerCase();
  if (key === 'y' || (key === 'z' && event.shiftKey)) return 'redo';
  return key === 'z' ? 'undo' : null;
}
