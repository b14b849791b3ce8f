import type { Metadata } from 'next';
import { LearnPage } from '@/components/learn/learn-page';
import { PrintButton } from '@/components/learn/print-button';
import { Prose } from '@/components/learn/prose';
import { TeachingPlan } from '@/components/learn/teaching-plan';
import { teachingSchema, timed } from '@/lib/learn/teaching';
import { readYaml } from '../read-content';
import { readLessons } from '../read-lessons';

export const metadata: Metadata = {
  title: 'Teaching with it – Realtime Playground',
  description:
    'Plans for 45 and 90 minutes, minute by minute, handouts to print, and what helps in the room.',
};

export default function Page() {
  const lessons = readLessons();
  const { title, lead, plans, sections } = readYaml('teaching.yaml', teachingSchema);
  const titles = Object.fromEntries(lessons.map(({ id, title }) => [id, title]));
  return (
    <LearnPage current={null} buttons={<PrintButton />}>
      <a href="/learn" className="text-note text-muted underline print:hidden">
        Lessons
      </a>
      <h1 className="mt-1 text-question">{title}</h1>
      <p className="mt-2 max-w-[60ch] text-lead text-muted">{lead}</p>
      {plans.map((plan) => (
        <TeachingPlan
          key={plan.minutes}
          plan={plan}
          steps={timed(plan, Object.keys(titles))}
          titles={titles}
        />
      ))}
      {sections.map((section) => (
        <section key={section.title} className="mt-9 max-w-[75ch] print:mt-6 print:break-inside-avoid">
          <h2 className="mb-2 text-section">{section.title}</h2>
          <Prose>{section.text}</Prose>
        </section>
      ))}
      <section aria-label="Handouts" className="mt-9 print:hidden">
        <h2 className="text-section">Handouts</h2>
        <p className="mt-1 text-muted">One sheet for each lesson, to print on A4.</p>
        <ul className="mt-3 grid gap-x-8 gap-y-1 sm:grid-cols-2 lg:grid-cols-3">
          {lessons.map(({ id, title }) => (
            <li key={id}>
              <a href={`/learn/lessons/${id}/handout`} className="inline-flex min-h-8 items-center underline">
                {title}
              </a>
            </li>
          ))}
        </ul>
        <p className="mt-5">
          <a href="/learn/write" className="underline">
            Write a lesson of your own
          </a>
        </p>
      </section>
    </LearnPage>
  );
}
