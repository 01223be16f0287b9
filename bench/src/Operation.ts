/** What is measured, with the aims: ours divided by the hand-written handler's. */

export const operations = ["get", "list20", "list1000", "create", "update"] as const

export type Operation = (typeof operations)[number]

/** Requests per second at least. */
export const aims: Readonly<Record<Operation, number>> = {
  get: 0.9,
  list20: 0.9,
  list1000: 1.4,
  create: 0.9,
  update: 0.9
}

/** CPU per request at most. */
export const cpuAim = 1.2

/** Milliseconds from bare node to the first answer at most. */
export const coldAim = 100
