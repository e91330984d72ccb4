import { i18n } from '#i18n';
import './range-switch.css';

/** Days it looks back, today included. */
export type Range = 1 | 7 | 30;

const RANGES: { range: Range; key: 'range.today' | 'range.week' | 'range.month' }[] = [
  { range: 1, key: 'range.today' },
  { range: 7, key: 'range.week' },
  { range: 30, key: 'range.month' },
];

interface Props {
  range: Range;
  onRange: (range: Range) => void;
}

export function RangeSwitch({ range, onRange }: Props) {
  return (
    <fieldset className="range-switch">
      <legend className="hidden">{i18n.t('range.label')}</legend>
      {RANGES.map(({ range: choice, key }) => (
        <label key={choice} data-testid={`popup-range-${choice}`}>
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
