/** A partition by its centres. */
interface Partition {
  labels: Uint16Array;
  centers: number[][];
  sizes: number[];
}

/** The same partition with its clusters in the order of their centres: by the first column, then the second, and so on. */
export function inOrder({ labels, centers, sizes }: Partition): Partition {
  const order = centers.map((_, at) => at).sort((a, b) => compare(centers[a] as number[], centers[b] as number[]));
  const rank = new Uint16Array(order.length);
  order.forEach((label, at) => {
    rank[label] = at;
  });
  return {
    centers: order.map(at => centers[at] as number[]),
    labels: labels.map(label => rank[label] as number),
    sizes: order.map(at => sizes[at] as number),
  };
}

function compare(left: number[], right: number[]): number {
  const at = left.findIndex((value, index) => value !== right[index]);
  return at < 0 ? 0 : (left[at] as number) - (right[at] as number);
}
