import type { HttpResponse } from '../../carrier/carrier';
import type { Batch } from '../../feed/batch';
import { once } from '../../feed/once';
import type { Exchange } from './half';
import { sendJson } from './send-json';

/** A batch as one JSON document: `{"ticks": […]}`, with a `gap` before if there is one. */
const document = once(({ gap, ticks }: Batch) => {
  const missed = gap ? `"gap":${JSON.stringify(gap)},` : '';
  return `{${missed}"ticks":[${ticks.map(({ json }) => json).join(',')}]}`;
});

/** Answers a request with a batch, for the techniques that ask. */
export function sendTicks(exchange: Exchange<unknown>, response: HttpResponse, batch: Batch): void {
  if (batch.ticks.length === 0 && !batch.gap) exchange.empty();
  sendJson(response, document(batch));
}
