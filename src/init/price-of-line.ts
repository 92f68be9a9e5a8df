import { groupedBy } from '../grouped.js';
import type { Group } from './groups.js';
import type { ProposedColumn } from './propose.js';

interface Line {
  key: string;
  quantity: number;
  price: number;
  amount: number;
}

/** Whether the amounts of nearly all lines are a little above quantity times price, as those with tax or postage in them are. */
export function isAbovePrice(columns: ProposedColumn[], group: Group): boolean {
  const lines = linesOf(columns, group, 'unit_price').filter(({ amount }) => amount > 0);
  const above = lines.filter(({ quantity, price, amount }) => {
    const sum = quantity * price;
    return amount > sum * 1.01 + 0.01 && amount < sum * 1.3;
  });
  return above.length > 0 && above.length >= lines.length * 0.9;
}

/** Whether what is called a price is that of all pieces of the line: a line of more pieces of a product costs more in proportion. */
export function isPriceOfLine(columns: ProposedColumn[], group: Group): boolean {
  let [ofLine, ofPiece] = [0, 0];
  for (const lines of groupedBy(linesOf(columns, group, 'product_id'), ({ key }) => key).values()) {
    const least = Math.min(...lines.map(({ quantity }) => quantity));
    const prices = lines.filter(({ quantity }) => quantity === least).map(({ price }) => price);
    const usual = prices.sort((a, b) => a - b)[Math.floor(prices.length / 2)] as number;
    const more = lines.filter(({ quantity }) => quantity > least);
    ofLine += more.filter(({ quantity, price }) => isEqual(price / quantity, usual / least)).length;
    ofPiece += more.filter(({ price }) => isEqual(price, usual)).length;
  }
  return ofLine >= 3 && ofLine > ofPiece * 4;
}

/** Those with a key, a quantity and a price. */
function linesOf(columns: ProposedColumn[], { files }: Group, key: string): Line[] {
  const from = [key, 'quantity', 'unit_price', 'net_amount'].map(
    name => columns.find(column => column.name === name)?.from ?? '',
  );
  return files.flatMap(({ columns: names, rows }) => {
    const places = from.map(name => names.indexOf(name));
    return rows
      .map(row => places.map(at => row[at]))
      .map(([of, ...numbers]) => {
        const [quantity = 0, price = 0, amount = 0] = numbers.map(numberOf);
        return { key: of ?? '', quantity, price, amount };
      })
      .filter(line => line.key !== '' && line.quantity > 0 && line.price > 0);
  });
}

/** The sign of a currency may stand around it; no number where it has both signs, of thousands and of decimals. */
const numberOf = (text?: string | null) => Number(text?.replace(/[^\d.,]/g, '').replace(',', '.'));

const isEqual = (a: number, b: number) => Math.abs(a - b) < 0.011;
