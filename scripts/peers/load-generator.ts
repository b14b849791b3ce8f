// The process of a load generator that speaks the protocols of others too.
import { generateLoad } from '@/server/load/generator';
import { techniqueProtocols } from '@/server/load/technique-protocols';
import { peerProtocols } from './protocols';

generateLoad(new Map([...techniqueProtocols, ...peerProtocols]));
