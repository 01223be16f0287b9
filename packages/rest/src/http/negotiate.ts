/** Which of the media types that there are a client wants most (RFC 9110 §12.5.1). */
import { listElements } from "./fieldValue.ts"
import { parseMediaType } from "./mediaType.ts"

/** A media type that an answer can have. */
export interface Offer {
  /** In lower case, without parameters: `text/csv`. */
  readonly type: string
  /** Whether members that are null are left out; a client asks for it by the parameter `nulls=stripped`. */
  readonly nulls: "kept" | "stripped"
}

/**
 * The offer of the highest q, then the one that a range names most closely, then the first; null where the Accept lines
 * rule all of them out. The most specific range gives an offer its q, and q=0 forbids it.
 * A header with a malformed range is left aside whole: Java's HttpURLConnection sends `*; q=.2`.
 */
export const negotiate = <O extends Offer>(
  lines: ReadonlyArray<string>,
  offers: readonly [O, ...ReadonlyArray<O>]
): O | null => {
  const [usual] = offers
  if (lines.length === 0 || (lines.length === 1 && plain.has(lines[0] ?? ""))) return usual
  const ranges: Array<Range> = []
  for (const element of listElements(lines)) {
    const range = parseRange(element)
    if (range === null) return usual
    ranges.push(range)
  }
  if (ranges.length === 0) return usual
  let best: { readonly offer: O; readonly fit: Fit } | null = null
  for (const offer of offers) {
    const fit = fitOf(offer, ranges)
    if (fit.q > 0 && (best === null || isBetter(fit, best.fit))) best = { offer, fit }
  }
  return best === null ? null : best.offer
}

// What nearly every client sends needs no parsing; JSON is the first of all offers.
const plain: ReadonlySet<string> = new Set(["application/json", "*/*"])

/** A range of media types, and how much it is wanted. */
interface Range {
  readonly type: string
  readonly subtype: string
  readonly nulls: Offer["nulls"]
  /** Whether it forbids a variant by a parameter that no offer has. */
  readonly isOther: boolean
  readonly q: number
}

/** How well an offer fits: `specificity` is 0 for not at all, 1 any type, 2 any subtype, 3 by name. */
interface Fit {
  readonly specificity: 0 | 1 | 2 | 3
  readonly q: number
}

function parseRange(text: string): Range | null {
  const mediaType = parseMediaType(text)
  const q = mediaType?.parameters.get("q") ?? "1"
  if (mediaType === null || !/^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(q)) return null
  const { parameters, subtype, type } = mediaType
  const nulls = parameters.get("nulls") === "stripped" ? "stripped" : "kept"
  // q=0 beside another parameter forbids a variant (`;profile=x`), not the type as such.
  const isOther = Number(q) === 0 && nulls === "kept" && parameters.size > 1
  return { type, subtype, nulls, isOther, q: Number(q) }
}

function fitOf(offer: Offer, ranges: ReadonlyArray<Range>): Fit {
  let fit: Fit = { specificity: 0, q: 0 }
  for (const range of ranges) {
    const specificity = specificityOf(offer, range)
    const isCloser = specificity > fit.specificity || (specificity === fit.specificity && range.q > fit.q)
    if (specificity > 0 && isCloser) fit = { specificity, q: range.q }
  }
  return fit
}

/** Nulls are left out where a range says so by the type's name; `application/*+json` is no wildcard, but a name that nothing here has. */
function specificityOf(offer: Offer, { type, subtype, nulls, isOther }: Range): Fit["specificity"] {
  if (isOther || nulls !== offer.nulls) return 0
  if (offer.type === `${type}/${subtype}`) return 3
  // A vendor's own is for who asks for it by name.
  if (subtype !== "*" || nulls === "stripped" || offer.type.includes("/vnd.")) return 0
  return type === "*" ? 1 : offer.type.startsWith(`${type}/`) ? 2 : 0
}

function isBetter(fit: Fit, than: Fit): boolean {
  return fit.q > than.q || (fit.q === than.q && fit.specificity > than.specificity)
}
