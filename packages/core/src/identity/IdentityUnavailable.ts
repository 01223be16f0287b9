/** Who knows about people and tokens cannot be asked now. */
import * as Schema from "effect/Schema"

declare const own: unique symbol
/** Tells core's class from others of the same tag and fields to the compiler. */
interface Own {
  readonly [own]: true
}

/** An issuer's keys, its word on a token, or its directory could not be had in time: nothing is known, so nothing is granted. */
export class IdentityUnavailable extends Schema.TaggedError<IdentityUnavailable, Own>()(
  "IdentityUnavailable",
  {
    /** What was asked for. */
    of: Schema.Literals(["keys", "revocation", "directory"]),
    cause: Schema.Defect()
  }
) {
  override get message(): string {
    const why = this.cause instanceof Error ? this.cause.message : String(this.cause)
    return `The ${this.of} of an issuer cannot be had: ${why}`
  }
}
