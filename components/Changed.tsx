import { i18n } from '#i18n';
import type { Change } from '../core/provenance/change.ts';
import type { Evidence, EvidenceId } from '../core/provenance/verdict.ts';
import './changed.css';
import { classText, evidenceText } from './words.ts';

interface Props {
  change: Change;
  /** What is said now. */
  evidence: readonly Evidence[];
}

/** What was thought at first, and why no more: no figure changes in silence. */
export function Changed({ change: { from, gained, lost }, evidence }: Props) {
  const textOf = (id: EvidenceId) =>
    evidenceText(evidence.find((line) => line.id === id) ?? { id });
  return (
    <dl className="changed" data-testid="interaction-changed">
      <Line name={i18n.t('changed.from')} texts={[classText(from)]} />
      <Line name={i18n.t('changed.gained')} texts={gained.map(textOf)} />
      <Line name={i18n.t('changed.lost')} texts={lost.map(textOf)} />
      {gained.length + lost.length === 0 && (
        <Line name={i18n.t('changed.gained')} texts={[i18n.t('changed.reweighed')]} />
      )}
    </dl>
  );
}

function Line({ name, texts }: { name: string; texts: readonly string[] }) {
  if (texts.length === 0) return null;
  return (
    <div>
      <dt className="soft">{name}</dt>
      {texts.map((text) => (
        <dd key={text}>{text}</dd>
      ))}
    </div>
  );
}
