/** A member of a resource's declaration in a file, as people and formatters leave it. */

interface Word {
  readonly text: string
  readonly start: number
  readonly end: number
  /** How many brackets are open before it. */
  readonly depth: number
}

/** The value of the member as it stands there, without what is said behind it; null where there is none. */
export const memberIn = (file: string, name: string): string | null => {
  const words = wordsOf(file)
  const colon = colonOf(words, name)
  const value = words.slice(colon + 1)
  const end = value.findIndex(({ text, depth }) => depth === members && /^[,}]$/u.test(text))
  const [first, last] = [value[0], value[end - 1]]
  return colon < 0 || end < 1 || first === undefined || last === undefined
    ? null
    : file.slice(first.start, last.end)
}

/** The lines of comment directly above the member, without their slashes. */
export const remarksAbove = (file: string, name: string): ReadonlyArray<string> => {
  const words = wordsOf(file)
  const above = file.slice(0, words[colonOf(words, name) - 1]?.start ?? 0).split(/\r?\n/u)
  const lines = above.slice(0, -1)
  const before = lines.findLastIndex((line) => !/^\s*\/\//u.test(line))
  return lines.slice(before + 1).map((line) => line.replace(/^\s*\/\/ ?/u, ""))
}

function colonOf(words: ReadonlyArray<Word>, name: string): number {
  return words.findIndex(
    ({ text, depth }, at) => depth === members && text === ":" && isNamed(words, at - 1, name)
  )
}

/** The call's parenthesis and the brace of what it takes. */
const members = 2

function isNamed(words: ReadonlyArray<Word>, at: number, name: string): boolean {
  const isFirst = ["{", ","].includes(words[at - 1]?.text ?? "")
  return isFirst && words[at]?.text.replaceAll(/^["']|["']$/gu, "") === name
}

const token =
  /(?<comment>\/\/.*|\/\*[^]*?\*\/)|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[^])*`|[\w$]+|\S/gu

/** From the declaration on, without comments; of a text what it holds is no word. */
function wordsOf(file: string): ReadonlyArray<Word> {
  const from = Math.max(0, file.indexOf("Resource.make("))
  const words: Array<Word> = []
  let depth = 0
  for (const { 0: text, index, groups } of file.slice(from).matchAll(token)) {
    if (groups?.["comment"] !== undefined) continue
    words.push({ text, start: from + index, end: from + index + text.length, depth })
    if (/^[([{]$/u.test(text)) depth++
    else if (/^[)\]}]$/u.test(text)) depth--
  }
  return words
}
