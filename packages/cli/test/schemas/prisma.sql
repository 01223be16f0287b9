-- A blog, as `prisma migrate deploy` makes it.
create table "_prisma_migrations" (
  "id" varchar(36) not null primary key, "checksum" varchar(64) not null, "finished_at" timestamptz, "migration_name" varchar(255) not null,
  "logs" text, "rolled_back_at" timestamptz, "started_at" timestamptz not null default now(), "applied_steps_count" integer not null default 0
);
create type "Role" as enum ('USER', 'EDITOR', 'ADMIN');
create type "PostState" as enum ('DRAFT', 'PUBLISHED');

create table "User" (
  "id" text not null,
  "email" text not null,
  "name" text,
  "emailVerified" timestamp(3),
  "role" "Role" not null default 'USER',
  "loginCount" integer not null default 0,
  "balance" decimal(65,30) not null default 0,
  "createdAt" timestamp(3) not null default current_timestamp,
  "updatedAt" timestamp(3) not null,
  constraint "User_pkey" primary key ("id")
);
create table "Profile" (
  "id" serial not null,
  "bio" text,
  "userId" text not null,
  constraint "Profile_pkey" primary key ("id")
);
create table "Post" (
  "id" text not null,
  "title" varchar(255) not null,
  "content" text,
  "state" "PostState" not null default 'DRAFT',
  "tags" text[],
  "views" bigint not null default 0,
  "meta" jsonb,
  "cover" bytea,
  "score" double precision not null default 0,
  "authorId" text not null,
  "createdAt" timestamp(3) not null default current_timestamp,
  "updatedAt" timestamp(3) not null,
  constraint "Post_pkey" primary key ("id")
);
create table "Category" ("id" serial not null, "name" text not null, constraint "Category_pkey" primary key ("id"));
create table "_CategoryToPost" ("A" integer not null, "B" text not null, constraint "_CategoryToPost_AB_pkey" primary key ("A", "B"));
create table "Account" (
  "userId" text not null,
  "type" text not null,
  "provider" text not null,
  "providerAccountId" text not null,
  "refresh_token" text,
  "expires_at" integer,
  constraint "Account_pkey" primary key ("provider", "providerAccountId")
);
create table "Session" ("sessionToken" text not null, "userId" text not null, "expires" timestamp(3) not null);
create table "Reaction" (
  "postId" text not null,
  "userId" text not null,
  "order" integer not null default 0,
  "createdAt" timestamp(3) not null default current_timestamp,
  constraint "Reaction_pkey" primary key ("postId", "userId")
);
create unique index "User_email_key" on "User" ("email");
create unique index "Profile_userId_key" on "Profile" ("userId");
create unique index "Category_name_key" on "Category" ("name");
create unique index "Session_sessionToken_key" on "Session" ("sessionToken");
create index "_CategoryToPost_B_index" on "_CategoryToPost" ("B");
create unique index "Post_authorId_title_key" on "Post" ("authorId", "title");
alter table "Profile" add constraint "Profile_userId_fkey" foreign key ("userId") references "User" ("id") on delete restrict on update cascade;
alter table "Post" add constraint "Post_authorId_fkey" foreign key ("authorId") references "User" ("id") on delete restrict on update cascade;
alter table "Account" add constraint "Account_userId_fkey" foreign key ("userId") references "User" ("id") on delete cascade on update cascade;
alter table "Session" add constraint "Session_userId_fkey" foreign key ("userId") references "User" ("id") on delete cascade on update cascade;
alter table "Reaction" add constraint "Reaction_postId_fkey" foreign key ("postId") references "Post" ("id") on delete restrict on update cascade;
alter table "Reaction" add constraint "Reaction_userId_fkey" foreign key ("userId") references "User" ("id") on delete restrict on update cascade;
alter table "_CategoryToPost" add constraint "_CategoryToPost_A_fkey" foreign key ("A") references "Category" ("id") on delete cascade on update cascade;
alter table "_CategoryToPost" add constraint "_CategoryToPost_B_fkey" foreign key ("B") references "Post" ("id") on delete cascade on update cascade;

insert into "User" ("id", "email", "updatedAt") values ('clh3x0000', 'ann@example.org', current_timestamp);
insert into "Post" ("id", "title", "tags", "authorId", "updatedAt") values ('clh3y0000', 'Hello', '{a,b}', 'clh3x0000', current_timestamp);
insert into "Category" ("name") values ('News');
insert into "_CategoryToPost" values (1, 'clh3y0000');
