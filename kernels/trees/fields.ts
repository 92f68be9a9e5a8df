// Where src/stats/kernels/tree-kernel.ts has put what the kernels read: whole numbers and places of arrays from byte 256, doubles from byte 512. From whole(15) to
// whole(23) it is what they tell each other.

@inline function whole(at: i32): u32 {
  return load<u32>(256 + (at << 2));
}
@inline function tell(at: i32, value: u32): void {
  store<u32>(256 + (at << 2), value);
}

/** How many columns there are, four to a group: the last may be filled up. */
@inline export function columns(): u32 { return whole(0); }
@inline export function groups(): u32 { return (columns() + 3) >> 2; }
@inline export function rows(): u32 { return whole(1); }
/** u32 per row for each group: the codes of four columns. */
@inline export function codes(group: u32): usize { return whole(2) + (<usize>group * rows() << 2); }
/** u32: the rows in the order of the leaves; and room to divide them. */
@inline export function index(): usize { return whole(3); }
@inline export function spare(): usize { return whole(4); }
/** i64 per row: two sums, the upper signed. And the same in the order of the leaves. */
@inline export function payload(): usize { return whole(5); }
@inline export function ordered(): usize { return whole(6); }
/** u8 and f64 per row. */
@inline export function labels(): usize { return whole(7); }
@inline export function scores(): usize { return whole(8); }
/** f64 per row for each of four columns, their cuts, 256 each, and the codes of a missing value, a byte each. */
@inline export function staging(): usize { return whole(9); }
@inline export function cuts(): usize { return whole(10); }
@inline export function missingCodes(): u32 { return whole(11); }
@inline export function stagedGroup(): u32 { return whole(12); }
/** i64: 256 for each column. */
@inline export function histogramBytes(): usize { return <usize>groups() << 13; }
/** Of each thread but the first, which counts where it is wanted; and which count a thread has last begun. */
@inline export function ownHistogram(slot: i32): usize { return whole(13) + <usize>(slot - 1) * histogramBytes(); }
@inline export function begun(slot: i32): usize { return whole(14) + (<usize>slot << 6); }
/** Leaves from the first to the last: from u32, to u32, f64 what it adds to the score. */
@inline export function leaves(): usize { return whole(24); }
/** By column: u32 how many codes, u32 whether it is scanned. */
@inline export function columnTable(): usize { return whole(25); }
@inline export function threads(): i32 { return whole(26); }
/** By code a byte: 1 where rows go left. */
@inline export function sides(): usize { return whole(27); }
/** Of each group what was found of two nodes: six doubles each, on cache lines of their own. */
@inline export function found(group: u32, side: u32): usize { return whole(28) + (<usize>group << 7) + (<usize>side << 6); }
/** By chunk of a division: u32 how many rows go left, u32 where those go. */
@inline export function parts(): usize { return whole(29); }
@inline export function isScanned(): bool { return whole(30) != 0; }

/** What is counted: rows from one place on, where to, and the number of the count; and from what the count is then taken away, if from any. */
@inline export function taskFrom(): u32 { return whole(15); }
@inline export function taskRows(): u32 { return whole(16); }
@inline export function taskTarget(): usize { return whole(17); }
@inline export function taskWhole(): usize { return whole(18); }
@inline export function taskNumber(): u32 { return whole(19); }
@inline export function isInOrder(): bool { return whole(20) != 0; }
@inline export function isCounted(): bool { return whole(21) != 0; }
/** What is divided by which column: all rows, in the order in which they came, are not read from the index. */
@inline export function dividedRows(): u32 { return whole(22); }
@inline export function dividedColumn(): u32 { return whole(23); }

@inline export function tellCount(from: u32, n: u32, target: usize, other: usize, inOrder: bool, counted: bool): void {
  tell(15, from);
  tell(16, n);
  tell(17, <u32>target);
  tell(18, <u32>other);
  tell(19, taskNumber() + 1);
  tell(20, <u32>inOrder);
  tell(21, <u32>counted);
}

@inline export function tellDivision(from: u32, n: u32, column: u32): void {
  tell(15, from);
  tell(22, n);
  tell(23, column);
}

@inline export function real(at: i32): f64 { return load<f64>(512 + (at << 3)); }
/** What was found of the smaller side of a node, then of the larger: from byte 576. */
@inline export function result(side: u32): usize { return 576 + (<usize>side << 6); }
