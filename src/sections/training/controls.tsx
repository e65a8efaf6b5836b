import { SETTING_NAMES, TRAINING_SETTINGS, type SettingName } from '../../domain/training-settings.ts';
import { Choice } from '../../ui/choice.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { useUniqueId } from '../../ui/unique-id.ts';
import type { Services } from '../section.ts';
import { SettingControl } from './setting-control.tsx';
import { WORDS } from './words.ts';

const GOALS = ['none', 'epochs', 'accuracy'] as const;
const STARTS = ['random', 'page'] as const;

/** How the network learns, when it stops, and what it is; from the one table of all settings. */
export function Recipe(services: Services) {
  const words = services.t(WORDS);
  const { training } = services.state;
  return (
    <>
      <details class="training-settings" open>
        <summary>{words.recipe}</summary>
        <div class="settings">
          {namesOf('learning', services).map((name) => (
            <SettingControl key={name} services={services} name={name} />
          ))}
          <GoalControl {...services} />
        </div>
      </details>
      <details class="training-settings">
        <summary>{words.network}</summary>
        <div class="settings">
          <p class="quiet setting-note">{words.networkNote}</p>
          {namesOf('network', services).map((name) => (
            <SettingControl key={name} services={services} name={name} />
          ))}
          <div class="setting setting-wide">
            <span>{words.startsFrom}</span>
            <Choice
              label={words.startsFrom}
              options={STARTS.map((value) => ({ value, label: words.starts[value] }))}
              value={training.startsFrom.value}
              onChange={training.setStart}
            />
            <p class="quiet setting-note">{words.startPageNote}</p>
          </div>
        </div>
      </details>
    </>
  );
}

/** Settings that act on nothing now are left out. */
function namesOf(group: 'network' | 'learning', { state }: Services): SettingName[] {
  const { optimizer, schedule } = state.training.settings.value;
  const isIdle = (name: SettingName) =>
    (name === 'momentum' && optimizer !== 'momentum' && optimizer !== 'nesterov') ||
    (name === 'scheduleEpochs' && schedule === 'constant');
  return SETTING_NAMES.filter((name) => TRAINING_SETTINGS[name].group === group && !isIdle(name));
}

function GoalControl({ state, t }: Services) {
  const words = t(WORDS);
  const { training } = state;
  const { kind, epochs, accuracy } = training.goal.value;
  const id = useUniqueId();
  return (
    <>
      <div class="setting">
        <label for={id}>{words.goal}</label>
        <select
          class="select"
          id={id}
          value={kind}
          onChange={({ currentTarget }) => training.setGoal({ kind: currentTarget.value as (typeof GOALS)[number] })}
        >
          {GOALS.map((value) => (
            <option key={value} value={value}>
              {words.goals[value]}
            </option>
          ))}
        </select>
      </div>
      {kind !== 'none' && (
        <div class="setting">
          <span id={`${id}-number`}>{kind === 'epochs' ? words.goalEpochs : words.goalAccuracy}</span>
          {kind === 'epochs' ? (
            <NumberField
              labelledBy={`${id}-number`}
              value={epochs}
              text={String(epochs)}
              least={1}
              most={10_000}
              stepped={(steps) => epochs + steps}
              onChange={(next) => training.setGoal({ epochs: Math.round(Math.min(10_000, Math.max(1, next))) })}
            />
          ) : (
            <NumberField
              labelledBy={`${id}-number`}
              value={accuracy * 100}
              text={String(Number((accuracy * 100).toFixed(2)))}
              least={10}
              most={100}
              stepped={(steps) => accuracy * 100 + steps}
              onChange={(next) => training.setGoal({ accuracy: Math.min(100, Math.max(10, next)) / 100 })}
            />
          )}
        </div>
      )}
    </>
  );
}
