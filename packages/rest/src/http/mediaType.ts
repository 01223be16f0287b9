/** Media types (RFC 9110 §8.3.1), and which of them are bodies that we read. */
import * as Result from "effect/Result"
import { isToken, parsePair, splitParameters } from "./fieldValue.ts"

/** Type, subtype and parameter names in lower case; parameter values as they were sent. */
interface MediaType {
  readonly type: string
  readonly subtype: string
  readonly parameters: ReadonlyMap<string, string>
}

/** A body that we do not read, and what we would read. */
export interface UnsupportedMediaType {
  readonly _tag: "UnsupportedMediaType"
  readonly reason: "malformed" | "type" | "charset"
  readonly detail: string
}

/** Reads `type/subtype;name=value`, also the ranges of Accept; a parameter's first value counts; null when malformed. */
export const parseMediaType = (text: string): MediaType | null => {
  const [name, ...rest] = splitParameters(text)
  const [type = "", subtype = "", ...more] = name.toLowerCase().split("/")
  if (!isToken(type) || !isToken(subtype) || more.length > 0) return null
  const parameters = new Map<string, string>()
  for (const parameter of rest) {
    const pair = parameter.includes("=") ? parsePair(parameter) : null
    if (pair === null) return null
    if (!parameters.has(pair[0])) parameters.set(pair[0], pair[1])
  }
  return { type, subtype, parameters }
}

/** Which of the types that are read anywhere, or are taken here, a Content-Type means: any case, in UTF-8, other parameters aside. */
export const bodyType = (
  contentType: string,
  takes: ReadonlyArray<string> = []
): Result.Result<string, UnsupportedMediaType> => {
  const mediaType = parseMediaType(contentType)
  if (mediaType === null)
    return unsupported("malformed", "Content-Type is not of the form type/subtype; name=value")
  const name = `${mediaType.type}/${mediaType.subtype}`
  const type = [...bodyTypes, ...takes].find((one) => one === name)
  if (type === undefined) return unsupported("type", otherType(mediaType))
  const charset = mediaType.parameters.get("charset")
  return charset === undefined || charset.toLowerCase() === "utf-8"
    ? Result.succeed(type)
    : unsupported("charset", `Bodies are read in UTF-8 only, not in ${charset.slice(0, 40)}`)
}

const bodyTypes = [
  "application/json",
  "application/merge-patch+json",
  "application/json-patch+json",
  "application/x-www-form-urlencoded"
]

function otherType({ subtype, type }: MediaType): string {
  const name = `${type}/${subtype}`
  return `A body of type ${name.slice(0, 40)} is not read here: send application/json`
}

function unsupported(reason: UnsupportedMediaType["reason"], detail: string) {
  return Result.fail<UnsupportedMediaType>({ _tag: "UnsupportedMediaType", reason, detail })
}
