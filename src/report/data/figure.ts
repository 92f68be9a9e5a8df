/** A number on the page; null where there is nothing to say. */
export type Figure = number | null;
