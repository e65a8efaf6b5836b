import { expect, test } from '@playwright/test';
import { DIGITS, MNIST, MNIST_BOMB, NETWORKS } from './damaged-files.ts';
import { drawWithMouse, openPage, openSection, SEVEN } from './pad-driver.ts';

const BUSY = { timeout: 30_000 };

test(`${NETWORKS.length + DIGITS.length + MNIST.length + 1} damaged files: each is refused with a sentence, and everything stays as it was`, async ({
  page,
}) => {
  test.setTimeout(120_000);
  const broken: string[] = [];
  page.on('pageerror', ({ message }) => broken.push(message));
  await page.route(/data\/mnist/, (route) => route.fulfill({ status: 404 }));
  await openPage(page);
  await drawWithMouse(page, SEVEN);
  const section = await openSection(page, 'training', '.transport-start');
  const data = section.locator('.data');
  const status = section.locator('.transport-status');
  await data.locator('summary').click();
  const count = section.getByRole('spinbutton', { name: 'Digits' });
  await count.fill('1000');
  await count.press('Enter');
  await section.getByRole('button', { name: 'One epoch' }).click();
  await expect(section.locator('.training-numbers')).toContainText('Step32', BUSY);
  await expect(status).toHaveText('Paused.', BUSY);
  await expect(section.getByRole('slider', { name: 'Time travel' })).toHaveAttribute('aria-valuetext', /^step 32,/);

  /** The answer, where the run stands, its curves, the moments to travel to. */
  const everything = () =>
    page.evaluate(() => {
      const all = (selector: string, name: string) =>
        [...document.querySelectorAll(selector)].map((element) => element.getAttribute(name));
      return {
        answer: all('[role=meter]', 'aria-valuenow'),
        curves: all('.training-plot-canvas', 'aria-label'),
        moments: ['min', 'max', 'value', 'aria-valuetext'].flatMap((name) => all('.time-travel input[type=range]', name)),
        numbers: document.querySelector('.training-numbers dl')!.textContent,
      };
    });
  const whole = await everything();
  expect(whole.answer).toHaveLength(10);
  expect(new Set(whole.answer).size).toBeGreaterThan(1);

  const chooser = section.locator('input[type=file][accept=".safetensors"]');
  const note = section.locator('.network-file-note');
  for (const [number, [what, bytes, says]] of NETWORKS.entries()) {
    const name = `${number}.safetensors`;
    await chooser.setInputFiles({ name, mimeType: '', buffer: Buffer.from(bytes) });
    await expect(note, what).toContainText(`${name} is not taken: `);
    await expect(note, what).toContainText(says);
    await expect(note, what).toContainText(/\. Everything is as it was\.$/);
    expect(await everything(), what).toEqual(whole);
  }

  await data.getByRole('radio', { name: 'Your own' }).check({ force: true });
  for (const [what, bytes, says] of DIGITS) {
    await data
      .getByLabel('Load a file…')
      .setInputFiles({ name: 'digits.json', mimeType: 'application/json', buffer: Buffer.from(bytes) });
    await expect(data.locator('.data-status'), what).toContainText(says);
    await expect(data.locator('.data-status'), what).toContainText('The file was not taken: ');
    expect(await everything(), what).toEqual(whole);
  }
  await expect(section).toContainText('You have drawn none yet.');

  await data.getByRole('radio', { name: 'MNIST' }).check({ force: true });
  const choose = data.getByLabel('Choose files…');
  for (const [number, [what, bytes, says]] of MNIST.entries()) {
    await choose.setInputFiles({ name: `${number}.gz`, mimeType: '', buffer: Buffer.from(bytes) });
    await expect(data, what).toContainText(`It did not come from your files: ${number}.gz: `);
    await expect(data, what).toContainText(says);
    expect(await everything(), what).toEqual(whole);
  }
  // What is in them shows only when they are unpacked.
  const { images, labels } = MNIST_BOMB;
  await choose.setInputFiles([
    { name: 'bomb.gz', mimeType: '', buffer: Buffer.from(images) },
    { name: 'labels.gz', mimeType: '', buffer: Buffer.from(labels) },
  ]);
  await expect(data).toContainText('Here, from your files.');
  await section.getByRole('button', { name: 'Go on', exact: true }).click();
  await expect(data).toContainText(/It did not come from your files: bomb\.gz: (got|gzip data is truncated or damaged)/, BUSY);
  await expect(status).toContainText('It did not work');
  expect(await everything()).toEqual(whole);

  // And it goes on where it was.
  await data.getByRole('radio', { name: 'Written' }).check({ force: true });
  await section.getByRole('button', { name: 'One step' }).click();
  await expect(section.locator('.training-numbers')).toContainText('Step33', BUSY);
  expect(broken).toEqual([]);
});
