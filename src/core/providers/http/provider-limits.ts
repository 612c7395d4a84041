/** How long a provider may take, all in milliseconds. */
export interface ProviderLimits {
  connect: number;
  /** How long an answer to a question may take. */
  answer: number;
  /** How long the answer to a submission may take: generous, because giving up costs the certainty of what it did. */
  submit: number;
  /** For a whole upload; 200 MB need it on a slow line. */
  upload: number;
}

/** They suit the real services. */
export const USUAL_LIMITS: ProviderLimits = {
  connect: 5_000,
  answer: 30_000,
  submit: 90_000,
  upload: 20 * 60_000,
};
