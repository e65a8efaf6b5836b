import type { Activation, Loss } from '../../domain/network.ts';
import type { Stage } from '../../domain/step-stages.ts';
import { spelled, type Spelled } from '../../ui/spelled.ts';

/** What is computed, in symbols and with the numbers of the moment. */
export interface FormulaRow {
  readonly symbolic: Spelled;
  readonly numeric: readonly Spelled[];
}

/** What decides how the formulas of a stage look. */
export interface FormulaCase {
  readonly stage: Stage;
  readonly loss: Loss;
  /** Of each layer. */
  readonly activations: readonly Activation[];
  readonly isBias: boolean;
  readonly isSingle: boolean;
}

/** Each function of one z, and its slope where the way back needs it. */
const FUNCTIONS: Readonly<Record<Activation, { readonly value: Spelled; readonly numbers: Spelled; readonly slope: string }>> =
  {
    relu: {
      value: spelled('\\max(0, z_j)', 'max(0, z_j)'),
      numbers: spelled('\\max(0, \\slot{z})', 'max(0, {z})'),
      slope: '1 \\text{ where } z_j > 0, \\text{ else } 0',
    },
    'leaky-relu': {
      value: spelled('\\max(0, z_j) + 0.01 \\min(0, z_j)', 'max(0, z_j) + 0.01 min(0, z_j)'),
      numbers: spelled('f(\\slot{z})', 'f({z})'),
      slope: '1 \\text{ where } z_j > 0, \\text{ else } 0.01',
    },
    sigmoid: {
      value: spelled('\\dfrac{1}{1 + e^{-z_j}}', '1 / (1 + e^(−z_j))'),
      numbers: spelled('\\sigma(\\slot{z})', 'σ({z})'),
      slope: 'a_j\\,(1 - a_j)',
    },
    tanh: {
      value: spelled('\\tanh z_j', 'tanh z_j'),
      numbers: spelled('\\tanh(\\slot{z})', 'tanh({z})'),
      slope: '1 - a_j^2',
    },
    softmax: {
      value: spelled('\\dfrac{e^{z_j}}{\\sum_k e^{z_k}}', 'e^(z_j) / Σ e^(z_k)'),
      numbers: spelled('\\dfrac{e^{\\slot{zb}}}{\\sum_k e^{z_k}}', 'e^({zb}) / Σ e^(z_k)'),
      slope: '',
    },
  };

/** The formulas of a stage, in symbols and in numbers. */
export function formulasOf(own: FormulaCase): readonly FormulaRow[] {
  const { stage, loss, activations, isBias, isSingle } = own;
  switch (stage.kind) {
    case 'batch':
      return [
        row(spelled('B \\text{ images}, \\quad C = \\dfrac{1}{B}\\sum_{n=1}^{B} C_n', 'C = 1/B Σ C_n'), [
          spelled('B = \\slot{size}', 'B = {size}'),
        ]),
        row(spelled('a_i^{(0)} = \\dfrac{\\text{grey}_i}{255}', 'a_i = grey / 255'), [
          spelled('\\slot{grey} / 255 \\approx \\slot{pixel}', '{grey} / 255 ≈ {pixel}'),
        ]),
        row(spelled('y_k = 1 \\text{ at the label, else } 0', 'y = 1 at the label, else 0'), [
          spelled('y_{\\slot{label}} = 1', 'y of {label} = 1'),
        ]),
      ];
    case 'forward':
      return [sumRow(), activationRow(activations[stage.layer]!)];
    case 'cost':
      return [costRow(loss), meanRow(isSingle)];
    case 'delta':
      return stage.layer === activations.length - 1 ? [outputErrorRow(loss)] : hiddenErrorRows(activations[stage.layer]!);
    case 'gradient':
      return [gradientRow(isBias, isSingle)];
    case 'update':
      return [updateRow(isBias)];
    default:
      return [
        row(spelled('C(w) \\to C(w - \\eta\\,\\nabla C)', 'C(w) to C(w − η ∇C)'), [
          spelled('\\slot{before} \\to \\slot{after}', '{before} to {after}'),
        ]),
        row(spelled('\\Delta C \\approx -\\eta\\,\\lVert\\nabla C\\rVert^2', 'ΔC ≈ −η ‖∇C‖²'), [
          spelled(
            '\\Delta C \\approx \\slot{change}, \\quad \\text{foretold } \\slot{foretold}',
            'ΔC ≈ {change}, foretold {foretold}',
          ),
        ]),
      ];
  }
}

