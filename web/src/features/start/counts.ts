// "１，２００" as 1200.

/** null for an empty field, NaN for what is no whole number. */
export function read_count(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/[,\s]/g, '');
  if (plain === '') return null;
  return /^\d{1,7}$/.test(plain) ? Number(plain) : Number.NaN;
}
