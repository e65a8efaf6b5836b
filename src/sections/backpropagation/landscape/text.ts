import { parameterCount } from '../../../domain/network.ts';
import { grouped } from '../../../domain/numbers.ts';
import type { Services } from '../../section.ts';
import { distanceText } from '../../../scenes/axis-texts.ts';
import { costText, placedCost } from './facts.ts';
import type { LandscapeModel } from './model.ts';

/** How many dimensions the space has whose slice is shown. */
function dimensionsOf({ state }: Services): string {
  const status = state.recognition.status.value;
  return status.kind === 'ready' ? grouped(parameterCount(status.network)) : '';
}

/** How many of them stand still. */
export function otherDimensions({ state }: Services): string {
  const status = state.recognition.status.value;
  return status.kind === 'ready' ? grouped(parameterCount(status.network) - 2) : '';
}

export function sliceText({ words }: LandscapeModel, services: Services): string {
  return words.sliceOf(dimensionsOf(services));
}

/** The landscape in words, for those who do not see it; true of this moment. */
export function landscapeText(model: LandscapeModel, services: Services): string {
  const { words, landscape, extremes } = model;
  const survey = landscape.survey.value;
  const found = extremes.value;
  if (!survey || !found) return words.noText;
  const placeText = ({ x, y }: { x: number; y: number }) => words.at(distanceText(x), distanceText(y));
  const lowest = placedCost(survey, found.lowest);
  const highest = placedCost(survey, found.highest);
  const feet = landscape.feet.value?.feet ?? [];
  const [first, last] = [feet[0], feet[feet.length - 1]];
  return words.text({
    what: words.title,
    slice: sliceText(model, services),
    lowest: costText(lowest.cost),
    lowestAt: placeText(lowest),
    highest: costText(highest.cost),
    highestAt: placeText(highest),
    path: first && last ? words.pathText(feet.length - 1, placeText(first), placeText(last)) : '',
  });
}
