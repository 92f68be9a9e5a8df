import { groupedBy } from '../grouped.js';
import { amountAs } from './amount-as.js';
import { numbersOf } from './column-numbers.js';
import { textsIn } from './column-texts.js';
import type { Group } from './groups.js';
import type { ProposedColumn } from './propose.js';

interface Line {
  key: string;
  /** The key as a number, where it is a sum. */
  charged: number;
  quantity: number;
  price: number;
  amount: number;
}

/**
 * What nearly all amounts are beside quantity times price: above it, by a little or by as much as another column says, as with tax or
 * postage in them; or equal to it where a discount is taken off. Undefined otherwise.
 */
export function amountBeside(columns: ProposedColumn[], group: Group): 'above' | 'before_discount' | undefined {
  if (isAbovePrice(columns, group)) return 'above';
  const lines = linesOf(columns, group, fromOf(columns, 'discount_amount')).filter(({ charged }) => charged > 0);
  const fitting = lines.filter(({ quantity, price, amount }) => isEqual(amount, quantity * price));
  return fitting.length >= 3 && isMost(fitting, lines) ? 'before_discount' : undefined;
}

/** Whether what is called an amount is how many: whole numbers below the price, which grows with them. */
export function isHowMany(columns: ProposedColumn[], group: Group): boolean {
  const amount = group.columns.find(({ name }) => name === fromOf(columns, 'net_amount'));
  if (!amount?.number?.integers || columns.some(({ name }) => name === 'quantity')) return false;
  const counted = amountAs(columns, 'quantity');
  const lines = linesOf(counted, group, fromOf(columns, 'unit_price'));
  const isBelow = lines.filter(({ quantity, price }) => quantity < price).length >= lines.length * 0.9;
  return isBelow && pricedBy(counted, group) === 'line';
}

/** What has the price that is told, or the amount where none is: all pieces of a line, where one of more pieces costs more in proportion, or one piece. */
export function pricedBy(columns: ProposedColumn[], group: Group): 'line' | 'piece' | undefined {
  const isPriced = columns.some(({ name }) => name === 'unit_price');
  const { ofLine, ofPiece } = pricesOfMore(isPriced ? columns : amountAs(columns, 'unit_price'), group);
  if (ofLine >= 3 && ofLine > ofPiece * 4) return 'line';
  return ofPiece >= 3 && ofPiece > ofLine * 4 ? 'piece' : undefined;
}

function isAbovePrice(columns: ProposedColumn[], group: Group): boolean {
  const lines = linesOf(columns, group, fromOf(columns, 'unit_price')).filter(({ amount }) => amount > 0);
  const above = lines.filter(({ quantity, price, amount }) => {
    const sum = quantity * price;
    return amount > sum * 1.01 + 0.01 && amount < sum * 1.3;
  });
  const others = group.columns.filter(({ name, number }) => number && !columns.some(({ from }) => from === name));
  const isTold = others.some(({ name }) => {
    const charged = linesOf(columns, group, name).filter(({ charged }) => charged > 0);
    const fitting = charged.filter(line => isEqual(line.amount, line.quantity * line.price + line.charged));
    return fitting.length >= 3 && isMost(fitting, charged);
  });
  return isMost(above, lines) || isTold;
}

/** How many lines of more pieces of a product, or else of a category, cost more in proportion, and how many the same. */
function pricesOfMore(columns: ProposedColumn[], group: Group): { ofLine: number; ofPiece: number } {
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
  return { ofLine, ofPiece };
}

const isMost = (some: Line[], lines: Line[]) => some.length > 0 && some.length >= lines.length * 0.9;

const fromOf = (columns: ProposedColumn[], name: string) => columns.find(column => column.name === name)?.from ?? '';

/** Those with a key, a quantity and a price. */
function linesOf(columns: ProposedColumn[], group: Group, key: string): Line[] {
  const from = [key, ...['quantity', 'unit_price', 'net_amount'].map(name => fromOf(columns, name))];
  const numbers = from.map(name => numbersOf(group, name).map(Math.abs));
  return textsIn(group.files, key)
    .map((text, at) => {
      const [charged = 0, quantity = 0, price = 0, amount = 0] = numbers.map(all => all[at]);
      return { key: text ?? '', charged, quantity, price, amount };
    })
    .filter(line => line.key !== '' && line.quantity > 0 && line.price > 0);
}

const isEqual = (a: number, b: number) => Math.abs(a - b) < 0.011;
