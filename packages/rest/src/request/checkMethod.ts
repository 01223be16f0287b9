/** Which methods are known at all. */
import type { RequestFailure } from "../problem/RequestFailure.ts"
import type { Request } from "../Request.ts"

/** Methods are case-sensitive (RFC 9110 §9.1): `patch` is unknown, 501; a known one without a rule here is 405. */
export const checkMethod = ({ method }: Request): RequestFailure | null =>
  known.has(method)
    ? null
    : {
        _tag: "MethodUnknown",
        detail: "This method is not known here.",
        hint: "Methods are spelt in upper case: GET, PATCH."
      }

const known: ReadonlySet<string> = new Set(
  "GET HEAD POST PUT PATCH DELETE OPTIONS CONNECT TRACE QUERY".split(" ")
)
