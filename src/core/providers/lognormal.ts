/** The law of a duration whose logarithm is normal with this mean and deviation: right-skewed, as waiting times are. */
export interface Lognormal {
  mu: number;
  sigma: number;
}

/** How many observations the prior guess of the median, and of the spread, is worth. */
const MEDIAN_WORTH = 1;
const SPREAD_WORTH = 4;
/** The spread before anything is known: nine in ten lie within a factor of 1.9 of the median. */
const PRIOR_SIGMA = 0.4;

/**
 * The law that `past` durations teach, shrunk towards a median of `typical` while there are few (the mode of a
 * normal-inverse-χ² posterior). A prior that turns out wrong makes the law wide until enough was seen.
 */
export function learn(past: readonly number[], typical: number): Lognormal {
  const logs = past.filter((duration) => duration > 0).map(Math.log);
  const prior = Math.log(Math.max(typical, 1));
  const mean = logs.length === 0 ? prior : logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const scatter = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0);
  const weight = MEDIAN_WORTH + logs.length;
  const disagreement = ((MEDIAN_WORTH * logs.length) / weight) * (mean - prior) ** 2;
  return {
    mu: (MEDIAN_WORTH * prior + logs.length * mean) / weight,
    sigma: Math.sqrt(
      (SPREAD_WORTH * PRIOR_SIGMA ** 2 + scatter + disagreement) / (SPREAD_WORTH + logs.length),
    ),
  };
}

/** The share of those still running at `elapsed` that end per unit of time from then on. 0 at the start. */
export function hazard({ mu, sigma }: Lognormal, elapsed: number): number {
  if (elapsed <= 0) return 0;
  const z = (Math.log(elapsed) - mu) / sigma;
  // Less than one in 10^195 ends so early; the quotient below would be 0 by 0 soon.
  return z < -30 ? 0 : inverseMills(z) / (sigma * elapsed);
}

/** The duration that this share does not exceed; `z` is the standard normal's quantile of it, 0 for the median. */
export function quantile({ mu, sigma }: Lognormal, z: number): number {
  return Math.exp(mu + z * sigma);
}

/** φ(z) / (1 − Φ(z)) of the standard normal law. */
function inverseMills(z: number): number {
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z < 2) return density / (0.5 - density * centralSeries(z));
  // Laplace's continued fraction; 60 terms are exact to ten digits from z = 2 on.
  let tail = z;
  for (let term = 60; term >= 1; term -= 1) tail = z + term / tail;
  return tail;
}

/** (Φ(z) − ½) / φ(z) = z + z³/3 + z⁵/15 + … */
function centralSeries(z: number): number {
  // Below −8 the density is so small that the series does not matter, and it would lose its digits.
  const bounded = Math.max(z, -8);
  let term = bounded;
  let sum = bounded;
  for (let odd = 3; Math.abs(term) > 1e-16 * Math.abs(sum); odd += 2) {
    term *= (bounded * bounded) / odd;
    sum += term;
  }
  return sum;
}
