/** Whether a client takes JSON (RFC 9110 §12.5.1). */
import { listElements } from "./fieldValue.ts"
import { parseMediaType } from "./mediaType.ts"

/**
 * True unless the Accept lines rule `application/json` out: by naming other types only, or by q=0 in the most
 * specific range.
 * A header with a malformed range is left aside whole: Java's HttpURLConnection sends `*; q=.2`.
 */
export const acceptsJson = (lines: ReadonlyArray<string>): boolean => {
  if (lines.length === 0 || (lines.length === 1 && plain.has(lines[0] ?? ""))) return true
  const ranges: Array<Range> = []
  const elements = listElements(lines)
  for (const element of elements) {
    const range = parseRange(element)
    if (range === null) return true
    if (range.specificity > 0) ranges.push(range)
  }
  const most = Math.max(...ranges.map((range) => range.specificity))
  return elements.length === 0 || ranges.some((range) => range.specificity === most && range.q > 0)
}

// What nearly every client sends needs no parsing.
const plain: ReadonlySet<string> = new Set(["application/json", "*/*"])

/** How closely a range names JSON: 0 not at all, 1 any type, 2 any application, 3 by name. */
interface Range {
  readonly specificity: 0 | 1 | 2 | 3
  readonly q: number
}

function parseRange(text: string): Range | null {
  const mediaType = parseMediaType(text)
  const q = mediaType?.parameters.get("q") ?? "1"
  if (mediaType === null || !/^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(q)) return null
  const { parameters, subtype, type } = mediaType
  // q=0 beside another parameter forbids a variant (`;profile=x`, `;nulls=stripped`), not JSON as such.
  const forbidsVariant = Number(q) === 0 && parameters.size > 1
  return { specificity: forbidsVariant ? 0 : (specificities.get(`${type}/${subtype}`) ?? 0), q: Number(q) }
}

// `application/*+json` is no wildcard: a name that nothing here has.
const specificities: ReadonlyMap<string, Range["specificity"]> = new Map([
  ["*/*", 1],
  ["application/*", 2],
  ["application/json", 3]
])
