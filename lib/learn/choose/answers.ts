import * as z from 'zod/mini';
import { queryForm } from '@/lib/schema/query';

/**
 * What somebody knows of a case: a question each, in the order in which they are asked, and its answers. This schema is the
 * only list of them.
 */
export const answersSchema = z.object({
  /** Between what news travels: a page and a server, two browsers, two servers, or to a device whose page is closed. */
  ends: z.enum(['unknown', 'page', 'peers', 'servers', 'closed']),
  direction: z.enum(['unknown', 'down', 'now-and-then', 'both']),
  /** Minutes apart, about one a second, tens a second, thousands a second. */
  rate: z.enum(['unknown', 'rare', 'seconds', 'many', 'flood']),
  /** Minutes; some seconds; a second or two; less than a person notices. */
  late: z.enum(['unknown', 'minutes', 'seconds', 'soon', 'instant']),
  readers: z.enum(['unknown', 'few', 'thousands', 'crowd']),
  payload: z.enum(['unknown', 'text', 'binary', 'media', 'file']),
  drop: z.enum(['unknown', 'every', 'newest']),
  /** After a break: get what was missed, go on with the newest, or nothing: it ends by itself before long. */
  replay: z.enum(['unknown', 'catch-up', 'go-on', 'ends']),
  /** Whether what goes up and what comes down must be in order with each other. */
  order: z.enum(['unknown', 'apart', 'together']),
  proxies: z.enum(['unknown', 'known', 'hostile']),
  http: z.enum(['unknown', 'h1', 'h2']),
  /** How long a connection may stay open. */
  hold: z.enum(['unknown', 'long', 'brief']),
  streams: z.enum(['unknown', 'one', 'several', 'tabs']),
  /** What the request must be able to carry. */
  request: z.enum(['unknown', 'plain', 'own']),
  stack: z.enum(['unknown', 'plain', 'library', 'own']),
  battery: z.enum(['unknown', 'matters', 'not']),
});

export type Answers = z.infer<typeof answersSchema>;
export type QuestionId = keyof Answers;

export const questionIds = Object.keys(answersSchema.shape) as QuestionId[];

/** What can be answered, `unknown` left out. */
export function answersTo(question: QuestionId): string[] {
  return answersSchema.shape[question].options.filter((answer) => answer !== 'unknown');
}

export const nothingKnown: Answers = answersSchema.parse(
  Object.fromEntries(questionIds.map((question) => [question, 'unknown'])),
);

/** The answers with another one to a question. @throws where it cannot be answered so */
export function withAnswer(answers: Answers, question: QuestionId, answer: string): Answers {
  return answersSchema.parse({ ...answers, [question]: answer });
}

/** Answers in the page's address. */
export const answersForm = queryForm(answersSchema, nothingKnown);

/** What a case can be solved with. Those that have no lane are told by the page. */
export const candidates = [
  'short-polling',
  'long-polling',
  'sse',
  'http-streaming',
  'websocket',
  'socket-io',
  'webrtc',
  'webtransport',
  'push',
  'webhook',
] as const;

export type Candidate = (typeof candidates)[number];
