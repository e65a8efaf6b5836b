/** Writes numbers into an element; what is raised in the text (10⁻⁵) is set as an exponent, for fonts of formulas have no raised digits. */
export function writeNumber(element: HTMLElement): (text: string) => void {
  const base = document.createTextNode('');
  const exponent = document.createElement('span');
  exponent.className = 'slot-exponent';
  const rest = document.createTextNode('');
  element.append(base);
  let shown = '';
  return (text) => {
    if (text === shown) return;
    shown = text;
    const [, before, raised, after] = /^([^⁻⁰¹²³⁴⁵⁶⁷⁸⁹]*)([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]*)(.*)$/u.exec(text)!;
    base.data = before!;
    exponent.textContent = raised!.replace(/./gu, (sign) => (sign === '⁻' ? '−' : String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(sign))));
    rest.data = after!;
    // Most numbers have no exponent, and are laid out as one text.
    if (raised !== '') base.after(exponent, rest);
    else if (exponent.isConnected) [exponent, rest].forEach((part) => part.remove());
  };
}
