/** Forms as they stand in a request that was put together by hand. */

/** The text fields of a URL-encoded or multipart body; null for anything else. */
export function formFields(body: string): Record<string, string> | null {
  if (/^[\w.[\]%+-]{1,200}=/.test(body)) return Object.fromEntries(new URLSearchParams(body));
  const boundary = /^--[\w'()+,./:=?-]{1,70}(?=\r\n)/.exec(body)?.[0];
  if (boundary === undefined) return null;
  const parts = body.split(boundary).flatMap((part) => {
    const [head = '', ...rest] = part.split('\r\n\r\n');
    const name = /;\s*name="([^"]*)"/i.exec(head)?.[1];
    const isFile = /;\s*filename=/i.test(head);
    return name === undefined || isFile ? [] : [[name, rest.join('\r\n\r\n').replace(/\r\n$/, '')]];
  });
  return Object.fromEntries(parts);
}

/** A form as the JSON it stands for: lists and objects travel in its fields as JSON. */
export function formJson(fields: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      /^[[{]/.test(value) ? jsonOr(value) : value,
    ]),
  );
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
