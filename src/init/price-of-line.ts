import type { Group } from './groups.js';
import type { ProposedColumn } from './propose.js';

interface Line {
  quantity: number;
  price: number;
}

/** Whether what is called a price is that of all pieces of the line: a line of more pieces of a product costs more in proportion. */
export function isPriceOfLine(columns: ProposedColumn[], group: Group): boolean {
  let [ofLine, ofPiece] = [0, 0];
  for (const lines of linesOf(columns, group).values()) {
    const least = Math.min(...lines.map(({ quantity }) => quantity));
    const prices = lines.filter(({ quantity }) => quantity === least).map(({ price }) => price);
    const usual = prices.sort((a, b) => a - b)[Math.floor(prices.length / 2)] as number;
    const more = lines.filter(({ quantity }) => quantity > least);
    ofLine += more.filter(({ quantity, price }) => isEqual(price / quantity, usual / least)).length;
    ofPiece += more.filter(({ price }) => isEqual(price, usual)).length;
  }
  return ofLine >= 3 && ofLine > ofPiece * 4;
}

/** Of each product; the sign of a currency may stand around a price. */
function linesOf(columns: ProposedColumn[], { files }: Group): Map<string, Line[]> {
  const from = (name: string) => columns.find(column => column.name === name)?.from ?? '';
  const [product, quantity, price] = [from('product_id'), from('quantity'), from('unit_price')];
  const found = new Map<string, Line[]>();
  for (const { columns: names, rows } of files) {
    const at = (name: string) => names.indexOf(name);
    for (const row of rows) {
      const key = row[at(product)];
      const line = { quantity: numberOf(row[at(quantity)]), price: numberOf(row[at(price)]) };
      if (key && line.quantity > 0 && line.price > 0) found.set(key, [...(found.get(key) ?? []), line]);
    }
  }
  return found;
}

const numberOf = (text?: string | null) => Number(text?.replace(/[^\d.,]/g, '').replace(',', '.'));

const isEqual = (a: number, b: number) => Math.abs(a - b) < 0.011;
