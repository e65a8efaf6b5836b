import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parameterCount } from '../../src/domain/network.ts';
import {
  FIRST_SETTINGS,
  haveSameStart,
  networkOf,
  SETTING_NAMES,
  startingAs,
  TRAINING_SETTINGS,
  validSettings,
  type SettingName,
} from '../../src/domain/training-settings.ts';

/** What a file, a link or an older page may hold for a setting. */
const anything = fc.oneof(
  fc.anything(),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.array(fc.integer({ min: -3, max: 600 }), { maxLength: 7 }),
  fc.constantFrom('relu', 'tanh', 'adam', 'none', 'cosine', 'quadratic', 'all'),
);
const damaged = fc.dictionary(fc.oneof(fc.constantFrom(...SETTING_NAMES), fc.string()), anything);
const settings = damaged.map((values) => validSettings(values));

describe('settings', () => {
  it('of any kind of damage are settings again, which a network can be made of', () => {
    fc.assert(
      fc.property(damaged, (values) => {
        const valid = validSettings(values);
        expect(Object.keys(valid)).toEqual(SETTING_NAMES);
        for (const name of SETTING_NAMES) {
          const setting = TRAINING_SETTINGS[name];
          const value = valid[name];
          if (setting.kind === 'choice') expect(setting.options.map((option) => option.value)).toContain(value);
          else if (setting.kind === 'switch') expect(typeof value).toBe('boolean');
          else if (setting.kind === 'number') {
            expect(value).toBeGreaterThanOrEqual(setting.least);
            expect(value).toBeLessThanOrEqual(setting.most);
            if (setting.isWhole) expect(value).toBe(Math.round(value as number));
          }
        }
        expect(parameterCount(networkOf(valid))).toBeGreaterThan(0);
        expect(validSettings(JSON.parse(JSON.stringify(valid)))).toEqual(valid);
      }),
    );
  });

  it('that are not named stay as they were', () => {
    fc.assert(
      fc.property(settings, fc.constantFrom(...SETTING_NAMES), (before, name) => {
        const after = validSettings({ [name]: FIRST_SETTINGS[name] }, before);
        expect(after).toEqual({ ...before, [name]: FIRST_SETTINGS[name] });
      }),
    );
  });

  it('start the same where only learning differs, and the start of one can be given to another', () => {
    fc.assert(
      fc.property(settings, settings, (one, other) => {
        const joined = startingAs(one, other);
        expect(haveSameStart(joined, one)).toBe(true);
        const learning = (name: SettingName) => TRAINING_SETTINGS[name].group === 'learning';
        for (const name of SETTING_NAMES) expect(joined[name]).toBe((learning(name) ? other : one)[name]);
        expect(networkOf(joined)).toEqual(networkOf(one));
      }),
    );
    expect(haveSameStart(FIRST_SETTINGS, { ...FIRST_SETTINGS, seed: 2 })).toBe(false);
  });

  it('describe the network of this project, and leave out the biases that they say', () => {
    expect(parameterCount(networkOf(FIRST_SETTINGS))).toBe(111_146);
    expect(parameterCount(networkOf({ ...FIRST_SETTINGS, bias: 'not-first' }))).toBe(111_018);
    expect(networkOf({ ...FIRST_SETTINGS, hidden: [], bias: 'none', loss: 'quadratic' })).toEqual({
      inFeatures: 784,
      layers: [{ outFeatures: 10, activation: 'sigmoid', bias: false }],
      loss: 'quadratic',
    });
  });
});
