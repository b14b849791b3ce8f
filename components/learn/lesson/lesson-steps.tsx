const steps = ['Guess', 'Run', 'See', 'Why'];

/** How far a lesson has come. @param props.at from 0; what is seen comes with its reasons */
export function LessonSteps({ at }: { at: number }) {
  return (
    <ol aria-label="Steps of the lesson" className="grid grid-cols-4 gap-1.5">
      {steps.map((step, i) => (
        <li
          key={step}
          aria-current={i === at ? 'step' : undefined}
          className={`border-t-3 pt-1 text-small ${i === at ? 'border-ink font-medium text-ink' : i < at ? 'border-strong text-ink' : 'border-line text-muted'}`}
        >
          {i + 1} {step}
        </li>
      ))}
    </ol>
  );
}
