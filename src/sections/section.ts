import type { Stage } from '../scenes/stage.ts';
import type { State } from '../state/state.ts';
import type { Announce } from '../ui/announcer.tsx';
import type { Translate, Words } from '../ui/language.ts';

/** What the page lends to a section. */
export interface Services {
  readonly state: State;
  readonly stage: Stage;
  readonly announce: Announce;
  readonly t: Translate;
}

/** One part of the page; it makes its own HTML and pictures and knows no other section. */
export interface Section {
  /** The name of the section in the page's address and in `data-section`. */
  readonly id: string;
  readonly title: Words<string>;
  /** Fills `host`; the function that comes back disposes of everything that was made. */
  mount(host: HTMLElement, services: Services): () => void;
}

export function defineSection(section: Section): Section {
  return section;
}
