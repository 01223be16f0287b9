/** The text at an address, as a question of its own. */
import * as Effect from "effect/Effect"
import { exchange } from "./exchange.ts"

/** How long it may take, and whom to trust on the way. */
export interface GetOptions {
  readonly millis: number
  /** Certificate authorities as PEM, instead of the public ones. */
  readonly ca: string | null
}

const bytes = 262_144

/** The body of a 200, of at most 256 kB; fails with a sentence that names the address. */
export const getText = (url: URL, { millis, ca }: GetOptions): Effect.Effect<string, string> =>
  exchange({ method: "GET", url, headers, body: null, limits: { millis, bytes }, ca }).pipe(
    Effect.mapError(({ message }) => message),
    Effect.flatMap((answer) =>
      answer.status === 200
        ? Effect.succeed(new TextDecoder().decode(answer.bytes))
        : Effect.fail(`${url.href} answered ${answer.status}`)
    )
  )

const headers = { accept: "application/json", "accept-encoding": "identity" }
