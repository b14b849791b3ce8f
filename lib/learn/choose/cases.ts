import { type Answers, type Candidate, nothingKnown } from './answers';

/** A case whose answer is known: what an expert would say to it. */
export interface KnownCase {
  id: string;
  answers: Answers;
  /** One of these is the answer. */
  first: readonly Candidate[];
  /** Reasons that have to be given for one of the first. */
  because: readonly string[];
  /** What tempts, and why it is not taken. */
  tempting: { candidate: Candidate; reason: string };
}

const known = (
  id: string,
  answers: Partial<Answers>,
  first: readonly Candidate[],
  because: readonly string[],
  candidate: Candidate,
  reason: string,
): KnownCase => ({
  id,
  answers: { ...nothingKnown, ends: 'page', ...answers },
  first,
  because,
  tempting: { candidate, reason },
});

/** The cases that the page offers to begin with, and that its rules are tested by. */
export const knownCases: readonly KnownCase[] = [
  known(
    'prices',
    { direction: 'down', rate: 'seconds', late: 'soon', readers: 'crowd', drop: 'newest', replay: 'go-on' },
    ['sse'],
    ['one-way', 'plain-http', 'resumes-itself', 'six-or-http2', 'conflate'],
    'websocket',
    'nothing-goes-up',
  ),
  known(
    'prices-and-trades',
    {
      direction: 'now-and-then',
      rate: 'seconds',
      late: 'soon',
      readers: 'crowd',
      drop: 'newest',
      replay: 'go-on',
    },
    ['sse'],
    ['post-beside'],
    'websocket',
    'orders-rare',
  ),
  known(
    'weather',
    { direction: 'down', rate: 'rare', late: 'minutes', readers: 'crowd' },
    ['short-polling'],
    ['seconds-do-not-matter', 'edge-cache', 'nothing-held'],
    'sse',
    'idle-crowd',
  ),
  known(
    'chat',
    { direction: 'both', rate: 'seconds', late: 'soon', readers: 'thousands', order: 'together' },
    ['websocket'],
    ['both-ways', 'one-order'],
    'sse',
    'request-each',
  ),
  known(
    'whiteboard',
    { direction: 'both', rate: 'many', late: 'instant', readers: 'few', order: 'together' },
    ['websocket'],
    ['both-ways', 'one-order'],
    'webrtc',
    'nat-and-relay',
  ),
  known(
    'build-log',
    { direction: 'down', rate: 'many', late: 'soon', readers: 'few', payload: 'text', replay: 'ends' },
    ['sse', 'http-streaming'],
    ['one-way', 'text', 'ends-itself'],
    'websocket',
    'nothing-goes-up',
  ),
  known(
    'language-model',
    { direction: 'down', rate: 'many', late: 'soon', readers: 'few', replay: 'ends', request: 'own' },
    ['http-streaming'],
    ['post-and-headers'],
    'sse',
    'get-only',
  ),
  known(
    'game',
    { direction: 'both', rate: 'many', late: 'instant', payload: 'binary', drop: 'newest' },
    ['webtransport', 'webrtc'],
    ['late-is-worthless'],
    'websocket',
    'head-of-line',
  ),
  known(
    'call',
    { ends: 'peers', direction: 'both', late: 'instant', readers: 'few', payload: 'media' },
    ['webrtc'],
    ['made-for-media', 'encrypted', 'media-congestion'],
    'websocket',
    'media-over-tcp',
  ),
  known(
    'file',
    { ends: 'peers', readers: 'few', payload: 'file', drop: 'every' },
    ['webrtc'],
    ['no-server-between', 'reliable-ordered'],
    'websocket',
    'pays-twice',
  ),
  known(
    'factory',
    { direction: 'now-and-then', rate: 'rare', late: 'soon', proxies: 'hostile' },
    ['long-polling'],
    ['complete-answers'],
    'sse',
    'held-back',
  ),
  known(
    'job',
    { direction: 'down', rate: 'rare', late: 'seconds', readers: 'few' },
    ['short-polling'],
    ['simple', 'half-interval-is-fine'],
    'sse',
    'more-to-run',
  ),
  known(
    'alerts',
    { ends: 'closed', battery: 'matters' },
    ['push'],
    ['works-closed'],
    'sse',
    'ends-with-page',
  ),
  known(
    'dashboard',
    { rate: 'seconds', late: 'soon', http: 'h1', streams: 'several' },
    ['websocket', 'sse'],
    ['one-socket-for-all', 'one-for-all', 'streams-starve'],
    'sse',
    'streams-starve',
  ),
  known(
    'score',
    { direction: 'down', rate: 'rare', late: 'soon', readers: 'crowd', replay: 'go-on' },
    ['sse'],
    ['rare-and-soon'],
    'short-polling',
    'all-poll',
  ),
  known(
    'functions',
    { hold: 'brief' },
    ['long-polling', 'short-polling'],
    ['nothing-stays-open'],
    'sse',
    'cut-short',
  ),
  known(
    'team-of-one',
    { direction: 'both', late: 'soon', stack: 'library' },
    ['socket-io'],
    ['library-brings', 'sticky'],
    'websocket',
    'by-hand',
  ),
  known(
    'trading-screen',
    { direction: 'down', rate: 'flood', late: 'instant', readers: 'few', payload: 'binary' },
    ['websocket'],
    ['small-heads', 'binary-frames', 'batches'],
    'sse',
    'text-only',
  ),
  known(
    'shop',
    { ends: 'servers', rate: 'rare' },
    ['webhook'],
    ['no-browser', 'retry-once'],
    'websocket',
    'connection-to-each-partner',
  ),
  known(
    'eight-tabs',
    { direction: 'down', rate: 'seconds', late: 'soon', http: 'h1', streams: 'tabs', replay: 'go-on' },
    ['sse'],
    ['shared-worker', 'tabs-starve'],
    'sse',
    'tabs-starve',
  ),
];
