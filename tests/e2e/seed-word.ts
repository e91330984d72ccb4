/** What a ledger holds once its person has had their word, and once more came to be known. */
import type { Interaction } from '../../core/interaction.ts';
import { type Context, NO_CONTEXT } from '../../core/provenance/context.ts';
import { flagsOf } from '../../core/provenance/flags.ts';
import { judge } from '../../core/provenance/judge.ts';
import type { SiteLeaning } from '../../core/provenance/leaning.ts';

/** Of the sample's latest day, latest first: a step, what nobody touched, what was dictated. */
const [STEP, UNTOUCHED, DICTATED] = [1, 2, 3];
/** The day of its answer is just over. */
const YESTERDAY = 5;

const ON_SCHEDULE: Context = {
  ...NO_CONTEXT,
  conversationPace: { regular: true, sameSize: false, alone: false },
};
const LEFT_ALONE: Context = {
  ...NO_CONTEXT,
  repetition: 'near-duplicate',
  attention: { visibleDuring: 0, visibleAfter: 0, scrolls: 0, copies: 0, followedUp: false },
  dayOver: true,
};

/** The sample with one correction, two verdicts that later evidence changed, and both flags. */
export function withWord(sample: readonly Interaction[]): Interaction[] {
  return sample.map((interaction, index) => {
    const { signals } = interaction;
    switch (index) {
      case STEP:
        return {
          ...interaction,
          change: {
            from: 'unclear',
            gained: ['descends-from-your-turn'],
            lost: ['descends-from-unclear'],
          },
        };
      case UNTOUCHED:
        return {
          ...knowing(interaction, ON_SCHEDULE, { ...signals, trigger: 'elsewhere' }),
          change: { from: 'unclear', gained: ['keeps-a-schedule'], lost: [] },
        };
      case DICTATED:
        return { ...interaction, correction: 'hands-on' };
      case YESTERDAY:
        return knowing(interaction, LEFT_ALONE, signals);
      default:
        return interaction;
    }
  });
}

/** The sample with many corrections on each site. */
export function corrected(sample: readonly Interaction[]): Interaction[] {
  return sample.map((interaction) =>
    interaction.verdict.class === 'delegated'
      ? interaction
      : {
          ...interaction,
          correction: interaction.verdict.class === 'unclear' ? 'hands-on' : 'automated',
        },
  );
}

/** What such corrections teach: on one site towards the person, on the other the other way. */
export function taught(sample: readonly Interaction[]): SiteLeaning[] {
  const sites = [...new Set(sample.map(({ site }) => site))];
  return sites.map((site, index) => ({
    site,
    since: 0,
    leaning: index === 0 ? { offset: -1.24, corrections: 14 } : { offset: 0.85, corrections: 23 },
  }));
}

function knowing(
  interaction: Interaction,
  context: Context,
  signals: Interaction['signals'],
): Interaction {
  const verdict = judge({ signals, context, parent: null, leaning: null });
  return { ...interaction, signals, context, verdict, flags: flagsOf(context) };
}
