import { matchOf } from './natives.ts';

/**
 * Frames that carry credentials go no further than this, not even to our own collector: logins of
 * agent gateways, and the packet a socket.io client introduces itself with.
 */
const LOGIN = /"(?:method|type)"\s*:\s*"(?:connect|hello-ok)"/;
const SOCKET_IO_CONNECT = /^40(?:\/[^,{]*,?)?\{/;

export function carriesSecrets(data: string): boolean {
  return matchOf(LOGIN, data) !== null || matchOf(SOCKET_IO_CONNECT, data) !== null;
}
