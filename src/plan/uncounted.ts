/** The rows of a table of which nobody has counted them: it is taken for as long as can be. */
export const uncounted = Infinity;
