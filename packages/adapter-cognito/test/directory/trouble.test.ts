import { IdentityUnavailable, type Sighting } from "@pgcrest/core"
import type { CognitoServer } from "@pgcrest/testkit/cognito"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/testing/TestClock"
import { directory, pool } from "./pool.ts"

const ann: Sighting = { _tag: "Present", status: "active", attributes: { name: "Ann" } }

const asking = Effect.fnUntraced(function* (options: Parameters<typeof directory>[1]) {
  const server = yield* pool
  const { find, groupsOf } = yield* directory(server, options)
  const subject = server.pool.add({ attributes: { name: "Ann" }, groups: ["a"] })
  const sighting = (subject: string) => Effect.map(find(new Set([subject])), (found) => found.get(subject))
  return { server, subject, sighting, groupsOf }
})
const asked = asking({})

/** The messages of an error and of what it was caused by. */
const story = (cause: unknown): string =>
  cause instanceof Error ? `${cause.message} / ${story(cause.cause)}` : ""
const causeOf = (sighting: object | undefined) => story(Object(sighting).cause)

/** Until so many calls have come, while a pause between two of them ends. */
const untilAsked = Effect.fnUntraced(function* (server: CognitoServer.CognitoServer, count = 1) {
  while (server.calls.total < count) {
    if (count > 1) yield* TestClock.adjust(1)
    yield* Effect.promise(() => new Promise(setImmediate))
  }
})

