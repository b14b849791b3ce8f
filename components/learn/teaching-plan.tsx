import type { Plan, TimedStep } from '@/lib/learn/teaching';

/** A plan of a class, minute by minute. @param props.titles of the lessons, by their id */
export function TeachingPlan(props: {
  plan: Plan;
  steps: readonly TimedStep[];
  titles: Readonly<Record<string, string>>;
}) {
  const { plan, steps, titles } = props;
  return (
    <section aria-label={`${plan.minutes} minutes`} className="mt-9 print:mt-6">
      <h2 className="text-section">
        {plan.minutes} minutes: {plan.name}
      </h2>
      <p className="mt-1 max-w-[70ch] text-muted">{plan.about}</p>
      <table className="mt-3 w-full max-w-[1000px] border-collapse text-left">
        <thead className="max-sm:sr-only">
          <tr className="text-note text-muted">
            <th className="py-1.5 pr-4 font-medium whitespace-nowrap">Minute</th>
            <th className="py-1.5 pr-4 font-medium">Lesson</th>
            <th className="py-1.5 font-medium">What to do</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ from, to, lesson, do: text }) => (
            <tr
              key={from}
              className="border-t border-line align-baseline max-sm:grid max-sm:grid-cols-[68px_1fr] max-sm:py-2 print:break-inside-avoid"
            >
              <td className="py-2 pr-4 whitespace-nowrap max-sm:py-0">
                {from}–{to}
              </td>
              <td className="py-2 pr-4 sm:w-[34%] max-sm:col-start-2 max-sm:py-0">
                {lesson && (
                  <a href={`/learn/lessons/${lesson}`} className="font-medium underline">
                    {titles[lesson]}
                  </a>
                )}
              </td>
              <td className="py-2 max-sm:col-start-2 max-sm:py-0">{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
