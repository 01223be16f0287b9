/** How resources hang together, by name: no import cycle, no recursive type. */

/** That a record has one of another resource, or many. */
export interface Relation<
  Tag extends "One" | "Many" = "One" | "Many",
  Target extends string = string,
  Via extends string = string
> {
  readonly _tag: Tag
  /** The name of the other resource. */
  readonly target: Target
  /** The field that holds the uid: ours for one, theirs for many. */
  readonly via: Via
}

/** The record that our field `via` refers to. */
export const one = <const T extends string, const V extends string>(
  target: T,
  via: V
): Relation<"One", T, V> => ({
  _tag: "One",
  target,
  via
})

/** The records whose field `via` refers to ours. */
export const many = <const T extends string, const V extends string>(
  target: T,
  via: V
): Relation<"Many", T, V> => ({ _tag: "Many", target, via })
