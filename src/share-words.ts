/** A share in percent with one decimal (or `least`), more where it would read as none or as all and is not: `12.5 %`, `0.02 %`, `99.99 %`. */
export function shareWords(share: number, least = 1): string {
  for (let digits = least; digits < 12; digits++) {
    const text = (share * 100).toFixed(digits);
    const isFlat = Number(text) === 0 || Number(text) === 100;
    if (!isFlat || share === 0 || share === 1) return `${text} %`;
  }
  return `${(share * 100).toFixed(least)} %`;
}
