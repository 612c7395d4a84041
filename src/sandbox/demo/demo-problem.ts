/** Something that keeps the demo from succeeding, said in a sentence for the person who started it. */
export class DemoProblem extends Error {
  override readonly name = 'DemoProblem';
}
