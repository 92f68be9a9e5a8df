/** Whether a type of the engine is one of numbers: a list of them is none, nor is an interval. */
export function isNumberType(type: string): boolean {
  return /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DECIMAL\(.*\)|DOUBLE|FLOAT)$/.test(type);
}
