/** A stock of the simulated exchange. `drift` and `volatility` are of the logarithm of the price, per tick. */
export interface Stock {
  symbol: string;
  open: number;
  drift: number;
  volatility: number;
  /** Standard deviation of a news jump, of the logarithm of the price. */
  news: number;
}

const stock = (symbol: string, open: number, drift: number, volatility: number, news: number): Stock => ({
  symbol,
  open,
  drift: drift * 1e-7,
  volatility: volatility * 1e-4,
  news: news / 100,
});

/** All stocks there are; a market trades the first so many of them. The companies are invented. */
export const stocks: readonly Stock[] = [
  stock('KITE', 128.4, 4, 4, 1.2),
  stock('FERN', 64.15, 2, 3, 0.8),
  stock('BOLT', 242.7, 6, 6, 2.0),
  stock('MOSS', 18.92, -1, 5, 1.5),
  stock('OPAL', 411.3, 3, 2, 0.6),
  stock('TIDE', 77.05, 1, 3, 1.0),
  stock('RUNE', 33.6, -2, 8, 3.0),
  stock('NOVA', 156.8, 7, 7, 2.5),
  stock('IRIS', 95.25, 2, 2, 0.5),
  stock('DUSK', 12.48, -3, 9, 3.5),
  stock('HIVE', 208.1, 3, 4, 1.1),
  stock('PINE', 54.7, 1, 2, 0.7),
  stock('CRUX', 319.9, 5, 5, 1.8),
  stock('ECHO', 27.33, 0, 6, 2.2),
  stock('LUNA', 86.4, 2, 4, 1.3),
  stock('SAGE', 143.2, 1, 1, 0.4),
  stock('AXLE', 71.85, 0, 3, 0.9),
  stock('GLOW', 38.5, -1, 7, 2.4),
  stock('JADE', 265.6, 4, 3, 1.0),
  stock('QUIL', 109.75, 2, 5, 1.6),
];
