/** Values as the wire takes them: text, or null. */

/** A number or a flag as PostgreSQL reads it, a list as an array. */
export const parameterText = (value: unknown): string | null => {
  if (typeof value === "string") return value
  if (value === null || value === undefined) return null
  return Array.isArray(value)
    ? `{${value.map((element) => elementText(parameterText(element))).join(",")}}`
    : String(value)
}

/** An element of an array in PostgreSQL's notation: in quotes, but NULL. */
export const elementText = (text: string | null): string => (text === null ? "NULL" : quoted(text))

/** In quotes, as arrays and hstore have it; a write of a thousand rows has some thousands of them, and few hold a quote. */
export const quoted = (text: string): string =>
  text.includes('"') || text.includes("\\") ? `"${text.replaceAll(/["\\]/gu, "\\$&")}"` : `"${text}"`
