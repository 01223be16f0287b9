// @effect-diagnostics asyncFunction:off
/** What postgrest-js reads and writes, over any store. */
import { PostgrestClient } from "@supabase/postgrest-js"
import { afterAll, assert, beforeAll, describe, test } from "vitest"
import type { Database } from "./Database.ts"
import type { Served, Start } from "./served.ts"

/** Each test's books are of an author of its own, so that none sees another's. */
export const postgrestJs = (name: string, start: Start): void =>
  void describe(`postgrest-js over ${name}`, () => {
    let served: Served
    let db: PostgrestClient<Database>
    beforeAll(async () => {
      served = await start()
      db = new PostgrestClient<Database>(served.url)
    })
    afterAll(() => served.close())

    const author = async (called = "Jean Rhys"): Promise<number> => {
      const { data, error } = await db.from("authors").insert({ name: called }).select("id").single()
      assert.isNull(error)
      return data?.id ?? 0
    }
    const shelf = async (): Promise<number> => {
      const author_id = await author()
      const { error, status } = await db.from("books").insert([
        {
          title: "Quartet",
          author_id,
          pages: 100,
          price: 9.5,
          lent: true,
          genres: ["novel", "a b"],
          meta: { a: 1 }
        },
        {
          title: "Good Morning",
          author_id,
          pages: 200,
          price: 12,
          lent: false,
          genres: ["novel"],
          meta: null
        },
        {
          title: "Tigers, Better-Looking",
          author_id,
          pages: null,
          price: 3,
          lent: false,
          genres: [],
          meta: { b: [1] }
        }
      ])
      assert.isNull(error)
      assert.strictEqual(status, 201)
      return author_id
    }
    const titles = (answer: { data: ReadonlyArray<{ title: string }> | null; error: unknown }) => {
      assert.isNull(answer.error)
      return (answer.data ?? []).map(({ title }) => title).toSorted()
    }

    describe("filters by", () => {
      let of: number
      beforeAll(async () => {
        of = await shelf()
      })
      const books = () => db.from("books").select("title").eq("author_id", of)

      test("eq, neq, gt, gte, lt, lte", async () => {
        assert.deepStrictEqual(titles(await books().eq("title", "Quartet")), ["Quartet"])
        assert.deepStrictEqual(titles(await books().neq("title", "Quartet")), [
          "Good Morning",
          "Tigers, Better-Looking"
        ])
        assert.deepStrictEqual(titles(await books().gt("pages", 100)), ["Good Morning"])
        assert.deepStrictEqual(titles(await books().gte("pages", 100)), ["Good Morning", "Quartet"])
        assert.deepStrictEqual(titles(await books().lt("price", 9.5)), ["Tigers, Better-Looking"])
        assert.deepStrictEqual(titles(await books().lte("price", 9.5)), ["Quartet", "Tigers, Better-Looking"])
      })

      test("like, ilike, in, is, not", async () => {
        assert.deepStrictEqual(titles(await books().like("title", "Qua%")), ["Quartet"])
        assert.deepStrictEqual(titles(await books().ilike("title", "%MORN%")), ["Good Morning"])
        assert.deepStrictEqual(titles(await books().in("title", ["Quartet", "Tigers, Better-Looking"])), [
          "Quartet",
          "Tigers, Better-Looking"
        ])
        assert.deepStrictEqual(titles(await books().in("title", [])), [])
        assert.deepStrictEqual(titles(await books().is("pages", null)), ["Tigers, Better-Looking"])
        assert.deepStrictEqual(titles(await books().is("lent", true)), ["Quartet"])
        assert.deepStrictEqual(titles(await books().not("pages", "is", null)), ["Good Morning", "Quartet"])
        assert.deepStrictEqual(titles(await books().not("title", "eq", "Quartet")), [
          "Good Morning",
          "Tigers, Better-Looking"
        ])
      })

      test("or, nested and, match, filter", async () => {
        assert.deepStrictEqual(titles(await books().or("pages.is.null,and(pages.gt.150,lent.is.false)")), [
          "Good Morning",
          "Tigers, Better-Looking"
        ])
        assert.deepStrictEqual(titles(await books().or('title.eq."Tigers, Better-Looking",pages.eq.100')), [
          "Quartet",
          "Tigers, Better-Looking"
        ])
        assert.deepStrictEqual(titles(await books().match({ title: "Quartet", pages: 100 })), ["Quartet"])
        assert.deepStrictEqual(titles(await books().filter("pages", "eq", 200)), ["Good Morning"])
        assert.deepStrictEqual(titles(await books().gt("pages", 50).lt("pages", 150)), ["Quartet"])
      })

      test("likeAnyOf, ilikeAllOf, notIn, isDistinct, regexMatch", async () => {
        assert.deepStrictEqual(titles(await books().likeAnyOf("title", ["Qua%", "Good%"])), [
          "Good Morning",
          "Quartet"
        ])
        assert.deepStrictEqual(titles(await books().likeAllOf("title", ["%o%", "Good%"])), ["Good Morning"])
        assert.deepStrictEqual(titles(await books().ilikeAnyOf("title", ["QUA%"])), ["Quartet"])
        assert.deepStrictEqual(titles(await books().ilikeAllOf("title", ["%QUA%", "%TET"])), ["Quartet"])
        assert.deepStrictEqual(titles(await books().notIn("title", ["Quartet", "Good Morning"])), [
          "Tigers, Better-Looking"
        ])
        assert.deepStrictEqual(titles(await books().isDistinct("pages", 100)), [
          "Good Morning",
          "Tigers, Better-Looking"
        ])
        assert.deepStrictEqual(titles(await books().regexMatch("title", "^Q.*t$")), ["Quartet"])
        assert.deepStrictEqual(titles(await books().regexIMatch("title", "^q")), ["Quartet"])
      })

      test("contains, containedBy, overlaps", async () => {
        assert.deepStrictEqual(titles(await books().contains("genres", ["novel", "a b"])), ["Quartet"])
        assert.deepStrictEqual(titles(await books().contains("meta", { a: 1 })), ["Quartet"])
        assert.deepStrictEqual(titles(await books().containedBy("genres", ["novel"])), [
          "Good Morning",
          "Tigers, Better-Looking"
        ])
        assert.deepStrictEqual(titles(await books().overlaps("genres", ["a b", "x"])), ["Quartet"])
      })

      test("ranges", async () => {
        await db.from("books").update({ shelves: "[1,5)" }).eq("author_id", of).eq("title", "Quartet")
        await db.from("books").update({ shelves: "[10,20)" }).eq("author_id", of).eq("title", "Good Morning")
        assert.deepStrictEqual(titles(await books().rangeGt("shelves", "[2,8)")), ["Good Morning"])
        assert.deepStrictEqual(titles(await books().rangeGte("shelves", "[10,11)")), ["Good Morning"])
        assert.deepStrictEqual(titles(await books().rangeLt("shelves", "[8,9)")), ["Quartet"])
        assert.deepStrictEqual(titles(await books().rangeLte("shelves", "[1,6)")), ["Quartet"])
        assert.deepStrictEqual(titles(await books().rangeAdjacent("shelves", "[5,10)")), [
          "Good Morning",
          "Quartet"
        ])
        assert.deepStrictEqual(titles(await books().overlaps("shelves", "[4,6)")), ["Quartet"])
        assert.deepStrictEqual(titles(await books().contains("shelves", "[11,12)")), ["Good Morning"])
      })

      test("words, where the store has a text search", async () => {
        const found = await books().textSearch("title", "morning", { type: "websearch", config: "english" })
        if (name === "memory") assert.deepInclude(found.error, { code: "PGRST127" })
        else assert.deepStrictEqual(titles(found), ["Good Morning"])
      })
    })

    describe("reads", () => {
      let of: number
      beforeAll(async () => {
        of = await shelf()
      })

      test("in order, with nulls where they are asked for", async () => {
        const books = () => db.from("books").select("title").eq("author_id", of)
        const ordered = async (answer: PromiseLike<{ data: ReadonlyArray<{ title: string }> | null }>) =>
          ((await answer).data ?? []).map(({ title }) => title.slice(0, 1)).join("")
        assert.strictEqual(await ordered(books().order("pages")), "QGT")
        assert.strictEqual(await ordered(books().order("pages", { ascending: false })), "TGQ")
        assert.strictEqual(
          await ordered(books().order("pages", { ascending: false, nullsFirst: false })),
          "GQT"
        )
        assert.strictEqual(await ordered(books().order("lent").order("title", { ascending: false })), "TGQ")
      })

      test("a page, and tells how many rows there are", async () => {
        const page = await db
          .from("books")
          .select("title", { count: "exact" })
          .eq("author_id", of)
          .order("title")
          .range(0, 1)
        assert.strictEqual(page.status, 206)
        assert.strictEqual(page.count, 3)
        assert.lengthOf(page.data ?? [], 2)
        const all = await db.from("books").select("title", { count: "exact" }).eq("author_id", of).limit(10)
        assert.deepInclude(all, { status: 200, count: 3 })
        const counted = await db.from("books").select("*", { count: "exact", head: true }).eq("author_id", of)
        assert.deepInclude<unknown>(counted, { status: 200, count: 3, data: null })
        for (const count of ["planned", "estimated"] as const)
          assert.isNumber((await db.from("books").select("*", { count, head: true })).count)
      })

      test("behind the last row is refused where rows are counted", async () => {
        const beyond = await db
          .from("books")
          .select("*", { count: "exact" })
          .eq("author_id", of)
          .range(50, 60)
        assert.strictEqual(beyond.status, 416)
        assert.deepInclude<unknown>(beyond.error, {
          code: "PGRST103",
          message: "Requested range not satisfiable",
          details: "An offset of 50 was requested, but there are only 3 rows.",
          hint: null
        })
        const uncounted = await db.from("books").select("*").eq("author_id", of).range(50, 60)
        assert.deepInclude(uncounted, { status: 200, error: null })
        assert.deepStrictEqual(uncounted.data, [])
      })

      test("one row, or none where none may be", async () => {
        const quartet = db.from("books").select("title,pages").eq("author_id", of).eq("title", "Quartet")
        assert.deepStrictEqual((await quartet.single()).data, { title: "Quartet", pages: 100 })
        const several = await db.from("books").select("title").eq("author_id", of).single()
        assert.strictEqual(several.status, 406)
        assert.deepInclude(several.error, { code: "PGRST116", details: "The result contains 3 rows" })
        const none = db.from("books").select("title").eq("id", 999_999)
        assert.deepInclude((await none.single()).error, { details: "The result contains 0 rows" })
        assert.deepInclude(await db.from("books").select("title").eq("id", 999_999).maybeSingle(), {
          data: null,
          error: null
        })
      })

      test("lines of commas", async () => {
        const { data } = await db
          .from("books")
          .select("title,pages,price,lent,genres")
          .eq("author_id", of)
          .order("price")
          .csv()
        assert.strictEqual(
          data,
          [
            "title,pages,price,lent,genres",
            '"Tigers, Better-Looking",,3.00,f,{}',
            'Quartet,100,9.50,t,"{novel,""a b""}"',
            '"Good Morning",200,12.00,f,{novel}'
          ].join("\n")
        )
      })

      test("without nulls", async () => {
        const { data } = await db
          .from("books")
          .select("title,pages,meta")
          .eq("author_id", of)
          .order("price")
          .stripNulls()
        assert.deepStrictEqual<unknown>(data, [
          { title: "Tigers, Better-Looking", meta: { b: [1] } },
          { title: "Quartet", pages: 100, meta: { a: 1 } },
          { title: "Good Morning", pages: 200 }
        ])
      })

      test("what is computed of rows, where they are declared for it", async () => {
        await db.from("tags").insert([{ name: "counted a" }, { name: "counted b" }])
        const { data, error } = await db
          .from("tags")
          .select("count(),most:name.max()")
          .like("name", "counted%")
          .single()
        assert.isNull(error)
        assert.deepStrictEqual<unknown>(data, { count: 2, most: "counted b" })
      })

      test("how many rows belong to a row, by the word that clients know for it", async () => {
        const tag = await db.from("tags").insert({ name: "counted c" }).select("id").single()
        const book = await db.from("books").select("id").eq("author_id", of).eq("title", "Quartet").single()
        await db.from("labels").insert({ book_id: book.data?.id ?? 0, tag_id: tag.data?.id ?? 0 })
        const { data, error } = await db
          .from("books")
          .select("title,tags(count)")
          .eq("tags.name", "counted c")
          .eq("author_id", of)
          .order("title")
        assert.isNull(error)
        assert.deepStrictEqual<unknown>(data, [
          { title: "Good Morning", tags: [{ count: 0 }] },
          { title: "Quartet", tags: [{ count: 1 }] },
          { title: "Tigers, Better-Looking", tags: [{ count: 0 }] }
        ])
      })

      test("other names, casts and what is inside of JSON", async () => {
        const { data, error } = await db
          .from("books")
          .select("name:title,id::text,a:meta->a,b:meta->>b")
          .eq("author_id", of)
          .eq("title", "Quartet")
          .single()
        assert.isNull(error)
        assert.deepInclude<unknown>(data, { name: "Quartet", a: 1, b: null })
        assert.isString((data as { id?: unknown } | null)?.id)
      })

      test("what belongs to a row, and by it", async () => {
        const { data, error } = await db
          .from("books")
          .select("title,author:authors!author_id(name,books:books!author_id(title))")
          .eq("author_id", of)
          .eq("title", "Quartet")
          .single()
        assert.isNull(error)
        assert.strictEqual(data?.author?.name, "Jean Rhys")
        assert.lengthOf(data?.author?.books ?? [], 3)
        const named = await db
          .from("books")
          .select("title,by:authors!books_author_id_fkey(name),author_id(name)")
          .eq("author_id", of)
          .eq("title", "Quartet")
        assert.isNull(named.error)
        assert.deepStrictEqual<unknown>(named.data, [
          { title: "Quartet", by: { name: "Jean Rhys" }, author_id: { name: "Jean Rhys" } }
        ])
        const authors = await db
          .from("authors")
          .select("name,books!author_id(title)")
          .eq("id", of)
          .eq("books.title", "Quartet")
          .order("title", { referencedTable: "books" })
          .limit(1, { referencedTable: "books" })
        assert.isNull(authors.error)
        assert.deepStrictEqual<unknown>(authors.data, [{ name: "Jean Rhys", books: [{ title: "Quartet" }] }])
        const inner = await db
          .from("authors")
          .select("id,books!author_id!inner(title)")
          .eq("books.title", "nothing")
        assert.deepStrictEqual<unknown>(inner.data, [])
      })
    })

    describe("writes", () => {
      test("a row, and tells nothing of it unless it is asked to", async () => {
        const quiet = await db.from("books").insert({ title: "Voyage" })
        assert.deepInclude(quiet, { status: 201, data: null, error: null, count: null })
        const { data, status } = await db
          .from("books")
          .insert({ title: "Voyage", price: 1.5 })
          .select()
          .single()
        assert.strictEqual(status, 201)
        assert.deepInclude(data, { title: "Voyage", price: 1.5, lent: false, genres: [], author_id: null })
        assert.isNumber(data?.id)
      })

      test("rows, all of them or none", async () => {
        const { data, count, error } = await db
          .from("books")
          .insert([{ title: "One" }, { title: "Two" }], { count: "exact" })
          .select("title")
        assert.isNull(error)
        assert.strictEqual(count, 2)
        assert.deepStrictEqual(data, [{ title: "One" }, { title: "Two" }])
        const isbn = "9780000000001"
        const refused = await db.from("books").insert([
          { title: "Three", isbn },
          { title: "Four", isbn }
        ])
        assert.deepInclude(refused, { status: 409 })
        assert.deepStrictEqual((await db.from("books").select("id").eq("title", "Three")).data, [])
        assert.deepInclude(await db.from("books").insert([]), { status: 201, error: null })
      })

      test("what rows leave out as null, or as its default", async () => {
        const rows = [{ title: "A", lent: true }, { title: "B" }]
        const nulls = await db.from("books").insert(rows)
        assert.deepInclude(nulls.error, { code: "23502" })
        const { data, error } = await db
          .from("books")
          .insert(rows, { defaultToNull: false })
          .select("title,lent")
        assert.isNull(error)
        assert.deepStrictEqual(data, [
          { title: "A", lent: true },
          { title: "B", lent: false }
        ])
      })

      test("a row over one that is there, by its key or by what is unique", async () => {
        const made = await db.from("tags").upsert({ name: "novel" }, { onConflict: "name" }).select().single()
        assert.deepInclude(made, { status: 201, error: null })
        const again = await db
          .from("tags")
          .upsert({ name: "novel" }, { onConflict: "name" })
          .select()
          .single()
        assert.deepInclude(again, { status: 200, error: null })
        assert.deepStrictEqual(again.data, made.data)
        const ignored = await db
          .from("tags")
          .upsert([{ name: "novel" }, { name: "essay" }], { onConflict: "name", ignoreDuplicates: true })
          .select("name")
        assert.deepInclude(ignored, { status: 201, error: null })
        assert.deepStrictEqual(ignored.data, [{ name: "essay" }])
        const id = made.data?.id ?? 0
        const renamed = await db.from("tags").upsert({ id, name: "novella" }).select("id,name")
        assert.deepInclude(renamed, { status: 200, error: null })
        assert.deepStrictEqual(renamed.data, [{ id, name: "novella" }])
      })

      test("what is found, and what of it is there no more", async () => {
        const of = await shelf()
        const books = () => db.from("books")
        const changed = await books()
          .update({ pages: 7 }, { count: "exact" })
          .eq("author_id", of)
          .gt("pages", 50)
        assert.deepInclude(changed, { status: 204, data: null, count: 2, error: null })
        const shown = await books()
          .update({ lent: true })
          .eq("author_id", of)
          .eq("pages", 7)
          .select("title,lent")
        assert.strictEqual(shown.status, 200)
        assert.deepStrictEqual(titles(shown), ["Good Morning", "Quartet"])
        assert.deepInclude(await books().update({ pages: 8 }).eq("id", 999_999), { status: 204, error: null })
        const none = await books().update({ pages: 8 }).eq("id", 999_999).select()
        assert.deepInclude(none, { status: 200, error: null })
        assert.deepStrictEqual(none.data, [])
        const removed = await books()
          .delete({ count: "exact" })
          .eq("author_id", of)
          .eq("pages", 7)
          .select("title")
        assert.deepInclude(removed, { status: 200, count: 2 })
        assert.deepStrictEqual(titles(removed), ["Good Morning", "Quartet"])
        assert.deepInclude(await books().delete().eq("author_id", of), { status: 204, error: null })
        assert.deepStrictEqual((await books().select().eq("author_id", of)).data, [])
      })

      test("in an order that is told of them, and never a part of what is found", async () => {
        const of = await shelf()
        const found = () => db.from("books").update({ pages: 7 }).eq("author_id", of)
        const sorted = await found().select("name:price,title").order("price", { ascending: false })
        assert.isNull(sorted.error)
        assert.deepStrictEqual<unknown>(
          sorted.data?.map(({ title }) => title),
          ["Good Morning", "Quartet", "Tigers, Better-Looking"]
        )
        for (const query of [
          found().select("title").order("title").limit(1),
          found().select("title").range(1, 2),
          db.from("books").delete().eq("author_id", of).select("title").limit(1),
          found().select("title").order("pages"),
          found().select("title,author:authors!author_id(name)").order("author(name)")
        ]) {
          const { error, status } = await query
          assert.strictEqual(status, 400)
          assert.deepInclude(error, { code: "PGRST127", message: "Feature not implemented" })
        }
        assert.lengthOf((await db.from("books").select().eq("author_id", of)).data ?? [], 3)
        assert.deepInclude((await db.from("books").update({ pages: 9 }).eq("author_id", of).limit(1)).error, {
          details: '"limit" of UPDATE: it writes every row that its filters find'
        })
        assert.deepStrictEqual((await db.from("books").select().eq("pages", 9)).data, [])
        const made = await db
          .from("tags")
          .insert([{ name: "sorted a" }, { name: "sorted b" }])
          .select("name")
          .order("name", { ascending: false })
        assert.deepStrictEqual(made.data, [{ name: "sorted b" }, { name: "sorted a" }])
      })

      test("nothing where it would be more than it may be", async () => {
        const of = await shelf()
        const books = () => db.from("books")
        const many = await books().update({ lent: true }).eq("author_id", of).maxAffected(1)
        assert.strictEqual(many.status, 400)
        assert.deepInclude(many.error, {
          code: "PGRST124",
          message: "Query result exceeds max-affected preference constraint",
          details: "The query affects 3 rows"
        })
        const one = await books().update({ lent: true }).eq("author_id", of).single()
        assert.strictEqual(one.status, 406)
        assert.deepInclude(one.error, { code: "PGRST116", details: "The result contains 3 rows" })
        assert.lengthOf((await books().select().eq("author_id", of).is("lent", true)).data ?? [], 1)
        const within = await books().update({ lent: true }).eq("author_id", of).maxAffected(3)
        assert.deepInclude(within, { status: 204, error: null })
      })

      test("and shows what belongs to it", async () => {
        const author_id = await author("Anita")
        const made = await db
          .from("books")
          .insert({ title: "A", author_id })
          .select("title,author:authors!author_id(name)")
          .single()
        assert.isNull(made.error)
        assert.deepStrictEqual<unknown>(made.data, { title: "A", author: { name: "Anita" } })
        const changed = await db
          .from("books")
          .update({ title: "B" })
          .eq("author_id", author_id)
          .select("title,author:authors!author_id(name)")
        assert.deepStrictEqual<unknown>(changed.data, [{ title: "B", author: { name: "Anita" } }])
        const gone = await db
          .from("books")
          .delete()
          .eq("author_id", author_id)
          .select("title,author:authors!author_id(name)")
        assert.deepStrictEqual<unknown>(gone.data, [{ title: "B", author: { name: "Anita" } }])
      })

      test("and undoes it where it is asked to", async () => {
        const tried = await db.from("tags").insert({ name: "tried" }).select("name").rollback().single()
        assert.deepInclude(tried, { status: 201, error: null })
        assert.deepStrictEqual(tried.data, { name: "tried" })
        assert.deepStrictEqual((await db.from("tags").select().eq("name", "tried")).data, [])
      })

      test("of all rows only where an option lets it", async () => {
        assert.deepInclude((await db.from("books").delete()).error, {
          code: "21000",
          message: "DELETE requires a WHERE clause"
        })
        assert.deepInclude(await db.from("labels").delete(), { status: 204, error: null })
      })
    })
  })
