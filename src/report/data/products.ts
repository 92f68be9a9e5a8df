import { type Figure, rows } from './rows.js';

/** What the chapter of the products reads. */
export const productsData = {
  products: rows<{
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
  }>('select * from report.top_product order by position'),
};