describe("a directory that cannot be asked", () => {
  it.effect("says so after two seconds where Cognito does not answer, and breaks off what it asked", () =>
    Effect.gen(function* () {
      const { server, subject, sighting } = yield* asked
      server.meet({ _tag: "Silent" })
      const fiber = yield* Effect.forkChild(sighting(subject))
      yield* untilAsked(server)
      yield* TestClock.adjust("2 seconds")
      const told = yield* Fiber.join(fiber)
      assert.strictEqual(told?._tag, "Unavailable")
      assert.match(causeOf(told), /^Cognito has not answered within 2000 ms/u)
      yield* Effect.promise(() => server.calls.untilIdle())
      server.meet({ _tag: "None" })
      assert.deepStrictEqual(yield* sighting(subject), ann)
    })
  )

  it.effect("breaks off what nobody waits for any more", () =>
    Effect.gen(function* () {
      const { server, subject, sighting } = yield* asked
      server.meet({ _tag: "Silent" })
      const fiber = yield* Effect.forkChild(sighting(subject))
      yield* untilAsked(server)
      yield* Fiber.interrupt(fiber)
      yield* Effect.promise(() => server.calls.untilIdle())
      assert.strictEqual(server.calls.total, 1)
    })
  )

  it.effect("tells what Cognito said last where it only ever throttles", () =>
    Effect.gen(function* () {
      const { server, subject, sighting } = yield* asking({ deadlineMillis: 60_000 })
      server.meet({ _tag: "Throttled", share: 1, seed: 1 })
      const fiber = yield* Effect.forkChild(sighting(subject))
      yield* untilAsked(server, 3)
      yield* TestClock.adjust("1 minute")
      const told = yield* Fiber.join(fiber)
      assert.strictEqual(told?._tag, "Unavailable")
      assert.match(causeOf(told), /not answered within 60000 ms .* TooManyRequestsException: Rate exceeded/u)
    })
  )

  it.effect("tells of those whom it knows already during an outage", () =>
    Effect.gen(function* () {
      const { server, subject, sighting } = yield* asked
      assert.deepStrictEqual(yield* sighting(subject), ann)
      server.meet({ _tag: "Outage" })
      const other = server.pool.add({ attributes: { name: "Bob" } })
      const fiber = yield* Effect.forkChild(sighting(other))
      yield* Effect.promise(() => server.calls.until(2))
      yield* TestClock.adjust("2 seconds")
      assert.strictEqual((yield* Fiber.join(fiber))?._tag, "Unavailable")
      assert.deepStrictEqual(yield* sighting(subject), ann)
    })
  )

  for (const trouble of ["Broken", "Outage"] as const)
    it.live(`asks again where it met this: ${trouble}`, () =>
      Effect.gen(function* () {
        const { server, subject, sighting } = yield* asking({ deadlineMillis: 60_000 })
        server.meet({ _tag: trouble })
        const fiber = yield* Effect.forkChild(sighting(subject))
        yield* untilAsked(server)
        server.meet({ _tag: "None" })
        assert.deepStrictEqual(yield* Fiber.join(fiber), ann)
      })
    )

  it.live("asks for its credentials once", () =>
    Effect.gen(function* () {
      let count = 0
      const credentials = () => Promise.resolve({ accessKeyId: `key-${++count}`, secretAccessKey: "secret" })
      const { subject, sighting, groupsOf } = yield* asking({
        credentials,
        cacheSeconds: 0,
        deadlineMillis: 60_000
      })
      for (const _ of [1, 2]) assert.deepStrictEqual(yield* sighting(subject), ann)
      yield* groupsOf(subject)
      assert.strictEqual(count, 1)
    })
  )

  it.effect("takes no answer of no use for one that nobody is there", () =>
    Effect.gen(function* () {
      const { server, subject, sighting } = yield* asked
      const bodies = ["", "{}", "<html></html>", `{"Users":null}`, `{"Users":[],"PaginationToken":"more"}`]
      for (const body of bodies) {
        server.meet({ _tag: "Garbage", body })
        assert.strictEqual((yield* sighting(subject))?._tag, "Unavailable", body)
      }
      server.meet({ _tag: "None" })
      assert.deepStrictEqual(yield* sighting(subject), ann)
    })
  )

  it.effect("takes nobody for somebody else, whoever Cognito answers with", () =>
    Effect.gen(function* () {
      const { server, subject, sighting } = yield* asked
      const other = `{"Username":"eve","Attributes":[{"Name":"sub","Value":"${"0".repeat(36)}"}]}`
      const self = `{"Username":"ann","Attributes":[{"Name":"sub","Value":"${subject}"},{"Name":"name","Value":"Ann"}]}`
      server.meet({ _tag: "Garbage", body: `{"Users":[${other}]}` })
      assert.deepStrictEqual(yield* sighting(subject), { _tag: "Missing" })
      yield* TestClock.adjust("30 seconds")
      server.meet({ _tag: "Garbage", body: `{"Users":[${other},{},${self}]}` })
      assert.deepStrictEqual(yield* sighting(subject), ann)
    })
  )

  it.live("does not try again without credentials, and says why", () =>
    Effect.gen(function* () {
      const server = yield* pool
      const credentials = () => Promise.reject(new Error("no role"))
      const { find } = yield* directory(server, { credentials, deadlineMillis: 60_000 })
      const subject = server.pool.add({ attributes: { name: "Ann" } })
      const told = (yield* find(new Set([subject]))).get(subject)
      assert.strictEqual(told?._tag, "Unavailable")
      assert.match(causeOf(told), /no role/u)
      assert.strictEqual(server.calls.total, 0)
    })
  )

  it.effect("fails to tell groups, in time as well", () =>
    Effect.gen(function* () {
      const { server, subject, groupsOf } = yield* asked
      server.meet({ _tag: "Silent" })
      const fiber = yield* Effect.forkChild(Effect.flip(groupsOf(subject)))
      yield* untilAsked(server)
      yield* TestClock.adjust("2 seconds")
      const failure = yield* Fiber.join(fiber)
      assert.instanceOf(failure, IdentityUnavailable)
      assert.deepInclude(failure, { of: "directory" })
      assert.match(failure.message, /not answered within 2000 ms/u)
    })
  )

  it.live("fails rather than tell a part of somebody's groups", () =>
    Effect.gen(function* () {
      const server = yield* pool
      const { groupsOf } = yield* directory(server, { deadlineMillis: 60_000 })
      // The pool on loopback tells two on each page.
      const groups = Array.from({ length: 41 }, (_, at) => `group-${at}`)
      const [most, more] = [groups.slice(1), groups].map((groups) =>
        server.pool.add({ attributes: {}, groups })
      )
      assert.lengthOf(yield* groupsOf(most ?? ""), 40)
      assert.match((yield* Effect.flip(groupsOf(more ?? ""))).message, /more than 20 pages/u)
    })
  )
})
