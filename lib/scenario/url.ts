import { type Ignored, queryForm } from './query';
import { defaultScenario, type Scenario, scenarioSchema } from './scenario';

const form = queryForm(scenarioSchema, defaultScenario);

/** The query string of a scenario: only what differs from the default. */
export const toQuery = form.toQuery;

/**
 * The scenario that a link asks for. What cannot be used falls back to the default and is reported.
 *
 * @param query with or without the leading question mark
 */
export function fromQuery(query: string): { scenario: Scenario; ignored: Ignored[] } {
  const { settings, ignored } = form.fromQuery(query);
  return { scenario: { ...settings, techniques: [...new Set(settings.techniques)] }, ignored };
}
