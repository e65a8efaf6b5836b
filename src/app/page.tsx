import type { Services } from '../sections/section.ts';
import { THEMES } from '../state/preferences.ts';
import { Choice } from '../ui/choice.tsx';
import { HeldNotice } from './held-notice.tsx';
import { LazySection } from './lazy-section.tsx';
import { PageIndex } from './page-index.tsx';
import { SECTIONS } from './sections.ts';
import { StatusLine } from './status-line.tsx';
import { WORDS } from './words.ts';

/** The whole page: a slim bar with the index of sections, and the sections. */
export function Page({ services, retry }: { readonly services: Services; readonly retry: () => void }) {
  const words = services.t(WORDS);
  const { preferences } = services.state;
  return (
    <>
      <header class="bar-top">
        <h1 class="page-name">{words.name}</h1>
        <StatusLine services={services} retry={retry} />
        <Choice
          label={words.theme}
          options={THEMES.map((value) => ({ value, label: words.themes[value] }))}
          value={preferences.theme.value}
          onChange={preferences.setTheme}
        />
        <PageIndex services={services} />
      </header>
      <main>
        {SECTIONS.map((entry) => (
          <LazySection key={entry.id} entry={entry} services={services} />
        ))}
      </main>
      <HeldNotice {...services} />
    </>
  );
}
