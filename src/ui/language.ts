/** The languages that the page speaks. */
export type Language = 'en';

/** The same words in every language. */
export type Words<T> = Readonly<Record<Language, T>>;

/** Picks a section's words in the language of the page. */
export type Translate = <T>(words: Words<T>) => T;

export function translateTo(language: Language): Translate {
  return (words) => words[language];
}
