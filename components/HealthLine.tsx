import { i18n } from '#i18n';

/** How often something could not be counted fully, in one line; silent where nothing is wrong. */
export function HealthLine({ troubles }: { troubles: number }) {
  if (troubles === 0) return null;
  return (
    <p className="health-line soft" data-testid="popup-health">
      {i18n.t('health.line', troubles, [String(troubles)])}
    </p>
  );
}
