import { type Experiment, pathOf } from '@/lib/learn/experiment';
import { ExperimentPage } from './experiment-page';

/** All experiments, each by its question. */
export function ExperimentIndex({ experiments }: { experiments: readonly Experiment[] }) {
  return (
    <ExperimentPage experiments={experiments} current={null}>
      <h1 className="text-[2.3rem] tracking-tight max-sm:text-question">Experiments</h1>
      <p className="mt-2 max-w-[60ch] text-lead text-muted">
        One question each. You start real traffic in this browser, and the answer is made from what was
        counted.
      </p>
      <ul className="mt-5 grid gap-3.5 md:grid-cols-2 xl:grid-cols-3">
        {experiments.map((experiment) => (
          <li key={experiment.id}>
            <a
              href={pathOf(experiment)}
              className="flex h-full flex-col gap-1 rounded-card border border-line bg-card px-4 py-3 hover:border-strong"
            >
              <span className="text-small font-medium text-muted">
                {experiment.title} · {experiment.minutes} min
              </span>
              <span className="text-[1.14rem] leading-[1.2] font-[650] tracking-tight text-balance">
                {experiment.question}
              </span>
              <span className="text-muted">{experiment.about}</span>
              <span className="mt-auto pt-1 text-small text-muted empty:hidden">{extras(experiment)}</span>
            </a>
          </li>
        ))}
      </ul>
    </ExperimentPage>
  );
}

function extras({ window, needs }: Experiment): string {
  return [
    ...(window ? ['In a window of its own'] : []),
    ...(needs.includes('tls') ? ['Needs HTTPS on this server'] : []),
  ].join(' · ');
}
