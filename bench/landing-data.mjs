// Two gigabytes of order lines as one CSV file, the same each time. Usage: landing-data.mjs OUT
import { closeSync, openSync, writeSync } from 'node:fs';

const [out] = process.argv.slice(2);
const file = openSync(out, 'w');
writeSync(file, 'order_id,line,customer_id,ordered_at,sku,description,quantity,unit_price\n');
for (let bytes = 0, row = 0; bytes < 2 * 2 ** 30; ) {
  let piece = '';
  for (const end = row + 100_000; row < end; row++) {
    const order = Math.floor(row / 3);
    const day = String((order % 28) + 1).padStart(2, '0');
    piece += `O${order},${row % 3},C${(order * 7919) % 1_000_003},2024-01-${day} 10:${(row % 50) | 10}:00,S${(row * 31) % 4001},"a thing, number ${row % 977}",${(row % 9) + 1},${(row % 9973) / 100}\n`;
  }
  bytes += writeSync(file, piece);
}
closeSync(file);
