/** A command line's outcome. */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Logger from "effect/Logger"
import { check } from "./commands/check.ts"
import { ddl } from "./commands/ddl.ts"
import { init } from "./commands/init.ts"
import { maintain } from "./commands/maintain.ts"
import { type Outcome, reasonOf, refused } from "./commands/Outcome.ts"
import { type Asked, parse } from "./commands/parse.ts"
import { verify } from "./commands/verify.ts"

/** `words` are what follows the program's name; never fails, also not on what it did not expect. */
export const run = (words: ReadonlyArray<string>): Effect.Effect<Outcome> =>
  Effect.suspend(() => {
    const told: Array<string> = []
    const listener = Logger.make<unknown, void>(({ message }) => {
      told.push([message].flat().map(String).join(" "))
    })
    return outcomeOf(parse(words)).pipe(
      Effect.catchCause((cause) => Effect.succeed(refused(reasonOf(Cause.squash(cause))))),
      // What is logged stands on standard output otherwise, among the SQL or the JSON.
      Effect.provideService(Logger.CurrentLoggers, new Set([listener])),
      Effect.map((outcome) => ({ ...outcome, notes: [...told, ...outcome.notes] }))
    )
  })

function outcomeOf(asked: Asked): Effect.Effect<Outcome> {
  switch (asked._tag) {
    case "Init":
      return init(asked.options)
    case "Ddl":
      return ddl(asked.options)
    case "Check":
      return check(asked.options)
    case "Maintain":
      return maintain(asked.options)
    case "Verify":
      return verify(asked.options)
    case "Told":
      return Effect.succeed(asked.outcome)
  }
}
