import { Scrollable } from '@/components/ui/scrollable';
import {
  type Cost,
  type Results,
  sumOf,
  type Version,
  type VersionCosts,
  versions,
} from '@/lib/experiments/http-versions';
import { formatNumber } from '@/lib/figures/format';

const rows: readonly { name: string; of: (costs: VersionCosts) => Cost }[] = [
  { name: 'An empty poll', of: ({ poll }) => poll },
  { name: 'An event of SSE', of: ({ event }) => event },
];

const order: readonly Version[] = ['http/1.1', 'h2'];

/**
 * Bytes both ways, as the server's meters counted them; what TLS adds stands apart.
 *
 * @param props.here what has been measured in this window; the rest has come in the link
 */
export function CostsTable({ results, here }: { results: Results; here: readonly Version[] }) {
  return (
    <Scrollable label="Bytes, both ways" className="overflow-x-auto">
      <table className="w-full max-w-[760px] border-collapse bg-card text-right">
        <caption className="mb-1 text-left text-muted">
          Bytes both ways, counted at the server&rsquo;s sockets; averages of 20 polls and 40 events
        </caption>
        <thead>
          <tr>
            <td />
            {order.map((version) => (
              <th key={version} scope="col" className="px-3 py-1.5">
                {versions[version]}
                {results[version] && !here.includes(version) && (
                  <span className="block text-small font-normal text-muted">from the link</span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, of }) => (
            <tr key={name} className="border-t border-line">
              <th scope="row" className="px-3 py-1.5 text-left font-normal">
                {name}
              </th>
              {order.map((version) => (
                <Cell key={version} costs={results[version]} of={of} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrollable>
  );
}

function Cell({ costs, of }: { costs: VersionCosts | undefined; of: (costs: VersionCosts) => Cost }) {
  if (!costs) return <td className="px-3 py-1.5 text-muted">not measured yet</td>;
  const cost = of(costs);
  return (
    <td className="px-3 py-1.5">
      <b className="font-semibold">{formatNumber(sumOf(cost))}&nbsp;B</b>
      {cost.below > 0 && (
        <span className="block text-small text-muted">
          {formatNumber(cost.http)} HTTP, {formatNumber(cost.below)} TLS and connection
        </span>
      )}
    </td>
  );
}
