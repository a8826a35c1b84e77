-- Runs without a transaction, as it must: no lock on the table while the index is built.
CREATE INDEX CONCURRENTLY products_name ON products (lower(name) text_pattern_ops);
