import type { CheckedCommand } from '@/lib/channel/control-messages';
import { lastDue } from '@/lib/market/schedule';
import { epochNow } from '@/lib/measure/clock';
import { HttpError } from '../limits/errors';
import { DEMO_MARKET } from '../market/markets';

export type Reopen = Extract<CheckedCommand, { type: 'reopen' }>;

/** The last number a tick can have. */
const LAST_SEQ = 2 ** 31 - 1;

/** @throws HttpError 400 where a market cannot have come to where the command says that it stands */
export function checkPast({ market, state }: Reopen): void {
  if (market === DEMO_MARKET) throw new HttpError(400, 'bad_command', 'market: "demo" belongs to everybody');
  const now = epochNow();
  if (state.at > now + 1000 || (state.schedule?.at ?? 0) > now + 1000)
    throw new HttpError(400, 'bad_command', 'state: a market cannot stand in the future');
  if (state.schedule && lastDue(state.schedule, now) > LAST_SEQ)
    throw new HttpError(400, 'bad_command', 'state: the market would have run out of numbers by now');
}
