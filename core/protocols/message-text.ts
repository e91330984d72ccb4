/** The text a provider would count in the shapes messages come in. Anything else has none. */

/** A string, or the `text` of the parts of an array. */
export function contentText(content: unknown): string[] {
  if (typeof content === 'string') return [content];
  if (!Array.isArray(content)) return [];
  return content.flatMap((part: unknown) =>
    typeof part === 'object' && part !== null && 'text' in part && typeof part.text === 'string'
      ? [part.text]
      : [],
  );
}

/** Tool definitions, calls and results are counted as the JSON they are sent as. */
export function jsonText(value: unknown): string[] {
  return value === undefined || value === null ? [] : [JSON.stringify(value)];
}
