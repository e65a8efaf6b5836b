import { TRAINING_SETTINGS, type SettingName, type TrainingSettings } from '../../domain/training-settings.ts';
import { LogSlider } from '../../ui/log-slider.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Slider } from '../../ui/slider.tsx';
import { Switch } from '../../ui/switch.tsx';
import { useUniqueId } from '../../ui/unique-id.ts';
import type { Services } from '../section.ts';
import { WidthsField } from './widths-field.tsx';

/** How a setting is changed, as the table of all settings describes it. */
export function SettingControl({ services, name }: { readonly services: Services; readonly name: SettingName }) {
  const { state, t } = services;
  const { training } = state;
  const setting = TRAINING_SETTINGS[name];
  const value = training.settings.value[name];
  const id = useUniqueId();
  const label = t(setting.label);
  const note = t(setting.note);
  const change = (next: TrainingSettings[SettingName]) => training.change({ [name]: next });
  if (setting.kind === 'switch') {
    return (
      <div class="setting" title={note}>
        <Switch on={value as boolean} onChange={change}>
          {label}
        </Switch>
      </div>
    );
  }
  if (setting.kind === 'widths') return <WidthsField services={services} />;
  if (setting.kind === 'choice') {
    return (
      <div class="setting" title={note}>
        <label for={id}>{label}</label>
        <select
          class="select"
          id={id}
          value={value as string}
          onChange={({ currentTarget }) => change(currentTarget.value as never)}
        >
          {setting.options.map((option) => (
            <option key={option.value} value={option.value}>
              {t(option.label)}
            </option>
          ))}
        </select>
      </div>
    );
  }
  const { least, most, slideMost, scale, isWhole = false } = setting;
  const number = value as number;
  if (scale === 'logarithmic') {
    return (
      <div title={note}>
        <LogSlider
          label={label}
          value={number}
          least={least}
          most={slideMost ?? most}
          typedMost={most}
          isWhole={isWhole}
          onChange={change}
        />
      </div>
    );
  }
  if (scale === 'linear') {
    return (
      <div title={note}>
        <Slider label={label} value={number} least={least} most={most} step={0.001} digits={3} onChange={change} />
      </div>
    );
  }
  return (
    <div class="setting" title={note}>
      <span id={id}>{label}</span>
      <NumberField
        labelledBy={id}
        value={number}
        text={String(number)}
        least={least}
        most={most}
        stepped={(steps) => Number((number + steps * (isWhole ? 1 : 0.0001)).toFixed(4))}
        onChange={change}
      />
    </div>
  );
}
