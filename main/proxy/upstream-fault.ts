// Proxy: what went wrong on the way to an upstream, in words a person can act on.
import { Fault, faultCode, faultMessage } from '../base/fault.ts';
import type { Phase } from '../model/exchange.ts';

/** Who ended an exchange. */
export type EndedBy = 'client' | 'proxy' | 'upstream';

/** An exchange that could not be completed; `message` is `cause` and `nextStep` in one. */
export class UpstreamFault extends Fault {
  constructor(
    code: string,
    readonly phase: Phase,
    readonly by: EndedBy,
    /** HTTP status of the answer the proxy gives in the upstream's place. */
    readonly status: number,
    /** One sentence: what was wrong, and where. */
    readonly reason: string,
    /** One sentence: what to do. */
    readonly nextStep: string,
    options?: { readonly cause?: unknown },
  ) {
    super(code, `${reason} ${nextStep}`, options);
    this.name = 'UpstreamFault';
  }
}

type Wording = (target: string, detail: string) => readonly [reason: string, nextStep: string];

const START_IT = 'Start the server, or correct the target.';

const BY_CODE: Readonly<Record<string, Wording>> = {
  ECONNREFUSED: (target) => [`Nothing listens at ${target}.`, START_IT],
  ENOTFOUND: (target) => [
    `The host name of ${target} is not known.`,
    'Correct the name in the target, or add it to your hosts file.',
  ],
  EAI_AGAIN: (target) => [
    `The host name of ${target} could not be looked up just now.`,
    'Check the network and the name server, then try again.',
  ],
  EHOSTUNREACH: (target) => [`There is no way to ${target}.`, 'Check the network, a VPN or a firewall.'],
  ENETUNREACH: (target) => [`There is no way to ${target}.`, 'Check the network, a VPN or a firewall.'],
  ETIMEDOUT: (target) => [`${target} did not react.`, 'Check that it runs and that no firewall drops its packets.'],
  ECONNRESET: (target) => [
    `${target} closed the connection before its answer was complete.`,
    'Look for a crash or a restart in its output, then try again.',
  ],
  EPIPE: (target) => [
    `${target} closed the connection while it was being written to.`,
    'Look for a crash or a size limit in its output.',
  ],
  HPE_HEADER_OVERFLOW: (target) => [
    `${target} answered with more than 64 KiB of header fields.`,
    'Make its header fields smaller, often its cookies.',
  ],
};

const CERTIFICATE_CODE =
  /^(?:CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH)/;
const TLS_CODE = /^(?:ERR_SSL|ERR_TLS|EPROTO)/;

function wording(code: string, phase: Phase, target: string, detail: string): readonly [string, string] {
  if (CERTIFICATE_CODE.test(code)) {
    return [
      `The certificate of ${target} is not trusted (${detail}).`,
      'Trust its issuer, or set `secure: false` on the route.',
    ];
  }
  if (TLS_CODE.test(code) || phase === 'tls') {
    return [
      `No TLS connection to ${target} could be made (${detail}).`,
      'Check that it speaks https; if it does not, write http in the target.',
    ];
  }
  const known = BY_CODE[code];
  if (known) return known(target, detail);
  if (code.startsWith('HPE_')) {
    return [
      `${target} answered with something that is not HTTP (${detail}).`,
      'Check the port, and the output of the server for a refusal.',
    ];
  }
  return [`The request to ${target} failed (${code}: ${detail}).`, 'Look in the output of the server.'];
}

/** Names a failure of Node.js's sockets or parser. `target` is the upstream's origin. */
export function toUpstreamFault(error: unknown, phase: Phase, target: string): UpstreamFault {
  if (error instanceof UpstreamFault) return error;
  const code = faultCode(error);
  const [reason, nextStep] = wording(code, phase, target, faultMessage(error).replace(/\.$/, ''));
  const named = code.startsWith('HPE_') && code !== 'HPE_HEADER_OVERFLOW' ? 'upstream-not-http' : code;
  return new UpstreamFault(named, phase, 'upstream', 502, reason, nextStep, { cause: error });
}

/** A time limit towards the upstream passed. `what` says what did not happen in `limitMs`. */
export function upstreamTimeout(phase: Phase, target: string, what: string, limitMs: number): UpstreamFault {
  return new UpstreamFault(
    'upstream-timeout',
    phase,
    'proxy',
    504,
    `${target} ${what} within ${limitMs} ms.`,
    'Look whether it hangs; where it needs longer, raise the time limit in the configuration.',
  );
}

/** The upstream took the connection for another protocol, which the request had not asked for. */
export function unansweredUpgrade(phase: Phase, target: string): UpstreamFault {
  return new UpstreamFault(
    'upstream-not-http',
    phase,
    'upstream',
    502,
    `${target} switched to another protocol unasked.`,
    'Look in its output and at what handles upgrades there.',
  );
}

/** The content can't be decoded any further. `reason` is a sentence without its full stop. */
export function brokenContent(reason: string, cause: unknown): UpstreamFault {
  return new UpstreamFault(
    'answer-coding-broken',
    'receive',
    'upstream',
    502,
    `${reason}.`,
    'Look at what compresses the answers of the server.',
    { cause },
  );
}

/** The target is this proxy. */
export function proxyLoop(target: string): UpstreamFault {
  return new UpstreamFault(
    'proxy-loop',
    'connect',
    'proxy',
    508,
    `The target ${target} is this proxy itself.`,
    'Choose the port that your development server listens on.',
  );
}

/** No route matched and there is no default target. */
export function noTarget(): UpstreamFault {
  return new UpstreamFault(
    'no-target',
    'blocked',
    'proxy',
    503,
    'No target is chosen for this address.',
    'Choose one in the dashboard, or start with `--target <url>`.',
  );
}

/** The proxy can't send a request on as it stands. */
export function unsendable(error: unknown): UpstreamFault {
  return new UpstreamFault(
    'request-unsendable',
    'send',
    'proxy',
    400,
    `The request can't be sent on (${faultMessage(error)}).`,
    'Look for control characters in its address.',
    { cause: error },
  );
}

/** The browser went away before the answer was complete. */
export function clientAborted(phase: Phase): UpstreamFault {
  return new UpstreamFault(
    'client-aborted',
    phase,
    'client',
    499,
    'The browser closed the request before the answer was complete.',
    'A reload, a navigation or an abort in the page does this; nothing is wrong on the way.',
  );
}

/** The proxy was closed while the exchange ran. */
export function proxyClosed(phase: Phase): UpstreamFault {
  return new UpstreamFault(
    'proxy-closed',
    phase,
    'proxy',
    503,
    'The proxy was stopped while the exchange ran.',
    'Start it again and repeat the request.',
  );
}
