/**
 * A site is a web app the person lets us watch. Browsers grant hosts, not ports: watching
 * `http://localhost:3000` means `http://localhost/*`, in Chromium as in Firefox.
 */

/** `https://chat.corp.example/*`, the form in which browsers grant a host. */
export type MatchPattern = string;

const PATTERN = /^(https?):\/\/([a-z0-9.-]+|\[[0-9a-f:]+\]|\*\.[a-z0-9.-]+)\/\*$/;

export function isMatchPattern(candidate: unknown): candidate is MatchPattern {
  return typeof candidate === 'string' && PATTERN.test(candidate);
}

/** The pattern that covers a page, or null where a page is nothing an extension may watch. */
export function patternFor(url: string): MatchPattern | null {
  const parsed = URL.parse(url);
  if (parsed === null) return null;
  const pattern = `${parsed.protocol}//${parsed.hostname}/*`;
  return PATTERN.test(pattern) ? pattern : null;
}

/** Whether a URL lies under a pattern. */
export function covers(pattern: MatchPattern, url: string): boolean {
  const [, scheme, host] = PATTERN.exec(pattern) ?? [];
  const parsed = URL.parse(url);
  if (scheme === undefined || host === undefined || parsed === null) return false;
  if (parsed.protocol !== `${scheme}:`) return false;
  if (!host.startsWith('*.')) return parsed.hostname === host;
  return parsed.hostname === host.slice(2) || parsed.hostname.endsWith(host.slice(1));
}

/** Whether what a browser granted holds for a whole site; browsers grant patterns wider than sites. */
export function subsumes(granted: string, pattern: MatchPattern): boolean {
  if (granted === pattern || granted === '<all_urls>' || granted === '*://*/*') return true;
  const [, scheme, host] = PATTERN.exec(pattern) ?? [];
  if (scheme === undefined || host === undefined) return false;
  if (granted === `${scheme}://*/*`) return true;
  // Asked of the widest address the pattern has.
  return isMatchPattern(granted) && host.startsWith('*.')
    ? granted.startsWith(`${scheme}://*.`) && covers(granted, `${scheme}://${host.slice(2)}/`)
    : covers(granted, `${scheme}://${host}/`);
}

/** What a person reads for a pattern or an origin: the host, and the port where there is one. */
export function siteName(patternOrOrigin: string): string {
  return patternOrOrigin.replace(/^https?:\/\//, '').replace(/\/\*$/, '');
}

/**
 * The sites a company build presets, from `TRUEBURN_SITES`: match patterns parted by blanks.
 * @throws {Error} naming the first entry that is not `https://host/*` or `http://host/*`.
 */
export function parsePresetSites(text: string): MatchPattern[] {
  const entries = text.split(/[\s,]+/).filter((entry) => entry !== '');
  for (const entry of entries) {
    if (!PATTERN.test(entry)) {
      throw new Error(
        `TRUEBURN_SITES: "${entry}" is not a site. Write https://host.example/* (no port, no path).`,
      );
    }
  }
  return [...new Set(entries)];
}
