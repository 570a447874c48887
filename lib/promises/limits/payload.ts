/**
 * A regular expression that matches every whole number above `limit`, without leading zeros and of at most
 * `digits` digits: AWS WAF cannot compare a header's value with a number.
 */
export function numbersAbove(limit: number, digits = 15): string {
  const text = String(limit);
  const larger = [...text].flatMap((digit, at) => {
    const next = Number(digit) + 1;
    if (next > 9) return [];
    const rest = text.length - at - 1;
    const choice = next === 9 ? '9' : `[${next}-9]`;
    return [`${text.slice(0, at)}${choice}${rest > 0 ? `[0-9]{${rest}}` : ''}`];
  });
  const longer = `[1-9][0-9]{${text.length},${digits - 1}}`;
  return `^(${[...larger, longer].join('|')})$`;
}
