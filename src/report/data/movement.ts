import { rows } from './rows.js';

/** What the chapter of who moved reads. */
export const movementData = {
  movement: rows<{
    model: string;
    from_segment: string;
    to_segment: string;
    customers: number;
  }>('select * from report.segment_movement order by model, from_segment, to_segment'),
  /** The first ten of each pair of segments, model by model. */
  movers: rows<{
    model: string;
    from_segment: string;
    to_segment: string;
    /** Null where the audience may not see it. */
    customer_id: string | null;
    generation: string;
    as_of: string | null;
  }>(`select model, from_segment, to_segment, customer_id, generation, as_of from (
    select *, row_number() over (partition by model, from_segment, to_segment order by customer_id) as place from report.segment_member_movement
  ) as placed where place <= 10 order by model, from_segment, to_segment, customer_id`),
};
