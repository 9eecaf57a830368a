const bars = '▁▂▃▄▅▆▇█';

/** Amounts as a small line of bars, `▁▂▃▇▂`: the lowest bar for nothing or a credit, the highest for the largest amount. */
export function sparkLine(amounts: readonly bigint[]): string {
  const largest = amounts.reduce((most, amount) => (amount > most ? amount : most), 0n);
  return amounts.map(amount => bars[amount <= 0n ? 0 : Number((amount * BigInt(bars.length - 1)) / largest)]).join('');
}
