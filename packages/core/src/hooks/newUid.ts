/** The uid of a record that is about to be created. */
import * as Effect from "effect/Effect"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import type { Resource } from "../resource/Resource.ts"

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
