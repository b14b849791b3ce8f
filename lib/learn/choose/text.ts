import { fromQuery } from '@/lib/scenario/url';
import { nameOf, type TechniqueId, techniqueIds } from '@/lib/techniques';
import { claimsForm, defaultClaimsView } from '../claims-view';
import type { Candidate } from './answers';
import { rules } from './rules';
import type { ChooseWords } from './words';

/** What the pages beside this one have, which reasons lead to. */
export interface Site {
  lessons: readonly { id: string; title: string }[];
  claims: readonly { number: number; claim: string }[];
  /** With what is known of each technique. */
  aspects: readonly { id: string; name: string; cells: Readonly<Record<string, unknown>> }[];
}

/** Where a reason can be checked. */
export interface ReasonLink {
  href: string;
  label: string;
  /** What is found there, for those who hear the link alone. */
  about: string;
}

/** All words of the page, ready to be shown. */
export interface ChooseText extends Omit<ChooseWords, 'reasons'> {
  reasons: Readonly<Record<string, { text: string; links: ReasonLink[] }>>;
}

/** The lane that a candidate has in the playground; null where it has none. */
export function laneOf(candidate: Candidate): TechniqueId | null {
  return techniqueIds.find((id) => id === candidate) ?? null;
}

/** Its name in the registry, or in the text: the schema sees to it that one of them has it. */
export function nameOfCandidate({ elsewhere }: Pick<ChooseText, 'elsewhere'>, candidate: Candidate): string {
  const lane = laneOf(candidate);
  return lane ? nameOf(lane) : (elsewhere[candidate] ?? candidate);
}

/** @returns the text with its links, or where links lead to nothing */
export function chooseTextOf(words: ChooseWords, site: Site): { text: ChooseText } | { problems: string[] } {
  const problems: string[] = [];
  const reasons = Object.entries(words.reasons).map(([id, { text, see }]) => {
    const about = new Set(rules.filter(({ reason }) => reason === id).flatMap((rule) => rule.candidates));
    const links = see.map((one) => linkOf(one, [...about], site));
    for (const link of links) if ('problem' in link) problems.push(`reasons.${id}.see: ${link.problem}`);
    return [id, { text, links: links.filter((link) => 'href' in link) }] as const;
  });
  if (problems.length > 0) return { problems };
  return { text: { ...words, reasons: Object.fromEntries(reasons) } };
}

/** The reference has push and webhooks in one column. */
const columnOf = (candidate: Candidate) => (candidate === 'webhook' ? 'push' : candidate);

/** What `claim 19` and its like mean, for a reason that is given for these candidates. */
function linkOf(see: string, given: readonly Candidate[], site: Site): ReasonLink | { problem: string } {
  const [kind, ...rest] = see.split(' ');
  const place = rest.join(' ');
  switch (kind) {
    case 'lesson': {
      const index = site.lessons.findIndex(({ id }) => id === place);
      const lesson = site.lessons[index];
      if (!lesson) return { problem: `there is no lesson “${place}”` };
      return { href: `/learn/lessons/${place}`, label: `Lesson ${index + 1}`, about: lesson.title };
    }
    case 'claim': {
      const claim = site.claims.find(({ number }) => String(number) === place);
      if (!claim) return { problem: `there is no claim “${place}”` };
      const query = claimsForm.toQuery({ ...defaultClaimsView, claim: claim.number });
      return { href: `/learn/claims?${query}`, label: `Claim ${claim.number}`, about: claim.claim };
    }
    case 'reference': {
      const aspect = site.aspects.find(({ id }) => id === place);
      if (!aspect) return { problem: `the reference has no aspect “${place}”` };
      const techniques = given.map(columnOf).filter((column) => column in aspect.cells);
      if (techniques.length === 0)
        return { problem: `the reference has no “${place}” of ${given.join(', ')}` };
      const find = new URLSearchParams({ find: aspect.name });
      return {
        href: `/learn/reference?techniques=${techniques.join(',')}&${find}`,
        label: 'Reference',
        about: aspect.name,
      };
    }
    case 'run': {
      const [ignored] = fromQuery(place).ignored;
      if (ignored) return { problem: `no run has ${ignored.name}=${ignored.value}: ${ignored.reason}` };
      return { href: `/?${place}`, label: 'Run it', about: 'in the playground' };
    }
    default:
      return { problem: `“${see}” is no lesson, claim, reference or run` };
  }
}
