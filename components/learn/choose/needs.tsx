import { colorOf } from '@/components/ui/technique-style';
import type { Ranked } from '@/lib/learn/choose/score';
import { type ChooseText, laneOf } from '@/lib/learn/choose/text';

/** How many of the known needs are met: a square for each, in the order of the questions. */
export function Needs(props: { entry: Ranked; questions: ChooseText['questions'] }) {
  const { candidate, needs } = props.entry;
  if (needs.length === 0) return null;
  const lane = laneOf(candidate);
  const unmet = needs.filter(({ met }) => !met).map(({ question }) => props.questions[question].ask);
  return (
    <span
      className="ml-auto inline-flex items-center gap-2 text-ink"
      style={lane ? { color: colorOf(lane) } : undefined}
    >
      <span className="text-small whitespace-nowrap text-muted">
        meets {needs.length - unmet.length} of {needs.length}
        {unmet.length > 0 && <span className="sr-only">, not: {unmet.join(' ')}</span>}
      </span>
      <svg
        width={needs.length * 12}
        height="10"
        viewBox={`0 0 ${needs.length * 12} 10`}
        aria-hidden="true"
        className="shrink-0"
      >
        {needs.map(({ question, met }, i) => (
          <rect
            key={question}
            x={i * 12 + 0.75}
            y="0.75"
            width="8.5"
            height="8.5"
            rx="2"
            fill={met ? 'currentColor' : 'none'}
            stroke="currentColor"
            strokeWidth="1.2"
          />
        ))}
      </svg>
    </span>
  );
}
