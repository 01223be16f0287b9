/** What a soft delete adds to the commands of its resource, loaded by who declares one alone. */
import type * as Effect from "effect/Effect"
import type { Caller } from "../access/Caller.ts"
import type { ClientCommand, History } from "../command/Command.ts"
import type { Conflict, RecordGone } from "../failures.ts"
import type { Link } from "../resource/Link.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Changes } from "../store/Rows.ts"
import type { Cell } from "../value/ColumnType.ts"
import type { Handlers } from "./Hooks.ts"
import type { Taking } from "./Unit.ts"

/** The hooks and links of each resource. */
export interface Joined<E, S> {
  readonly hooks: ReadonlyMap<string, Handlers<E, S>>
  readonly links: ReadonlyMap<Resource, ReadonlyArray<Link>>
}

/** Who asks, and how they read a history, with the hooks of reads around. */
export interface Asking<E, R> {
  readonly caller: Caller
  readonly history: (command: History) => Effect.Effect<Changes, E, R>
}

// A class, so that a resource, which knows nothing of commands, can hold one without its type.
/** Its parts are in the room `softly/`, on which nothing else depends. */
export abstract class Softly {
  /** A resource's hooks, and what goes along with its records. */
  abstract readonly takingPart: <E, S>(resource: Resource, joined: Joined<E, S>) => Taking<E, S>
  /** RecordGone instead of a failure that means a record which was deleted; any other failure as it is. */
  abstract readonly orGone: <E, R>(
    command: ClientCommand<Resource, Cell>,
    asking: Asking<E, R>
  ) => <F>(failure: F) => Effect.Effect<never, F | E | Conflict | RecordGone, R>
}

/** That of a resource; null where deleted records leave their table. */
export const softlyOf = ({ softDelete }: Resource): Softly | null =>
  softDelete?.part instanceof Softly ? softDelete.part : null
