/** A check's SQL as words: without parentheses and casts, which say nothing that the patterns read here need. */

/** `CHECK (((price)::numeric >= (0)::numeric))` → `price >= 0`, word by word; quoted names and texts are words. */
export const checkTokens = (definition: string): ReadonlyArray<string> => {
  const body = /^CHECK \((?<body>.*)\)$/su.exec(definition)?.groups?.["body"] ?? ""
  return [...body.replaceAll(cast, "$<kept>").matchAll(token)].map(([word]) => word)
}

const cast =
  /(?<kept>'(?:[^']|'')*'|"(?:[^"]|"")*")|::(?:(?:\w+|"[^"]+")\.)?(?:"[^"]+"|\w+)(?: varying| precision)?(?:\(\d+(?:,\d+)?\))?(?: with(?:out)? time zone)?(?:\[\])?/gu
const token = /'(?:[^']|'')*'|"(?:[^"]|"")*"|-?\d+(?:\.\d+)?|\w+|[<>=!~*+/%|&^-]+|[[\],.]/gu

/** The name that a word stands for. */
export const nameIn = (word: string): string =>
  word.startsWith('"') ? word.slice(1, -1).replaceAll('""', '"') : word

/** The text that a quoted word holds; null for others. */
export const textIn = (word: string): string | null =>
  word.startsWith("'") ? word.slice(1, -1).replaceAll("''", "'") : null

/** The number that a word is, quoted or not; null for others. */
export const numberIn = (word: string): number | null => {
  const bare = textIn(word) ?? word
  return /^-?\d+(?:\.\d+)?$/u.test(bare) ? Number(bare) : null
}
