'use client';

import { useCallback, useEffect, useState } from 'react';
import * as z from 'zod/mini';
import { kept } from '@/components/learn/kept';
import { verdicts } from '@/lib/learn/claim';

const KEY = 'claims.guesses';

/** What was guessed of each claim, by its number; `none` where the verdict was looked at first. */
const guessesSchema = z.record(z.string(), z.enum([...verdicts, 'none']));
export type Guesses = z.infer<typeof guessesSchema>;
export type Guess = Guesses[string];

/** Guesses are remembered by this browser, where it does that. The first guess of a claim stands. */
export function useGuesses(): { guesses: Guesses; guess: (number: number, guess: Guess) => void } {
  const [guesses, setGuesses] = useState<Guesses>({});
  useEffect(() => setGuesses(remembered()), []);
  const guess = useCallback((number: number, made: Guess) => {
    setGuesses((before) => {
      if (before[number]) return before;
      const after = { ...before, [number]: made };
      kept.set(KEY, JSON.stringify(after));
      return after;
    });
  }, []);
  return { guesses, guess };
}

function remembered(): Guesses {
  try {
    return guessesSchema.parse(JSON.parse(kept.get(KEY) ?? '{}'));
  } catch {
    // Somebody else's, or of another version: it is written anew with the next guess.
    return {};
  }
}
