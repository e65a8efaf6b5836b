import { signal, type ReadonlySignal } from '@preact/signals';
import { storedText, storeText } from './stored.ts';

export const THEMES = ['dark', 'light', 'projector'] as const;
export type Theme = (typeof THEMES)[number];

/** What a person likes, remembered from visit to visit. */
export interface Preferences {
  readonly theme: ReadonlySignal<Theme>;
  readonly setTheme: (theme: Theme) => void;
}

const THEME_KEY = 'theme';

export function createPreferences(): Preferences {
  const stored = storedText(THEME_KEY);
  const theme = signal<Theme>(THEMES.find((known) => known === stored) ?? 'dark');
  return {
    theme,
    setTheme(next) {
      theme.value = next;
      storeText(THEME_KEY, next);
    },
  };
}
