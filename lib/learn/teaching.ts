import * as z from 'zod/mini';

const words = z.string().check(z.minLength(3));
const minutes = z.int().check(z.minimum(1), z.maximum(240));

/** A plan of a class: what is done, one thing after another. */
export const planSchema = z.strictObject({
  minutes,
  name: words,
  about: words,
  steps: z.array(z.strictObject({ minutes, do: words, lesson: z.optional(words) })).check(z.minLength(1)),
});

export type Plan = z.infer<typeof planSchema>;

/** What a teacher reads before a class. */
export const teachingSchema = z.strictObject({
  title: words,
  lead: words,
  plans: z.array(planSchema).check(z.minLength(1)),
  /** `text` is Markdown. */
  sections: z.array(z.strictObject({ title: words, text: words })),
});

/** A step of a plan, with the minutes of the class at which it begins and ends. */
export type TimedStep = Plan['steps'][number] & { from: number; to: number };

/**
 * When each step is due.
 *
 * @param lessons ids that there are
 * @throws where the steps do not fill the minutes of the plan, or name a lesson that is not there
 */
export function timed(plan: Plan, lessons: readonly string[]): TimedStep[] {
  let at = 0;
  const steps = plan.steps.map((step) => {
    if (step.lesson !== undefined && !lessons.includes(step.lesson))
      throw new Error(`${plan.name}: there is no lesson ${step.lesson}; there are ${lessons.join(', ')}`);
    const from = at;
    at += step.minutes;
    return { ...step, from, to: at };
  });
  if (at !== plan.minutes) throw new Error(`${plan.name}: its steps take ${at} min, not ${plan.minutes}`);
  return steps;
}
