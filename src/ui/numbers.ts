const THIN_SPACE = '\u2009';

/** A share of 1 as "98.2 %". */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)}\u202f%`;
}

/** A share of 1 as "98.2 %"; one too small to show as "< 0.1 %". */
export function percentAtLeast(share: number): string {
  return share < 0.0005 ? '< 0.1\u202f%' : percent(share);
}

/** A whole number with thin spaces in the thousands: 111 146. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);
}
