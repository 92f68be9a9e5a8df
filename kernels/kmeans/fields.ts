// Where src/stats/kernels/layout.ts has put what the kernels read: whole numbers and places of arrays from byte 256, doubles from byte 512.

@inline function whole(at: i32): i32 {
  return load<i32>(256 + (at << 2));
}
@inline function place(at: i32): usize {
  return load<u32>(256 + (at << 2));
}
@inline function real(at: i32): f64 {
  return load<f64>(512 + (at << 3));
}

@inline export function dimensions(): i32 { return whole(0); }
@inline export function clusters(): i32 { return whole(1); }
@inline export function tries(): i32 { return whole(2); }
/** Rows as doubles, and centred, scaled and rounded to floats. */
@inline export function rows(): usize { return place(3); }
@inline export function roundedRows(): usize { return place(4); }
/** u16 per row; the number of clusters itself says that a row has none. */
@inline export function labels(): usize { return place(5); }
/** f32 per row: when the base of its label has passed it, the nearest centre may have changed. */
@inline export function bounds(): usize { return place(6); }
/** f32 per label, and one for none: rows whose bounds are above it are left out. */
@inline export function limits(): usize { return place(7); }
/** f32 per label: how far the label and the one that moves farthest have moved so far. */
@inline export function bases(): usize { return place(8); }
@inline export function centers(): usize { return place(9); }
@inline export function roundedCenters(): usize { return place(10); }
/** f64 per row: the squared distance from the nearest start; in transfers, u32: the rows that may gain. */
@inline export function nearest(): usize { return place(11); }
/** u16 per row: a part that its values alone decide. */
@inline export function parts(): usize { return place(12); }
/** Two doubles per dimension: the grids of its sums. */
/** How many parts there are, a power of two. */
@inline export function partCount(): i32 { return whole(28); }
@inline export function grids(): usize { return place(13); }
@inline export function middles(): usize { return place(14); }
/** f64 per label: what a squared distance weighs for a row that leaves, and for one that joins. */
@inline export function leaving(): usize { return place(15); }
@inline export function joining(): usize { return place(16); }
/** Coordinates of trial starts: two of them side by side. */
@inline export function trials(): usize { return place(17); }
@inline export function chosen(): usize { return place(18); }
/** How many rows may gain by a transfer: counted by all threads. */
@inline export function found(): usize { return place(19); }

/** What each thread has for itself. */
@inline function own(slot: i32, at: i32): usize { return place(20) + <usize>slot * place(21) + place(at); }
@inline export function sums(slot: i32): usize { return own(slot, 22); }
@inline export function counts(slot: i32): usize { return own(slot, 23); }
@inline export function totals(slot: i32): usize { return own(slot, 24); }
@inline export function partSums(slot: i32): usize { return own(slot, 25); }
@inline export function list(slot: i32): usize { return own(slot, 26); }
@inline export function scratch(slot: i32): usize { return own(slot, 27); }

@inline export function scale(): f64 { return real(0); }
/** Twice the error of a distance by floats, and of one by doubles, scaled. */
@inline export function roundedError(): f64 { return real(1); }
@inline export function exactError(): f64 { return real(2); }
/** The grids of sums of squares. */
@inline export function coarse(): f64 { return real(3); }
@inline export function fine(): f64 { return real(4); }
