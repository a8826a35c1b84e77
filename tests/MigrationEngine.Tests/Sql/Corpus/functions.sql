create table r(x text);
create function f1() returns int language sql begin atomic select 1; select case when true then 2 else 3 end; end;
create procedure p1() language sql
BEGIN /* the */ ATOMIC
  insert into r values ('one;');
  insert into r select (case when f1() = 2 then 'two' else 'x' end);
END;
call p1();
create function f(a boolean, b boolean) returns text language sql
begin atomic
  select case when a then case when b then 'both;' else 'a' end else 'none' end;
end;
create function f2(a int) returns int language sql return a + 1;
CREATE OR REPLACE FUNCTION "begin atomic"() RETURNS text
LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
  SELECT 1 AS end, t.case FROM t;
  SELECT 'x' FROM (SELECT 1; SELECT 2) q;
END;
create function g() returns trigger language plpgsql as $body$
begin
  if new.a = 'x' then return new; end if;
  return $$;$$;
end $body$;
do $$ begin perform 1; end $$;
create function h(begin int, atomic int) returns int language sql as 'select 1; select $1';
create view case_view as select case when true then 1 end;
create function begin() returns int language sql as $_$ select 1; $_$;
select 1
