/** Sizes before meaning: body, address, headers. */
import type { Request } from "./Request.ts"
import type { RequestFailure } from "./RequestFailure.ts"
import type { Limits } from "./RestOptions.ts"

export const checkSize = ({ bodyBytes, headers, targetBytes }: Request, limits: Limits): RequestFailure | null => {
  if (bodyBytes > limits.body) {
    return { _tag: "BodyTooLarge", detail: `The body has ${bodyBytes} bytes; ${limits.body} are taken at most.` }
  }
  if (targetBytes > limits.target) {
    return { _tag: "TargetTooLong", detail: `The address has ${targetBytes} bytes; ${limits.target} are taken at most.` }
  }
  const characters = headerCharacters(headers)
  return characters > limits.target
    ? { _tag: "HeadersTooLarge", detail: `The headers have ${characters} characters; ${limits.target} are taken at most.` }
    : null
}

function headerCharacters(headers: Request["headers"]): number {
  let characters = 0
  for (const [name, lines] of headers) for (const line of lines) characters += name.length + line.length
  return characters
}
