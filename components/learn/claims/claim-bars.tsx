import { colorOf, TechniqueMark } from '@/components/ui/technique-style';
import type { DrawnFigure } from '@/lib/learn/claim-test';
import { nameOf } from '@/lib/techniques';

/** A measured figure of each lane and run, as bars on one scale. */
export function ClaimBars({ figure: { label, most, runs } }: { figure: DrawnFigure }) {
  return (
    <figure className="break-inside-avoid">
      <figcaption className="font-[650]">{label}</figcaption>
      {runs.map(({ setting, bars }) => (
        <div key={setting} className="mt-1.5">
          {runs.length > 1 && <p className="text-small text-muted">{setting}</p>}
          <dl>
            {bars.map(({ technique, value, inWords }) => (
              <div
                key={technique}
                className="grid grid-cols-[9rem_minmax(0,1fr)_5.5rem] items-center gap-2 py-0.5 max-sm:grid-cols-[1fr_auto]"
              >
                <dt
                  className="flex items-center gap-1.5 font-semibold whitespace-nowrap"
                  style={{ color: colorOf(technique) }}
                >
                  <TechniqueMark id={technique} />
                  {nameOf(technique)}
                </dt>
                <dd aria-hidden="true" className="h-3 max-sm:order-last max-sm:col-span-2">
                  <span
                    className="block h-full min-w-px rounded-[3px] forced-colors:bg-[CanvasText]!"
                    style={{
                      width: `${most > 0 ? (100 * Math.max(0, value)) / most : 0}%`,
                      background: colorOf(technique),
                    }}
                  />
                </dd>
                <dd className="text-right whitespace-nowrap">{inWords}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </figure>
  );
}
