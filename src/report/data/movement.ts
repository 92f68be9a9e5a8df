/** What the chapter of who moved reads. */
export const movementSelects = {
  movement: 'select * from report.segment_movement order by model, from_segment, to_segment',
  movers: `select model, from_segment, to_segment, customer_id, generation, as_of from (
    select *, row_number() over (partition by model, from_segment, to_segment order by customer_id) as place from report.segment_member_movement
  ) as placed where place <= 10 order by model, from_segment, to_segment, customer_id`,
} as const;

/** The same as rows. */
export interface MovementData {
  movement: MovementRow[];
  /** The first ten of each pair of segments, model by model. */
  movers: MoverRow[];
}

interface MovementRow {
  model: string;
  from_segment: string;
  to_segment: string;
  customers: number;
}

interface MoverRow {
  model: string;
  from_segment: string;
  to_segment: string;
  /** Null where the audience may not see it. */
  customer_id: string | null;
  generation: string;
  as_of: string | null;
}
