/** CSV as lines of cells (RFC 4180); a line ends with `\r\n`, `\n` or `\r`. */
import * as Result from "effect/Result"

/** One cell, and whether it stood in quotes. */
export interface CsvCell {
  readonly text: string
  readonly quoted: boolean
}

/** A text that is no CSV, or has too many lines: where, and why. */
export interface InvalidCsv {
  readonly _tag: "Malformed" | "TooMany"
  /** Counted from 0, the header's being the first. */
  readonly line: number
  readonly detail: string
}

type Line = ReadonlyArray<CsvCell>

/** The cells of each line that has any, or of each where the first has but one; a byte order mark is left aside. */
export const parseCsv = (text: string, most = Infinity): Result.Result<ReadonlyArray<Line>, InvalidCsv> => {
  const lines: Array<Line> = []
  let at = text.startsWith("\uFEFF") ? 1 : 0
  while (at < text.length) {
    const cells: Array<CsvCell> = []
    do {
      if (cells.length > 0) at++
      const cell = cellAt(text, at)
      if (typeof cell === "string") return invalid("Malformed", lines, cell)
      cells.push(cell)
      at = cell.end
    } while (text.charAt(at) === ",")
    // An empty line is a row of a file of one column, and else nothing.
    if (!isBlank(cells) || lines[0]?.length === 1) lines.push(cells)
    if (lines.length > most) return invalid("TooMany", lines, "is one too many")
    at += text.startsWith("\r\n", at) ? 2 : 1
  }
  return Result.succeed(lines)
}

function isBlank([cell, ...more]: Line): boolean {
  return more.length === 0 && cell?.text === "" && !cell.quoted
}

function invalid(_tag: InvalidCsv["_tag"], { length }: ReadonlyArray<Line>, detail: string) {
  return Result.fail<InvalidCsv>({ _tag, line: length, detail })
}

/** The cell that begins here, or what is wrong with it. */
function cellAt(text: string, start: number): (CsvCell & { readonly end: number }) | string {
  if (text.charAt(start) !== '"') {
    marks.lastIndex = start
    const end = marks.exec(text)?.index ?? text.length
    const plain = text.slice(start, end)
    return plain.includes('"')
      ? "has a quote in a cell that does not begin with one"
      : { text: plain, quoted: false, end }
  }
  let at = text.indexOf('"', start + 1)
  while (at !== -1 && text.charAt(at + 1) === '"') at = text.indexOf('"', at + 2)
  if (at === -1) return "has a quote that nothing closes"
  return at + 1 === text.length || isMark(text.charAt(at + 1))
    ? { text: text.slice(start + 1, at).replaceAll('""', '"'), quoted: true, end: at + 1 }
    : "goes on behind the quote that ends a cell"
}

const marks = /[,\r\n]/gu

function isMark(character: string): boolean {
  return character === "," || character === "\r" || character === "\n"
}
