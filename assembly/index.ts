export { forward } from './network/forward';
export { outputError } from './network/output';
export { backward } from './network/backward';
export { update } from './network/update';
export { expOf, logOf, tanhOf } from './math/probe';
