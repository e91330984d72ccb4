import { describe, expect, it } from 'vitest';
import { formFields, formJson } from '../../../core/protocols/form-body.ts';

describe('forms put together by hand', () => {
  it('are read where they are URL-encoded', () => {
    expect(formFields('prompt=Guten+Tag%21&model=m')).toEqual({ prompt: 'Guten Tag!', model: 'm' });
  });

  it('are read where they are multipart, files left out', () => {
    const part = (head: string, text: string) =>
      `--b1\r\nContent-Disposition: form-data; ${head}\r\n\r\n${text}\r\n`;
    const body = `${part('name="data"', '{"a":1}')}${part('name="file"; filename="x"', 'secret')}--b1--\r\n`;
    expect(formFields(body)).toEqual({ data: '{"a":1}' });
  });

  it('are not seen in anything else', () => {
    for (const body of ['', 'hello there', '{"a"', '-- \r\n', '<xml a="b"/>']) {
      expect(formFields(body)).toBeNull();
    }
  });

  it('stand for JSON where their fields are JSON', () => {
    expect(formJson({ messages: '[{"role":"user"}]', model: 'm', odd: '{no' })).toEqual({
      messages: [{ role: 'user' }],
      model: 'm',
      odd: '{no',
    });
  });
});
