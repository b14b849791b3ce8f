import { idealLink, type LinkSettings, standardLink } from './settings';

/** A network that people know, with where its figures are from. */
export interface LinkPreset {
  name: string;
  source: string;
  settings: LinkSettings;
}

export const linkPresets: readonly LinkPreset[] = [
  {
    name: 'Standard',
    source: '100 ms and nothing else, so that the way of a price can be seen: no network in particular.',
    settings: standardLink,
  },
  {
    name: 'Ideal',
    source: 'Nothing in between: the traffic goes as fast as this computer lets it.',
    settings: idealLink,
  },
  {
    name: 'Fibre',
    source: '4 ms, 20 and 5 Mbit/s: the “FIOS” profile of WebPageTest.',
    settings: { ...idealLink, rtt: 4, jitter: 1, down: 20_000, up: 5000 },
  },
  {
    name: '4G',
    source:
      '55 ms: median over a 4G network in a week of pings (Catchpoint, 2013); 12 Mbit/s: the “LTE” profile of WebPageTest.',
    settings: { ...idealLink, rtt: 55, jitter: 20, down: 12_000, up: 12_000, stalls: 0.5 },
  },
  {
    name: '3G',
    source: '300 ms, 1.6 Mbit/s and 768 kbit/s: the “3G” profile of WebPageTest.',
    settings: { ...idealLink, rtt: 300, jitter: 50, down: 1600, up: 768, stalls: 1 },
  },
  {
    name: 'Satellite',
    source:
      '558 ms: the time light takes to a geostationary satellite and back, twice (RFC 2488, section 2), and no less.',
    settings: { ...idealLink, rtt: 558, jitter: 20, down: 25_000, up: 3000, stalls: 0.5 },
  },
  {
    name: 'Train in a tunnel',
    source: '4G, and every 30 s nothing for 9 s: a tunnel of 500 m at 200 km/h.',
    settings: { ...idealLink, rtt: 55, jitter: 20, down: 12_000, up: 12_000, outageEvery: 30, outageFor: 9 },
  },
];

/** @throws Error where there is no preset of that name */
export function linkNamed(name: string): LinkSettings {
  const preset = linkPresets.find((other) => other.name === name);
  if (!preset) throw new Error(`there is no link "${name}"`);
  return preset.settings;
}
