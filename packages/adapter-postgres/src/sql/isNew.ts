/** Whether the key of a write is new. */
import { stamped } from "../shape/Parting.ts"
import type { KeyShape } from "../shape/Shape.ts"
import { raw, type Sql, sql, value } from "./Sql.ts"

/**
 * Asked of what a write of many begins with, so that one that comes again does not take as long as the first. A write of
 * one record is done and undone for about what it would cost all others to ask.
 */
export const isNew = ({ key }: KeyShape): Sql => sql`not exists (
    select from audit.idempotency as kept
    where kept.caller = ${value(stamped.actor, "text")} and kept.key = ${value(key, "text")}
  )`

/** The same of what has no other condition; nothing without a key. */
export const whereNew = (key: KeyShape | null): Sql => (key === null ? raw("") : sql`\n  where ${isNew(key)}`)
