import { i18n } from '#i18n';

interface Props {
  paused: boolean;
  onPause: (paused: boolean) => void;
}

/** One button in both states, so that focus stays on it. */
export function PauseButton({ paused, onPause }: Props) {
  return (
    <button
      type="button"
      className={paused ? 'primary' : ''}
      data-testid={paused ? 'popup-resume' : 'popup-pause'}
      onClick={() => onPause(!paused)}
    >
      {i18n.t(paused ? 'pause.resume' : 'pause.pause')}
    </button>
  );
}