function sumRow(): FormulaRow {
  return row(spelled('z_j = \\sum_i w_{ji}\\,a_i + b_j', 'z_j = Σ w_ji a_i + b_j'), [
    spelled(
      'w\\,a = \\slot{weight} \\times \\slot{input} \\mathrel{\\slot{productEquals}} \\slot{product}',
      'w a = {weight} × {input} {productEquals} {product}',
    ),
    spelled(
      'z = \\underbrace{\\slot{part}}_{w\\,a} + \\underbrace{\\slot{others}}_{\\text{the other } w\\,a} + \\underbrace{\\slot{bias}}_{b} = \\slot{total}',
      'z = {part} + {others} + {bias} = {total}',
    ),
  ]);
}

function activationRow(activation: Activation): FormulaRow {
  const { value, numbers } = FUNCTIONS[activation];
  return row(spelled(`a_j = f(z_j) = ${value.tex}`, `a_j = f(z_j) = ${value.plain}`), [
    spelled(`a = ${numbers.tex} \\mathrel{\\slot{aEquals}} \\slot{a}`, `a = ${numbers.plain} {aEquals} {a}`),
  ]);
}

function costRow(loss: Loss): FormulaRow {
  return loss === 'quadratic'
    ? row(spelled('C_n = \\tfrac12 \\sum_k (y_k - a_k)^2', 'C_n = ½ Σ (y_k − a_k)²'), [
        spelled('C_n \\approx \\tfrac12 \\times \\slot{squares} \\approx \\slot{cost}', 'C_n ≈ ½ × {squares} ≈ {cost}'),
      ])
    : row(spelled('C_n = -\\ln a_y', 'C_n = −ln a_y'), [
        spelled('C_n = -\\ln \\slot{share} \\approx \\slot{cost}', 'C_n = −ln {share} ≈ {cost}'),
      ]);
}

function meanRow(isSingle: boolean): FormulaRow {
  return row(
    spelled('C = \\dfrac{1}{B} \\sum_{n} C_n', 'C = 1/B Σ C_n'),
    isSingle
      ? [spelled('C = C_1 \\approx \\slot{mean}', 'C = C₁ ≈ {mean}')]
      : [spelled('C = \\slot{sum}\\slot{power} / \\slot{size} \\approx \\slot{mean}', 'C = {sum}{power} / {size} ≈ {mean}')],
  );
}

function outputErrorRow(loss: Loss): FormulaRow {
  return loss === 'quadratic'
    ? row(
        spelled(
          "\\delta_j = (a_j - y_j)\\,f'(z_j), \\quad f'(z_j) = a_j\\,(1 - a_j)",
          'δ_j = (a_j − y_j) f′(z_j), f′(z_j) = a_j (1 − a_j)',
        ),
        [
          spelled(
            '\\delta = (\\slot{a} - \\slot{y}) \\times \\slot{slope} \\approx \\slot{delta}',
            'δ = ({a} − {y}) × {slope} ≈ {delta}',
          ),
        ],
      )
    : row(spelled('\\delta_j = a_j - y_j', 'δ_j = a_j − y_j'), [
        spelled('\\delta = \\slot{a} - \\slot{y} \\approx \\slot{delta}', 'δ = {a} − {y} ≈ {delta}'),
      ]);
}

