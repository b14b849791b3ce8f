// Makes the files of a new technique, which works as it is: the place to begin from.
//
//   npm run new-technique -- my-technique
import { join } from 'node:path';
import { newTechnique } from './new-technique';

try {
  const [id = ''] = process.argv.slice(2);
  console.log(newTechnique(join(__dirname, '../..'), id).join('\n'));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
