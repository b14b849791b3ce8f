import { type CheckedCommand, type MarketState, shifted } from '@/lib/channel/control-messages';
import { lastDue } from '@/lib/market/schedule';
import { epochNow } from '@/lib/measure/clock';
import { HttpError } from '../limits/errors';

export type Reopen = Extract<CheckedCommand, { type: 'reopen' }>;

/** The last number a tick can have. */
const LAST_SEQ = 2 ** 31 - 1;

/**
 * Where the market of a page goes on. The clock of the server before may have been ahead of this one: what then stands
 * in the future is moved to now, for a market that waited until then would be dead to its page.
 *
 * @throws HttpError 400 where a market cannot have come to where the command says that it stands
 */
export function pastOf({ state }: Reopen, now = epochNow()): MarketState {
  const ahead = Math.max(state.at, state.schedule?.at ?? 0) - now;
  const past = ahead > 0 ? shifted(state, -ahead) : state;
  if (past.schedule && lastDue(past.schedule, now) > LAST_SEQ)
    throw new HttpError(400, 'bad_command', 'state: the market would have run out of numbers by now');
  return past;
}
