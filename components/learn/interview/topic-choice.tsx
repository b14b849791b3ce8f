/** One of the topics, or all of them. */
export function TopicChoice(props: {
  topics: readonly string[];
  topic: string;
  onChoose: (topic: string) => void;
}) {
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">Topic</legend>
      {['', ...props.topics].map((topic) => (
        <button
          key={topic}
          type="button"
          aria-pressed={topic === props.topic}
          onClick={() => props.onChoose(topic)}
          className="min-h-8 cursor-pointer rounded-full border border-strong bg-card px-3 font-medium first-letter:uppercase hover:bg-sunken aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-card max-sm:min-h-11"
        >
          {topic === '' ? 'All' : topic.charAt(0).toUpperCase() + topic.slice(1)}
        </button>
      ))}
    </fieldset>
  );
}
