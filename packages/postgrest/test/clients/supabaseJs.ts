// @effect-diagnostics asyncFunction:off
/** supabase-js with somebody else's tokens, and the functions that it calls, over any store. */
import { createClient, type SupabaseClient } from "@supabase/supabase-js"
import { afterAll, assert, beforeAll, describe, test } from "vitest"
import type { Database } from "./Database.ts"
import type { Served, Start } from "./served.ts"

export const supabaseJs = (name: string, start: Start): void =>
  void describe(`supabase-js over ${name}`, () => {
    let served: Served
    const clientOf = (who: string): SupabaseClient<Database> =>
      createClient<Database>(served.url.replace(/\/rest\/v1$/u, ""), "no-key", {
        accessToken: () => Promise.resolve(who)
      })
    beforeAll(async () => {
      served = await start()
    })
    afterAll(() => served.close())

    test("acts as whom its token names", async () => {
      const made = await clientOf("ann")
        .from("notes")
        .insert({ text: "mine" })
        .select("text,creator_uid")
        .single()
      assert.isNull(made.error)
      assert.deepStrictEqual(made.data, { text: "mine", creator_uid: "ann" })
      assert.deepStrictEqual((await clientOf("ann").from("notes").select("text")).data, [{ text: "mine" }])
      assert.deepStrictEqual((await clientOf("ben").from("notes").select("text")).data, [])
    })

    test("calls functions, by GET too where they write nothing", async () => {
      const db = clientOf("ann")
      assert.deepInclude(await db.rpc("add", { a: 1, b: 2 }), { data: 3, status: 200, error: null })
      assert.deepInclude(await db.rpc("add", { a: 1, b: 2 }, { get: true }), { data: 3, status: 200 })
      assert.deepInclude(await db.rpc("add", { a: 1, b: 2 }, { head: true }), { data: null, status: 200 })
      const tagged = await db.rpc("tag", { names: ["rpc-a", "rpc-b"] })
      assert.deepStrictEqual(tagged.data, [{ name: "rpc-a" }, { name: "rpc-b" }])
      assert.lengthOf((await db.from("tags").select().like("name", "rpc-%")).data ?? [], 2)
      const one = await db.rpc("tag", { names: ["rpc-c"] }).single()
      assert.deepStrictEqual<unknown>(one.data, { name: "rpc-c" })
    })

    test("calls nothing that is not there, or may not be called so", async () => {
      const db = clientOf("ann")
      const strange = await db.rpc("add", { a: 1 } as never)
      assert.deepInclude(strange, { status: 404 })
      assert.deepInclude(strange.error, { code: "PGRST202" })
      const unfit = await db.rpc("add", { a: "x", b: 2 } as never)
      assert.deepInclude(unfit, { status: 400 })
      assert.deepInclude(unfit.error, { code: "22P02" })
      const read = await db.rpc("tag", { names: ["x"] }, { get: true })
      assert.deepInclude(read, { status: 405 })
      assert.deepInclude(read.error, { code: "PGRST101" })
      const own = await db.rpc("tag", { names: [] })
      assert.deepInclude(own, { status: 422 })
      assert.deepInclude(own.error, { code: "TooFewTags", message: "One name at least is needed." })
      const filtered = await db
        .rpc("tag", { names: ["x"] })
        .select("name")
        .eq("name", "x")
      assert.deepInclude(filtered.error, { code: "PGRST127" })
    })
  })
