/** Text of any language in a header, which browsers send in Latin-1 alone. */
import * as Result from "effect/Result"

const extended = /^utf-8'[\w-]*'((?:[\w!#$&+.^`|~-]|%[0-9a-f]{2})*)$/iu

/** `UTF-8''Gr%C3%BC%C3%9Fe` (RFC 8187 §3.2), or the text itself; fails with the rule that it breaks. */
export const parseExtended = (text: string): Result.Result<string, string> => {
  const encoded = extended.exec(text)?.[1]
  if (encoded === undefined) return /^utf-8'/iu.test(text) ? malformed : Result.succeed(text)
  return Result.mapError(
    Result.try(() => decodeURIComponent(encoded)),
    () => rule
  )
}

const rule = "begins as UTF-8''… (RFC 8187) and goes on as no such text"
const malformed = Result.fail(rule)
