/** A socket sends no headers of its own, so the behaviour comes with the address or a message. */
import { type Behaviour, behaviourOf } from '../behaviour.ts';

/** The first that is there: JSON from a header or an address, or an object from a message. */
export function socketBehaviour(...told: readonly unknown[]): Behaviour {
  const first = told.find((one) => one !== undefined && one !== null && one !== '');
  return behaviourOf(typeof first === 'object' ? JSON.stringify(first) : asText(first));
}

function asText(told: unknown): string | undefined {
  return typeof told === 'string' ? told : undefined;
}
