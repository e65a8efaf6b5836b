export { forward } from './network/forward';
export { outputError } from './network/output';
export { backward } from './network/backward';
export { update } from './network/update';
export { expOf, logOf, tanhOf } from './math/probe';
export { seedRandom } from './data/random';
export { shuffle } from './data/shuffle';
export { augment } from './data/augment';
