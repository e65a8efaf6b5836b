import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

export const THEMES = ['Dark', 'Light', 'Projector'] as const;

type Findings = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'];

/**
 * What axe finds wrong in the part of the page that a selector names.
 *
 * A theme changes nothing but colours and the size of text, so in another than the first the contrast alone is looked at.
 */
export async function axeFindings(page: Page, part = 'html', theme = 'Dark'): Promise<Findings> {
  // The page has no frames; told of them, and of all that is right, axe takes twice as long.
  const axe = new AxeBuilder({ page })
    .include(part)
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] });
  return (await (theme === 'Dark' ? axe : axe.withRules('color-contrast')).analyze()).violations;
}
