/** HTML as text that knows what it is: whatever else is put into it is escaped. */

/** A part of a page. */
export interface Html {
  readonly html: string
}

type Part = string | number | Html | ReadonlyArray<Html>

/** Markup with parts in it. */
export const html = (markup: TemplateStringsArray, ...parts: ReadonlyArray<Part>): Html => ({
  html: String.raw({ raw: markup }, ...parts.map(textOf))
})

/** What is markup already, such as a style of our own: never anything from a declaration. */
export const trusted = (markup: string): Html => ({ html: markup })

const textOf = (part: Part): string => {
  if (typeof part === "string" || typeof part === "number")
    return String(part).replaceAll(/[&<>"']/gu, (mark) => `&#${mark.codePointAt(0)};`)
  return "html" in part ? part.html : part.map(textOf).join("")
}
