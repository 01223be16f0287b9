/** A command line's outcome. */
import * as Effect from "effect/Effect"
import { check } from "./commands/check.ts"
import { ddl } from "./commands/ddl.ts"
import { init } from "./commands/init.ts"
import type { Outcome } from "./commands/Outcome.ts"
import { parse } from "./commands/parse.ts"

/** `words` are what follows the program's name; never fails, also not on what it did not expect. */
export const run = (words: ReadonlyArray<string>): Effect.Effect<Outcome> => {
  const asked = parse(words)
  switch (asked._tag) {
    case "Init":
      return init(asked.options)
    case "Ddl":
      return ddl(asked.options)
    case "Check":
      return check(asked.options)
    case "Told":
      return Effect.succeed(asked.outcome)
  }
}
