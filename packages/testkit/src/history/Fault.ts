/** What a history shows that a store must not do, by the names of Adya's thesis and of Elle. */

/** One transaction comes before another: it wrote before it (ww), it was read by it (wr), it read what that replaced (rw), or it had ended (rt). */
export interface Dependency {
  readonly from: string
  readonly kind: "ww" | "wr" | "rw" | "rt"
  /** The key by which they depend; null for time. */
  readonly key: string | null
  readonly to: string
}

/** Write cycle, circular information flow, read skew, and what needs two reads that were overtaken, such as write skew or a long fork. */
export type Anomaly = "G0" | "G1c" | "G-single" | "G2"

/** One thing that the history proves wrong. */
export type Fault =
  /** An append was acknowledged, and no read that began afterwards has it, nor any before. */
  | {
      readonly _tag: "LostUpdate"
      readonly key: string
      readonly value: string
      readonly transaction: string
    }
  /** A value stands more than once in a list. */
  | { readonly _tag: "Duplicate"; readonly key: string; readonly value: string; readonly transaction: string }
  /** Two reads of one key of which neither begins with the other. */
  | { readonly _tag: "Fork"; readonly key: string; readonly transactions: readonly [string, string] }
  /** G1a: what failed for certain was read. */
  | {
      readonly _tag: "AbortedRead"
      readonly key: string
      readonly value: string
      readonly transaction: string
    }
  /** G1b: a part of what one transaction appends to a key was read without the rest. */
  | {
      readonly _tag: "IntermediateRead"
      readonly key: string
      readonly value: string
      readonly transaction: string
    }
  /** A value that nobody appended. */
  | {
      readonly _tag: "UnknownValue"
      readonly key: string
      readonly value: string
      readonly transaction: string
    }
  /** A read lacks what was acknowledged, or read, before it began. */
  | { readonly _tag: "StaleRead"; readonly key: string; readonly value: string; readonly transaction: string }
  /** A read lacks what its own transaction has appended before. */
  | {
      readonly _tag: "OwnWriteUnseen"
      readonly key: string
      readonly value: string
      readonly transaction: string
    }
  /** One list under two versions, or a longer one under a version that is not greater. */
  | {
      readonly _tag: "VersionDisorder"
      readonly key: string
      readonly transactions: readonly [string, string]
    }
  /** Each of these transactions comes before the next, and the last one before the first; `realtime` where that needs the clock. */
  | {
      readonly _tag: "Cycle"
      readonly anomaly: Anomaly
      readonly realtime: boolean
      readonly path: ReadonlyArray<Dependency>
    }

/** The fault as a sentence. */
export const tell = (fault: Fault): string => {
  switch (fault._tag) {
    case "LostUpdate":
      return `Lost update: ${fault.value} was appended to ${fault.key} by ${fault.transaction}, and no read has it`
    case "Duplicate":
      return `Duplicate: ${fault.transaction} read ${fault.value} in ${fault.key} more than once`
    case "Fork":
      return `Fork: ${fault.transactions.join(" and ")} read lists of ${fault.key} of which neither begins with the other`
    case "AbortedRead":
      return `Aborted read (G1a): ${fault.transaction} read ${fault.value} in ${fault.key}, whose append had failed`
    case "IntermediateRead":
      return `Intermediate read (G1b): ${fault.transaction} read ${fault.value} in ${fault.key} without what the same transaction appends behind it`
    case "UnknownValue":
      return `Unknown value: ${fault.transaction} read ${fault.value} in ${fault.key}, which nobody appended`
    case "StaleRead":
      return `Stale read: ${fault.transaction} did not read ${fault.value} in ${fault.key}, which was there before it began`
    case "OwnWriteUnseen":
      return `Own write unseen: ${fault.transaction} appended ${fault.value} to ${fault.key}, and then did not read it`
    case "VersionDisorder":
      return `Versions in disorder: those of ${fault.key} that ${fault.transactions.join(" and ")} read are not in the order of its lists`
    case "Cycle":
      return `${fault.anomaly}${fault.realtime ? "-realtime" : ""}: ${fault.path.map(arrow).join("")}${fault.path[0]?.from}`
  }
}

function arrow({ from, kind, key }: Dependency): string {
  return `${from} -${kind}${key === null ? "" : `(${key})`}-> `
}
