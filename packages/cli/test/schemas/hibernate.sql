-- A bank's customers, as hibernate.hbm2ddl.auto=update made it over the years.
create sequence hibernate_sequence start 1 increment 1;
create sequence invoice_seq start 1 increment 50;
create table customer (
  id int8 not null,
  version int4 not null,
  birth_date date,
  credit_limit numeric(38,2),
  customer_type varchar(31) not null,
  email varchar(255),
  last_modified timestamp(6),
  name varchar(255) not null,
  photo oid,
  address_id int8,
  primary key (id)
);
create table address (id int8 not null, city varchar(255), country varchar(2), street varchar(255), zip varchar(255), primary key (id));
create table customer_emails (customer_id int8 not null, emails varchar(255));
create table customer_attributes (customer_id int8 not null, attributes varchar(255), attributes_key varchar(255) not null, primary key (customer_id, attributes_key));
create table account (
  id int8 not null,
  version int8 not null,
  balance numeric(19,2) not null,
  currency varchar(255) not null check (currency in ('EUR', 'USD', 'CHF')),
  iban varchar(34) not null,
  opened timestamp(6) with time zone not null,
  owner_id int8 not null,
  status int2 check (status between 0 and 3),
  primary key (id),
  constraint uk_iban unique (iban)
);
create table invoice (
  id int8 default nextval('invoice_seq') not null,
  created_date timestamp(6) not null,
  last_modified_date timestamp(6) not null,
  created_by varchar(255),
  document bytea,
  invoice_number varchar(255) not null,
  paid boolean not null,
  total float8 not null,
  uuid uuid not null,
  customer_id int8,
  primary key (id)
);
create table invoice_lines (invoice_id int8 not null, lines_order int4 not null, amount numeric(38,2), description varchar(255), primary key (invoice_id, lines_order));
create table customer_invoices (customer_id int8 not null, invoices_id int8 not null);
alter table customer_invoices add constraint uk_invoices unique (invoices_id);
create table tenant (code varchar(20) not null, name varchar(255), settings varchar(10485760), primary key (code));
create table revinfo (rev int4 not null, revtstmp int8, primary key (rev));
create table customer_aud (id int8 not null, rev int4 not null, revtype int2, name varchar(255), primary key (id, rev));
alter table customer add constraint fk_address foreign key (address_id) references address;
alter table customer_emails add constraint fk_emails foreign key (customer_id) references customer;
alter table customer_attributes add constraint fk_attributes foreign key (customer_id) references customer;
alter table account add constraint fk_owner foreign key (owner_id) references customer;
alter table invoice add constraint fk_customer foreign key (customer_id) references customer;
alter table invoice_lines add constraint fk_lines foreign key (invoice_id) references invoice;
alter table customer_invoices add constraint fk_ci_customer foreign key (customer_id) references customer;
alter table customer_invoices add constraint fk_ci_invoice foreign key (invoices_id) references invoice;
alter table customer_aud add constraint fk_rev foreign key (rev) references revinfo;

insert into address values (nextval('hibernate_sequence'), 'Bern', 'CH', null, '3000');
insert into customer (id, version, customer_type, name, credit_limit, address_id) values (nextval('hibernate_sequence'), 0, 'Private', 'Ann', 1000, 1);
insert into customer_emails values (2, 'ann@example.org');
insert into account values (3, 0, 12.50, 'CHF', 'CH9300762011623852957', now(), 2, 1);
