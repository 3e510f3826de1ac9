CREATE TABLE payments (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    plan text NOT NULL,
    cents integer NOT NULL CHECK (cents > 0),
    status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'paid', 'declined')),
    provider_id text,
    created timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX payments_by_user ON payments (user_id);
