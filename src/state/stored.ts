/**
 * What this browser remembers for a person, or null.
 *
 * A browser may forbid storage by throwing at the first touch of it; then nothing is remembered and nothing breaks.
 */
export function storedText(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Remembers a text if the browser lets us. */
export function storeText(key: string, text: string): void {
  try {
    localStorage.setItem(key, text);
  } catch {
    // Forbidden or full: the choice holds until the page is closed.
  }
}
