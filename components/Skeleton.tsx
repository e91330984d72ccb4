import { i18n } from '#i18n';
import './skeleton.css';

const PARTS = ['site', 'range', 'share', 'bar', 'legend', 'list'];

/** The popup's outline, for the rare time that its figures take a moment. */
export function Skeleton() {
  return (
    <output className="skeleton">
      <span className="hidden">{i18n.t('loading')}</span>
      {PARTS.map((part) => (
        <span key={part} className={`skeleton-${part}`} />
      ))}
    </output>
  );
}
