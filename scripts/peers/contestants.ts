import { join } from 'node:path';
import { defaultLoad, type Load } from '@/lib/load/settings';
import { type Technique, techniques } from '@/lib/techniques';
import { NodeSubject } from '@/server/load/subject';
import type { Contest, Contestant, Start, Work } from './contest';
import type { buildFloor } from './floor';
import { startNchan, type Way } from './nchan';
import { paddingFor } from './peer';

/** Of the rate and of the subscribers of ticks that are pushed, so much is left for those who have to ask for each. */
const POLL_SHARE = 1 / 4;

/** So many clients ask for as many answers as they can get: enough to keep a server busy. */
const ASKING = 64;

/** Who asks once is pushed to; who asks by the clock is measured by how many questions are answered. */
const contests = { once: 'push', 'when answered': 'long-poll', 'every interval': 'requests' } as const;

/** The peers of `servers/`. */
const programs: readonly { id: string; name: string; contest: Contest }[] = [
  { id: 'ws', name: 'ws, send to each', contest: 'push' },
  { id: 'socket-io', name: 'Socket.IO, emit', contest: 'push' },
  { id: 'node-http', name: 'node:http, write to each', contest: 'push' },
  { id: 'better-sse', name: 'better-sse, broadcast', contest: 'push' },
  { id: 'empty-http', name: 'node:http, empty', contest: 'requests' },
];

const nchan: readonly { way: Way; name: string; contest: Contest }[] = [
  { way: 'websocket', name: 'nchan, WebSocket', contest: 'push' },
  { way: 'eventsource', name: 'nchan, SSE', contest: 'push' },
  { way: 'longpoll', name: 'nchan, long polling', contest: 'long-poll' },
];

/** What else there is on this machine. */
export interface Equipment {
  floor: ReturnType<typeof buildFloor> | null;
  nchan: boolean;
}

/** All who take part, each with its work: who has to ask for every tick is given fewer of them. */
export function contestants(push: Work, { floor, nchan: hasNchan }: Equipment): Contestant[] {
  const works: Record<Contest, Work> = {
    push,
    'long-poll': { ...push, rate: push.rate * POLL_SHARE },
    requests: { ...push, subscribers: ASKING },
  };
  const of = (contest: Contest, id: string, name: string, ours: boolean, start: (work: Work) => Start) => ({
    id,
    name,
    ours,
    contest,
    work: works[contest],
    start: start(works[contest]),
  });
  return [
    ...(floor
      ? (['sse', 'websocket'] as const).map((kind) =>
          of('push', `floor-${kind}`, `the floor, ${kind}`, false, (work) => floor.start(kind, work)),
        )
      : []),
    ...techniques.map((technique) => ({
      ...of(contests[technique.traits.asks], technique.id, `our ${technique.name}`, true, (work) =>
        ours(technique, work),
      ),
      framing: technique.traits.framing,
    })),
    ...programs.map(({ id, name, contest }) => of(contest, id, name, false, (work) => program(id, work))),
    ...(hasNchan
      ? nchan.map(({ way, name, contest }) =>
          of(contest, `nchan-${way}`, name, false, (work) => startNchan(way, work)),
        )
      : []),
  ];
}

function program(id: string, { rate, bytes }: Work): Start {
  return () => new NodeSubject(id, join(__dirname, 'node-peer.ts'), [id, String(rate), String(bytes)]);
}

function ours(technique: Technique, { subscribers, rate, seconds, bytes }: Work): Start {
  const load: Load = {
    ...defaultLoad,
    technique: technique.id,
    clients: subscribers,
    rate,
    seconds,
    padding: paddingFor(bytes),
  };
  return () => {
    const server = new NodeSubject('the server under load', join(__dirname, '../../server/load-server.ts'), [
      JSON.stringify(load),
    ]);
    return {
      ready: async () => {
        const subject = await server.ready();
        const { target } = subject;
        // Nobody waits between two questions here.
        return { ...subject, target: { ...target, intervalMs: null } };
      },
      end: () => server.end(),
    };
  };
}
