import { i18n } from '#i18n';
import { type Figures, sharePercent } from '../core/figures.ts';
import './headline.css';
import { ShareBar } from './ShareBar.tsx';
import { interactionsText, tokensText } from './words.ts';

/** The share that is yours, first as words, then as a bar. */
export function Headline({ figures }: { figures: Figures }) {
  const { share, total, estimated } = figures;
  if (total.interactions === 0) {
    return (
      <section className="headline" aria-label={i18n.t('share.label')}>
        <p className="headline-none" data-testid="popup-share">
          {i18n.t('share.none')}
        </p>
      </section>
    );
  }
  return (
    <section className="headline" aria-label={i18n.t('share.label')}>
      <p
        className="headline-share number"
        data-testid="popup-share"
        title={i18n.t('share.explained')}
      >
        {share === null ? i18n.t('share.noTokens') : shareText(sharePercent(share))}
      </p>
      <p className="soft number">
        {tokensText(total.tokens, estimated > 0)} · {interactionsText(total.interactions)}
      </p>
      <ShareBar byClass={figures.byClass} />
    </section>
  );
}

function shareText({ low, high }: { low: number; high: number }): string {
  if (low === high) return i18n.t('share.one', [String(low)]);
  return i18n.t('share.interval', [String(low), String(high)]);
}
