import letters from 'katex/dist/fonts/KaTeX_Math-Italic.woff2?url';
import signs from 'katex/dist/fonts/KaTeX_Main-Regular.woff2?url';

/** The fonts of formulas that pictures write with as well. */
export const FORMULA_FONTS = [
  { family: 'KaTeX_Main', style: 'normal', url: signs },
  { family: 'KaTeX_Math', style: 'italic', url: letters },
] as const;
