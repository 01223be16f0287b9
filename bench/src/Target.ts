/** What was promised for each operation: ours divided by a yardstick's figure. */
import type { Operation, Yardstick } from "./Operation.ts"

export interface Target {
  /** Requests per second, at least. */
  readonly rate?: number
  /** CPU of the process per request, at most. */
  readonly cpu?: number
  /** CPU of the server's backend per request, at most; of `deleteCreate` the delete's. */
  readonly backend?: number
}

export const targets: Readonly<Record<Yardstick, Readonly<Record<Operation, Target>>>> = {
  L: {
    get: { rate: 1.05, cpu: 1.1 },
    list20: { rate: 1.3 },
    list20filters: {},
    deep: {},
    list1000: { rate: 2.3 },
    nested: { rate: 1 },
    page1: {},
    deepCursor: {},
    create: {},
    update: {},
    createKeyed: {},
    updateKeyed: {},
    deleteCreate: {},
    unit: {},
    noteUpdate: {},
    bulk1000: {},
    batch10: {}
  },
  "L-history": {
    get: { backend: 1.05 },
    list20: { backend: 1.05 },
    list20filters: { backend: 1.05 },
    deep: { backend: 1.05 },
    list1000: { backend: 1.05 },
    nested: {},
    page1: { backend: 1.05 },
    deepCursor: { backend: 1.05 },
    create: { rate: 1, cpu: 1.3, backend: 1.25 },
    update: { rate: 1, cpu: 1.3, backend: 1.15 },
    createKeyed: {},
    updateKeyed: {},
    deleteCreate: { rate: 0.95, cpu: 1.3, backend: 1.65 },
    unit: { cpu: 1.3 },
    noteUpdate: { cpu: 1.3 },
    bulk1000: { rate: 0.9 },
    batch10: {}
  }
}

/** The page behind a cursor 90,000 books on, in times of what the first page takes, at most. */
export const cursorTarget = 1.2

/** Microseconds of process and backend together that an idempotency key adds to a write, at most. */
export const keyTarget = 35

/** Kilobytes that one `get` allocates, at most. */
export const allocationTarget = 20

/** Milliseconds of a cold start over the hand-written handler with what ours loads of effect, at most. */
export const coldTarget = 8

/** Microseconds of the whole handler beside a round trip, its store apart, at most. */
export const stepTargets: Readonly<Partial<Record<Operation, number>>> = { get: 10, update: 15, create: 20 }
