// @effect-diagnostics asyncFunction:off
/** Rows that come in and go out in other types than JSON, over any store. */
import { PostgrestClient } from "@supabase/postgrest-js"
import { afterAll, assert, beforeAll, describe, test } from "vitest"
import type { Database } from "./Database.ts"
import type { Served, Start } from "./served.ts"

/** No client of PostgREST sends CSV: programs do. */
export const formats = (name: string, start: Start): void =>
  void describe(`CSV over ${name}`, () => {
    let served: Served
    let db: PostgrestClient<Database>
    beforeAll(async () => {
      served = await start()
      db = new PostgrestClient<Database>(served.url)
    })
    afterAll(() => served.close())

    const sent = async (method: string, target: string, body: string, headers = {}) => {
      const response = await fetch(`${served.url}${target}`, {
        method,
        body,
        headers: { "content-type": "text/csv; charset=utf-8", ...headers }
      })
      return { status: response.status, text: await response.text() }
    }
    const shown = { prefer: "return=representation", accept: "text/csv" }

    test("is rows, whose cells are of their columns, and comes back as such", async () => {
      const body =
        'title,isbn,pages,price,lent,genres,meta\n"a, b",NULL,7,12.50,t,"{x,""y z""}","{""a"":[1]}"\n"NULL","",NULL,NULL,false,[],NULL\n'
      const target = "/books?select=title,isbn,pages,price,lent,genres,meta"
      const made = await sent("POST", target, body, shown)
      assert.deepStrictEqual(made, {
        status: 201,
        text: 'title,isbn,pages,price,lent,genres,meta\n"a, b",,7,12.50,t,"{x,""y z""}","{""a"":[1]}"\nNULL,"",,,f,{},'
      })
    })

    test("is written over rows that are there, by some of its columns", async () => {
      const tags = "/tags?on_conflict=name&columns=name&select=name"
      const merge = { ...shown, prefer: "resolution=merge-duplicates, return=representation" }
      assert.strictEqual((await sent("POST", tags, "id,name\nx,comma\ny,dot\n", merge)).status, 201)
      assert.strictEqual((await sent("POST", tags, "id,name\nx,comma\ny,dot\n", merge)).status, 200)
      assert.lengthOf((await db.from("tags").select().in("name", ["comma", "dot"])).data ?? [], 2)
    })

    test("sets rows by its one line", async () => {
      await db.from("books").insert({ title: "of one line", pages: 1 })
      const target = "/books?title=eq.of%20one%20line&select=pages"
      assert.deepStrictEqual(await sent("PATCH", target, "pages\nNULL\n", shown), {
        status: 200,
        text: "pages\n"
      })
      assert.strictEqual((await sent("PATCH", target, "pages\n1\n2\n")).status, 400)
    })

    test("is refused with each place that is wrong, and nothing of it is written", async () => {
      const wrong = await sent("POST", "/books", "title,pages\nrefused,1\nrefused,-1\n,x\n")
      assert.strictEqual(wrong.status, 400, wrong.text)
      const { errors } = JSON.parse(wrong.text)
      assert.includeMembers(
        errors.map(({ pointer }: { readonly pointer: string }) => pointer),
        ["#/1/pages", "#/2/pages"]
      )
      assert.deepStrictEqual((await db.from("books").select().eq("title", "refused")).data, [])
    })
  })
