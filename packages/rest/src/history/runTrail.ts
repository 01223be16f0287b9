/** The histories of a timeline, each by its own command. */
import {
  type Api,
  type Caller,
  type Command,
  type CommandFailure,
  type CredentialFailure,
  handleCommand,
  type HookRefusal,
  type Resource,
  type ResourceStore,
  type Rows
} from "@pgcrest/core"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import type { HookFailure } from "../problem/problem.ts"
import { changesIn } from "./changesIn.ts"
import type { Part } from "./Part.ts"
import { partPage } from "./timeline.ts"
import type { Trail } from "./toTrail.ts"

/** Of a record its own rules are asked first, as where its history alone is asked for. */
export const runTrail = <E extends HookFailure, S>(
  api: Api.Api<E, S>,
  { page, parts }: Trail,
  record: { readonly resource: Resource.Resource; readonly uid: string } | null,
  caller: Caller.Caller
): Effect.Effect<
  ReadonlyArray<readonly [Part, Rows.Changes]>,
  CommandFailure | CredentialFailure | HookRefusal<E>,
  ResourceStore | SecureRandom.SecureRandom | S
> => {
  const ask = (command: Command.History) =>
    Effect.map(handleCommand(api, command, caller, { strict: false }), changesIn)
  const [own] = parts
  const judged =
    record === null || own === undefined
      ? Effect.void
      : ask({
          ...own,
          uid: record.uid,
          select: ["version"],
          page: { _tag: "Offset", limit: 1, offset: 0 }
        })
  const answered = (part: Part) =>
    Effect.map(ask({ ...part, page: partPage(part, page) }), (rows) => [part, rows] as const)
  return Effect.andThen(judged, Effect.forEach(parts, answered))
}
