// The process of a load generator: opens the clients, and tells its parent what they have received.
import { generateLoad } from './load/generator';
import { techniqueProtocols } from './load/technique-protocols';

generateLoad(techniqueProtocols);
