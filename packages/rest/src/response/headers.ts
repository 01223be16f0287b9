/** Headers that answers of several kinds have. */
import type { Response } from "../Response.ts"

/** Of a read: kept by its own client, and asked about each time. */
export const readable = ["cache-control", "private, no-cache"] as const
/** Of a write that happened before, under the same key: this is what it answered then. */
export const replayed = ["idempotency-replayed", "true"] as const
export const unstored = ["cache-control", "no-store"] as const

/** The header, where it has a value. */
export const present = (name: string, value: string | null): Response["headers"] =>
  value === null ? [] : [[name, value]]
