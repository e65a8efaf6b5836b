export { look, pass } from './network/pass';
export { learn } from './network/learn';
export { multiply } from './kernels/multiply';
export { expOf, logOf, tanhOf } from './math/probe';
export { seedRandom } from './data/random';
export { shuffle } from './data/shuffle';
export { augment } from './data/augment';
