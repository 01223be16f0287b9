/** Random bytes from a pool: the system is asked for 4 kB at a time, not for the ten of each new uid (5 µs, 17 where caches are cold). */
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Layer from "effect/Layer"

const poolBytes = 4096

/** A source like `randomBytes`: a fresh array each time, and no byte twice. */
export const makePool = (fill: (bytes: Uint8Array<ArrayBuffer>) => void) => {
  const pool = new Uint8Array(poolBytes)
  let used = poolBytes
  return (size: number): Uint8Array<ArrayBuffer> => {
    if (size > poolBytes) return filled(new Uint8Array(size), fill)
    if (used + size > poolBytes) {
      fill(pool)
      used = 0
    }
    const bytes = pool.slice(used, used + size)
    // Whoever reads this memory later learns nothing of a uid that was given out.
    pool.fill(0, used, used + size)
    used += size
    return bytes
  }
}

/** Drawn when the first uid is made: what a snapshot of a started process would copy holds none. */
export const layer: Layer.Layer<SecureRandom.SecureRandom> = Layer.sync(SecureRandom.SecureRandom, () =>
  SecureRandom.make(makePool((bytes) => void globalThis.crypto.getRandomValues(bytes)))
)

// The system gives out 65,536 bytes at a time at most.
function filled(bytes: Uint8Array<ArrayBuffer>, fill: (bytes: Uint8Array<ArrayBuffer>) => void) {
  for (let at = 0; at < bytes.length; at += 65_536) fill(bytes.subarray(at, at + 65_536))
  return bytes
}
