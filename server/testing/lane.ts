import { Lane } from '@/lib/run/lane';
import { defaultScenario, type Scenario } from '@/lib/scenario/scenario';
import { type TechniqueId, techniqueOf } from '@/lib/techniques';

/** A lane as the page runs it, from the first tick of a market on; it is there when it has its first. */
export function connectedLane(
  market: string,
  id: TechniqueId,
  settings: Partial<Scenario> = {},
): Promise<Lane> {
  return new Promise((resolve) => {
    const lane: Lane = new Lane(
      techniqueOf(id),
      {
        market,
        scenario: () => ({ ...defaultScenario, ...settings }),
        clockOffset: () => 0,
        interrupted: () => false,
        calmFrom: () => 0,
        due: () => null,
        delivered: () => {},
        ticked: resolve,
        lost: () => {},
        traded: () => {},
      },
      0,
    );
    lane.start();
  });
}
