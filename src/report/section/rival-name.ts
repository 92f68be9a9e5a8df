const names: Record<string, string> = {
  share: 'the share of all',
  recency: 'recency alone',
  logistic: 'logistic regression',
  tree: 'a decision tree',
  boosting: 'boosted trees',
};

/** A model that tells who leaves, as people call it. */
export function rivalName(model: string): string {
  return (Object.hasOwn(names, model) && names[model]) || model;
}
