import type { Figure } from './figure.js';

/** What the chapter of the products reads. */
export const productsSelects = {
  products: 'select * from report.top_product order by position',
} as const;

/** The same as rows. */
export interface ProductsData {
  products: ProductRow[];
}

interface ProductRow {
  position: number;
  product_id: string;
  name: string | null;
  category: string | null;
  orders: number;
  quantity: number;
  revenue: number;
  revenue_share: Figure;
  return_share: Figure;
  products: number;
}
