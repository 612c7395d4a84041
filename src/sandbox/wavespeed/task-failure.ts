/** Why a prediction fails, in the provider's own code and words. */
export class TaskFailure extends Error {
  override readonly name = 'TaskFailure';
  readonly code: number;

  constructor(code: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
