import { type Lesson, parseLesson } from '@/lib/learn/lesson';
import { contentOf, readContent } from './read-content';

/** The lessons, in their order. @throws where one cannot be read: its file, the line, and why */
export function readLessons(): Lesson[] {
  return contentOf('lessons', '.md').map((name) => {
    const read = parseLesson(readContent(`lessons/${name}`));
    if ('lesson' in read) return read.lesson;
    const problems = read.problems.map(({ line, message }) => `line ${line}: ${message}`);
    throw new Error(`content/en/lessons/${name}: ${problems.join(' ')}`);
  });
}
