import type { FaultKind } from '@/lib/faults/faults';

/** The faults that a key makes, in the order of their digits. */
export const faultKeys: readonly { key: string; kind: FaultKind; label: string }[] = [
  { key: '1', kind: 'rst', label: 'Cut' },
  { key: '2', kind: 'freeze', label: 'Go silent' },
  { key: '3', kind: 'unavailable', label: '503' },
  { key: '4', kind: 'buffer', label: 'Collect' },
  { key: '5', kind: 'outage', label: 'No network' },
];

/** The keys that count the guesses of a class, in the order of what can be guessed. */
export const guessKeys = ['Q', 'W', 'E', 'R', 'T', 'Z', 'U', 'I', 'O'] as const;

/** The keys that bring a lane where not all have room, in the order of the lanes. */
export const laneKeys = ['A', 'S', 'D', 'F', 'G', 'H', 'J', 'K'] as const;

/** What every other key does. */
export const keyHelp: readonly { keys: readonly string[]; does: string }[] = [
  { keys: ['Space'], does: 'stop, and go on' },
  { keys: ['V'], does: 'reveal the answer, or cover it' },
  { keys: ['C'], does: 'next chart' },
  { keys: ['←', '→'], does: 'the question before, the next one' },
  { keys: ['0'], does: 'start again' },
  { keys: ['Backspace'], does: 'take back the last guess' },
  { keys: ['Esc'], does: 'leave the presentation' },
  { keys: ['?'], does: 'these keys' },
];
