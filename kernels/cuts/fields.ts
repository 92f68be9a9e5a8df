// Where src/stats/kernels/cuts-kernel.ts has put what the kernel reads: whole numbers and places of arrays from byte 256, doubles from byte 512.

@inline function whole(at: i32): u32 {
  return load<u32>(256 + (at << 2));
}
@inline function real(at: i32): f64 {
  return load<f64>(512 + (at << 3));
}

@inline export function rows(): u32 { return whole(0); }
@inline export function columns(): u32 { return whole(1); }
/** u16 per row. */
@inline export function codes(column: u32): usize { return whole(2) + (<usize>column * rows() << 1); }
/** u8 per row: 1 of the second class. */
@inline export function labels(): usize { return whole(3); }
/** u32: the rows in the order of the leaves; and room to divide them. */
@inline export function index(): usize { return whole(4); }
@inline export function spare(): usize { return whole(5); }
/** u32 per column: how many codes it has; the next is that of a missing value. */
@inline export function sizeOf(column: u32): u32 { return load<u32>(whole(6) + (<usize>column << 2)); }
/** By code: rows of the first class, and of the second above them, i64; 0 between two counts, as the bits are: of each code one, u64, and of each 64 codes one. */
@inline export function table(): usize { return whole(7); }
@inline export function bits(): usize { return whole(8); }
@inline export function topBits(): usize { return whole(9); }
/** Of the codes that are there, ascending: rows of both classes as f64, and the code as u32. */
@inline export function groups(): usize { return whole(10); }
@inline export function groupCodes(): usize { return whole(11); }

/** What rows of each class count for, and the rows of a side at least. */
@inline export function firstWeight(): f64 { return real(0); }
@inline export function secondWeight(): f64 { return real(1); }
@inline export function minLeaf(): f64 { return real(2); }

/** Of the best cut the column, or -1; the last code on the left and the first on the right; whether missing values go left; by how much it raises purity. */
@inline export function tellBest(column: f64, below: f64, above: f64, isMissingLeft: f64, decrease: f64): void {
  store<f64>(576, column);
  store<f64>(584, below);
  store<f64>(592, above);
  store<f64>(600, isMissingLeft);
  store<f64>(608, decrease);
}
/** Of a division the rows of the second class on the left. */
@inline export function tellSecond(rows: u32): void { store<f64>(576, <f64>rows); }
