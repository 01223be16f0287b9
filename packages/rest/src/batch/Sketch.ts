/** A request of a batch before it is its turn: what it says of earlier answers is still open. */
import type { Json } from "../json/Json.ts"
import type { RequestHeaders } from "../Request.ts"
import type { Target } from "./target.ts"

export interface Sketch extends Target {
  readonly method: string
  /** Lower-case names. */
  readonly headers: RequestHeaders
  readonly headerCharacters: number
  readonly targetCharacters: number
  /** Null for none: the JSON null is no record. */
  readonly body: Json
}
