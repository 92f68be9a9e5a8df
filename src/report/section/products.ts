import { count as counted } from '../../count.js';
import { figure, section } from '../block.js';
import { bars } from '../chart/bars.js';
import type { ReportData } from '../data.js';
import { count, type Formats, knownShare, none, share } from '../format.js';
import { html, type Markup } from '../html.js';
import { numbers, words } from '../table-columns.js';

type ProductRow = ReportData['products'][number];

/** The products that brought the most in the last twelve months. */
export function productsSection({ products }: ReportData, formats: Formats): Markup {
  const [first] = products;
  if (!first)
    return section('products', 'Products', 'No known product has brought revenue in the last twelve months.', []);
  // Of gifts and fees nobody tells pieces: 0 of everything is no figure.
  const hasPieces = products.some(row => row.quantity !== 0);
  const lead = html`<bdi>${nameOf(first)}</bdi> brought the most: ${formats.money(first.revenue)}${knownShare(first.revenue_share).map(part => `, ${part} of what all products brought`)}.`;
  return section('products', 'Products', lead, [
    figure('Products by revenue', note(products), chart(products, formats), {
      caption: 'From report.top_product',
      columns: headings,
      rows: products.map(row => cells(row, formats, hasPieces)),
    }),
  ]);
}

const headings = [
  ...numbers('Rank'),
  ...words('Product', 'Name', 'Category'),
  ...numbers('Orders', 'Quantity', 'Revenue', 'Share', 'Returned'),
];

const nameOf = (row: ProductRow) => row.name ?? row.product_id;

function note(products: ProductRow[]): string {
  const all = (products[0] as ProductRow).products;
  const which = products.length < all ? `The first ${products.length} of ${counted(all, 'product')}` : 'All products';
  return `${which}, in the twelve months up to the as-of date`;
}

function cells(row: ProductRow, formats: Formats, hasPieces: boolean): string[] {
  return [
    String(row.position),
    row.product_id,
    row.name ?? '',
    row.category ?? '',
    count(row.orders),
    hasPieces ? count(row.quantity) : none,
    formats.money(row.revenue),
    share(row.revenue_share),
    share(row.return_share),
  ];
}

function chart(products: ProductRow[], formats: Formats): Markup {
  return bars({
    id: 'chart-products',
    title: 'Products by revenue',
    description: 'A bar per product, the highest revenue first.',
    rows: products.map(row => ({
      label: nameOf(row),
      values: [
        { value: row.revenue, text: [formats.money(row.revenue), ...knownShare(row.revenue_share)].join(' · ') },
      ],
    })),
    series: [{ name: 'revenue', colour: 'accent' }],
  });
}
