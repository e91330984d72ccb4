/** The Gateway's frames as the server sends them. A string goes out as it is: it is no JSON. */
import * as z from 'zod/mini';

export interface GatewayEvent {
  type: 'event';
  event: string;
  payload: object;
}

export type GatewayFrame = GatewayEvent | string;

export function gatewayEvent(event: string, payload: object): GatewayEvent {
  return { type: 'event', event, payload };
}

export const GatewayRequest = z.object({
  type: z.literal('req'),
  id: z.string().check(z.maxLength(200)),
  method: z.string().check(z.maxLength(100)),
  params: z.optional(z.record(z.string(), z.unknown())),
});
export type GatewayRequest = z.infer<typeof GatewayRequest>;

export const SendParams = z.object({
  sessionKey: z.string().check(z.maxLength(300)),
  message: z.string(),
  /** Becomes the run's id. */
  idempotencyKey: z.string().check(z.maxLength(200)),
  /** The demo's own: how to answer. */
  demo: z.optional(z.unknown()),
});

export const AbortParams = z.object({
  sessionKey: z.string(),
  runId: z.optional(z.string()),
});

export const SessionParams = z.object({ sessionKey: z.string().check(z.maxLength(300)) });

/** What `connect` is answered with: it holds a credential, as the Gateway's does. */
export function helloOk(connection: string): object {
  return {
    type: 'hello-ok',
    protocol: 4,
    server: { version: '2026.9.6', connId: connection },
    features: { methods: ['chat.send', 'chat.abort', 'chat.history'], events: ['agent', 'chat'] },
    auth: {
      deviceToken: `ocd_secret-device-token-${connection}`,
      role: 'operator',
      scopes: ['operator.read', 'operator.write'],
    },
    policy: { maxPayload: 1_000_000, tickIntervalMs: 30_000 },
  };
}
