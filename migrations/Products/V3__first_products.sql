COPY categories (category_id, name) FROM STDIN;
1	Books
2	Coffee; whole beans
\.

COPY products (category_id, sku, name, price) FROM STDIN;
1	BK-001	The Art of Schema Design	39.90
1	BK-002	Migrations at Dawn	24.50
2	CF-001	Espresso, 1 kg	18.00
2	CF-002	Filter roast -- light, 500 g	11.20
\.

SELECT setval(pg_get_serial_sequence('categories', 'category_id'), (SELECT max(category_id) FROM categories));
