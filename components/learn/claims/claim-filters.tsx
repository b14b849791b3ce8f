import { Choice } from '@/components/ui/choice';
import { Select } from '@/components/ui/select';
import { type Claim, type ClaimTable, verdicts } from '@/lib/learn/claim';
import type { ClaimsView } from '@/lib/learn/claims-view';
import { Chips } from './chips';
import { VerdictWords } from './verdict';

/** What is looked for: by words, by group, by verdict; and whether verdicts are shown. */
export function ClaimFilters(props: {
  view: ClaimsView;
  groups: ClaimTable['groups'];
  /** What is found but for the verdict. */
  found: readonly Claim[];
  onChange: (part: Partial<ClaimsView>) => void;
}) {
  const { view, groups, found, onChange } = props;
  return (
    <search className="mt-4 mb-4 flex flex-wrap items-center gap-x-4 gap-y-2.5 print:hidden">
      <Chips
        label="Verdict"
        chosen={view.verdict}
        options={[
          { value: 'any', words: 'All', count: found.length },
          ...verdicts.map((value) => ({
            value,
            words: <VerdictWords verdict={value} />,
            count: found.filter(({ verdict }) => verdict === value).length,
          })),
        ]}
        onChoose={(verdict) => onChange({ verdict })}
      />
      <Select
        label="Group"
        hideLabel
        value={view.group}
        options={{ any: 'All groups', ...groups }}
        onChange={(group) => onChange({ group })}
      />
      <input
        type="search"
        aria-label="Search claims"
        placeholder="Search"
        value={view.find}
        maxLength={80}
        onChange={({ target }) => onChange({ find: target.value })}
        className="min-h-8 w-44 rounded-control border border-strong bg-card px-2.5 max-sm:min-h-11 max-sm:w-full"
      />
      <div className="sm:ml-auto">
        <Choice
          label="Verdicts"
          value={view.show ? 'show' : 'hide'}
          options={{ hide: 'hide verdicts', show: 'show' }}
          onChange={(value) => onChange({ show: value === 'show' })}
        />
      </div>
    </search>
  );
}
