import type { Answers, Candidate } from './answers';

/**
 * What a rule says of a candidate: it is `impossible`; a need is `unmet`; it can be done at a `cost`; it is `good` at it;
 * or a `note` that changes nothing.
 */
export type Grade = 'impossible' | 'unmet' | 'cost' | 'good' | 'note';

type Conditions = { readonly [Q in keyof Answers]?: Answers[Q] | readonly Answers[Q][] };

/** Where these answers were given, candidates have a grade, for a reason. The first of `when` is the need it is about. */
export interface Rule {
  when: Conditions;
  /** Holds it up where any of these was answered. */
  unless?: Conditions;
  grade: Grade;
  candidates: readonly Candidate[];
  /** Its words are in the text of the page. */
  reason: string;
}

const poll = 'short-polling';
const long = 'long-polling';
const stream = 'http-streaming';
const ws = 'websocket';
const overHttp = [poll, long, 'sse', stream] as const;
const overTcp = [...overHttp, ws, 'socket-io'] as const;
const withServer = [...overTcp, 'webtransport'] as const;
const standing = ['sse', stream, ws, 'socket-io', 'webrtc', 'webtransport'] as const;

/** What is known of the candidates, need by need. */
export const rules: readonly Rule[] = [
  { when: {}, grade: 'cost', candidates: ['webrtc'], reason: 'nat-and-relay' },
  { when: {}, grade: 'cost', candidates: ['webtransport'], reason: 'few-tools' },
  {
    when: {},
    unless: { stack: 'library' },
    grade: 'cost',
    candidates: ['socket-io'],
    reason: 'own-protocol',
  },

  // A page is what this site is about: it is taken for granted where nothing is said.
  {
    when: { ends: ['unknown', 'page'] },
    grade: 'impossible',
    candidates: ['push'],
    reason: 'for-closed-pages',
  },
  {
    when: { ends: ['unknown', 'page', 'peers'] },
    grade: 'impossible',
    candidates: ['webhook'],
    reason: 'for-servers',
  },
  { when: { ends: 'peers' }, grade: 'good', candidates: ['webrtc'], reason: 'no-server-between' },
  { when: { ends: 'peers' }, grade: 'unmet', candidates: withServer, reason: 'pays-twice' },
  { when: { ends: 'peers' }, grade: 'impossible', candidates: ['push'], reason: 'for-closed-pages' },
  { when: { ends: 'servers' }, grade: 'good', candidates: ['webhook'], reason: 'no-browser' },
  { when: { ends: 'servers' }, grade: 'good', candidates: ['webhook'], reason: 'retry-once' },
  { when: { ends: 'servers' }, grade: 'unmet', candidates: [poll], reason: 'asks-in-vain' },
  {
    when: { ends: 'servers' },
    grade: 'unmet',
    candidates: [long, 'sse', stream, ws, 'socket-io', 'webtransport'],
    reason: 'connection-to-each-partner',
  },
  { when: { ends: 'servers' }, grade: 'impossible', candidates: ['webrtc', 'push'], reason: 'for-browsers' },
  { when: { ends: 'closed' }, grade: 'good', candidates: ['push'], reason: 'works-closed' },
  {
    when: { ends: 'closed' },
    grade: 'impossible',
    candidates: [...withServer, 'webrtc', 'webhook'],
    reason: 'ends-with-page',
  },

  { when: { direction: 'down' }, grade: 'good', candidates: ['sse', stream], reason: 'one-way' },
  { when: { direction: 'down' }, grade: 'good', candidates: ['sse'], reason: 'plain-http' },
  {
    when: { direction: 'down' },
    unless: { payload: 'binary' },
    grade: 'cost',
    candidates: [ws, 'socket-io'],
    reason: 'nothing-goes-up',
  },
  { when: { direction: 'down' }, grade: 'note', candidates: ['sse'], reason: 'six-or-http2' },
  { when: { direction: 'now-and-then' }, grade: 'good', candidates: ['sse', stream], reason: 'post-beside' },
  {
    when: { direction: 'now-and-then' },
    grade: 'cost',
    candidates: [ws, 'socket-io'],
    reason: 'orders-rare',
  },
  {
    when: { direction: 'both' },
    grade: 'good',
    candidates: [ws, 'socket-io', 'webrtc', 'webtransport'],
    reason: 'both-ways',
  },
  { when: { direction: 'both' }, grade: 'unmet', candidates: overHttp, reason: 'request-each' },

  { when: { rate: 'rare' }, grade: 'good', candidates: [long], reason: 'few-requests' },
  {
    when: { rate: 'rare', late: 'soon' },
    grade: 'good',
    candidates: [long, 'sse', stream, ws],
    reason: 'rare-and-soon',
  },
  { when: { rate: 'seconds' }, grade: 'cost', candidates: [long], reason: 'head-each' },
  { when: { rate: ['many', 'flood'] }, grade: 'unmet', candidates: [long], reason: 'head-each' },
  { when: { rate: ['many', 'flood'] }, grade: 'good', candidates: [poll], reason: 'many-in-one' },
  { when: { rate: 'flood' }, grade: 'good', candidates: [ws], reason: 'small-heads' },
  { when: { rate: 'flood' }, grade: 'note', candidates: [ws], reason: 'batches' },
  { when: { rate: 'flood' }, grade: 'cost', candidates: ['sse'], reason: 'event-framing' },

  { when: { late: 'minutes' }, grade: 'good', candidates: [poll], reason: 'seconds-do-not-matter' },
  { when: { late: 'seconds' }, grade: 'good', candidates: [poll], reason: 'half-interval-is-fine' },
  {
    when: { late: ['minutes', 'seconds'], rate: 'rare' },
    grade: 'good',
    candidates: [poll],
    reason: 'simple',
  },
  {
    when: { late: ['minutes', 'seconds'], rate: 'rare' },
    grade: 'cost',
    candidates: [long, 'sse', stream, ws, 'socket-io'],
    reason: 'more-to-run',
  },
  { when: { late: ['soon', 'instant'] }, grade: 'unmet', candidates: [poll], reason: 'half-interval-late' },
  { when: { late: 'soon', readers: 'crowd' }, grade: 'unmet', candidates: [poll], reason: 'all-poll' },
  { when: { late: 'instant' }, grade: 'unmet', candidates: [long], reason: 'three-ways' },

  {
    when: { readers: 'crowd', late: ['minutes', 'seconds'] },
    grade: 'good',
    candidates: [poll],
    reason: 'edge-cache',
  },
  {
    when: { readers: 'crowd', rate: 'rare', late: 'minutes' },
    grade: 'good',
    candidates: [poll],
    reason: 'nothing-held',
  },
  {
    when: { readers: 'crowd', rate: 'rare', late: 'minutes' },
    grade: 'unmet',
    candidates: [long, ...standing],
    reason: 'idle-crowd',
  },
  { when: { readers: 'crowd' }, grade: 'cost', candidates: [long], reason: 'all-ask-again' },
  { when: { readers: ['thousands', 'crowd'] }, grade: 'unmet', candidates: ['webrtc'], reason: 'peer-each' },

  { when: { payload: 'text' }, grade: 'good', candidates: ['sse', stream], reason: 'text' },
  { when: { payload: 'binary' }, grade: 'good', candidates: [ws], reason: 'binary-frames' },
  { when: { payload: ['binary', 'file'] }, grade: 'unmet', candidates: ['sse'], reason: 'text-only' },
  { when: { payload: 'binary' }, grade: 'cost', candidates: [stream], reason: 'own-framing' },
  { when: { payload: 'media' }, grade: 'good', candidates: ['webrtc'], reason: 'made-for-media' },
  { when: { payload: 'media' }, grade: 'good', candidates: ['webrtc'], reason: 'encrypted' },
  { when: { payload: 'media' }, grade: 'good', candidates: ['webrtc'], reason: 'media-congestion' },
  { when: { payload: 'media' }, grade: 'unmet', candidates: overTcp, reason: 'media-over-tcp' },
  { when: { payload: 'media' }, grade: 'unmet', candidates: ['webtransport'], reason: 'media-by-hand' },
  { when: { payload: 'file' }, grade: 'good', candidates: ['webrtc'], reason: 'reliable-ordered' },

  {
    when: { drop: 'newest', late: 'instant' },
    grade: 'good',
    candidates: ['webrtc', 'webtransport'],
    reason: 'late-is-worthless',
  },
  {
    when: { drop: 'newest', late: 'instant' },
    grade: 'unmet',
    candidates: overTcp,
    reason: 'head-of-line',
  },
  {
    when: { drop: 'newest', readers: ['thousands', 'crowd'] },
    grade: 'note',
    candidates: ['sse', stream, ws],
    reason: 'conflate',
  },

  { when: { replay: ['catch-up', 'go-on'] }, grade: 'good', candidates: ['sse'], reason: 'resumes-itself' },
  {
    when: { replay: ['catch-up', 'go-on'] },
    grade: 'cost',
    candidates: [stream, ws, 'webrtc', 'webtransport'],
    reason: 'coming-back-is-yours',
  },
  { when: { replay: 'go-on' }, grade: 'good', candidates: ['socket-io'], reason: 'reconnects-itself' },
  { when: { replay: 'catch-up' }, grade: 'cost', candidates: ['socket-io'], reason: 'recovery-off' },
  { when: { replay: 'ends' }, grade: 'good', candidates: ['sse', stream], reason: 'ends-itself' },
  { when: { replay: 'ends' }, grade: 'note', candidates: ['sse'], reason: 'close-at-end' },

  { when: { order: 'together' }, grade: 'good', candidates: [ws, 'socket-io'], reason: 'one-order' },
  {
    when: { order: 'together' },
    unless: { direction: 'down' },
    grade: 'unmet',
    candidates: overHttp,
    reason: 'two-orders',
  },

  { when: { proxies: 'hostile' }, grade: 'good', candidates: [poll, long], reason: 'complete-answers' },
  { when: { proxies: 'hostile' }, grade: 'good', candidates: ['socket-io'], reason: 'falls-back' },
  { when: { proxies: 'hostile' }, grade: 'unmet', candidates: ['sse', stream], reason: 'held-back' },
  { when: { proxies: 'hostile' }, grade: 'unmet', candidates: [ws], reason: 'upgrade-refused' },
  { when: { proxies: 'hostile' }, grade: 'unmet', candidates: ['webrtc', 'webtransport'], reason: 'no-udp' },

  { when: { http: 'h1' }, grade: 'unmet', candidates: ['webtransport'], reason: 'needs-http3' },
  { when: { http: 'h2' }, grade: 'good', candidates: [long, 'sse', stream], reason: 'shares-connection' },

  { when: { streams: 'several' }, grade: 'good', candidates: ['sse'], reason: 'one-for-all' },
  { when: { streams: 'several' }, grade: 'good', candidates: [ws], reason: 'one-socket-for-all' },
  { when: { streams: 'several' }, grade: 'cost', candidates: [stream], reason: 'names-are-yours' },
  { when: { streams: 'several', http: 'h1' }, grade: 'note', candidates: ['sse'], reason: 'streams-starve' },
  { when: { streams: 'tabs', http: 'h1' }, grade: 'good', candidates: ['sse'], reason: 'shared-worker' },
  { when: { streams: 'tabs', http: 'h1' }, grade: 'note', candidates: ['sse'], reason: 'tabs-starve' },
  { when: { streams: 'tabs', http: 'h1' }, grade: 'note', candidates: [long, stream], reason: 'tabs-starve' },

  { when: { hold: 'brief' }, grade: 'good', candidates: [poll, long], reason: 'nothing-stays-open' },
  { when: { hold: 'brief' }, grade: 'unmet', candidates: standing, reason: 'cut-short' },

  { when: { request: 'own' }, grade: 'good', candidates: [stream], reason: 'post-and-headers' },
  { when: { request: 'own' }, grade: 'impossible', candidates: ['sse'], reason: 'get-only' },
  { when: { request: 'own' }, grade: 'unmet', candidates: [ws, 'socket-io'], reason: 'no-headers' },

  { when: { stack: 'plain' }, grade: 'good', candidates: overHttp, reason: 'stack-stays' },
  { when: { stack: 'plain' }, grade: 'cost', candidates: [ws, 'socket-io'], reason: 'must-know-upgrade' },
  { when: { stack: 'library' }, grade: 'good', candidates: ['socket-io'], reason: 'library-brings' },
  { when: { stack: 'library' }, grade: 'note', candidates: ['socket-io'], reason: 'sticky' },
  {
    when: { stack: 'library' },
    grade: 'cost',
    candidates: [...overHttp, ws, 'webrtc', 'webtransport'],
    reason: 'by-hand',
  },

  { when: { battery: 'matters' }, grade: 'good', candidates: ['push'], reason: 'one-for-the-system' },
  {
    when: { battery: 'matters' },
    unless: { late: 'minutes' },
    grade: 'unmet',
    candidates: [poll],
    reason: 'wakes-each-time',
  },
  { when: { battery: 'matters' }, grade: 'cost', candidates: standing, reason: 'heartbeats-wake' },
];
