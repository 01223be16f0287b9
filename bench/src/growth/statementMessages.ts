/** How many statements a buffer of whole messages to PostgreSQL prepares by name, and how many it closes. */
export const statementMessages = (chunk: Buffer): { readonly parsed: number; readonly closed: number } => {
  let [parsed, closed] = [0, 0]
  for (let at = 0; at + 5 <= chunk.length; at += 1 + chunk.readInt32BE(at + 1)) {
    // The first message of a session has no type: it begins with the high byte of its length, which is 0.
    if (chunk[at] === 0) break
    if (chunk[at] === code("P") && chunk[at + 5] !== 0) parsed++
    if (chunk[at] === code("C")) closed++
  }
  return { parsed, closed }
}

function code(type: string): number {
  return type.charCodeAt(0)
}