function hiddenErrorRows(activation: Activation): FormulaRow[] {
  return [
    row(spelled('\\sum_k w_{kj}\\,\\delta_k', 'Σ w_kj δ_k'), [
      spelled(
        'w\\,\\delta = \\slot{weight} \\times \\slot{input} \\mathrel{\\slot{productEquals}} \\slot{product}',
        'w δ = {weight} × {input} {productEquals} {product}',
      ),
      spelled(
        '\\textstyle\\sum = (\\underbrace{\\slot{part}}_{w\\,\\delta} + \\underbrace{\\slot{others}}_{\\text{the other } w\\,\\delta})\\,\\slot{power} = \\slot{total}\\slot{power}',
        'Σ = ({part} + {others}){power} = {total}{power}',
      ),
    ]),
    row(
      spelled(
        `\\delta_j = f'(z_j) \\sum_k w_{kj}\\,\\delta_k, \\quad f'(z_j) = ${FUNCTIONS[activation].slope}`,
        'δ_j = f′(z_j) Σ w_kj δ_k',
      ),
      [
        spelled(
          '\\delta = \\slot{slope} \\times \\slot{sum} \\mathrel{\\slot{deltaEquals}} \\slot{delta}',
          'δ = {slope} × {sum} {deltaEquals} {delta}',
        ),
      ],
    ),
  ];
}

function gradientRow(isBias: boolean, isSingle: boolean): FormulaRow {
  const name = isBias ? '\\partial C / \\partial b_j' : '\\partial C / \\partial w_{ji}';
  const spoken = isBias ? '∂C/∂b_j' : '∂C/∂w_ji';
  const product = isBias ? '\\delta_j' : '\\delta_j\\,a_i';
  const own = isBias
    ? spelled('\\delta = \\slot{delta}', 'δ = {delta}')
    : spelled(
        '\\delta\\,a = \\slot{delta} \\times \\slot{input} \\mathrel{\\slot{productEquals}} \\slot{product}',
        'δ a = {delta} × {input} {productEquals} {product}',
      );
  const mean = isBias ? '\\partial C / \\partial b' : '\\partial C / \\partial w';
  const spokenMean = isBias ? '∂C/∂b' : '∂C/∂w';
  return row(
    isSingle
      ? spelled(`${name} = ${product}`, `${spoken} = ${isBias ? 'δ_j' : 'δ_j a_i'}`)
      : spelled(`${name} = \\dfrac{1}{B} \\sum_n ${product}`, `${spoken} = 1/B Σ ${isBias ? 'δ_j' : 'δ_j a_i'}`),
    isSingle
      ? [own, spelled(`${mean} \\approx \\slot{mean}`, `${spokenMean} ≈ {mean}`)]
      : [
          own,
          spelled(
            `${mean} = \\slot{sum}\\slot{power} / \\slot{size} \\approx \\slot{mean}`,
            `${spokenMean} = {sum}{power} / {size} ≈ {mean}`,
          ),
        ],
  );
}

function updateRow(isBias: boolean): FormulaRow {
  const w = isBias ? 'b_j' : 'w_{ji}';
  const spoken = isBias ? 'b_j' : 'w_ji';
  return row(
    spelled(
      `${w} \\leftarrow ${w} - \\eta\\,\\dfrac{\\partial C}{\\partial ${w}}`,
      `${spoken} becomes ${spoken} − η ∂C/∂${spoken}`,
    ),
    [
      spelled(
        `${w} \\leftarrow \\slot{weight} - \\slot{learningRate} \\times \\slot{gradient}`,
        `${spoken} becomes {weight} − {learningRate} × {gradient}`,
      ),
      spelled(
        `\\phantom{${w}} = \\slot{weight} - \\slot{moveBracketed} \\mathrel{\\slot{nextEquals}} \\slot{next}`,
        '= {weight} − {moveBracketed} {nextEquals} {next}',
      ),
    ],
  );
}

function row(symbolic: Spelled, numeric: readonly Spelled[]): FormulaRow {
  return { symbolic, numeric };
}
