import * as z from 'zod/mini';
import { type Ignored, queryForm } from '@/lib/schema/query';
import { defaultScenario, type Scenario, scenarioSchema } from './scenario';
import { defaultView, type View, viewSchema } from './view';

/** All that an address says: what runs, and how it is shown. */
export interface Setup {
  scenario: Scenario;
  view: View;
}

export const defaultSetup: Setup = { scenario: defaultScenario, view: defaultView };

const form = queryForm(z.object({ ...scenarioSchema.shape, ...viewSchema.shape }), {
  ...defaultScenario,
  ...defaultView,
});

/** The query string of a setup: only what differs from the default, scenario and view side by side. */
export function toQuery({ scenario, view }: Setup): string {
  return form.toQuery({ ...scenario, ...view });
}

/**
 * The setup that a link asks for, and what of it could not be used.
 *
 * @param query with or without the leading question mark
 */
export function fromQuery(query: string): { settings: Setup; ignored: Ignored[] } {
  const { settings, ignored } = form.fromQuery(query);
  const scenario = scenarioSchema.parse(settings);
  return {
    settings: {
      scenario: { ...scenario, techniques: [...new Set(scenario.techniques)] },
      view: viewSchema.parse(settings),
    },
    ignored,
  };
}
