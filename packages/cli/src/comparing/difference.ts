/** The lines in which two texts differ, as `diff -u` shows them: those that went, those that came, two lines around. */

/** Longest common subsequence over what is left between the same beginning and the same end. */
export const difference = (before: string, after: string): ReadonlyArray<string> => {
  const [old, now] = [before.split("\n"), after.split("\n")]
  const start = sameFrom(old, now)
  const end = Math.min(sameFrom(old.toReversed(), now.toReversed()), Math.min(old.length, now.length) - start)
  const edits = [
    ...kept(old.slice(0, start)),
    ...edited(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...kept(old.slice(old.length - end))
  ]
  const near = new Set(edits.flatMap(({ mark }, at) => (mark === " " ? [] : around(at))))
  const last = Math.max(...near)
  return edits.flatMap(({ mark, line }, at) => {
    if (near.has(at)) return [`${mark} ${line}`.trimEnd()]
    return near.has(at - 1) && at > 0 && at < last ? ["  …"] : []
  })
}

interface Edit {
  readonly mark: "-" | "+" | " "
  readonly line: string
}

type Lines = ReadonlyArray<string>

function sameFrom(left: Lines, right: Lines): number {
  const at = left.findIndex((line, at) => line !== right[at])
  return at < 0 ? left.length : at
}

function kept(lines: Lines): ReadonlyArray<Edit> {
  return lines.map((line) => ({ mark: " ", line }))
}

function around(at: number): ReadonlyArray<number> {
  return [-2, -1, 0, 1, 2].map((step) => at + step)
}

function edited(old: Lines, now: Lines): ReadonlyArray<Edit> {
  const lengths = commonLengths(old, now)
  const edits: Array<Edit> = []
  let [left, right] = [0, 0]
  while (left < old.length || right < now.length) {
    const [gone, come] = [old[left], now[right]]
    if (gone !== undefined && gone === come) {
      edits.push({ mark: " ", line: gone })
      left++
      right++
    } else if (
      gone !== undefined &&
      (come === undefined || lengthAt(lengths, left + 1, right) >= lengthAt(lengths, left, right + 1))
    ) {
      edits.push({ mark: "-", line: gone })
      left++
    } else if (come !== undefined) {
      edits.push({ mark: "+", line: come })
      right++
    }
  }
  return edits
}

type Lengths = ReadonlyArray<ReadonlyArray<number>>

/** How long what two texts have in common is, from each pair of lines on. */
function commonLengths(old: Lines, now: Lines): Lengths {
  const rows: Array<ReadonlyArray<number>> = [now.map(() => 0)]
  for (const line of old.toReversed()) {
    const below = rows[0] ?? []
    const row: Array<number> = []
    for (let at = now.length - 1; at >= 0; at--)
      row[at] = line === now[at] ? (below[at + 1] ?? 0) + 1 : Math.max(below[at] ?? 0, row[at + 1] ?? 0)
    rows.unshift(row)
  }
  return rows
}

function lengthAt(lengths: Lengths, left: number, right: number): number {
  return lengths[left]?.[right] ?? 0
}
