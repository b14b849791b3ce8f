const formulas: readonly (readonly [name: string, formula: string, why: string])[] = [
  [
    'Requests a second, asking by interval',
    'users ÷ poll interval',
    'Each user asks on its schedule, whether there is news or not.',
  ],
  [
    'Requests a second, held',
    'users × max(1 ÷ timeout, min(updates, 1 ÷ round trip))',
    'One answer for each update, but no sooner than the user can have asked again; one empty answer for each timeout in which nothing happens.',
  ],
  ['Requests a second, streams', '0', 'A stream asks once, when it is opened.'],
  [
    'Units of work',
    'requests, or users × updates for a stream',
    'A technique that asks costs for each request, whatever the answer carries; a stream for each delivery.',
  ],
  ['Cores at work', 'units × CPU for each', 'Measured; that it stays the same with more users is assumed.'],
  [
    'Down',
    'users × updates × payload + units × overhead down',
    'Every update reaches every user; overhead is as measured.',
  ],
  [
    'Up',
    'units × bytes up + requests a second × further headers',
    'The load generator sends few headers, a browser several hundred bytes of them: see its lane in the playground.',
  ],
  [
    'Memory of clients',
    'users × memory per client',
    'Measured as the growth of the resident memory after the first clients.',
  ],
  [
    'Servers by CPU',
    'cores at work ÷ (cores a server × full at most)',
    'One process for each core, all equally loaded.',
  ],
  [
    'Servers by memory',
    'memory of clients ÷ (memory a server × full at most − cores a server × empty process)',
    'What the processes take without a client is not there for clients.',
  ],
  [
    'Servers by network',
    '8 × max(up, down) ÷ (network a server × full at most)',
    'Full duplex: the direction that carries more counts.',
  ],
  [
    'Ranges',
    'least (cost − step) to largest (cost + step) of all measurements alike',
    'Alike: same load and machine, not failed, at least half as many clients. Steps: 10 ms of CPU time (a tick of a software clock, time(7)), 2 MB of resident memory (what an idle process gains and loses by itself), none for bytes.',
  ],
  ['Traffic a month', '(up + down) × 3,600 × hours × 30', 'The same load in each of the hours.'],
];

/** The formulas of the projection, for the reader. */
export function Formulas() {
  return (
    <>
      <dl className="grid grid-cols-1 gap-x-4 gap-y-1.5 md:grid-cols-2">
        {formulas.map(([name, formula, why]) => (
          <div key={name}>
            <dt className="font-medium">{name}</dt>
            <dd>
              <code className="font-mono text-small">{formula}</code>
              <p className="text-small text-muted">{why}</p>
            </dd>
          </div>
        ))}
      </dl>
      <p className="text-small text-muted">
        Not in it, since it was not measured: TCP/IP headers, TLS, socket buffers of the operating system,
        limits on open files, the source of the updates, what stands in front of the servers, and users who
        come and go. Latency is not projected: it depends on queues, and these figures know none.
      </p>
    </>
  );
}
