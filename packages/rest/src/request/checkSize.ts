/** Sizes before meaning: body, address, headers. */
import type { Request } from "../Request.ts"
import type { RequestFailure } from "../problem/RequestFailure.ts"
import type { Limits } from "../RestOptions.ts"

/** Before anything else is looked at. */
export const checkBodySize = ({ bodyBytes }: Request, { body }: Limits): RequestFailure | null =>
  bodyBytes > body
    ? { _tag: "BodyTooLarge", detail: `The body has ${bodyBytes} bytes; ${body} are taken at most.` }
    : null

/** Once the method is known. */
export const checkHeadSize = (
  { headerCharacters, targetBytes }: Request,
  { target }: Limits
): RequestFailure | null => {
  if (targetBytes > target) {
    return {
      _tag: "TargetTooLong",
      detail: `The address has ${targetBytes} bytes; ${target} are taken at most.`
    }
  }
  return headerCharacters > target
    ? {
        _tag: "HeadersTooLarge",
        detail: `The headers have ${headerCharacters} characters; ${target} are taken at most.`
      }
    : null
}
