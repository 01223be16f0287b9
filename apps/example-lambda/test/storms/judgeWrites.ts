/** What stands in the trail, held against what each client knows of its writes. */
import { type Outcome, toldIn } from "./clients.ts"

/** A change as the trail has it. */
export interface Change {
  readonly requestId: string
  readonly resource: string
  readonly uid: string
  readonly version: number
}

/** What does not agree, in sentences; also a change of a request that nobody sent. */
export const faultsIn = (
  outcomes: ReadonlyArray<Outcome>,
  changes: ReadonlyArray<Change>
): ReadonlyArray<string> => {
  const byRequest = Map.groupBy(changes, ({ requestId }) => requestId)
  const sent = new Set(outcomes.flatMap(({ attempts }) => attempts.map(({ requestId }) => requestId)))
  return [
    ...outcomes.flatMap((outcome) =>
      faultsOf(outcome, (requestId) => byRequest.get(requestId) ?? []).map(
        (fault) => `${fault}: ${JSON.stringify({ ...outcome, answer: outcome.answer.body })}`
      )
    ),
    ...[...byRequest.keys()].flatMap((id) => (sent.has(id) ? [] : [`nobody sent the request ${id}`]))
  ]
}

function faultsOf(
  { answer, attempts, write }: Outcome,
  changesOf: (requestId: string) => ReadonlyArray<Change>
): ReadonlyArray<string> {
  const written = attempts.filter(({ requestId }) => changesOf(requestId).length > 0)
  const changes = written.flatMap(({ requestId }) => changesOf(requestId))
  const faults = written.flatMap(({ ending, requestId }) =>
    ending === "refused" ? [`${requestId} was told that nothing was written, and it was`] : []
  )
  if (written.length > 1) faults.push("it was written more than once")
  if (written.length === 1 && !isWhole(write.changes, changes.length))
    faults.push(`it made ${changes.length} changes`)
  if (answer.status >= 300) return faults
  if (written.length === 0 && typeof write.changes === "number")
    faults.push("it was acknowledged, and is not there")
  const versions = new Map(changes.map(({ resource, uid, version }) => [`${resource}/${uid}`, version]))
  for (const { resource, uid, version } of toldIn(write, answer)) {
    // A batch tells of its author as they were when it had made them.
    const isThere = (versions.get(`${resource}/${uid}`) ?? 0) >= version
    if (!isThere)
      faults.push(`its answer tells of ${resource}/${uid} in version ${version}, and the trail does not`)
  }
  return faults
}

function isWhole(expected: Outcome["write"]["changes"], found: number): boolean {
  return typeof expected === "number" ? found === expected : found <= expected.most
}
