/** How resources hang together, by name: no import cycle, no recursive type. */

/** That a record has one of another resource, or many. */
export interface Relation<
  Tag extends "One" | "Many" | "Through" = "One" | "Many" | "Through",
  Target extends string = string,
  Via extends string = string
> {
  readonly _tag: Tag
  /** The name of the other resource. */
  readonly target: Target
  /** The field that holds the uid: ours for one, theirs for many, that of the resource between for those through it. */
  readonly via: Via
  /** The resource between, whose records each belong to one of ours and one of theirs; null where there is none. */
  readonly through: Between | null
}

/** A resource that stands between two others. */
export interface Between {
  readonly resource: string
  /** Its field that holds the uid of the other side. */
  readonly far: string
}

/** The record that our field `via` refers to. */
export const one = <const T extends string, const V extends string>(
  target: T,
  via: V
): Relation<"One", T, V> => ({
  _tag: "One",
  target,
  via,
  through: null
})

/** The records whose field `via` refers to ours. */
export const many = <const T extends string, const V extends string>(
  target: T,
  via: V
): Relation<"Many", T, V> => ({ _tag: "Many", target, via, through: null })

/**
 * The records that belong to ours by those of a resource between: `through("tags", "labels", "book_uid", "tag_uid")` of
 * books leads to each tag that a label joins with the book.
 */
export const through = <const T extends string, const N extends string>(
  target: T,
  between: string,
  near: N,
  far: string
): Relation<"Through", T, N> => ({
  _tag: "Through",
  target,
  via: near,
  through: { resource: between, far }
})
