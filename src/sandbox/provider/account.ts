/** A line of the account's bill; a refund is below zero. */
export interface Charge {
  prediction: string;
  model: string;
  amountMicros: number;
  at: number;
}

/** The prepaid account of a stand-in: what is left, and what each completed prediction took from it. */
export class Account {
  balanceMicros: number;
  readonly charges: Charge[] = [];

  constructor(balanceMicros: number) {
    this.balanceMicros = balanceMicros;
  }

  get chargedMicros(): number {
    return this.charges.reduce((sum, { amountMicros }) => sum + amountMicros, 0);
  }

  chargedFor(id: string): number {
    const lines = this.charges.filter(({ prediction }) => prediction === id);
    return lines.reduce((sum, { amountMicros }) => sum + amountMicros, 0);
  }

  /** Only completed predictions are charged by themselves; below zero it is a refund. */
  charge({ id, model, priceMicros }: { id: string; model: string; priceMicros: number }): void {
    this.balanceMicros -= priceMicros;
    this.charges.push({ prediction: id, model, amountMicros: priceMicros, at: Date.now() });
  }
}
