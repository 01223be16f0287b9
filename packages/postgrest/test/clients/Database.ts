/** The library's types as `supabase gen types` writes those of a database. */
type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

type Row<R> = { Row: R; Insert: Partial<R>; Update: Partial<R> }
type To<Name extends string, Column extends string, Table extends string> = {
  foreignKeyName: Name
  columns: [Column]
  isOneToOne: false
  referencedRelation: Table
  referencedColumns: ["id"]
}

export type Database = {
  __InternalSupabase: { PostgrestVersion: "14" }
  public: {
    Tables: {
      authors: Row<{ id: number; name: string; born: string | null; created_at: string }> & {
        Relationships: []
      }
      books: Row<{
        id: number
        title: string
        isbn: string | null
        author_id: number | null
        editor_id: number | null
        pages: number | null
        price: number | null
        lent: boolean
        genres: string[]
        meta: Json
        bought_at: string | null
        shelves: string | null
        created_at: string
      }> & {
        Relationships: [
          To<"books_author_id_fkey", "author_id", "authors">,
          To<"books_editor_id_fkey", "editor_id", "authors">
        ]
      }
      tags: Row<{ id: number; name: string; created_at: string }> & { Relationships: [] }
      labels: Row<{ book_id: number; tag_id: number }> & {
        Relationships: [
          To<"labels_book_id_fkey", "book_id", "books">,
          To<"labels_tag_id_fkey", "tag_id", "tags">
        ]
      }
      notes: Row<{ uid: string; text: string; version: number; creator_uid: string | null }> & {
        Relationships: []
      }
      rooms: Row<{ uid: string; name: string }> & { Relationships: [] }
    }
    Views: {}
    Functions: {
      add: { Args: { a: number; b: number }; Returns: number }
      tag: { Args: { names: string[] }; Returns: { name: string }[] }
    }
  }
}
