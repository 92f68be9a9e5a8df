/** A stream of random numbers that is frozen for ever: the same seed gives the same numbers on every machine. */
export interface Random {
  /** The next whole number from 0 to 2^32 - 1. */
  uint32(): number;
  /** The next number in [0, 1), of 53 random bits. */
  uniform(): number;
}

/**
 * The stream of a seed: xoshiro128** 1.1 (Blackman & Vigna 2018), its state filled by splitmix64 from the seed, low half first, as
 * Rust's rand_xoshiro does. Throws a RangeError when the seed is no whole number from 0 to 2^53 - 1.
 */
export function random(seed: number): Random {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`a seed is a whole number from 0, not ${seed}`);
  const words = splitmix64(BigInt(seed), 2).flatMap(word => [Number(word & 0xffffffffn), Number(word >> 32n)]);
  return xoshiro128(words as [number, number, number, number]);
}

/** xoshiro128** from a state of four 32-bit words, which must not all be 0. */
export function xoshiro128(state: [number, number, number, number]): Random {
  let [a, b, c, d] = state.map(word => word | 0) as [number, number, number, number];
  const uint32 = () => {
    const drawn = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return drawn;
  };
  return { uint32, uniform: () => ((uint32() >>> 5) * 2 ** 26 + (uint32() >>> 6)) / 2 ** 53 };
}

/** The first numbers of splitmix64 (Steele, Lea & Flood 2014) from a seed. */
export function splitmix64(seed: bigint, length: number): bigint[] {
  return Array.from({ length }, (_, index) => {
    let mixed = BigInt.asUintN(64, seed + BigInt(index + 1) * 0x9e3779b97f4a7c15n);
    mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n);
    mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn);
    return mixed ^ (mixed >> 31n);
  });
}

const rotate = (word: number, bits: number) => (word << bits) | (word >>> (32 - bits));
