import { i18n } from '#i18n';
import './range-switch.css';

/** Days it looks back, today included. */
export type Range = 1 | 7 | 30;

const RANGES = [
  { range: 1, key: 'range.today', testid: 'popup-range-today' },
  { range: 7, key: 'range.week', testid: 'popup-range-7' },
  { range: 30, key: 'range.month', testid: 'popup-range-30' },
] as const satisfies { range: Range; key: string; testid: string }[];

interface Props {
  range: Range;
  onRange: (range: Range) => void;
}

export function RangeSwitch({ range, onRange }: Props) {
  return (
    <fieldset className="range-switch">
      <legend className="hidden">{i18n.t('range.label')}</legend>
      {RANGES.map(({ range: choice, key, testid }) => (
        <label key={choice} data-testid={testid}>
          <input
            type="radio"
            name="range"
            checked={choice === range}
            onChange={() => onRange(choice)}
          />
          <span>{i18n.t(key)}</span>
        </label>
      ))}
    </fieldset>
  );
}
