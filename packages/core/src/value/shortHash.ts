/** A short stable hash: texts are told apart, and nobody gains by forging one. */

/**
 * 53 bits in base36, at most 11 characters. 32 bits would be too few where a body is hashed: a collision answers 304 for
 * something that changed.
 */
export const shortHash = (parts: ReadonlyArray<string>): string => {
  // Two lanes in the manner of FNV-1a, each with a multiplier of its own (cyrb53).
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  // The length in front keeps ["ab", "c"] apart from ["a", "bc"].
  for (const part of parts) {
    const text = `${part.length}:${part}`
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      high = Math.imul(high ^ code, 2654435761)
      low = Math.imul(low ^ code, 1597334677)
    }
  }
  const [mixedHigh, mixedLow] = [mix(high, low), mix(low, high)]
  return ((mixedLow & 0x1fffff) * 0x100000000 + (mixedHigh >>> 0)).toString(36)
}

/** Lets every bit of a lane depend on both lanes. */
function mix(lane: number, other: number): number {
  return Math.imul(lane ^ (lane >>> 16), 2246822507) ^ Math.imul(other ^ (other >>> 13), 3266489909)
}
