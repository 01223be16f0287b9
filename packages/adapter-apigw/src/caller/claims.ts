/** Claims as a caller keeps them. */
import type { Caller } from "@pgcrest/core"
import { type JsonRecord, listOfTexts } from "../event/Json.ts"

type Kept = ReadonlyMap<string, Caller.ClaimValue>

/** Texts, numbers, booleans and lists of texts; objects and nulls are left out. Read from what was sent once a hook asks: most never do. */
export const claimsOf = (claims: JsonRecord): Kept => new Claims(claims)

class Claims implements Kept {
  readonly #sent: JsonRecord
  #kept: Kept | null = null

  constructor(sent: JsonRecord) {
    this.#sent = sent
  }

  get #all(): Kept {
    return (this.#kept ??= new Map(entriesOf(this.#sent)))
  }

  get size() {
    return this.#all.size
  }

  get(name: string) {
    return this.#all.get(name)
  }

  has(name: string) {
    return this.#all.has(name)
  }

  entries() {
    return this.#all.entries()
  }

  keys() {
    return this.#all.keys()
  }

  values() {
    return this.#all.values()
  }

  forEach(each: (value: Caller.ClaimValue, name: string, claims: Kept) => void) {
    for (const [name, value] of this.#all) each(value, name, this)
  }

  [Symbol.iterator]() {
    return this.entries()
  }
}

function entriesOf(claims: JsonRecord): ReadonlyArray<readonly [string, Caller.ClaimValue]> {
  return Object.entries(claims).flatMap(([name, value]) =>
    isClaimValue(value) ? [[name, value] as const] : []
  )
}

const isClaimValue = (value: unknown): value is Caller.ClaimValue =>
  typeof value === "string" ||
  typeof value === "number" ||
  typeof value === "boolean" ||
  listOfTexts(value) !== null
