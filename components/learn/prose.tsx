import Markdown from 'react-markdown';

/** Text that was written in Markdown. Pictures are left out: a text from a link would load them from anywhere. */
export function Prose({ children }: { children: string }) {
  return (
    <div className="space-y-2.5 [&_a]:underline [&_code]:rounded-[3px] [&_code]:bg-sunken [&_code]:px-1 [&_code]:font-mono [&_code]:text-[.93em] [&_li]:ml-4 [&_li]:list-disc [&_li]:pl-1 [&_li+li]:mt-1.5 [&_strong]:font-[650]">
      <Markdown disallowedElements={['img']}>{children}</Markdown>
    </div>
  );
}
