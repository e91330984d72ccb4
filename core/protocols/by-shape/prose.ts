/** Whether a string is something a person says, and not an id, a query of a database or a word of a machine. */

/** Letters without a blank: a token, an address, a hash. Scripts without blanks are not in it. */
const NO_LANGUAGE = /^[\x21-\x7e]{25,}$/;
const ADDRESS = /^[a-z][a-z\d+.-]*:\/\//i;
const MARKUP = /^\s*[<{[]/;
const SQL =
  /^\s*(select|insert|update|delete|with|create|alter|drop|explain|show)\s[^]*?\s(from|into|set|as|table|values)\s/i;
const GRAPHQL = /^\s*(query|mutation|subscription|fragment)\b[^{]*\{|^\s*\{/;

export function isProse(text: string): boolean {
  const start = text.slice(0, 2_000).trim();
  if (!/\p{L}|\?/u.test(start)) return false;
  return ![NO_LANGUAGE, ADDRESS, MARKUP, SQL, GRAPHQL].some((pattern) => pattern.test(start));
}

/** Several words, or as much in a script without blanks. */
export function isSentence(text: string): boolean {
  return /\S\s+\S+\s+\S/.test(text) || /[\u3040-\u9fff\uac00-\ud7af]{4}/.test(text);
}

/** More than a machine says of something it did. */
export function isLong(text: string): boolean {
  return text.length >= 60 || text.split(/\s+/, 8).length >= 8 || /[\u3040-\u9fff]{12}/.test(text);
}

const STATUS =
  /^\W*(ok|okay|yes|no|true|false|null|none|done|sent|success|error|failed|pending|queued|accepted|received|running|started|stopped|idle|ready|unauthorized|forbidden|not found)\W*$/i;
const REPORT =
  /\b(success(ful(ly)?)?|saved|stored|created|updated|deleted|submitted|received|delivered|uploaded|queued|scheduled|accepted|processed|completed|invalid|required|denied|failed|not found|unauthori[sz]ed|logged (in|out)|thank you for)\b/i;

/** A word a server answers with: `ok`, `Queued.` */
export function isStatus(text: string): boolean {
  return STATUS.test(text);
}

/** What a server says of having done something: `Message delivered to the team`. */
export function isReport(text: string): boolean {
  return isStatus(text) || (!isLong(text) && REPORT.test(text));
}
