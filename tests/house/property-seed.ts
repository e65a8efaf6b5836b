import fc from 'fast-check';

/** The same cases in every run, so that one that passes passes again; another seed, or none that is fixed, looks for new ones: PROPERTY_SEED=random. */
const wanted = process.env.PROPERTY_SEED ?? '20261124';
if (wanted !== 'random') fc.configureGlobal({ seed: Number(wanted) });
