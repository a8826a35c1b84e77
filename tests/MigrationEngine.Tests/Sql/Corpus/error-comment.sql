select 1;
/* abc /* nested */
select 2;
