// @effect-diagnostics asyncFunction:off
/** A library in which something can be borrowed, before a storm begins. */
import { expectStatus } from "../wire/wire.ts"
import type { Send } from "./sandboxes.ts"
import type { Known } from "./writes.ts"

const ines = { sub: "ines", groups: ["librarians"] }

export const seeded = async (send: Send): Promise<Known> => {
  const make = async (path: string, body: object): Promise<string> =>
    expectStatus(await send(0, "seed", { method: "POST", path, body, as: ines }), 201).json.uid
  const author = await make("/authors", { name: "Jean Rhys" })
  const known: Known = { authors: [author], books: [], loans: [], isbns: [], members: [], lent: [] }
  for (const at of [0, 1, 2]) {
    const isbn = `979000000000${at}`
    known.isbns.push(isbn)
    known.lent.push(await make("/books", { title: `Lent ${at}`, isbn, author_uid: author, copies: 10_000 }))
    const email = `${at}@example.org`
    known.members.push(await make("/members", { name: "Ida", email, joined: "2026-01-02" }))
  }
  return known
}
