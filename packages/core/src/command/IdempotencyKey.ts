/** What a client calls a write by, so that it happens once however often it is asked for. */
import type { Caller } from "../access/Caller.ts"

/** A key and what was asked under it. */
export interface IdempotencyKey {
  /** As the client made it; another caller's equal key is another key. */
  readonly key: string
  /** All that was asked but for its conditions, as text: asked again under the key, it is the same write. */
  readonly request: string
}

/** Who acts for several has keys of their own for each. */
export const ownKey = ({ onBehalfOf }: Pick<Caller, "onBehalfOf">, key: IdempotencyKey): IdempotencyKey =>
  onBehalfOf === null ? key : { ...key, key: `${onBehalfOf}\n${key.key}` }
