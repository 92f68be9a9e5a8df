import { expect, it } from 'vitest';
import { notWaivable } from './waivable.js';

it.each([
  ['order_line', 'required', 'ordered_at', 'an order_line is nothing without ordered_at'],
  ['order_line', 'type', 'ordered_at', 'an order_line is nothing without ordered_at'],
  ['order_line', 'year', 'ordered_at', 'an order_line is nothing without ordered_at'],
  ['customer', 'required', 'customer_id', 'a customer is nothing without customer_id'],
  ['order_line', 'type', 'shipped_at', undefined],
  ['order_line', 'between', 'ordered_at', undefined],
  ['visits', 'required', 'ordered_at', undefined],
])('of %s the rule %s of %s can be waived but where it keeps out what could not stand', (entity, kind, column, why) => {
  expect(notWaivable(entity, { name: `${kind}_${column}`, kind, column, action: 'reject' })).toBe(why);
});

it.each([
  ['order_header', 'in_kind', 'in_kind keeps the sums of order headers exact'],
  ['order_line', 'line_number_range', 'line_number_range keeps the sums of order lines exact'],
  ['payment', 'amount_too_large', 'amount_too_large keeps the sums of payments exact'],
  ['payment', 'in_kind', undefined],
])('of %s the rule %s can be waived but where sums would not be exact', (entity, name, why) => {
  expect(notWaivable(entity, { name, kind: 'in', column: 'kind', action: 'reject' })).toBe(why);
});
