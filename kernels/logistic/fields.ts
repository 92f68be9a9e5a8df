// Where src/stats/kernels/logistic-kernel.ts has put what the kernels read: whole numbers and places of arrays from byte 256.

@inline function whole(at: i32): u32 {
  return load<u32>(256 + (at << 2));
}

/** Rows are counted in pieces of 512, whose columns stay in the nearest memory. */
export const pieceRows: u32 = 512;
const pieceBytes: usize = 4096;

/** Columns without the intercept; and with it, filled up to a multiple of four. */
@inline export function columns(): u32 { return whole(0); }
@inline export function filled(): u32 { return whole(1); }
/** f64: a column after the other, each filled up to whole pieces. */
@inline export function values(column: u32): usize { return whole(2) + <usize>column * whole(3); }
/** u8 per row. */
@inline export function labels(): usize { return whole(4); }
/** f64 by column: what is taken off, and what the rest is multiplied by. */
@inline export function means(): usize { return whole(5); }
@inline export function factors(): usize { return whole(6); }
/** f64, intercept first. */
@inline export function coefficients(): usize { return whole(7); }
/** Of each chunk: the log-likelihood, its gradient, and the information row by row; or a sum for each column. */
@inline export function sums(chunk: u32): usize { return whole(8) + <usize>chunk * sumsBytes(); }
@inline export function sumsBytes(): usize { return whole(9); }
/** Four pieces for each thread. */
@inline export function scratch(slot: i32, piece: usize): usize { return whole(10) + (<usize>slot * 4 + piece) * pieceBytes; }
/** A piece of ones and one of zeros. */
@inline export function ones(): usize { return whole(11); }
@inline export function zeros(): usize { return whole(11) + pieceBytes; }
@inline export function wantsInformation(): bool { return whole(12) != 0; }
@inline export function wantsSquares(): bool { return whole(13) != 0; }

/** A piece of a column, the intercept first; what fills up is 0. */
@inline export function pieceOf(column: u32, from: u32): usize {
  if (column == 0) return ones();
  return column > columns() ? zeros() : values(column - 1) + (<usize>from << 3);
}
