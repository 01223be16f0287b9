// @effect-diagnostics asyncFunction:off
/** What postgrest-js is refused, and in which words, over any store. */
import { PostgrestClient } from "@supabase/postgrest-js"
import { afterAll, assert, beforeAll, describe, test } from "vitest"
import type { Database } from "./Database.ts"
import type { Served, Start } from "./served.ts"

/** Of any table, whose columns no type knows. */
type Anything = PostgrestClient

export const refused = (name: string, start: Start): void =>
  void describe(`postgrest-js is refused over ${name}`, () => {
    let served: Served
    let db: PostgrestClient<Database>
    let any: Anything
    beforeAll(async () => {
      served = await start()
      db = new PostgrestClient<Database>(served.url)
      any = new PostgrestClient(served.url)
    })
    afterAll(() => served.close())
    const acting = (who: string) =>
      new PostgrestClient<Database>(served.url, { headers: { authorization: `Bearer ${who}` } })

    test("a table, a column or a relation that there is not", async () => {
      const table = await any.from("nope").select()
      assert.strictEqual(table.status, 404)
      assert.deepInclude(table.error, {
        code: "PGRST205",
        message: "Could not find the table 'public.nope' in the schema cache"
      })
      for (const query of [
        any.from("books").select("nope"),
        any.from("books").select().eq("nope", 1),
        any.from("books").select().order("nope"),
        any.from("books").select().or("nope.eq.1")
      ]) {
        const column = await query
        assert.strictEqual(column.status, 400)
        assert.deepInclude(column.error, { code: "42703", message: "column books.nope does not exist" })
      }
      for (const query of [
        any.from("books").select("title,author(nope)"),
        any.from("books").select("title,author(name)").eq("author.nope", 1),
        any.from("books").select("title,author(name)").order("author(nope)")
      ]) {
        const { error } = await query
        assert.deepInclude(error, { code: "42703", message: "column authors.nope does not exist" })
      }
      const relation = await any.from("books").select("rooms(name)")
      assert.strictEqual(relation.status, 400)
      assert.deepInclude(relation.error, {
        code: "PGRST200",
        message: "Could not find a relationship between 'books' and 'rooms' in the schema cache"
      })
    })

    test("a relation of which there are several", async () => {
      const { error, status } = await any.from("books").select("authors(name)")
      assert.strictEqual(status, 300)
      assert.deepInclude(error, {
        code: "PGRST201",
        message: "Could not embed because more than one relationship was found for 'books' and 'authors'",
        hint: "Try changing 'authors' to one of the following: 'authors!author', 'authors!editor'. Find the desired relationship in the 'details' key."
      })
      assert.deepStrictEqual<unknown>(error?.details, [
        { cardinality: "many-to-one", embedding: "books with authors", relationship: "author" },
        { cardinality: "many-to-one", embedding: "books with authors", relationship: "editor" }
      ])
    })

    test("what is asked of a relation in vain", async () => {
      const absent = await any.from("books").select("title").eq("author.name", "x")
      assert.deepInclude(absent.error, {
        code: "PGRST108",
        message: "'author' is not an embedded resource in this request",
        hint: "Verify that 'author' is included in the 'select' query parameter."
      })
      const compared = await any.from("books").select("title,author(name)").eq("author", "x")
      assert.deepInclude(compared.error, { code: "PGRST120" })
      const many = await any.from("books").select("title,tags(name)").order("tags(name)")
      assert.deepInclude(many.error, {
        code: "PGRST118",
        message: "A related order on 'tags' is not possible",
        details: "'books' and 'tags' do not form a many-to-one or one-to-one relationship"
      })
    })

    test("operators and operands that are none", async () => {
      const like = await any.from("books").select().like("pages", "1%")
      assert.deepInclude(like.error, {
        code: "42883",
        message: "operator does not exist: integer ~~ unknown"
      })
      const number = await any.from("books").select().eq("pages", "abc")
      assert.deepInclude(number, { status: 400 })
      assert.deepInclude(number.error, {
        code: "22P02",
        message: 'invalid input syntax for type integer: "abc"'
      })
      const day = await any.from("authors").select().eq("born", "yesterday")
      assert.deepInclude(day.error, { code: "22007" })
      const is = await any.from("books").select().filter("pages", "is", "nothing")
      assert.deepInclude(is.error, {
        code: "PGRST100",
        message: '"failed to parse filter (is.nothing)" (line 1, column 4)'
      })
      const tree = await any.from("books").select().or("pages.eq.1,(")
      assert.deepInclude(tree.error, { code: "PGRST100" })
      const sum = await any.from("books").select("pages.sum()")
      assert.deepInclude(sum.error, {
        code: "PGRST123",
        message: "Use of aggregate functions is not allowed"
      })
      const unfit = await any.from("tags").select("name.sum()")
      assert.deepInclude(unfit.error, { code: "42883", message: "function sum(text) does not exist" })
      const cast = await any.from("books").select("title::int")
      assert.deepInclude(cast.error, { code: "42846", message: "cannot cast type text to int" })
    })

    test("rows that break rules", async () => {
      const insert = async (row: object) => {
        const { error, status } = await any.from("books").insert(row)
        return { code: error?.code, message: error?.message, details: error?.details, status }
      }
      assert.deepInclude(await insert({}), {
        status: 400,
        code: "23502",
        message: 'null value in column "title" of relation "books" violates not-null constraint'
      })
      assert.deepInclude(await insert({ title: "x", pages: -1 }), { status: 400, code: "23514" })
      assert.deepInclude(await insert({ title: "x", pages: "many" }), { status: 400, code: "22P02" })
      assert.deepInclude(await insert({ title: "x", nope: 1 }), {
        status: 400,
        code: "PGRST204",
        message: "Could not find the 'nope' column of 'books' in the schema cache"
      })
      assert.deepInclude(await insert({ title: "x", author_id: 999_999 }), {
        status: 409,
        code: "23503",
        message: 'insert or update on table "books" violates foreign key constraint "books_author_id_fkey"',
        details: 'Key (author_id)=(999999) is not present in table "authors".'
      })
      assert.deepInclude(await insert({ title: "forbidden" }), {
        status: 422,
        code: "TitleForbidden",
        message: "Nobody may call a book so."
      })
      const alone = await any.from("books").insert({ title: "forbidden" }).select().single()
      assert.deepInclude(alone, { status: 422 })
    })

    test("a value that another row has, which is told where all of it was sent alone", async () => {
      const isbn = "9780000000002"
      const { data } = await db.from("books").insert({ title: "x", isbn }).select("id").single()
      const conflict = {
        code: "23505",
        message: 'duplicate key value violates unique constraint "books_isbn_key"'
      }
      const sent = await db.from("books").insert({ title: "y", isbn })
      assert.deepInclude(sent.error, { ...conflict, details: `Key (isbn)=(${isbn}) already exists.` })
      const several = await db.from("books").insert([
        { title: "y", isbn },
        { title: "z", isbn: "1" }
      ])
      assert.deepInclude<unknown>(several.error, { ...conflict, details: null })
      const author = await db.from("authors").insert({ name: "a" }).select("id").single()
      await db
        .from("books")
        .update({ author_id: author.data?.id ?? 0 })
        .eq("id", data?.id ?? 0)
      const kept = await db
        .from("authors")
        .delete()
        .eq("id", author.data?.id ?? 0)
      assert.deepInclude(kept, { status: 409 })
      assert.deepInclude(kept.error, { code: "23503" })
    })

    test("what a caller may not do", async () => {
      const nobody = await db.from("notes").insert({ text: "x" })
      assert.deepInclude(nobody, { status: 401 })
      assert.deepInclude(nobody.error, { code: "42501", message: "permission denied for table notes" })
      const ann = acting("ann")
      const made = await ann.from("notes").insert({ text: "x" }).select().single()
      assert.deepInclude(made.data, { text: "x", version: 1, creator_uid: "ann" })
      const deleted = await ann
        .from("notes")
        .delete()
        .eq("uid", made.data?.uid ?? "")
      assert.deepInclude(deleted, { status: 403 })
      assert.deepInclude(deleted.error, { code: "42501", message: "permission denied for table notes" })
      const unseen = await acting("ben")
        .from("notes")
        .update({ text: "y" })
        .eq("uid", made.data?.uid ?? "")
        .select()
      assert.deepInclude(unseen, { status: 200, error: null })
      assert.deepStrictEqual(unseen.data, [])
      const closed = await db.from("rooms").insert({ name: "x" })
      assert.deepInclude(closed, { status: 405 })
    })

    test("what a function did, where it is more than was asked for", async () => {
      const tag = (names: Array<string>) => acting("ann").rpc("tag", { names }).maxAffected(1)
      const many = await tag(["bounded a", "bounded b"])
      assert.deepInclude(many, { status: 400 })
      assert.deepInclude(many.error, { code: "PGRST124", details: "The query affects 2 rows" })
      assert.deepStrictEqual((await db.from("tags").select().like("name", "bounded%")).data, [])
      assert.deepStrictEqual((await tag(["bounded a"])).data, [{ name: "bounded a" }])
      const sum = await acting("ann")
        .rpc("add", { a: 1, b: 2 })
        .setHeader("prefer", "handling=strict, max-affected=1")
      assert.deepInclude(sum.error, { code: "PGRST128" })
    })

    test("schemas, media types and preferences that there are not", async () => {
      assert.isNull((await any.schema("public").from("books").select().limit(1)).error)
      const schema = await any.schema("personal").from("books").select()
      assert.deepInclude(schema, { status: 406 })
      assert.deepInclude(schema.error, {
        code: "PGRST106",
        message: "Invalid schema: personal",
        hint: "Only the following schemas are exposed: public"
      })
      const geo = await any.from("books").select().geojson()
      assert.deepInclude(geo, { status: 406 })
      assert.deepInclude(geo.error, {
        code: "PGRST107",
        message: "None of these media types are available: application/geo+json",
        details: "An answer of application/geo+json needs one field of geometry, and the answer has 0."
      })
      const nothing = await any.from("books").select("author()").csv()
      assert.deepInclude(nothing, { status: 406 })
      assert.deepInclude(nothing.error, { code: "PGRST107" })
      const unwritten = await any.from("tags").insert({ name: "unwritten" }).select().geojson()
      assert.deepInclude(unwritten, { status: 406 })
      assert.deepStrictEqual((await any.from("tags").select().eq("name", "unwritten")).data, [])
      const plan = await any.from("books").select().explain()
      assert.deepInclude(plan.error, { code: "PGRST107" })
      const odd = await any.from("books").select().setHeader("prefer", "handling=strict, foo=bar")
      assert.deepInclude(odd.error, {
        code: "PGRST122",
        message: "Invalid preferences given with handling=strict",
        details: "Invalid preferences: foo=bar"
      })
      const none = await any.rpc("nope")
      assert.deepInclude(none, { status: 404 })
      assert.deepInclude(none.error, { code: "PGRST202" })
    })
  })
