/** Texts of a database inside of comments, where they can end nothing. */

/** On one line, without what would end a block comment. */
export const oneLine = (text: string): string => text.replaceAll(/\s+/gu, " ").replaceAll("*/", "* /").trim()

/** Lines for comments of the form `// …`, broken between words. */
export const commentLines = (text: string): ReadonlyArray<string> => {
  const lines: Array<string> = [""]
  for (const word of oneLine(text).split(" ")) {
    const line = lines.at(-1) ?? ""
    if (line === "") lines[lines.length - 1] = word
    else if (line.length + word.length < longest) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}

const longest = 100
