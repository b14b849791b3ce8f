import * as z from 'zod/mini';
import { queryForm } from '@/lib/schema/query';
import type { Card } from './card';

/** What an address of the interview page says. */
const viewSchema = z.object({
  mode: z.enum(['list', 'practice']),
  /** One of the cards' topics; all where it is empty. */
  topic: z.string(),
  /** What is searched for. */
  q: z.string(),
  /** The card that is open, by its name. */
  card: z.string(),
  /** How long the clock of practice gives for an answer. */
  minutes: z.enum(['1', '2', '3']),
});

export type InterviewView = z.infer<typeof viewSchema>;

export const defaultInterviewView: InterviewView = { mode: 'list', topic: '', q: '', card: '', minutes: '2' };

export const interviewForm = queryForm(viewSchema, defaultInterviewView);

/** The topics of the cards, in their order. */
export function topicsOf(cards: readonly Card[]): string[] {
  return [...new Set(cards.map(({ topic }) => topic))];
}

/** The cards of the topic that have every word of the search, in any place and in any case. */
export function cardsOf(cards: readonly Card[], { topic, q }: Pick<InterviewView, 'topic' | 'q'>): Card[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return cards.filter((card) => {
    if (topic && card.topic !== topic) return false;
    const { question, good, wrong, next } = card;
    const text = [question, ...good, wrong.say, wrong.why, next.ask, next.answer].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
