/** A `TokenRevocation` over a deny list in PostgreSQL. */
import {
  type Claims,
  IdentityUnavailable,
  InvalidDeclaration,
  tokenIds,
  TokenRevocation
} from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { PgError } from "./client/PgError.ts"
import type { QueryText } from "./client/TextQuery.ts"
import type { PostgresOptions } from "./configuration/configuration.ts"
import * as PostgresClient from "./PostgresClient.ts"
import { retried, triesAfter } from "./run/retry.ts"

/** How the deny list is asked. */
export interface Options extends Pick<PostgresOptions, "prepare"> {
  /** How long a request waits for an answer, tries and all: 2000, unless given. */
  readonly deadlineMillis?: number
}

/**
 * Looks a token up in `auth.revoked_token`, which `revocationSchema` makes, by its `jti`, its `origin_jti`, and by
 * `sub:<iss>#<sub>`; one that has none of them fails, and so does what takes too long. Each request costs one look-up by
 * primary key, and its round trip. It takes the client that the store has, given to both, so that a sandbox has one pool; a
 * layer that opens one of its own would be a second. Without `prepare`, the statement goes without a name, as some poolers
 * need it. Throws InvalidDeclaration for a deadline that is none.
 */
export const layerNoDeps = ({ prepare = true, deadlineMillis = 2000 }: Options = {}): Layer.Layer<
  TokenRevocation,
  never,
  PostgresClient.PostgresClient
> => {
  if (!Number.isSafeInteger(deadlineMillis) || deadlineMillis < 1)
    throw new InvalidDeclaration(`deadlineMillis is a whole number of at least 1: ${deadlineMillis} is none`)
  const asking = { name: prepare ? "pgcrest_revoked_token_1" : null, deadlineMillis }
  return Layer.effect(
    TokenRevocation,
    Effect.map(PostgresClient.PostgresClient, ({ query }) =>
      TokenRevocation.of({ isRevoked: ({ claims }) => isRevoked(query, asking, claims) })
    )
  )
}

interface Asking {
  readonly name: string | null
  readonly deadlineMillis: number
}

function isRevoked(
  query: PostgresClient.PostgresClient["Service"]["query"],
  { name, deadlineMillis }: Asking,
  claims: Claims
): Effect.Effect<boolean, IdentityUnavailable> {
  const ids = tokenIds(claims)
  if (ids === null) return unavailable("jti, origin_jti, iss or sub of the token is neither text nor number")
  if (ids.length === 0) return unavailable("the token has neither jti, origin_jti nor iss and sub")
  const triesOf = (failure: PgError) => triesAfter(failure, "alone", false)
  return retried("alone", query(statement(name, ids)), triesOf).pipe(
    Effect.map((rows) => rows.length > 0),
    Effect.catch(unavailable),
    Effect.timeoutOrElse({
      duration: deadlineMillis,
      orElse: () => unavailable(`the deny list has not answered within ${deadlineMillis} ms`)
    })
  )
}

// No cache: a deny list is asked so that a token counts no more from now on, and the look-up takes 0.1 ms where the network takes none.
const text = "select from auth.revoked_token where id = any($1::text[]) and expires_at > now() limit 1"

function statement(name: string | null, ids: ReadonlyArray<string>): QueryText {
  return { name, text, values: [ids] }
}

function unavailable(cause: unknown): Effect.Effect<never, IdentityUnavailable> {
  return Effect.fail(new IdentityUnavailable({ of: "revocation", cause }))
}
