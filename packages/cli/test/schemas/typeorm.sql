-- A ticket desk, as TypeORM's migrations make it.
create table "migrations" ("id" serial not null, "timestamp" bigint not null, "name" character varying not null, constraint "PK_8c82d7f526340ab734260ea46be" primary key ("id"));
create type "public"."user_role_enum" as enum ('admin', 'agent', 'guest');
create type "public"."ticket_priority_enum" as enum ('0', '1', '2');
create table "organization" (
  "id" uuid not null default gen_random_uuid(), "name" character varying not null, "settings" json, "createdAt" timestamp not null default now(),
  constraint "PK_472c1f99a32def1b0abb219cd67" primary key ("id"), constraint "UQ_c21e615583a3ebbb0977452afb0" unique ("name")
);
create table "user" (
  "id" uuid not null default gen_random_uuid(),
  "createdAt" timestamp without time zone not null default now(),
  "updatedAt" timestamp without time zone not null default now(),
  "deletedAt" timestamp without time zone,
  "version" integer not null,
  "email" character varying not null,
  "firstName" character varying(100) not null,
  "lastName" character varying(100),
  "isActive" boolean not null default true,
  "role" "public"."user_role_enum" not null default 'guest',
  "roles" "public"."user_role_enum" array not null default '{guest}',
  "simpleTags" text,
  "organizationId" uuid,
  constraint "PK_cace4a159ff9f2512dd42373760" primary key ("id"),
  constraint "UQ_e12875dfb3b1d92d7d7c5377e22" unique ("email")
);
create table "ticket" (
  "id" serial not null,
  "created_date" timestamp without time zone not null default now(),
  "updated_date" timestamp with time zone not null default now(),
  "title" character varying(200) not null,
  "body" text not null default '',
  "priority" "public"."ticket_priority_enum" not null default '1',
  "position" point,
  "estimate" interval,
  "cost" numeric(12,4) not null default '0',
  "reporterId" uuid not null,
  "assigneeId" uuid,
  "parentId" integer,
  constraint "PK_d9a0835407701eb86f874474b7c" primary key ("id")
);
create table "tag" ("id" serial not null, "name" character varying not null, constraint "PK_8e4052373c579afc1471f526760" primary key ("id"));
create table "ticket_tags_tag" (
  "ticketId" integer not null, "tagId" integer not null, constraint "PK_c2b7d4e0f4f47a29b1ffb9a1c1b" primary key ("ticketId", "tagId")
);
create table "attachment" (
  "id" uuid not null default gen_random_uuid(), "name" character varying not null, "size" bigint not null, "content" bytea, "ticketId" integer,
  constraint "REL_2b1a" unique ("ticketId", "name"), constraint "PK_d2a80c3a8d467f08a750ac4b420" primary key ("id")
);
create table "audit_entry" ("id" bigserial not null, "at" timestamp with time zone not null default now(), "what" jsonb not null, "userId" uuid, constraint "PK_audit_entry" primary key ("id"));
create index "IDX_6ccabb8cd16781fa6cbf2e59be" on "ticket_tags_tag" ("ticketId");
alter table "user" add constraint "FK_dfda472c0af7812401e592b6a61" foreign key ("organizationId") references "organization" ("id") on delete no action on update no action;
alter table "ticket" add constraint "FK_reporter" foreign key ("reporterId") references "user" ("id") on delete no action on update no action;
alter table "ticket" add constraint "FK_assignee" foreign key ("assigneeId") references "user" ("id") on delete set null on update no action;
alter table "ticket" add constraint "FK_parent" foreign key ("parentId") references "ticket" ("id") on delete no action on update no action;
alter table "ticket_tags_tag" add constraint "FK_ticket" foreign key ("ticketId") references "ticket" ("id") on delete cascade on update cascade;
alter table "ticket_tags_tag" add constraint "FK_tag" foreign key ("tagId") references "tag" ("id") on delete cascade on update cascade;
alter table "attachment" add constraint "FK_attachment" foreign key ("ticketId") references "ticket" ("id") on delete no action on update no action;

insert into "user" ("id", "version", "email", "firstName") values ('0198a000-0000-4000-8000-000000000001', 1, 'ann@example.org', 'Ann');
insert into "ticket" ("title", "reporterId") values ('It rains in', '0198a000-0000-4000-8000-000000000001');
insert into "tag" ("name") values ('roof');
insert into "ticket_tags_tag" values (1, 1);
