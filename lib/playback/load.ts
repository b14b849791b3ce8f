import * as z from 'zod/mini';
import type { Scenario } from '@/lib/scenario/scenario';
import { CATALOGUE, catalogueSchema, RECORDINGS, recordingOf } from './catalogue';
import { type RecordedRun, readRecording } from './recorded-run';

/** The recording of a scenario, from the site that the page came from. @throws Error which says why it cannot be had */
export async function loadRecording(scenario: Scenario): Promise<RecordedRun | null> {
  const catalogue = z.safeParse(catalogueSchema, await (await get(CATALOGUE)).json());
  if (!catalogue.success) throw new Error('the list of recordings is none');
  const file = recordingOf(catalogue.data, scenario);
  if (file === null) return null;
  const { body } = await get(file);
  if (!body) throw new Error('it is empty');
  return readRecording(await new Response(body.pipeThrough(new DecompressionStream('gzip'))).text());
}

async function get(name: string): Promise<Response> {
  const response = await fetch(RECORDINGS + name);
  if (!response.ok) throw new Error(`${name} was answered with status ${response.status}`);
  return response;
}
