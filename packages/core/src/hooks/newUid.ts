/** The uid of a record that is about to be created, or of each of several. */
import * as Effect from "effect/Effect"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import type { ClientCommand } from "../command/Command.ts"
import type { NewUid } from "../command/stamp.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Cell } from "../value/ColumnType.ts"

/** A UUIDv7 where the server makes uids (RFC 9562 §5.7); null where the database does, or the record's own fields. */
export const newUid = (
  { key, name }: Resource,
  random: SecureRandom.SecureRandom["Service"]
): Effect.Effect<string | null> => {
  switch (key.by) {
    case "server":
      return random.uuidV7()
    case "database":
    case "fields":
      return Effect.succeed(null)
    case "client":
      return Effect.die(
        new Error(`Only clients name the uids of "${name}", by PUT: nothing here can create its records.`)
      )
  }
}

/** What a command's stamp is to name: one for a create, one for each row that names none; null where nothing is created. */
export const newUidFor = <R extends Resource>(
  command: ClientCommand<R, Cell>,
  random: SecureRandom.SecureRandom["Service"]
): Effect.Effect<NewUid> | null => {
  const { resource } = command.permit
  if (command._tag === "Create") return newUid(resource, random)
  if (command._tag !== "CreateMany" && command._tag !== "Upsert") return null
  return Effect.forEach(command.rows, ({ uid }) =>
    uid === null ? newUid(resource, random) : Effect.succeed(null)
  )
}
