// @effect-diagnostics globalDate:off
/** UUIDs that begin with the time (RFC 9562 §5.7). */
import { randomFillSync } from "node:crypto"

const pool = Buffer.allocUnsafe(4096)
let used = pool.length

/** A new one; its random bytes come from a pool, as asking the system for each costs more than the rest. */
export const uuidV7 = (): string => {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const bytes = pool.subarray(used, used + 16)
  used += 16
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = 0x70 | (bytes.readUInt8(6) & 0x0f)
  bytes[8] = 0x80 | (bytes.readUInt8(8) & 0x3f)
  const hex = bytes.toString("hex")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
