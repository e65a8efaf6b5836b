import { effect } from '@preact/signals';
import { render } from 'preact';
import { analystsInWorkers } from '../engine/analysis-client.ts';
import { measurersInWorkers } from '../engine/benchmark/client.ts';
import { laboratoriesInWorkers } from '../engine/laboratory-client.ts';
import { surveyorsInWorkers } from '../engine/landscape-client.ts';
import { predictingEngine } from '../engine/predicting.ts';
import { openStage } from '../scenes/stage.ts';
import { createState } from '../state/state.ts';
import { createAnnouncer } from '../ui/announcer.tsx';
import { keepFilesOut } from '../ui/drop-target.tsx';
import { FORMULA_FONTS } from '../ui/formula-fonts.ts';
import { translateTo } from '../ui/language.ts';
import '../ui/tokens.css';
import '../ui/base.css';
import '../ui/controls.css';
import './page.css';
import { loadBinary } from './engine-binaries.ts';
import { fetchMnistFile } from './fetch-mnist.ts';
import { fetchPretrained, loadNetwork } from './load-network.ts';
import { Page } from './page.tsx';
import { stayAtTarget } from './stay-at-target.ts';
import { showStartFailure } from './start-failure.tsx';

const host = document.getElementById('page')!;
const t = translateTo('en');

/** Starts the page; pictures and network come as they come. */
function start(): void {
  const state = createState({
    startAnalyst: analystsInWorkers(loadBinary),
    startSurveyor: surveyorsInWorkers(loadBinary),
    startLaboratory: laboratoriesInWorkers(loadBinary),
    startMeasurer: measurersInWorkers(loadBinary),
    fetchPretrained,
    openEngine: (network) => predictingEngine(network, loadBinary),
    fetchMnist: fetchMnistFile,
    isOffline: () => !navigator.onLine,
    cores: navigator.hardwareConcurrency,
  });
  effect(() => {
    document.documentElement.dataset.theme = state.preferences.theme.value;
  });
  const retry = () => void loadNetwork(state.recognition);
  retry();
  const stage = openStage(FORMULA_FONTS);
  effect(() => {
    document.documentElement.dataset.pictures = stage.backend.value;
  });
  effect(() => {
    if (state.preferences.theme.value) stage.coloursChanged();
  });
  // A browser may end a hidden page without another word.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void state.keptWork.keep();
  });
  keepFilesOut(document);
  const { announce, Announcer } = createAnnouncer();
  const services = { state, stage, announce, t };
  render(
    <>
      <Page services={services} retry={retry} />
      <Announcer />
    </>,
    host,
  );
  stayAtTarget(host.querySelector('main')!);
}

try {
  start();
} catch (error) {
  showStartFailure(host, error, t);
}
