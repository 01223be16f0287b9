/** The audit columns of a row that has just been created. */
import { instantText } from "./calendar.ts"
import { integer, pick, type Random } from "./random.ts"
import { type AuditColumns } from "./rows.ts"

/** The subjects of the librarians who made the records. */
export const librarians = ["librarian-ines", "librarian-joao", "librarian-mei", "librarian-tunde"] as const

/** Version 1 at this instant, by one of the librarians, with a UUIDv7 that tells the same instant. */
export const created = (random: Random, instant: number): AuditColumns => {
  const librarian = pick(random, librarians)
  const at = instantText(instant)
  return {
    uid: uuidV7(random, instant),
    version: 1,
    created_at: at,
    last_updated_at: at,
    creator_uid: librarian,
    last_updater_uid: librarian
  }
}

/** RFC 9562, section 5.7, with its 74 random bits drawn from `random`. */
const uuidV7 = (random: Random, instant: number): string => {
  const time = hex(instant, 12)
  const low = `${hex(integer(random, 0, 2 ** 24 - 1), 6)}${hex(integer(random, 0, 2 ** 24 - 1), 6)}`
  const variant = hex(0x8000 + integer(random, 0, 0x3fff), 4)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(integer(random, 0, 0xfff), 3)}-${variant}-${low}`
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0")
