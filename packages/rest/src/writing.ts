/** A write at an address beside the resources: whose records it is of, its body tells. */
import { type Caller, type IdempotencyKey, together } from "@pgcrest/core"
import type * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { takingJson } from "./beside.ts"
import type { Preferences } from "./http/prefer.ts"
import { type Bodied, keepingBody } from "./keptBody.ts"
import { jsonAlone } from "./Media.ts"
import { headerInvalid, type RequestFailure } from "./problem/RequestFailure.ts"
import type { DecodedRequest } from "./Request.ts"
import { readHeaders } from "./request/readHeaders.ts"
import { readKey } from "./request/readKey.ts"
import type { Response } from "./Response.ts"
import type { Settings } from "./Settings.ts"

/** How its transaction is to end, and the key under which it happens once. */
export interface Once {
  readonly tx: Preferences["tx"]
  readonly key: IdempotencyKey | null
}

/** What its headers ask. A condition is of one record, and refused with what to do instead. */
export const readOnce = (
  request: DecodedRequest,
  { rollback }: Pick<Settings, "rollback">,
  instead: string
): Result.Result<Once, RequestFailure> => {
  const headers = readHeaders(request, takingJson, { offers: jsonAlone, rollback })
  if (Result.isFailure(headers)) return Result.fail(headers.failure)
  const conditional = ["if-match", "if-none-match"].find((name) => request.headers.has(name))
  if (conditional !== undefined) return Result.fail(headerInvalid(conditional, "is of one record", instead))
  return Result.map(readKey(request), (key) => ({ tx: headers.success.preferences.tx, key }))
}

/** What it comes to: undone, or as one unit under its key, or as it is. */
export const once = <E, R>(
  { api, rollback }: Pick<Settings, "api" | "rollback">,
  { key, tx }: Once,
  caller: Caller.Caller,
  asked: Effect.Effect<Bodied, E, R>
) => {
  if (tx === "rollback" && rollback !== null) return rollback.undone(asked)
  return key === null ? asked : together(asked, keepingBody(api, { key, caller }, again))
}

/** A body that was kept. */
export const again = (body: string | null): Bodied => ({ body, replayed: true })

/** How its transaction ended, as far as that was asked. */
export const ended = (tx: Preferences["tx"]): Response["headers"] =>
  tx === undefined ? [] : [["preference-applied", `tx=${tx}`]]
