/** Where values end in JSON that a store wrote: only marks are looked at, so that no digit is read. */

export const [quote, comma, colon, opening, closing] = [0x22, 0x2c, 0x3a, 0x7b, 0x7d]
const [bracket, closingBracket, backslash] = [0x5b, 0x5d, 0x5c]

/** Behind the value that begins here: an object, an array, a string, a number or a word. */
export const valueEnd = (text: string, start: number): number => {
  const code = text.charCodeAt(start)
  if (code === quote) return stringEnd(text, start)
  if (opens(code)) return containerEnd(text, start)
  let at = start
  while (at < text.length && !endsWord(text.charCodeAt(at))) at++
  return at
}

/** Behind the closing quote of the string that begins here; an odd number of backslashes keeps a quote in it. */
export const stringEnd = (text: string, start: number): number => {
  let at = text.indexOf('"', start + 1)
  while (at !== -1 && isEscaped(text, at)) at = text.indexOf('"', at + 1)
  return at === -1 ? text.length : at + 1
}

/** Where the next character is that is no white space. */
export const skipBlanks = (text: string, start: number): number => {
  let at = start
  while (isBlank(text.charCodeAt(at))) at++
  return at
}

export const opens = (code: number): boolean => code === opening || code === bracket
export const closes = (code: number): boolean => code === closing || code === closingBracket
export const isBlank = (code: number): boolean =>
  code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09

function containerEnd(text: string, start: number): number {
  let depth = 0
  let at = start
  do {
    const code = text.charCodeAt(at)
    if (opens(code)) depth++
    else if (closes(code)) depth--
    at = code === quote ? stringEnd(text, at) : at + 1
  } while (depth > 0 && at < text.length)
  return at
}

function isEscaped(text: string, at: number): boolean {
  let before = at
  while (text.charCodeAt(before - 1) === backslash) before--
  return (at - before) % 2 === 1
}

function endsWord(code: number): boolean {
  return code === comma || closes(code) || isBlank(code)
}
