/** The memory directory, and a map by which people come to be in it. */
import { UserDirectoryMemory } from "@pgcrest/adapter-memory"
import { UserDirectoryContract } from "@pgcrest/testkit"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

export const people = Layer.unwrap(
  Effect.sync(() => {
    const known = new Map<string, UserDirectoryMemory.Person>()
    return Layer.merge(
      UserDirectoryMemory.layer(known),
      Layer.succeed(UserDirectoryContract.People, {
        add: ({ name, email, groups = [] }) =>
          Effect.sync(() => {
            const subject = crypto.randomUUID()
            known.set(subject, { attributes: { name, ...(email === undefined ? {} : { email }) }, groups })
            return subject
          }),
        disable: (subject) =>
          Effect.sync(() => {
            known.set(subject, { attributes: {}, ...known.get(subject), status: "disabled" })
          }),
        remove: (subject) => Effect.sync(() => known.delete(subject))
      })
    )
  })
)
