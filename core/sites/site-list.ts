/**
 * Every site Trueburn has anything to do with, and how it stands. The browser's own grant is the
 * truth: nothing is watched without it, whoever wrote the site down.
 */
import { isMatchPattern, type MatchPattern, subsumes } from './site.ts';

/** Who wrote the site down: the person, the company's build, or the company's policy. */
type SiteSource = 'yours' | 'build' | 'policy';

/**
 * `on` is watched; `off` keeps the browser's permission and is not. `taken-back` was on until the
 * browser, or the person in the browser's own menus, took the permission; `suggested` is written
 * in the company's policy and waits for the person.
 */
type SiteStanding = 'on' | 'off' | 'taken-back' | 'suggested';

export interface ListedSite {
  pattern: MatchPattern;
  source: SiteSource;
  standing: SiteStanding;
}

export interface SiteFacts {
  /** What the browser says is granted, patterns wider than a site included. */
  granted: readonly string[];
  build: readonly MatchPattern[];
  policy: readonly MatchPattern[];
  /** Once granted by the person, and never given back by them. */
  chosen: readonly MatchPattern[];
  /** Turned off by the person. */
  off: readonly MatchPattern[];
}

export function listSites({ granted, build, policy, chosen, off }: SiteFacts): ListedSite[] {
  const named = granted.filter(isMatchPattern);
  const sourceOf = (pattern: MatchPattern): SiteSource => {
    if (build.includes(pattern)) return 'build';
    return policy.includes(pattern) ? 'policy' : 'yours';
  };
  const standingOf = (pattern: MatchPattern): SiteStanding => {
    // A company's word is not the person's: what is granted for all sites turns no policy's site on.
    const wanted = build.includes(pattern) || chosen.includes(pattern);
    const allowed =
      named.includes(pattern) || (wanted && granted.some((wide) => subsumes(wide, pattern)));
    if (!allowed && !wanted) return 'suggested';
    if (off.includes(pattern)) return 'off';
    return allowed ? 'on' : 'taken-back';
  };
  return [...new Set([...named, ...build, ...policy, ...chosen])]
    .toSorted()
    .map((pattern) => ({ pattern, source: sourceOf(pattern), standing: standingOf(pattern) }));
}
