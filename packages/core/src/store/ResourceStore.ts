/** The outbound port: where records live. */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { AuditedCommand } from "../command/stamp.ts"
import type { StoreFailure } from "../failures.ts"
import type { Rows } from "./Rows.ts"

/** Runs one audited command, all or nothing; each kind of command has its kind of answer. */
export type Run = (command: AuditedCommand) => Effect.Effect<Rows, StoreFailure>

/**
 * Runs audited commands. `unit` joins those that its body runs in one transaction with exclusive use of one
 * connection: if the body fails, or any of its commands did, nothing of it remains.
 */
export class ResourceStore extends Context.Service<
  ResourceStore,
  {
    /** One command by itself. */
    readonly run: Run
    /** Several commands or none of them; the body may run again where nothing of it remains, as after a deadlock. */
    readonly unit: <A, E, R>(
      body: (run: Run) => Effect.Effect<A, E, R>
    ) => Effect.Effect<A, E | StoreFailure, R>
  }
>()("@pgcrest/core/ResourceStore") {}
