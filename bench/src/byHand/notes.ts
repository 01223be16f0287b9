// @effect-diagnostics asyncFunction:off globalDate:off
/** POST and PATCH of notes: their table has neither version nor instants. */
import { type Answer, json, notFound } from "./answers.ts"
import type { Asked } from "./Asked.ts"
import { isUuid, noteChecks, type Values } from "./bodies.ts"
import type { Database } from "./database.ts"
import { assigned, kept } from "./kept.ts"
import { noteColumns, recordedNote, type Yardstick } from "./statements.ts"
import { uuidV7 } from "./uuidV7.ts"

const fields = Object.keys(noteChecks)
const unstored = { "cache-control": "no-store" }

/** The writes of one yardstick. */
export const noteWrites = (yardstick: Yardstick) => {
  const told = ({ subject, requestId }: Asked) =>
    yardstick.history ? [new Date().toISOString(), subject, requestId] : []
  const creation = recordedNote(
    yardstick,
    "create",
    `insert into bench.notes (${noteColumns}) values ($1, $2, $3, $4, $5, $6, $7)`,
    2 + fields.length
  )
  const textFor = kept("update_note", (names) =>
    recordedNote(
      yardstick,
      "update",
      `update bench.notes set ${assigned(names, 2)} where uid = $1`,
      2 + names.length
    )
  )

  const create = async ({ client }: Database, asked: Asked, values: Values): Promise<Answer> => {
    const parameters = [uuidV7(), ...fields.map((field) => values[field]), ...told(asked)]
    const { rows } = await client.query({ name: "create_note", text: creation, values: parameters })
    const location = `/notes/${rows[0].uid}`
    return json(201, rows[0], { ...unstored, location, "content-location": location })
  }

  const patch = async ({ client }: Database, asked: Asked, uid: string, values: Values): Promise<Answer> => {
    if (!isUuid(uid)) return notFound()
    const parameters = [uid, ...Object.values(values), ...told(asked)]
    const { rows } = await client.query({ ...textFor(Object.keys(values)), values: parameters })
    const [row] = rows
    return row === undefined ? notFound() : json(200, row, unstored)
  }

  return { create, patch }
}
