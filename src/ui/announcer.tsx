import { signal } from '@preact/signals';

/** Says a sentence to people who listen to the page instead of looking at it. */
export type Announce = (sentence: string) => void;

/** The words most recently announced, in a live region; put `Announcer` once on the page. */
export function createAnnouncer(): { announce: Announce; Announcer: () => preact.JSX.Element } {
  const sentence = signal('');
  let again = false;
  return {
    announce(text) {
      // The same words twice in a row are read again only if the region changes.
      again = !again;
      sentence.value = again ? text : `${text}\u00a0`;
    },
    Announcer: () => (
      <div class="visually-hidden" aria-live="polite">
        {sentence}
      </div>
    ),
  };
}
