/** The order of text in a language, as a column's collation says. */
import { compareText } from "./text.ts"

type Compare = (left: string, right: string) => number

// Only what is a language tag for sure: Intl.Collator throws at what is none.
const icu = /^"?(?<tag>[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2}|-\d{3})?)-x-icu"?$/u

/**
 * By the language of one of PostgreSQL's ICU collations, such as `de-x-icu`; by code point under any other name. Only
 * equal texts are equal: where a language sees no difference, code points decide.
 */
export const comparisonOf = (collation: string | undefined): Compare => {
  const tag = icu.exec(collation ?? "")?.groups?.["tag"]
  if (tag === undefined) return compareText
  let compare: Compare | null = null
  return (left, right) => {
    // Made when it is first needed: few columns of a cold start are compared here.
    compare ??= compareIn(tag === "und" ? root : tag)
    return compare(left, right) || compareText(left, right)
  }
}

/** Intl would take the process's language for one that it does not know. */
function compareIn(tag: string): Compare {
  return Intl.Collator.supportedLocalesOf(tag).length > 0 ? new Intl.Collator(tag).compare : compareText
}

// Intl takes the process's language for "und"; English is ordered as the root of all languages is.
const root = "en"
