import { colorOf } from '@/components/ui/technique-style';
import { nameOf } from '@/lib/techniques';
import { type Sentence, wordsOf } from '@/lib/verdict/sentence';

/** Sentences, with techniques in their colours. */
export function Sentences({ of }: { of: readonly Sentence[] }) {
  return of.map((sentence, i) => (
    <span key={wordsOf(sentence)}>
      {i > 0 && ' '}
      {sentence.map((part, place) => {
        // The parts of a sentence are always the same.
        const key = `${place}`;
        if ('text' in part) return <span key={key}>{part.text}</span>;
        if ('strong' in part) return <b key={key}>{part.strong}</b>;
        return (
          <b key={key} className="font-semibold" style={{ color: colorOf(part.technique) }}>
            {nameOf(part.technique)}
          </b>
        );
      })}
    </span>
  ));
}
