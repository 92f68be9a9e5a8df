/** What people call an item: its name, its code where it has none. */
export function itemName(names: Readonly<Record<number, string>>): (item: number) => string {
  return item => names[item] ?? String(item);
}
