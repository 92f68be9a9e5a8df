import { groupedBy } from '../grouped.js';
import type { Group } from './groups.js';
import type { ProposedColumn } from './propose.js';

interface Line {
  key: string;
  quantity: number;
  price: number;
  amount: number;
}

/** Whether the amounts of nearly all lines are a little above quantity times price, or by as much as another column says: tax or postage is in them. */
export function isAbovePrice(columns: ProposedColumn[], group: Group): boolean {
  const isMost = (some: Line[], lines: Line[]) => some.length > 0 && some.length >= lines.length * 0.9;
  const lines = linesOf(columns, group, fromOf(columns, 'unit_price')).filter(({ amount }) => amount > 0);
  const above = lines.filter(({ quantity, price, amount }) => {
    const sum = quantity * price;
    return amount > sum * 1.01 + 0.01 && amount < sum * 1.3;
  });
  const others = group.columns.filter(({ name, number }) => number && !columns.some(({ from }) => from === name));
  const isTold = others.some(({ name }) => {
    const charged = linesOf(columns, group, name).filter(({ key }) => numberOf(key) > 0);
    const fitting = charged.filter(line => isEqual(line.amount, line.quantity * line.price + numberOf(line.key)));
    return fitting.length >= 3 && isMost(fitting, charged);
  });
  return isMost(above, lines) || isTold;
}

/** Whether what is called an amount is how many: whole numbers below the price, which grows with them. */
export function isHowMany(columns: ProposedColumn[], group: Group): boolean {
  const amount = group.columns.find(({ name }) => name === fromOf(columns, 'net_amount'));
  if (!amount?.number?.integers || columns.some(({ name }) => name === 'quantity')) return false;
  const counted = columns.map(column => (column.name === 'net_amount' ? { ...column, name: 'quantity' } : column));
  const lines = linesOf(counted, group, fromOf(columns, 'unit_price'));
  const isBelow = lines.filter(({ quantity, price }) => quantity < price).length >= lines.length * 0.9;
  return isBelow && isPriceOfLine(counted, group);
}

/** Whether what is called a price is that of all pieces of the line: a line of more pieces of a product, or else a category, costs more in proportion. */
export function isPriceOfLine(columns: ProposedColumn[], group: Group): boolean {
  const category = group.columns.find(({ field }) => field === 'category')?.name;
  const product = fromOf(columns, 'product_id') || category || '';
  let [ofLine, ofPiece] = [0, 0];
  for (const lines of groupedBy(linesOf(columns, group, product), ({ key }) => key).values()) {
    const least = Math.min(...lines.map(({ quantity }) => quantity));
    const prices = lines.filter(({ quantity }) => quantity === least).map(({ price }) => price);
    const usual = prices.sort((a, b) => a - b)[Math.floor(prices.length / 2)] as number;
    const more = lines.filter(({ quantity }) => quantity > least);
    ofLine += more.filter(({ quantity, price }) => isEqual(price / quantity, usual / least)).length;
    ofPiece += more.filter(({ price }) => isEqual(price, usual)).length;
  }
  return ofLine >= 3 && ofLine > ofPiece * 4;
}

const fromOf = (columns: ProposedColumn[], name: string) => columns.find(column => column.name === name)?.from ?? '';

/** Those with a key, a quantity and a price. */
function linesOf(columns: ProposedColumn[], { files }: Group, key: string): Line[] {
  const from = [key, ...['quantity', 'unit_price', 'net_amount'].map(name => fromOf(columns, name))];
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
