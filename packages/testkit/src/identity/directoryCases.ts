/** Contract: what a directory says of people. */
import { assert } from "@effect/vitest"
import { type Sighting, UserDirectory } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import type { Case } from "./Case.ts"
import { People } from "./People.ts"
import { hostile, nobody } from "./subjects.ts"

type DirectoryCase = Case<UserDirectory | People>

/** What is said of each of these, by its subject. */
const find = (...subjects: ReadonlyArray<string>) =>
  UserDirectory.use((directory) => directory.find(new Set(subjects)))
const sighting = (subject: string) => Effect.map(find(subject), (found) => found.get(subject))
const present = (
  attributes: Readonly<Record<string, string>>,
  status: "active" | "disabled" = "active"
): Sighting => ({ _tag: "Present", status, attributes })
const missing: Sighting = { _tag: "Missing" }

const ann = { name: "Ann", email: "ann@example.org" }

export const directoryCases: ReadonlyArray<DirectoryCase> = [
  {
    promise: "tells somebody's declared attributes, and no others",
    run: () =>
      Effect.gen(function* () {
        const subject = yield* (yield* People).add({ ...ann, phone: "+441234567890" })
        assert.deepStrictEqual(yield* sighting(subject), present(ann))
      })
  },
  {
    promise: "leaves out an attribute that somebody does not have",
    run: () =>
      Effect.gen(function* () {
        const subject = yield* (yield* People).add({ name: "Bob" })
        assert.deepStrictEqual(yield* sighting(subject), present({ name: "Bob" }))
      })
  },
  {
    promise: "tells texts as they are, whatever stands in them",
    run: () =>
      Effect.gen(function* () {
        const name = `"Ann" \\ O'Brien <b>é😀</b> *`
        const subject = yield* (yield* People).add({ name })
        assert.deepStrictEqual(yield* sighting(subject), present({ name }))
      })
  },
  {
    promise: "tells that somebody is disabled",
    run: () =>
      Effect.gen(function* () {
        const people = yield* People
        const subject = yield* people.add(ann)
        assert.deepStrictEqual(yield* sighting(subject), present(ann))
        yield* people.disable(subject)
        assert.deepStrictEqual(yield* sighting(subject), present(ann, "disabled"))
      })
  },
  {
    promise: "answers for each subject that it was asked about, and for no other",
    run: () =>
      Effect.gen(function* () {
        const people = yield* People
        const [one, other] = [yield* people.add(ann), yield* people.add({ name: "Bob" })]
        yield* people.add({ name: "Eve" })
        const found = yield* find(other, nobody, one)
        assert.sameMembers([...found.keys()], [other, nobody, one])
        assert.deepStrictEqual(found.get(one), present(ann))
        assert.deepStrictEqual(found.get(other), present({ name: "Bob" }))
        assert.deepStrictEqual(found.get(nobody), missing)
        assert.strictEqual((yield* find()).size, 0)
      })
  },
  {
    promise: "says that somebody is missing whom it never knew, each time",
    run: () =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* sighting(nobody), missing)
        assert.deepStrictEqual(yield* sighting(nobody), missing)
      })
  },
  {
    promise: "says that somebody is deleted whom it has told of before, each time",
    run: () =>
      Effect.gen(function* () {
        const people = yield* People
        const subject = yield* people.add(ann)
        yield* sighting(subject)
        yield* people.remove(subject)
        assert.deepStrictEqual(yield* sighting(subject), { _tag: "Deleted" })
        assert.deepStrictEqual(yield* sighting(subject), { _tag: "Deleted" })
      })
  },
  {
    promise: "tells of a page of fifty people",
    run: () =>
      Effect.gen(function* () {
        const people = yield* People
        const subjects: Array<string> = []
        for (let at = 0; at < 50; at++) subjects.push(yield* people.add({ name: `Person ${at}` }))
        const found = yield* find(...subjects)
        assert.deepStrictEqual(
          subjects.map((subject) => found.get(subject)),
          subjects.map((_, at) => present({ name: `Person ${at}` }))
        )
      })
  },
  {
    promise: "finds nobody under a text that is no subject of theirs, and answers under that text",
    run: () =>
      Effect.gen(function* () {
        const subject = yield* (yield* People).add(ann)
        const texts = hostile(subject)
        const found = yield* find(...texts)
        assert.sameMembers([...found.keys()], [...texts])
        for (const text of texts) assert.deepStrictEqual(found.get(text), missing, text.slice(0, 80))
      })
  },
  {
    promise: "tells everybody the same who asks at once",
    run: () =>
      Effect.gen(function* () {
        const subject = yield* (yield* People).add(ann)
        const asked = Array.from({ length: 20 }, () => find(subject, nobody))
        for (const found of yield* Effect.all(asked, { concurrency: "unbounded" })) {
          assert.deepStrictEqual(found.get(subject), present(ann))
          assert.deepStrictEqual(found.get(nobody), missing)
        }
      })
  }
]
