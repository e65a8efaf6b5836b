/** A formula for the eye and for the ear; `\slot{name}` in the one is `{name}` in the other. */
export interface Spelled {
  readonly tex: string;
  readonly plain: string;
}

export function spelled(tex: string, plain: string): Spelled {
  return { tex, plain };
}

/** The spoken formula with the texts in its slots. */
export function filled(plain: string, texts: Readonly<Record<string, string>>): string {
  return plain.replace(/\{(\w+)\}/g, (_, name: string) => texts[name] ?? '');
}
