// Ends a process of tests with the first that fails.
export default async function* (events) {
  for await (const { type } of events) {
    if (type === 'test:fail') process.exit(1);
    yield '';
  }
}
