import { outFeaturesOf, type Loss, type NetworkDescription } from '../../domain/network.ts';
import { spelled, type Spelled } from '../../ui/spelled.ts';
import { layered, mark, type Place } from './symbols.ts';

/** The parts of one learning step, in the order in which they are computed. */
export const STAGES = ['forward', 'cost', 'outputError', 'hiddenError', 'gradients', 'update'] as const;

export type StageId = (typeof STAGES)[number];

const W = (place?: Place) => layered('W', 'W', place);
const B = layered('b', '\\mathbf{b}');
const a = (place?: Place) => layered('a', '\\mathbf{a}', place);
const z = (place?: Place) => layered('z', '\\mathbf{z}', place);
const delta = (place?: Place) => layered('delta', '\\boldsymbol{\\delta}', place);
const slope = (place?: Place) => `${mark('slope', "f'", place)}(${z(place)})`;
const TIMES = `\\mathbin{${mark('times', '\\odot')}}`;
const TRANSPOSED = `^{${mark('transpose', '\\mathsf{T}')}}`;
const BECOMES = `\\mathrel{${mark('becomes', '\\leftarrow')}}`;
const C = mark('C', 'C');
const Y = mark('y', '\\mathbf{y}');
const index = (letter: string) => mark('index', letter);
const E = mark('e', 'e');
/** One output, its sum and its target: a⁽ᴸ⁾ᵢ, z⁽ᴸ⁾ᵢ, yᵢ. */
const output = (symbol: 'a' | 'z', letter: string) =>
  `${mark(symbol, symbol, 'last')}_{${index(letter)}}^{(${mark('last', 'L', 'last')})}`;
const TARGET = `${mark('y', 'y')}_{${index('i')}}`;

const gradientOf = (symbol: 'weightGradient' | 'biasGradient') =>
  mark(symbol, `\\dfrac{\\partial ${C}}{\\partial ${symbol === 'weightGradient' ? W() : B}}`);

/** All formulas of one learning step, as the chosen cost has them. */
export function formulasOf(loss: Loss, network: NetworkDescription): Readonly<Record<StageId, readonly Spelled[]>> {
  const most = outFeaturesOf(network) - 1;
  const sum = `\\sum_{${index('i')}=0}^{${most}}`;
  return {
    forward: [
      spelled(
        lines(`${z()} &= ${W()}\\,${a('before')} + ${B}`, `${a()} &= ${mark('f', 'f')}\\bigl(${z()}\\bigr)`),
        'z(l) = W(l) a(l−1) + b(l), a(l) = f(z(l))',
      ),
      loss === 'quadratic'
        ? spelled(
            `${output('a', 'i')} = ${mark('f', '\\sigma', 'last')}\\bigl(${output('z', 'i')}\\bigr) = \\dfrac{1}{1 + ${E}^{-${output('z', 'i')}}}`,
            'in the last layer aᵢ = 1 / (1 + e^(−zᵢ))',
          )
        : spelled(
            `${output('a', 'i')} = \\dfrac{${E}^{${output('z', 'i')}}}{${mark('sum', '\\textstyle\\sum', 'here')}_{${index('k')}}\\, ${E}^{${output('z', 'k')}}}`,
            'in the last layer aᵢ = e^zᵢ / Σ e^zₖ',
          ),
    ],
    cost: [
      loss === 'quadratic'
        ? spelled(
            `${C} = ${mark('half', '\\dfrac{1}{2}')} ${mark('sum', sum)} \\bigl(${TARGET} - ${output('a', 'i')}\\bigr)^2`,
            'C = ½ Σ (yᵢ − aᵢ)²',
          )
        : spelled(`${C} = -${mark('sum', sum)} ${TARGET}\\, ${mark('ln', '\\ln')} ${output('a', 'i')}`, 'C = −Σ yᵢ ln aᵢ'),
    ],
    outputError: [
      loss === 'quadratic'
        ? spelled(
            lines(
              `${delta('last')} &= ${mark('nabla', `\\nabla_{\\!a}\\, ${C}`)} ${TIMES} ${slope('last')}`,
              `&= \\bigl(${a('last')} - ${Y}\\bigr) ${TIMES} ${slope('last')}`,
            ),
            'δ(L) = ∇ₐC ⊙ f′(z(L)) = (a(L) − y) ⊙ f′(z(L))',
          )
        : spelled(`${delta('last')} = ${a('last')} - ${Y}`, 'δ(L) = a(L) − y'),
    ],
    hiddenError: [
      spelled(
        `${delta('hidden')} = \\Bigl(\\bigl(${W('after')}\\bigr)${TRANSPOSED}\\, ${delta('after')}\\Bigr) ${TIMES} ${slope('hidden')}`,
        'δ(l) = ((W(l+1))ᵀ δ(l+1)) ⊙ f′(z(l))',
      ),
    ],
    gradients: [
      spelled(
        `${gradientOf('weightGradient')} = ${delta()}\\, \\bigl(${a('before')}\\bigr)${TRANSPOSED}`,
        '∂C/∂W(l) = δ(l) (a(l−1))ᵀ',
      ),
      spelled(`${gradientOf('biasGradient')} = ${delta()}`, '∂C/∂b(l) = δ(l)'),
    ],
    update: [
      spelled(
        `${W()} ${BECOMES} ${W()} - ${mark('eta', '\\eta')}\\, ${gradientOf('weightGradient')}`,
        'W(l) ← W(l) − η ∂C/∂W(l)',
      ),
      spelled(`${B} ${BECOMES} ${B} - ${mark('eta', '\\eta')}\\, ${gradientOf('biasGradient')}`, 'b(l) ← b(l) − η ∂C/∂b(l)'),
    ],
  };
}

function lines(...all: string[]): string {
  return `\\begin{aligned} ${all.join(' \\\\ ')} \\end{aligned}`;
}
