import { useState } from 'react';
import { PHONE, useMedia } from '@/components/ui/use-media';
import type { Technique, TechniqueId } from '@/lib/techniques';

/** Which lanes stand side by side: all, or on a phone one that is held and one that is swiped. */
export interface LanesInSight {
  lanes: readonly Technique[];
  isPhone: boolean;
  /** The lane that stays. */
  held: TechniqueId | undefined;
  /** Brings a lane beside the one that is held. */
  show(id: TechniqueId): void;
  /** Keeps a lane where it is while others are swiped. */
  hold(id: TechniqueId): void;
  /** To the next lane, or the one before. */
  swipe(by: 1 | -1): void;
}

/** @param all the techniques that are on */
export function useLanesInSight(all: readonly Technique[]): LanesInSight {
  const isPhone = useMedia(PHONE);
  const [chosen, setChosen] = useState<{ held?: TechniqueId; shown?: TechniqueId }>({});
  const held = all.find(({ id }) => id === chosen.held) ?? all[0];
  const others = all.filter((technique) => technique !== held);
  // At first the two that are furthest apart in how they work: the first and the last.
  const shown = others.find(({ id }) => id === chosen.shown) ?? others.at(-1);
  const two = [held, shown].filter((technique) => technique !== undefined);
  return {
    lanes: isPhone ? two : all,
    isPhone,
    held: held?.id,
    show: (id) => id !== held?.id && setChosen({ ...chosen, shown: id }),
    hold: (id) => setChosen({ held: id, ...(held && held.id !== id ? { shown: held.id } : {}) }),
    swipe(by) {
      const at = shown ? others.indexOf(shown) : 0;
      const next = others[(at + by + others.length) % Math.max(1, others.length)];
      if (next) setChosen({ ...chosen, shown: next.id });
    },
  };
}
