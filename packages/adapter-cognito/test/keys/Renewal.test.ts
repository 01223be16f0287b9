import { assert, it } from "vitest"
import { failed, noticeOf, untried } from "../../src/keys/Renewal.ts"

const hour = 3_600_000

it("tells of old keys in one sentence for as long as they are, so that a log can tell it once", () => {
  const renewal = failed(untried(0), "answered 500", 20 * hour)
  const later = failed(renewal, "has not answered within 3000 ms", 40 * hour)
  assert.isNull(noticeOf(renewal, "https://login.example", 24 * hour, 24 * hour))
  for (const [known, now] of [
    [renewal, 25],
    [renewal, 26],
    [later, 50]
  ] as const)
    assert.strictEqual(
      noticeOf(known, "https://login.example", now * hour, 24 * hour),
      "The keys of https://login.example are older than 24 hours, and could not be renewed"
    )
})
