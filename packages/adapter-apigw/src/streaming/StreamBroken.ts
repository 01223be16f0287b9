/** A body that has gone out in part. */
import * as Data from "effect/Data"

/** The rest of a body is missing, which its text cannot tell: the invocation fails, so that Lambda does not end it as whole. */
export class StreamBroken extends Data.TaggedError("StreamBroken")<{ readonly requestId: string }> {
  override readonly message = `The answer to request ${this.requestId} ends without all of its records; the log has the cause.`
}
