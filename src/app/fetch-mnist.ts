import { MNIST_MIRROR } from '../formats/mnist.ts';
import type { FetchMnist } from '../state/mnist.ts';
import { fetchLargeFile } from './fetch-file.ts';

/** Where `npm run data` puts the files. */
const SITE_FOLDER = 'data/mnist/';

/** A file of MNIST from this site's own folder or, where a person asks for it, from the public mirror. */
export const fetchMnistFile: FetchMnist = (from, name, options) =>
  fetchLargeFile(`${from === 'site' ? SITE_FOLDER : MNIST_MIRROR}${name}`, options);
