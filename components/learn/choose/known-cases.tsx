import { Select } from '@/components/ui/select';
import { type Answers, answersForm } from '@/lib/learn/choose/answers';
import { knownCases } from '@/lib/learn/choose/cases';

const NONE = '';

/** Cases to begin with; the one that has these answers is chosen. */
export function KnownCases(props: {
  cases: Readonly<Record<string, string>>;
  answers: Answers;
  onChoose: (answers: Answers) => void;
}) {
  const query = answersForm.toQuery(props.answers);
  const chosen = knownCases.find(({ answers }) => answersForm.toQuery(answers) === query);
  return (
    <Select<string>
      label="Try a known case"
      value={chosen?.id ?? NONE}
      options={{ [NONE]: 'choose one', ...props.cases }}
      onChange={(id) => {
        const known = knownCases.find((one) => one.id === id);
        if (known) props.onChoose(known.answers);
      }}
    />
  );
}
