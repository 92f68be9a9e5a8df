/**
 * An input whose rows a part of a table follows from: rows of the table with some values of its `by` columns need only the rows of the
 * input (called `line`) for which these expressions have the same values.
 */
export interface Part {
  input: string;
  on: string[];
  /** Only changed rows of it for which this holds touch parts; by default all do. */
  when?: string;
  via: Via[];
  /** Where they part the table by other columns than its own `by`: what two inputs change may lie across each other. */
  by?: string[];
}

/** Another input, a changed row of which (called `changed`) touches the parts of the lines that the condition finds. */
export interface Via {
  input: string;
  condition: string;
}
