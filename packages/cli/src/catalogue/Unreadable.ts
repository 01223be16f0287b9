/** What keeps a database from being described, as one plain sentence. */
import * as Data from "effect/Data"

export class Unreadable extends Data.TaggedError("Unreadable")<{
  readonly message: string
}> {}
