CREATE TABLE price_changes (
    product_id int NOT NULL REFERENCES products,
    changed_at timestamptz NOT NULL DEFAULT now(),
    old_price numeric(10, 2) NOT NULL,
    new_price numeric(10, 2) NOT NULL
);

-- Prices are never overwritten without a trace.
CREATE FUNCTION record_price_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF NEW.price IS DISTINCT FROM OLD.price THEN
        INSERT INTO price_changes (product_id, old_price, new_price) VALUES (NEW.product_id, OLD.price, NEW.price);
    END IF;
    RETURN NEW;
END;
$body$;

CREATE TRIGGER products_price_change AFTER UPDATE OF price ON products
    FOR EACH ROW EXECUTE FUNCTION record_price_change();
