import { Scrollable } from '@/components/ui/scrollable';
import { CLIENTS, type EncodingFigures, ways } from '@/lib/experiments/encodings';
import { formatBytes, formatNumber, NONE } from '@/lib/figures/format';

/** What was measured of each way to write a price, side by side. */
export function WaysTable({ figures }: { figures: EncodingFigures }) {
  return (
    <Scrollable label="Figures" className="overflow-x-auto rounded-card border border-line bg-card">
      <table
        aria-label="Ways to write a price"
        className="w-full min-w-[560px] border-collapse text-left tabular-nums [&_td]:border-t [&_td]:border-line [&_td]:px-3.5 [&_td]:py-1.5 [&_td]:text-right [&_th]:px-3.5 [&_th]:py-1.5 [&_th]:font-semibold"
      >
        <thead>
          <tr className="align-bottom">
            <th scope="col">A price as</th>
            <th scope="col" className="text-right!">
              Bytes, to this browser
            </th>
            <th scope="col" className="text-right!">
              Server&rsquo;s processor, for each client
            </th>
            <th scope="col" className="text-right!">
              Server&rsquo;s memory, for each connection
            </th>
          </tr>
        </thead>
        <tbody>
          {ways.map(({ id, name }) => {
            const { bytes, micros, memory } = figures[id];
            return (
              <tr key={id} data-way={id}>
                <th scope="row" className="border-t border-line font-normal!">
                  {name}
                </th>
                <td>{bytes === null ? NONE : `${formatNumber(bytes)} B`}</td>
                <td>{micros === null ? NONE : `${formatNumber(micros)} µs`}</td>
                <td>{formatBytes(memory)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="px-3.5 pt-1 pb-2.5 text-small text-muted">
        Bytes of TCP payload for each price, both ways, heartbeats included. The server&rsquo;s cost is
        measured with {CLIENTS} clients of the load generator on its own machine.
      </p>
    </Scrollable>
  );
}
