import { expect, it } from 'vitest';
import type { ReportData } from '../data.js';
import { moneyFormats } from '../format.js';
import { productsSection } from './products.js';

const product = (position: number, quantity: number) => ({
  ...{ position, product_id: `p${position}`, name: null, category: null, orders: 3, quantity },
  ...{ revenue: 50, revenue_share: 0.5, return_share: 0, products: 2 },
});

/** The cells of the orders and the pieces of each product. */
function pieces(...quantities: number[]): string[][] {
  const products = quantities.map((quantity, at) => product(at + 1, quantity));
  const page = String(productsSection({ products } as unknown as ReportData, moneyFormats('EUR')));
  return page
    .split('<tr>')
    .slice(2)
    .map(row => [...row.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, text = '']) => text).slice(3, 5));
}

it('pieces are counted where any are told, and no figure where none are', () => {
  expect(pieces(7, 0)).toEqual([
    ['3', '7'],
    ['3', '0'],
  ]);
  expect(pieces(0, 0)).toEqual([
    ['3', '–'],
    ['3', '–'],
  ]);
});
