/** Of each row the square of its distance from a point. */
export function squaredDistances(columns: Float64Array[], point: number[]): Float64Array {
  const squares = new Float64Array(columns[0]?.length ?? 0);
  columns.forEach((column, d) => {
    const place = point[d] as number;
    for (let row = 0; row < squares.length; row++)
      squares[row] = (squares[row] as number) + ((column[row] as number) - place) ** 2;
  });
  return squares;
}
