/** Whether what is sealed of a change is what its hash was made of: told anew, as whoever writes it may be what is wrong. */
import { contentFormat, sealedBlock } from "@pgcrest/core"
import { raw, type Sql } from "../sql/Sql.ts"

/** Of `change`: false also where one of the three was taken away. What is erased is gone with its salt, and fits. */
export const sealedFits: Sql = raw(`(
      change.sealed is null and change.salt is null
      or (
        select sha256(change.salt || convert_to(opened.text || repeat(' ', (${sealedBlock} - octet_length(opened.text) % ${sealedBlock}) % ${sealedBlock}), 'UTF8'))
        from (
          select jsonb_build_array(${contentFormat}, change.resource, change.uid, change.version, change.sealed)::text as text
        ) as opened
        where change.sealed is not null
      ) = change.sealed_hash is true
    )`)
